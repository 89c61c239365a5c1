// Forms that are accepted for a list, a set, bytes or a map: typed arrays, sets, lists, views, and objects with numbers as
// keys.

import { bytesOf } from "../util/bytes.ts"
import { isPlainObject } from "../util/record.ts"
import { isTypedArray } from "./column.ts"
import { asRead } from "./data-tables.ts"
import type { Kind } from "./kind.ts"

/**
 * Typed arrays and sets are accepted as lists (typed arrays are kept where BokehJS accepts them), lists as sets, views as
 * bytes.
 */
export function containerOf(kind: Kind, value: object): unknown {
  const { type } = kind
  if (isTypedArray(value) && isOfLists(kind)) return Array.from(value)
  if (type === "list") return value instanceof Set ? [...(value as Set<unknown>)] : listOf(value)
  if (type === "set") return Array.isArray(value) ? new Set<unknown>(value) : value
  if (type === "bytes") return ArrayBuffer.isView(value) ? bytesOf(value).slice().buffer : value
  return isPlainObject(value) && hasNumberKeys(kind) ? byNumber(value) : value
}

export function listOf(value: object): unknown {
  return isTypedArray(value) ? Array.from(value) : asRead(value)
}

/** For lists of numbers where BokehJS accepts no typed arrays. */
function isOfLists(kind: Kind): boolean {
  if (kind.type !== "or") return kind.type === "tuple"
  return kind.kinds.some(isOfLists) && !kind.kinds.some(({ type }) => type === "array")
}

function hasNumberKeys(kind: Kind): boolean {
  if (kind.type === "or") return kind.kinds.some(hasNumberKeys)
  return (
    kind.type === "dict" && (kind.key.type === "or" ? kind.key.kinds : [kind.key]).some(isNumber)
  )
}

function isNumber({ type }: Kind): boolean {
  return type === "number"
}

/** `{ 0: "zero" }`: JavaScript makes strings of such keys, but Bokeh needs numbers. */
function byNumber(value: object): unknown {
  return new Map(Object.entries(value).map(([key, item]) => [numberKey(key), item as unknown]))
}

function numberKey(key: string): string | number {
  return key.trim() !== "" && Number.isFinite(Number(key)) ? Number(key) : key
}
