// Lists that a session keeps as JSON.

import type { Check } from "../util/check.ts"
import { parseJson } from "../util/parse-json.ts"

/** Its items as they were stored; one that can't be right is left out, and costs no other. */
export function storedList<T>(isItem: Check<T>, json = "[]"): readonly T[] {
  const stored: unknown = parseJson(json)
  const items: readonly unknown[] = Array.isArray(stored) ? stored : []
  return items.filter(isItem)
}
