// JSON of an app's values, with an error for anything that would be lost silently.

import { shown } from "./clipped.ts"
import { errorText } from "./error-text.ts"
import { isPlainObject, isRecord } from "./record.ts"

/** The replacement of a value; undefined for the value itself. */
export type Replace = (value: unknown) => object | undefined

/**
 * The same as JSON.stringify; null for undefined.
 * @param fail creates the error for a value that is not JSON @throws that error, which says what it is and where
 */
export function checkedJson(
  value: unknown,
  fail: (reason: string, options: ErrorOptions) => Error,
  replace?: Replace,
): string {
  let lost: string | undefined
  try {
    return JSON.stringify(value ?? null, (key, part: unknown) => {
      const replaced = replace?.(part)
      if (replaced !== undefined || !isLost(part)) return replaced ?? part
      const kind = isRecord(part) ? part.constructor.name : typeof part
      lost = `which has no ${kind}${key === "" ? "" : ` (at ${shown(key)})`}`
      throw new TypeError(lost)
    })
  } catch (cause) {
    throw fail(`must be JSON, ${lost ?? errorText(cause)}`, { cause })
  }
}

const NO_JSON = new Set(["function", "bigint", "symbol"])

/** True for values that JSON would leave out, or write as an empty object. */
function isLost(value: unknown): boolean {
  if (NO_JSON.has(typeof value)) return true
  if (!isRecord(value)) return false
  return ArrayBuffer.isView(value) || (!isPlainObject(value) && Object.keys(value).length === 0)
}
