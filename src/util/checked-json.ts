// JSON of what an app gives, where nothing of it is lost without a word.

import { shown } from "./clipped.ts"
import { errorText } from "./error-text.ts"
import { isPlainObject, isRecord } from "./record.ts"

/** What is to stand in the place of a value; undefined for the value itself. */
export type Replace = (value: unknown) => object | undefined

/**
 * As JSON.stringify writes it; null for undefined.
 * @param fail makes the error for what is not JSON @throws that error, which says what it is and where
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

/** True for what JSON would leave out, or write as an empty object. */
function isLost(value: unknown): boolean {
  if (NO_JSON.has(typeof value)) return true
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false
  return ArrayBuffer.isView(value) || (!isPlainObject(value) && Object.keys(value).length === 0)
}
