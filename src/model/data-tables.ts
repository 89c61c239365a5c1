// Columns from common data in JavaScript: rows of objects (from D1, from JSON), tables of Apache Arrow and arquero, Maps.

import { entriesOf, objectOf } from "../serialization/key-order.ts"
import { MAX_DEPTH } from "../serialization/path.ts"
import { isTime, millisecondsOf } from "../serialization/time.ts"
import { isRecord } from "../util/record.ts"
import { isColumn } from "./column.ts"
import { ModelError } from "./model-error.ts"
import { isModel } from "./model-object.ts"
import type { ArqueroTable, ArrowTable, ArrowVector } from "./table-types.ts"

/** Columns by name; any other value is returned unchanged. */
export function columnsFrom(data: unknown): unknown {
  if (Array.isArray(data)) return isRows(data) ? columnsOfRows(data) : data
  if (typeof data !== "object" || data === null) return data
  if (isArrow(data)) return columnsOfArrow(data)
  if (isArquero(data)) return columnsOfArquero(data)
  const columns = data instanceof Map ? objectOf(data as ReadonlyMap<string, unknown>) : data
  return Object.values(columns).some((column) => isGiven(column))
    ? mapped(columns, asRead)
    : columns
}

/** Rows as objects, from columns by name. */
export function rowsFrom(columns: Readonly<Record<string, Iterable<unknown>>>): object[] {
  const names = Object.keys(columns)
  const lists = names.map((name) => [...(columns[name] ?? [])])
  return (lists[0] ?? []).map((_, row) =>
    Object.fromEntries(names.map((name, i) => [name, lists[i]?.[row]])),
  )
}

type Row = Readonly<Record<string, unknown>>

function isRows(data: readonly unknown[]): data is readonly Row[] {
  return data.every((row) => isRecord(row))
}

/** All names that occur in any row, in order of appearance, with null where a row has no value. */
function columnsOfRows(rows: readonly Row[]): Readonly<Record<string, unknown>> {
  const names = new Set(rows.flatMap((row) => Object.keys(row)))
  return objectOf([...names].map((name) => [name, asRead(rows.map((row) => row[name] ?? null))]))
}

/** Arrow's type ids of the types whose bytes are the values. */
const INT = 2
const FLOAT = 3

function columnsOfArrow(table: ArrowTable): Readonly<Record<string, unknown>> {
  const names = table.schema.fields.map(({ name }) => name)
  return objectOf(names.map((name) => [name, arrowColumn(table.getChild(name))]))
}

/** The vector's own bytes if they are numbers without gaps; times and strings one by one. */
function arrowColumn(vector: ArrowVector | null): unknown {
  if (vector === null) return []
  const { typeId } = vector.type
  const isNumbers = (typeId === INT || typeId === FLOAT) && vector.nullCount === 0
  return asRead(isNumbers ? vector.toArray() : [...vector])
}

function columnsOfArquero(table: ArqueroTable): Readonly<Record<string, unknown>> {
  const isWhole = !table.isFiltered() && !table.isOrdered()
  const data = isWhole ? table.data() : {}
  const names = table.columnNames()
  return objectOf(
    names.map((name) => {
      const own: unknown =
        typeof data === "object" && data !== null ? Reflect.get(data, name) : undefined
      return [name, asRead(isColumn(own) ? own : table.array(name))]
    }),
  )
}

/**
 * Colors as CSS and times as milliseconds, also in lists, as Python sends them, so that an app reads the same before and
 * after its session has left memory. Bokeh has no 64 bit integers: doubles hold those up to 2 ** 53.
 */
export function asRead(value: unknown, depth = 0): unknown {
  if (!isGiven(value, depth)) return value
  if (Array.isArray(value)) return value.map((item) => asRead(item, depth + 1))
  if (isBig(value)) return Float64Array.from(value, Number)
  return isColorObject(value) ? value.to_css() : millisecondsOf(value)
}

/** A value that is read in another form than it was given. @throws ModelError for a list that contains itself */
function isGiven(value: unknown, depth = 0): value is object {
  if (depth > MAX_DEPTH) throw new ModelError("a list is nested too deeply, or in a circle")
  if (Array.isArray(value)) return value.some((item) => isGiven(item, depth + 1))
  if (isModel(value)) return false // the common case, and looking for members of models is slow
  return isBig(value) || isColorObject(value) || isTime(value)
}

function isBig(value: unknown): value is BigInt64Array | BigUint64Array {
  return value instanceof BigInt64Array || value instanceof BigUint64Array
}

interface ColorObject {
  to_css(): string
  to_hex(): string
  to_rgb(): ColorObject
}

/** An RGB or HSL, recognized by its methods: apps that use none do not load their classes. */
export function isColorObject(value: unknown): value is ColorObject {
  return typeof value === "object" && value !== null && "to_rgb" in value
}

function isArrow(data: object): data is ArrowTable {
  return "schema" in data && "getChild" in data && typeof data.getChild === "function"
}

function isArquero(data: object): data is ArqueroTable {
  return "columnNames" in data && typeof data.columnNames === "function" && "array" in data
}

function mapped(columns: object, change: (column: unknown) => unknown): object {
  return objectOf(entriesOf(columns).map(([name, column]) => [name, change(column)]))
}
