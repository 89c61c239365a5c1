// Values that are kept for undo: copies of what is written in place, and how much they take.

import { type Column, type Columns, isColumns, isPlain } from "../../model/column.ts"
import { contentHash } from "../../model/content-hash.ts"
import { copyInOrder } from "../../serialization/key-order.ts"
import { NDArray } from "../../serialization/values.ts"

/** Columns as they were before the session left memory, by what was in them; null for what is nobody's any more. */
export class ColumnsOnceSeen {
  readonly hash: number | null

  constructor(hash: number | null) {
    this.hash = hash
  }

  are(columns: Columns): boolean {
    return this.hash === contentHash(columns)
  }
}

/** Of which columns others are copies. */
const originals = new WeakMap<object, object>()

/** Columns of their own: nothing that is written to the others changes them. */
export function copiedColumns(columns: Columns): Columns {
  const copy = copyInOrder(columns)
  for (const [name, column] of Object.entries(columns)) copy[name] = copiedColumn(column)
  originals.set(copy, columns)
  return copy
}

/** True for columns that are the same, or copies of the same. They are not compared: what they hold is written in place. */
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

/** In bytes, roughly. */
export function weightOf(value: unknown): number {
  if (typeof value === "string") return value.length * 2
  if (ArrayBuffer.isView(value)) return value.byteLength
  if (Array.isArray(value)) return value.length * ITEM_BYTES
  if (!isColumns(value)) return ITEM_BYTES
  return Object.values(value).reduce((sum, column) => sum + columnWeight(column), 0)
}

function columnWeight(column: Column): number {
  if (column instanceof NDArray) return column.array.length * ITEM_BYTES
  return isPlain(column) ? column.length * ITEM_BYTES : column.byteLength
}
