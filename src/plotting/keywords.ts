// Arguments by position and, in an object at the end, by name: like Python's keyword arguments.

import { ModelError, unknownName } from "../model/model-error.ts"
import { isPlainObject } from "../util/record.ts"

interface Signature<T> {
  /** The function's name, for errors. */
  readonly what: string
  /** The names of the arguments that may be given by position, in order. */
  readonly names: readonly (keyof T & string)[]
  /** The names of the keyword-only arguments; undefined: the callee checks them. */
  readonly others?: readonly string[] | undefined
}

/** @throws ModelError for an argument given twice, for too many arguments, and for an unknown name */
export function byKeyword<T extends object>(signature: Signature<T>, args: readonly unknown[]): T {
  const { what, names } = signature
  const last = args.at(-1)
  const options = isPlainObject(last) ? last : {}
  const positional = isPlainObject(last) ? args.slice(0, -1) : args
  if (positional.length > names.length) {
    throw new ModelError(`${what} expects ${names.join(", ")} and then an object of options`)
  }
  assertNames(signature, positional.length, options)
  const given = positional.map((value, i) => [names[i], value] as const)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- callers' types say what is given
  return { ...Object.fromEntries(given), ...options } as T
}

function assertNames<T>(
  { what, names, others }: Signature<T>,
  count: number,
  options: object,
): void {
  for (const name of Object.keys(options)) {
    const i = names.findIndex((known) => known === name)
    if (i >= 0 && i < count) throw new ModelError(`${what}: '${name}' is given twice`)
    if (i >= 0 || others === undefined || others.includes(name)) continue
    throw unknownName(`${what}: unknown argument`, name, [...names, ...others])
  }
}
