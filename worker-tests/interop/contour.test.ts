// Contour lines equal contourpy's, point by point. Contour areas have the same points in another order.

import { ColumnDataSource, ContourRenderer } from "bokeh-edge"
import { expect, it } from "vitest"

import type { Document } from "../../src/document/document.ts"
import { NDArray } from "../../src/serialization/values.ts"
import { ourRecipes } from "../parity/our-recipes.ts"
import { parse } from "../parity/parse.ts"
import { pythonRecipes } from "../parity/python-recipes.ts"

const ours = await ourRecipes()
const pythons = await pythonRecipes()

it.each([...ours].filter(([name]) => name.startsWith("compound.contour")))(
  "%s has contourpy's points",
  (name, build) => {
    const [own, expected] = [pointsOf(build()), pointsOf(parse(pythons.get(name)))]
    expect(own.flat().length).toBeGreaterThan(100)
    expect(own).toEqual(expected)
    expect(linesOf(build())).toEqual(linesOf(parse(pythons.get(name))))
  },
)

/** The lines to the last digit, with the same first point, which dashes make visible. */
function linesOf(doc: Document): readonly (readonly number[])[] {
  const source = doc.select(ContourRenderer)[0]?.line_renderer.data_source
  if (!(source instanceof ColumnDataSource)) return []
  return ["xs", "ys"].flatMap((axis) => Array.from(source.data[axis] ?? [], numbersIn))
}

/** The points of each area and each line, sorted. */
function pointsOf(doc: Document): readonly (readonly string[])[] {
  const [contours] = doc.select(ContourRenderer)
  return [contours?.fill_renderer, contours?.line_renderer].flatMap((renderer) => {
    const source = renderer?.data_source
    if (!(source instanceof ColumnDataSource)) return []
    const [xs, ys] = [source.data["xs"], source.data["ys"]].map((column) =>
      Array.from(column as readonly unknown[], (row) => numbersIn(row)),
    )
    return (xs ?? []).map((row, i) =>
      [...new Set(row.map((x, k) => `${rounded(x)} ${rounded(ys?.[i]?.[k] ?? NaN)}`))].toSorted(),
    )
  })
}

function numbersIn(value: unknown): readonly number[] {
  if (typeof value === "number") return [value]
  if (value instanceof NDArray) return Array.from(value.array, Number)
  return Array.from(value as Iterable<unknown>).flatMap(numbersIn)
}

function rounded(value: number): string {
  return (Math.round(value * 1e9) / 1e9 + 0).toString()
}
