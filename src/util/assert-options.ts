// The names of options, for authors who write JavaScript: a misspelt option would silently have no effect, and an app with
// `auht` would be open to everybody.

import { shown } from "./clipped.ts"
import { misspelt } from "./closest.ts"
import { isList, isPlainObject, isRecord } from "./record.ts"

/**
 * All names of an options type. A value that is a list has the strings that the option may be; an object has the names of
 * the options inside.
 */
export type OptionNames<T> = Readonly<Record<keyof T, unknown>>

/** @throws TypeError for a name that is none of `names`, a string that is none of its list, and what is no object */
export function assertOptions(
  where: string,
  options: unknown,
  names: Readonly<Record<string, unknown>>,
): void {
  if (!isRecord(options))
    throw new TypeError(`${where}: options must be an object, got ${shown(options)}`)
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(names, name))
      throw new TypeError(misspelt(`${where}: unknown option`, name, Object.keys(names)))
    const inner = names[name]
    if (isList(inner) && value !== undefined && !inner.includes(value))
      throw new TypeError(
        `${where}: ${name} must be one of ${inner.join(", ")}, got ${shown(value)}`,
      )
    if (isPlainObject(inner) && isPlainObject(value))
      assertOptions(`${where}: ${name}`, value, inner)
  }
}
