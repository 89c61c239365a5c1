// For each limit a way to ask for so much: the test asks for what is allowed, and for one more.

/** Whether that much is taken. */
export type Take = (amount: number) => boolean | Promise<boolean>

/** One for each limit of a table: a limit without one is a type error. */
export type Takes<Limits> = {
  readonly [Name in keyof Limits]-?: Limits[Name] extends number ? Take : Takes<Limits[Name]>
}

/** False where it throws; any other error than the limit's is passed on. */
export function isTaken(limitIn: RegExp, action: () => unknown): boolean {
  try {
    action()
    return true
  } catch (error) {
    if (error instanceof Error && limitIn.test(error.message)) return false
    throw error
  }
}

/** The first, of the length or longer: not every length can be had. @param make throws the error that names the length, where it is too long */
export function isTakenAtLength(
  amount: number,
  lengthIn: RegExp,
  make: (chars: number) => string,
): boolean {
  let [few, enough] = [0, amount]
  while (few < enough) {
    const chars = Math.floor((few + enough) / 2)
    if (attempt(lengthIn, () => make(chars)).length < amount) few = chars + 1
    else enough = chars
  }
  const made = attempt(lengthIn, () => make(enough))
  if (made.length < amount) throw new Error("that length can't be had")
  return made.isTaken
}

function attempt(
  lengthIn: RegExp,
  make: () => string,
): { readonly isTaken: boolean; readonly length: number } {
  try {
    return { isTaken: true, length: make().length }
  } catch (error) {
    const [, length] = lengthIn.exec(String(error)) ?? []
    if (length === undefined) throw error
    return { isTaken: false, length: Number(length) }
  }
}
