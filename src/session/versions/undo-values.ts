// Values that are kept for undo: copies of columns that are written in place, and their sizes.

import { type Column, type Columns, isPlain } from "../../model/column.ts"
import { contentHash } from "../../model/content-hash.ts"
import { copyInOrder } from "../../serialization/key-order.ts"
import { NDArray } from "../../serialization/values.ts"
import { isPlainObject } from "../../util/record.ts"

/**
 * Columns from before the session left memory, identified by a hash of their content; null for columns that others have
 * changed.
 */
export class ColumnsOnceSeen {
  readonly hash: number | null

  constructor(hash: number | null) {
    this.hash = hash
  }

  are(columns: Columns): boolean {
    return this.hash === contentHash(columns)
  }
}

/** The originals of copied columns. */
const originals = new WeakMap<object, object>()

/** A copy of the columns, which later writes to the original do not change. */
export function copiedColumns(columns: Columns): Columns {
  const copy = copyInOrder(columns)
  for (const [name, column] of Object.entries(columns)) copy[name] = copiedColumn(column)
  originals.set(copy, columns)
  return copy
}

/** True for the same columns, or copies of the same. Contents are not compared, since columns are written in place. */
export function areSameColumns(a: object, b: object): boolean {
  return originalOf(a) === originalOf(b)
}

function originalOf(columns: object): object {
  const original = originals.get(columns)
  return original === undefined ? columns : originalOf(original)
}

function copiedColumn(column: Column): Column {
  if (column instanceof NDArray) {
    return new NDArray(column.array.slice(), column.shape, column.dtype)
  }
  return isPlain(column) ? [...column] : column.slice()
}

const ITEM_BYTES = 8

/** The approximate size in bytes. */
export function weightOf(value: unknown): number {
  if (typeof value === "string") return value.length * 2
  if (value instanceof NDArray) return weightOf(value.array)
  if (ArrayBuffer.isView(value)) return value.byteLength
  return partsOf(value).reduce<number>((sum, part) => sum + weightOf(part), ITEM_BYTES)
}

function partsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  if (value instanceof Map) return [...value].flat()
  return isPlainObject(value) ? Object.entries(value).flat() : []
}
