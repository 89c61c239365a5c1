// grid(): turns nested rows and columns into one grid, with cells that span others where needed. Source: Python
// bokeh.layouts (3.10)

import { Column, FlexBox, GridBox, type UIElement } from "../model/generated/models.ts"
import { HasProps } from "../model/has-props.ts"
import { ModelError } from "../model/model-error.ts"
import { byKeyword } from "./keywords.ts"
import { handDown, hasAutoSizing, type SizingMode } from "./layouts.ts"

interface GridOptions {
  /** For elements given as one list: the number of rows, or of columns. */
  readonly nrows?: number
  readonly ncols?: number
  readonly sizing_mode?: SizingMode
}

interface GridArguments extends GridOptions {
  readonly children: GridCells | FlexBox
}

/** Elements, null for an empty cell, and lists of these: alternately rows and columns. */
export type GridCells = readonly (UIElement | null | GridCells)[]

/**
 * `grid([a, [b, c]])`: a above b and c; `grid([a, b, c], {ncols: 2})`; also accepts `column` and `row` models.
 * @throws ModelError for nested lists with nrows or ncols
 */
export function grid(options: GridArguments): GridBox
export function grid(children: GridCells | FlexBox, options?: GridOptions): GridBox
export function grid(...args: readonly unknown[]): GridBox {
  const names = ["children"] as const
  const signature = { what: "grid", names, others: ["nrows", "ncols", "sizing_mode"] }
  const { children, ...options } = byKeyword<GridArguments>(signature, args)
  const { sizing_mode } = options
  const { items } = flatten(partsOf(children, options))
  const cells = items.flatMap(({ element, top, left, bottom, right }) =>
    element === null ? [] : [[element, top, left, bottom - top, right - left] as const],
  )
  handDown(
    sizing_mode,
    cells.map(([element]) => element),
  )
  return new GridBox({ children: cells, sizing_mode })
}

type Part =
  | { readonly kind: "element"; readonly element: UIElement | null }
  | { readonly kind: "row" | "column"; readonly parts: readonly Part[] }

function partsOf(children: GridCells | FlexBox, { nrows, ncols }: GridOptions): Part {
  if (children instanceof FlexBox) return boxParts(children, true)
  if (nrows === undefined && ncols === undefined) return listParts(children, 0)
  const elements = children.map((child) => {
    if (child === null || child instanceof HasProps) return child
    throw new ModelError("grid expects nested lists, or one list with nrows or ncols")
  })
  const width = ncols ?? Math.ceil(elements.length / (nrows ?? 1))
  if (!(width >= 1)) throw new ModelError("grid: nrows and ncols must be 1 or more")
  const starts = elements.map((_, i) => i).filter((i) => i % width === 0)
  const rows = starts.map((start) => elements.slice(start, start + width))
  return listParts(rows, 0)
}

function listParts(children: GridCells, level: number): Part {
  const parts = children.map((child): Part => {
    const isElement = child === null || child instanceof HasProps
    return isElement ? { kind: "element", element: child } : listParts(child, level + 1)
  })
  return { kind: level % 2 === 0 ? "column" : "row", parts }
}

/** Rows and columns with their own sizing or spacing stay as they are. */
function boxParts(element: UIElement, isTop = false): Part {
  const isBox = element instanceof FlexBox
  if (!isBox || !(isTop || (hasAutoSizing(element) && element.spacing === 0))) {
    return { kind: "element", element }
  }
  const parts = element.children.map((child) => boxParts(child))
  return { kind: element instanceof Column ? "column" : "row", parts }
}

/** An element's position. bottom and right are exclusive. */
interface Cell {
  readonly element: UIElement | null
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}
interface Flat {
  readonly rows: number
  readonly columns: number
  readonly items: readonly Cell[]
}

function flatten(part: Part): Flat {
  if (part.kind === "element") {
    const cell = { element: part.element, top: 0, left: 0, bottom: 1, right: 1 }
    return { rows: 1, columns: 1, items: [cell] }
  }
  const parts = part.parts.map(flatten).filter(({ rows, columns }) => rows * columns > 0)
  if (part.kind === "column") return stacked(parts)
  return transposed(stacked(parts.map(transposed)))
}

/** One below the other, all as wide as the widest. */
function stacked(parts: readonly Flat[]): Flat {
  if (parts.length === 0) return { rows: 0, columns: 0, items: [] }
  const columns = parts.map((part) => part.columns).reduce(leastCommonMultiple, 1)
  let offset = 0
  const items = parts.flatMap((part) => {
    const factor = columns / part.columns
    const moved = part.items.map((cell) => ({
      element: cell.element,
      top: cell.top + offset,
      left: cell.left * factor,
      bottom: cell.bottom + offset,
      right: cell.right * factor,
    }))
    offset += part.rows
    return moved
  })
  return { rows: offset, columns, items }
}

function transposed({ rows, columns, items }: Flat): Flat {
  const turned = items.map(({ element, top, left, bottom, right }) => ({
    element,
    top: left,
    left: top,
    bottom: right,
    right: bottom,
  }))
  return { rows: columns, columns: rows, items: turned }
}

function leastCommonMultiple(a: number, b: number): number {
  return (a / greatestCommonDivisor(a, b)) * b
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}
