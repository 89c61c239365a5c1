// Unchanged columns that are short enough to be sent with the new ones: BokehJS appends the columns that it gets to its
// others, which would change their order where that is visible.

import type { Columns } from "../model/column.ts"

const MAX_CELLS = 100
const MAX_CHARS = 100

/** True when all columns except these have few and short cells. */
export function areOthersFew(columns: Columns, names: readonly string[]): boolean {
  let left = MAX_CELLS
  return Object.keys(columns).every((name) => {
    if (names.includes(name)) return true
    const column = columns[name] // not all are read: the first long one decides
    if (!isCells(column)) return false
    left -= column.length
    return left >= 0 && column.every(isShort)
  })
}

function isCells(column: unknown): column is readonly unknown[] {
  return Array.isArray(column) || (ArrayBuffer.isView(column) && "every" in column)
}

function isShort(cell: unknown): boolean {
  if (typeof cell === "string") return cell.length <= MAX_CHARS
  return typeof cell !== "object" || cell === null
}
