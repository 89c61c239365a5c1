// Whether a browser that applies a stream or a patch ends with exactly the server's columns. If not, or if BokehJS would
// throw, the columns are sent instead. Source: bokehjs core/patching.ts (3.10)

import { objectOf } from "../serialization/key-order.ts"
import { NDArray, Slice } from "../serialization/values.ts"
import { isList } from "../util/record.ts"
import type { PatchIndex, Patches } from "./column-patches.ts"
import { type Column, type Columns, isColumn, isPlain, rowCount } from "./column.ts"

/** @param columns before the change */
export function browsersStream(columns: Columns, rows: Columns, rollover: number | null): boolean {
  if (rollover === 0) return false // for BokehJS, the last 0 rows are all rows
  return Object.entries(rows).every(([name, added]) => {
    const column = Object.hasOwn(columns, name) ? columns[name] : undefined
    if (column instanceof NDArray || added instanceof NDArray) return false
    // A typed column that is already longer than `rollover` keeps its length in the browser.
    return column === undefined || isPlain(column)
      ? isPlain(added) || rowCount(column ?? []) === 0
      : rollover === null || column.length <= rollover
  })
}

/** @param columns before the change */
export function browsersPatch(columns: Columns, patches: Patches): boolean {
  return Object.entries(patches).every(([name, changes]) => {
    const column = columns[name] ?? []
    const isFlat = !(column instanceof NDArray) || column.shape.length === 1
    return isFlat && changes.every(([index]) => browsersIndex(column, index))
  })
}

/** BokehJS reads all cells inside a row from a list, even a single one. */
export function inBrowsersForm(patches: Patches): Patches {
  return objectOf(
    Object.entries(patches).map(([name, changes]) => [
      name,
      changes.map(([index, value]) => [index, isList(index) && !isColumn(value) ? [value] : value]),
    ]),
  )
}

/**
 * Slices beyond the end make a list longer in the browser. Inside a row, BokehJS needs its shape, and an index for each
 * axis.
 */
function browsersIndex(column: Column, index: PatchIndex): boolean {
  if (typeof index === "number") return true
  if (index instanceof Slice) return endsWithin(index, rowCount(column))
  if (column instanceof NDArray || !isList(index)) return false
  const [row, ...within] = index
  const cell = typeof row === "number" ? column[row] : undefined
  if (!isColumn(cell) || isPlain(cell)) return false
  const shape = cell instanceof NDArray ? cell.shape : [cell.length]
  if (shape.length !== within.length || shape.length > 2) return false
  return within.every((one, axis) => typeof one === "number" || endsWithin(one, shape[axis] ?? 0))
}

function endsWithin({ stop }: Slice, size: number): boolean {
  return stop === null || stop <= size
}
