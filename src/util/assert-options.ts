// The names of options, for authors who write JavaScript: a misspelt option would silently have no effect, and an app with
// `auht` would be open to everybody.

import { misspelt } from "./closest.ts"
import { isPlainObject } from "./record.ts"

/** All names of an options type. A value that is an object has the names of the options inside. */
export type OptionNames<T> = Readonly<Record<keyof T, unknown>>
/** The same, of any type. */
export type Names = Readonly<Record<string, unknown>>

/** @param refused creates the error that is thrown for a name that is none of `names` */
export function assertOptions(
  where: string,
  options: object,
  names: Names,
  refused: (message: string) => Error,
): void {
  for (const [name, value] of Object.entries(options) as [string, unknown][]) {
    if (!Object.hasOwn(names, name))
      throw refused(misspelt(`${where}: unknown option`, name, Object.keys(names)))
    const inner = names[name]
    if (isPlainObject(inner) && isPlainObject(value))
      assertOptions(`${where}: ${name}`, value, inner, refused)
  }
}
