// One column of a data source: what it can be, and how many rows it has.

import { NDArray, type TypedArray } from "../serialization/values.ts"

export type Column = readonly unknown[] | TypedArray | NDArray
export type Columns = Readonly<Record<string, Column>>

export function isColumn(value: unknown): value is Column {
  return (
    Array.isArray(value) ||
    value instanceof NDArray ||
    (ArrayBuffer.isView(value) && !(value instanceof DataView))
  )
}

export function isColumns(value: unknown): value is Columns {
  if (typeof value !== "object" || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return (
    (prototype === Object.prototype || prototype === null) && Object.values(value).every(isColumn)
  )
}

export function isPlain(column: Column): column is readonly unknown[] {
  return Array.isArray(column)
}

export function rowCount(column: Column): number {
  return column instanceof NDArray ? (column.shape[0] ?? 0) : column.length
}

/** The elements, flat, in C order. */
export function itemsOf(column: Column): ArrayLike<unknown> & Iterable<unknown> {
  return column instanceof NDArray ? column.array : column
}
