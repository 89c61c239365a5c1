// Patches of columns: what a patch may select. All of it is checked before a cell is written. Source: bokehjs
// core/patching.ts, Python bokeh.core.property.wrappers (3.10)

import { NDArray, Slice } from "../serialization/values.ts"
import { clipped } from "../util/clipped.ts"
import { isList } from "../util/record.ts"
import { type Column, type Columns, isColumn, itemsOf, rowCount } from "./column.ts"
import { ModelError } from "./model-error.ts"

/** The target of a patch: a row, a slice of rows, or a row and then indices or slices into that row's array. */
export type PatchIndex = number | Slice | readonly (number | Slice)[]
export type Patches = Readonly<Record<string, readonly (readonly [PatchIndex, unknown])[]>>

/** @throws ModelError for patches that do not fit `columns` */
export function assertPatches(columns: Columns, patches: Patches): void {
  for (const [name, changes] of Object.entries(patches)) {
    const column = Object.hasOwn(columns, name) ? columns[name] : undefined
    if (column === undefined) throw new ModelError(`patch: there is no column '${clipped(name)}'`)
    for (const [index, value] of changes)
      assertPatch(`column '${clipped(name)}'`, column, index, value)
    assertOneWay(name, column, changes)
  }
}

export function setRow(column: Column, row: number, value: unknown): void {
  if (!(column instanceof NDArray)) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a copy of ours: `writable` made it
    ;(column as unknown[])[row] = value
    return
  }
  const width = rowWidth(column)
  const values = valuesOf(value)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a copy of ours: `writable` made it
  const array = column.array as unknown[]
  for (let i = 0; i < width; i++) array[row * width + i] = values[i]
}

/** Writes flat `value`s over the cells that the indices select, in C order. A single index of an image selects rows. */
export function setCells(cell: Column, within: readonly (number | Slice)[], value: unknown): void {
  const values = valuesOf(value)
  let offsets = [0]
  shapeOf(cell).forEach((size, axis) => {
    const index = within[axis] ?? new Slice()
    const picked = typeof index === "number" ? [index] : rowsOf(index, size)
    offsets = offsets.flatMap((offset) => picked.map((i) => offset * size + i))
  })
  offsets.forEach((offset, i) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a copy of ours: `writable` made it
    ;(itemsOf(cell) as unknown[])[offset] = values[i]
  })
}

/** The rows that a checked slice selects. */
export function rowsOf(slice: Slice, size: number): readonly number[] {
  const [start, step] = [slice.start ?? 0, slice.step ?? 1]
  return Array.from({ length: countOf(slice, size) }, (_, i) => start + i * step)
}

function assertPatch(where: string, column: Column, index: PatchIndex, value: unknown): void {
  const rows = rowCount(column)
  if (index instanceof Slice) {
    const count = countIn(where, rows, index)
    if (isColumn(value) && itemsOf(value).length === count) return
    throw new ModelError(`patch: ${where} needs ${count} values for this slice`)
  }
  if (typeof index === "number") {
    assertIndex(where, rows, index)
    if (!(column instanceof NDArray) || valuesOf(value).length === rowWidth(column)) return
    throw new ModelError(`patch: a row of ${where} has ${rowWidth(column)} values`)
  }
  if (!isList(index)) {
    throw new ModelError(`patch: ${where} expects an index, a slice or a list of them`)
  }
  if (column instanceof NDArray) return assertCells(where, column, index, value)
  const row = index[0]
  assertIndex(where, rows, row)
  assertCells(`row ${row} of ${where}`, column[row], index.slice(1), value)
}

function assertCells(
  where: string,
  cell: unknown,
  within: readonly (number | Slice)[],
  value: unknown,
): void {
  if (!isColumn(cell)) throw new ModelError(`patch: ${where} is not an array`)
  const shape = shapeOf(cell)
  if (within.length > shape.length) {
    throw new ModelError(`patch: ${where} must have ${shape.length} indices, got ${within.length}`)
  }
  const count = shape.reduce((product, size, axis) => {
    const index = within[axis] ?? new Slice()
    return product * countIn(where, size, index)
  }, 1)
  // An array may be empty and very long at the same time, like [1e15, 0]: its cells can be neither listed nor written.
  if (itemsOf(cell).length === 0) throw new ModelError(`patch: ${where} is empty`)
  if (valuesOf(value).length === count) return
  throw new ModelError(`patch: ${where} needs ${count} values`)
}

/** How many of `size` items an index or a slice selects. */
function countIn(where: string, size: number, index: unknown): number {
  if (!(index instanceof Slice)) {
    assertIndex(where, size, index)
    return 1
  }
  const bounds = [index.start, index.stop, index.step]
  const isForward =
    bounds.every((n) => n === null || (Number.isInteger(n) && n >= 0)) && index.step !== 0
  if (!isForward) throw new ModelError(`patch: ${where} expects slices with a positive step`)
  return countOf(index, size)
}

function assertIndex(where: string, size: number, index: unknown): asserts index is number {
  if (typeof index === "number" && Number.isInteger(index) && index >= 0 && index < size) return
  const text = typeof index === "number" ? String(index) : "of another kind"
  throw new ModelError(`patch: ${where} has ${size} rows, index ${text} is out of range`)
}

function countOf({ start, stop, step }: Slice, size: number): number {
  return Math.max(0, Math.ceil((Math.min(stop ?? size, size) - (start ?? 0)) / (step ?? 1)))
}

/** Cells are checked in the present row, so one patch must not also replace that row. */
function assertOneWay(name: string, column: Column, changes: Patches[string]): void {
  const inCells = new Set(changes.map(([index]) => (isList(index) ? index[0] : undefined)))
  inCells.delete(undefined)
  if (inCells.size === 0) return
  for (const [index] of changes) {
    if (isList(index)) continue
    const replaced = index instanceof Slice ? rowsOf(index, rowCount(column)) : [index]
    const row = replaced.find((n) => inCells.has(n))
    if (row === undefined) continue
    throw new ModelError(
      `patch: row ${row} of column '${clipped(name)}' is replaced and patched inside: use two patches`,
    )
  }
}

function valuesOf(value: unknown): ArrayLike<unknown> {
  return isColumn(value) ? itemsOf(value) : [value]
}

function shapeOf(cell: Column): readonly number[] {
  return cell instanceof NDArray ? cell.shape : [cell.length]
}

function rowWidth(column: NDArray): number {
  return column.array.length / rowCount(column)
}
