// One column of a data source: its possible types, and its number of rows.

import { NDArray, type TypedArray } from "../serialization/values.ts"
import { isPlainObject } from "../util/record.ts"
import type { Time } from "./property-types.ts"
import type { ArqueroTable, ArrowTable } from "./table-types.ts"

export type Column = readonly unknown[] | TypedArray | NDArray
export type Columns = Readonly<Record<string, Column>>

/** A column that is a plain or a typed array; the app determines the type of its items. */
// oxlint-disable-next-line typescript/no-explicit-any -- as TypeScript's own empty list
export interface DataColumn<T = any> extends Iterable<T> {
  readonly length: number
  [row: number]: T
  at(row: number): T | undefined
  slice(start?: number, end?: number): DataColumn<T>
  filter(test: (item: T, row: number) => unknown): DataColumn<T>
  map(change: (item: T, row: number) => T): DataColumn<T>
  reduce(merge: (before: T, item: T, row: number) => T): T
  reduce<U>(merge: (before: U, item: T, row: number) => U, start: U): U
  forEach(action: (item: T, row: number) => void): void
  every(test: (item: T, row: number) => unknown): boolean
  some(test: (item: T, row: number) => unknown): boolean
  find(test: (item: T, row: number) => unknown): T | undefined
  findIndex(test: (item: T, row: number) => unknown): number
  indexOf(item: T): number
  includes(item: T): boolean
  toReversed(): DataColumn<T>
  toSorted(compare?: (a: T, b: T) => number): DataColumn<T>
  join(separator?: string): string
}

/** Columns as an app gives them, including those that it has read. */
export type ColumnsLike = Readonly<Record<string, Column | DataColumn>>

/** Accepted forms of data: columns by name, rows as objects, or a table of Apache Arrow or arquero. */
export type DataLike =
  | Readonly<Record<string, Column | DataColumn | BigInt64Array | BigUint64Array>>
  | ReadonlyMap<string, Column | DataColumn>
  | readonly object[]
  | ArrowTable
  | ArqueroTable

// oxlint-disable-next-line typescript/no-generated-empty-object-type -- no columns are known
export type NoColumns = Record<never, DataColumn>

/** The columns of the given data, as far as its type shows them. */
export type ColumnsOf<D> = D extends readonly (infer Row)[]
  ? { readonly [K in keyof Row]: readonly AsRead<Row[K]>[] }
  : D extends ArrowTable | ArqueroTable | ReadonlyMap<string, unknown>
    ? NoColumns
    : { readonly [K in keyof D]: ColumnAsRead<D[K]> }

/** The type of a column when it is read back. */
export type ColumnAsRead<C> = C extends BigInt64Array | BigUint64Array
  ? Float64Array
  : C extends readonly (infer T)[]
    ? Extract<T, Time | readonly Time[]> extends never
      ? C
      : readonly AsRead<T>[]
    : C

/** Times are read as milliseconds. */
type AsRead<T> = T extends Time ? number : T extends readonly Time[] ? readonly number[] : T

/** One row of columns. */
export type RowOf<D> = { [K in keyof D]: D[K] extends Iterable<infer T> ? T : unknown }

/** Columns when they are read: the given ones, which may be changed in place, and any that were added later. */
export type ReadColumns<D> = { -readonly [K in keyof D]: ReadColumn<D[K]> } & Record<
  string,
  DataColumn
>

/** The type of an empty list does not determine its later items. */
type ReadColumn<C> = C extends readonly never[]
  ? // oxlint-disable-next-line typescript/no-explicit-any -- as TypeScript's own empty list
    any[]
  : C extends readonly (infer T)[]
    ? T[]
    : C

export function isColumn(value: unknown): value is Column {
  return Array.isArray(value) || value instanceof NDArray || isTypedArray(value)
}

export function isTypedArray(value: unknown): value is TypedArray {
  return ArrayBuffer.isView(value) && !(value instanceof DataView)
}

export function isColumns(value: unknown): value is Columns {
  return isPlainObject(value) && Object.values(value).every(isColumn)
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
