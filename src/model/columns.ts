// The columns of a data source: appending and patching without copying existing data. Source: bokehjs core/patching.ts,
// Python bokeh.core.property.wrappers (3.10)

import { copyInOrder } from "../serialization/key-order.ts"
import { NDArray, Slice, type TypedArray } from "../serialization/values.ts"
import { clipped } from "../util/clipped.ts"
import {
  assertPatches,
  type PatchIndex,
  type Patches,
  rowsOf,
  setCells,
  setRow,
} from "./column-patches.ts"
import {
  type Column,
  type Columns,
  isColumn,
  isColumns,
  isPlain,
  itemsOf,
  rowCount,
} from "./column.ts"
import type { Kind } from "./kind.ts"
import { ModelError } from "./model-error.ts"
import type { Schema } from "./property.ts"
import type { Step } from "./step.ts"

/** How many names an error lists. */
const MAX_LISTED = 10

/**
 * Writes the columns of one source. Arrays that it created grow and are patched in place. All others (an app's own, perhaps
 * shared by many sessions) are copied the first time.
 */
export class ColumnWriter {
  readonly #arrays = new WeakSet<object>()
  /** How much of a buffer created here is in use: the rest is room to grow. */
  readonly #usedBytes = new WeakMap<ArrayBuffer, number>()

  /**
   * `columns` with `rows` appended, and the oldest removed above `rollover`. The amortized cost is that of the new rows.
   * @throws ModelError unless `rows` has exactly the existing columns, all of one length
   */
  stream(columns: Columns, rows: Columns, rollover: number | null): Columns {
    assertSameNames(columns, rows)
    assertRollover(rollover)
    columnLength(rows, "stream: the new rows")
    const merged = copyInOrder(columns)
    for (const [name, added] of Object.entries(rows)) {
      merged[name] = this.#dropOldest(this.#append(ownColumn(columns, name), added), rollover)
    }
    return merged
  }

  /**
   * `columns` with single cells, slices or parts of cells replaced.
   * @throws ModelError for an unknown column or an index out of range; nothing is changed then
   */
  patch(
    columns: Columns,
    patches: Patches,
    copied: (columns: Columns) => Record<string, Column> = copyInOrder,
  ): Columns {
    assertPatches(columns, patches)
    const patched = copied(columns)
    for (const [name, changes] of Object.entries(patches)) {
      const column = this.#writable(ownColumn(patched, name))
      for (const [index, value] of changes) this.#patchColumn(column, index, value)
      patched[name] = column
    }
    return patched
  }

  #append(column: Column, added: Column): Column {
    if (rowCount(column) === 0) return added
    if (column instanceof NDArray) return this.#appendRows(column, added)
    if (!isPlain(column)) return this.#appendTyped(column, numbersOf(added))
    const array = this.#ownPlain(column)
    for (const item of itemsOf(added)) array.push(item)
    return array
  }

  #appendRows(column: NDArray, added: Column): NDArray {
    const shape = [rowCount(column) + rowCount(added), ...column.shape.slice(1)]
    const array = isPlain(column.array)
      ? [...column.array, ...itemsOf(added)]
      : this.#appendTyped(column.array, numbersOf(added))
    if (array.length !== shape.reduce((a, b) => a * b, 1)) {
      throw new ModelError(
        `stream: the new rows must have the shape [n, ${shape.slice(1).join(", ")}]`,
      )
    }
    return new NDArray(array, shape, column.dtype)
  }

  /** Writes behind the last element if the writer's buffer has room, else moves to a buffer of twice the size. */
  #appendTyped(column: TypedArray, added: ArrayLike<number>): TypedArray {
    const end = column.byteOffset + column.byteLength
    const needed = added.length * column.BYTES_PER_ELEMENT
    const fits =
      this.#usedBytes.get(column.buffer) === end && end + needed <= column.buffer.byteLength
    const { buffer, byteOffset } = fits ? column : this.#moved(column, needed)
    const grown = viewLike(column, buffer, byteOffset, column.length + added.length)
    grown.set(added, column.length)
    this.#usedBytes.set(buffer, grown.byteOffset + grown.byteLength)
    return grown
  }

  #moved(column: TypedArray, extraBytes: number): TypedArray {
    const buffer = new ArrayBuffer(Math.max(64, (column.byteLength + extraBytes) * 2))
    const copy = viewLike(column, buffer, 0, column.length)
    copy.set(column)
    this.#usedBytes.set(buffer, copy.byteLength)
    return copy
  }

  #dropOldest(column: Column, rollover: number | null): Column {
    const surplus = rollover === null ? 0 : rowCount(column) - rollover
    if (surplus <= 0) return column
    if (column instanceof NDArray) {
      const cells = surplus * (column.array.length / rowCount(column))
      const shape = [rowCount(column) - surplus, ...column.shape.slice(1)]
      const array = isPlain(column.array) ? column.array.slice(cells) : column.array.subarray(cells)
      return new NDArray(array, shape, column.dtype)
    }
    if (!isPlain(column)) return column.subarray(surplus)
    const array = this.#ownPlain(column)
    array.splice(0, surplus)
    return array
  }

  #writable(column: Column): Column {
    if (column instanceof NDArray) {
      return this.#arrays.has(column)
        ? column
        : this.#own(new NDArray(column.array.slice(), column.shape, column.dtype))
    }
    if (isPlain(column)) return this.#ownPlain(column)
    return this.#usedBytes.has(column.buffer) ? column : this.#moved(column, 0)
  }

  #ownPlain(column: readonly unknown[]): unknown[] {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- made by `own`: ours to write
    return this.#arrays.has(column) ? (column as unknown[]) : this.#own([...column])
  }

  #own<T extends object>(made: T): T {
    this.#arrays.add(made)
    return made
  }

  #patchColumn(column: Column, index: PatchIndex, value: unknown): void {
    if (typeof index === "number") return setRow(column, index, value)
    if (index instanceof Slice) {
      const values = isColumn(value) ? itemsOf(value) : []
      rowsOf(index, rowCount(column)).forEach((row, i) => setRow(column, row, values[i]))
      return
    }
    if (column instanceof NDArray) return setCells(column, index, value)
    const [row, ...within] = index
    const cell = typeof row === "number" ? column[row] : undefined
    if (typeof row !== "number" || !isColumn(cell)) return // never: checked before
    const patched = this.#writable(cell)
    setCells(patched, within, value)
    setRow(column, row, patched)
  }
}

/**
 * Rejects columns of different lengths. Columns that are changed in place, one after the other, may have different lengths
 * for a while.
 */
export function lengthStep(schema: Schema, name: string, { type }: Kind): Step | undefined {
  if (type !== "columns") return undefined
  return (value, holder) => {
    if (holder !== undefined && isColumns(value)) columnLength(value, `${schema.type}.${name}`)
    return value
  }
}

/** The common length of all columns, in rows. @throws ModelError naming the columns whose lengths differ */
export function columnLength(columns: Columns, what: string): number {
  const lengths = Object.entries(columns).map(([name, column]) => [name, rowCount(column)] as const)
  const first = lengths[0]?.[1] ?? 0
  if (lengths.every(([, length]) => length === first)) return first
  const listed = listedNames(lengths.map(([name, length]) => `'${clipped(name)}' has ${length}`))
  throw new ModelError(`${what}: columns must have the same length, but ${listed}`)
}

function assertSameNames(columns: Columns, rows: Columns): void {
  const names = Object.keys(columns)
  if (names.length === 0) return
  const missing = names.filter((name) => !Object.hasOwn(rows, name))
  const extra = Object.keys(rows).filter((name) => !Object.hasOwn(columns, name))
  if (missing.length === 0 && extra.length === 0) return
  const parts = [
    missing.length > 0 ? `missing: ${listedNames(missing)}` : "",
    extra.length > 0 ? `extra: ${listedNames(extra)}` : "",
  ].filter((part) => part !== "")
  throw new ModelError(`stream: must have exactly the source's columns (${parts.join("; ")})`)
}

/** A column of that name, never an inherited member of objects (`constructor`). */
function ownColumn(columns: Columns, name: string): Column {
  return (Object.hasOwn(columns, name) ? columns[name] : undefined) ?? []
}

/** The first names of a long list. */
function listedNames(names: readonly string[]): string {
  const listed = names.slice(0, MAX_LISTED).map((name) => clipped(name))
  return [...listed, ...(names.length > MAX_LISTED ? ["..."] : [])].join(", ")
}

function assertRollover(rollover: number | null): void {
  if (rollover === null || (Number.isInteger(rollover) && rollover >= 0)) return
  throw new ModelError(`stream: rollover must be a number of rows or null, got ${rollover}`)
}

function numbersOf(column: Column): ArrayLike<number> {
  if (column instanceof NDArray) return numbersOf(column.array)
  return isPlain(column) ? Array.from(column, Number) : column
}

function viewLike(
  column: TypedArray,
  buffer: ArrayBuffer,
  byteOffset: number,
  length: number,
): TypedArray {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its own class
  const view = column.constructor as new (b: ArrayBuffer, o: number, n: number) => TypedArray
  return new view(buffer, byteOffset, length)
}
