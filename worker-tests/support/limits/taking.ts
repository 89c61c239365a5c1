// For each limit, a way to request an amount. The test requests the allowed amount and one more.

/** Whether the amount is accepted. */
export type Take = (amount: number) => boolean | Promise<boolean>

/** One function for each limit of a table. A limit without one is a type error. */
export type Takes<Limits> = {
  readonly [Name in keyof Limits]-?: Limits[Name] extends number ? Take : Takes<Limits[Name]>
}

/** False if it throws the limit's error. Any other error is passed on. */
export function isTaken(limitIn: RegExp, action: () => unknown): boolean {
  try {
    action()
    return true
  } catch (error) {
    if (error instanceof Error && limitIn.test(error.message)) return false
    throw error
  }
}

/** The first of at least the length, as not every length is possible. @param make throws the error with the length if too long */
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
