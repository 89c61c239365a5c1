// Arguments by position and, in an object at the end, by name: as Python's keywords.

/** @param names of the arguments that may be given by position, in their order */
export function byKeyword<T extends object>(
  names: readonly (keyof T & string)[],
  args: readonly unknown[],
): T {
  const last = args.at(-1)
  const options = isOptions(last) ? last : {}
  const positional = isOptions(last) ? args.slice(0, -1) : args
  const given = positional.map((value, i) => [names[i], value] as const)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- callers' types say what is given
  return { ...Object.fromEntries(given), ...options } as T
}

export function isOptions(value: unknown): value is object {
  return (
    typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype
  )
}
