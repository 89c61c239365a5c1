// Lists that a session keeps as JSON.

import * as v from "valibot"

import { parseJson } from "../util/parse-json.ts"
import { oneOf } from "../util/record.ts"

/** JSON has no other numbers. */
export const NUMBER: v.GenericSchema<unknown, number> = v.custom<number>(Number.isFinite)
export const GUEST_ROLE: v.GenericSchema<unknown, "viewer" | "editor"> = v.custom<
  "viewer" | "editor"
>(oneOf("viewer", "editor"))

/** The stored items. An invalid item is left out, and the others are kept. */
export function storedList<T>(
  item: v.GenericSchema<unknown, T>,
  text: string | undefined,
): readonly T[] {
  const list: unknown = parseJson(text ?? "[]")
  const items: readonly unknown[] = Array.isArray(list) ? list : []
  return items.flatMap((one) => {
    const parsed = v.safeParse(item, one)
    return parsed.success ? [parsed.output] : []
  })
}
