// Contours: of a cone, whose areas and lengths are known, and invalid arguments.

import type { ColumnDataSource } from "bokeh-edge"
import { contour_data, figure, ndarray, Viridis } from "bokeh-edge"
import { describe, expect, it } from "vitest"

import { contourPolygons, type Path } from "../../../src/plotting/contour-geometry.ts"
import { contourLines } from "../../../src/plotting/contour-lines.ts"
import type { ContourGrid } from "../../../src/plotting/contour-rings.ts"

const SIZE = 161
/** From -4 to 4. */
const AXIS = Array.from({ length: SIZE }, (_, i) => -4 + (8 * i) / (SIZE - 1))

/** The values of a function on a grid of 161 x 161. */
function gridOf(height: (x: number, y: number) => number): ContourGrid {
  const points = AXIS.flatMap((y) => AXIS.map((x) => ({ x, y })))
  return {
    rows: SIZE,
    columns: SIZE,
    x: points.map(({ x }) => x),
    y: points.map(({ y }) => y),
    z: points.map(({ x, y }) => height(x, y)),
  }
}

function polygonsOf(...[grid, lower, upper]: readonly [ContourGrid, number, number]) {
  return contourPolygons(grid, [lower, upper])[0] ?? []
}

/** Twice the shoelace is positive or negative: the direction does not matter here. */
function area({ xs, ys }: Path): number {
  let sum = 0
  for (let i = 1; i < xs.length; i++) {
    sum += (xs[i - 1] ?? 0) * (ys[i] ?? 0) - (xs[i] ?? 0) * (ys[i - 1] ?? 0)
  }
  return Math.abs(sum / 2)
}

function areaOf(polygons: readonly (readonly Path[])[]): number {
  const own = polygons.map(([ring, ...holes]) => {
    const whole = ring === undefined ? 0 : area(ring)
    return holes.reduce((left, hole) => left - area(hole), whole)
  })
  return own.reduce((a, b) => a + b, 0)
}

function length({ xs, ys }: Path): number {
  const steps = Array.from(xs.subarray(1), (x, i) =>
    Math.hypot(x - (xs[i] ?? 0), (ys[i + 1] ?? 0) - (ys[i] ?? 0)),
  )
  return steps.filter((step) => !Number.isNaN(step)).reduce((a, b) => a + b, 0)
}

const cone = gridOf((x, y) => Math.hypot(x, y))

describe("the lines of a cone", () => {
  it("are closed circles", () => {
    const line = contourLines(cone, 2)
    expect(length(line)).toBeCloseTo(2 * Math.PI * 2, 2)
    expect([line.xs.at(-1), line.ys.at(-1)]).toEqual([line.xs[0], line.ys[0]])
    expect(line.xs.every((x, i) => Math.abs(Math.hypot(x, line.ys[i] ?? 0) - 2) < 1e-3)).toBe(true)
  })

  it("end at the edge of the grid, and do not follow it", () => {
    const line = contourLines(cone, 5) // four arcs in the corners
    expect(Array.from(line.xs).filter((x) => Number.isNaN(x))).toHaveLength(3)
    expect(length(line)).toBeCloseTo(4 * 5 * (Math.PI / 2 - 2 * Math.acos(4 / 5)), 2)
  })

  it("end where the value is not known", () => {
    const half = gridOf((x, y) => (x > 0 ? NaN : Math.hypot(x, y)))
    expect(length(contourLines(half, 2))).toBeCloseTo(Math.PI * 2, 1)
    const hole = gridOf((x, y) => (Math.hypot(x, y) < 1 ? Infinity : Math.hypot(x, y)))
    expect(length(contourLines(hole, 0.5))).toBe(0)
  })

  it("are empty above and below all values", () => {
    expect(contourLines(cone, 99)).toEqual({ xs: new Float64Array(), ys: new Float64Array() })
    expect(contourLines(cone, -1).xs).toHaveLength(0)
  })
})

describe("the areas of a cone", () => {
  it("are rings with a hole", () => {
    const polygons = polygonsOf(cone, 1, 2)
    expect(polygons.map((rings) => rings.length)).toEqual([2])
    expect(areaOf(polygons)).toBeCloseTo(Math.PI * (4 - 1), 2)
  })

  it("cover the whole grid together", () => {
    const levels = [-1, 0.5, 1, 2, 3, 4.5, 5, 9]
    const bands = contourPolygons(cone, levels)
    expect(bands.map(areaOf).reduce((a, b) => a + b, 0)).toBeCloseTo(64, 9)
  })

  it("are islands in lakes, each with its own holes", () => {
    const waves = gridOf((x, y) => Math.cos(2 * Math.hypot(x, y)))
    const polygons = polygonsOf(waves, 0, 0.8)
    const [zero, high] = [Math.acos(0) / 2, Math.acos(0.8) / 2]
    const areas = polygons.map((rings) => areaOf([rings]))
    const inmost = Math.PI * (zero ** 2 - high ** 2)
    const next = Math.PI * ((Math.PI - high) ** 2 - (Math.PI - zero) ** 2)
    for (const expected of [inmost, next]) {
      expect(Math.min(...areas.map((own) => Math.abs(own - expected)))).toBeLessThan(0.02)
    }
  })

  it("leave out unknown values", () => {
    const half = gridOf((x, y) => (x > 0 ? NaN : Math.hypot(x, y)))
    expect(areaOf(polygonsOf(half, 1, 2))).toBeCloseTo((Math.PI * 3) / 2, 1)
  })
})

const dataOf = ({ data_source }: { readonly data_source: ColumnDataSource }) => data_source.data

describe("figure.contour", () => {
  const z = [
    [0, 1, 2],
    [1, 2, 3],
    [2, 3, 4],
  ]

  it("accepts its arguments by position or by name", () => {
    const look = { fill_color: ["red", "green"], line_color: "black" } as const
    const levels = [1, 2, 3]
    const byPosition = figure().contour([0, 1, 2], [0, 1, 2], z, levels, look)
    const byName = figure().contour({ z: ndarray(z), levels, ...look })
    expect(dataOf(byName.fill_renderer)).toEqual(dataOf(byPosition.fill_renderer))
    expect(dataOf(byName.line_renderer)).toEqual(dataOf(byPosition.line_renderer))
    expect(dataOf(byName.fill_renderer)).toMatchObject({
      lower_levels: [1, 2],
      upper_levels: [2, 3],
    })
  })

  it("accepts levels in a typed array", () => {
    const levels = Float64Array.of(1, 2, 3)
    const typed = figure().contour({ z, levels, line_color: "black", fill_color: ["red", "green"] })
    expect([typed.levels, dataOf(typed.fill_renderer)["lower_levels"]]).toEqual([
      [1, 2, 3],
      [1, 2],
    ])
  })

  it("stretches palettes to the levels, and picks one that fits out of several", () => {
    const colorsOf = (
      fill_color: readonly string[] | typeof Viridis | Map<number, readonly string[]>,
    ) =>
      dataOf(figure().contour({ z, levels: [0, 1, 2, 3, 4], fill_color }).fill_renderer)[
        "fill_color"
      ]
    expect(colorsOf(["#000000", "#ffffff"])).toEqual(["#000000", "#555555", "#aaaaaa", "#ffffff"])
    expect(colorsOf(Viridis)).toBe(Viridis[4])
    expect(colorsOf(new Map([[4, Viridis[4]]]))).toEqual(Viridis[4])
  })

  it("draws other data with the same look", () => {
    const contours = figure().contour({ z, levels: [1, 2], line_color: ["red", "blue"] })
    contours.set_data(
      contour_data({ z: z.map((row) => row.map((n) => n / 2)), levels: [1, 2], want_fill: false }),
    )
    const data = dataOf(contours.line_renderer)
    expect(data).toMatchObject({ line_color: ["red", "blue"], levels: [1, 2] })
    contours.set_data({ fill_data: null, line_data: null })
    expect(dataOf(contours.line_renderer)).toEqual({ xs: [], ys: [], levels: [] })
  })

  it("has a color bar with the same look", () => {
    const contours = figure().contour({ z, levels: [1, 2], fill_color: "red" })
    const bar = contours.construct_color_bar({ title: "Height" })
    expect(bar.fill_renderer).toBe(contours.fill_renderer)
    expect(bar).toMatchObject({ title: "Height", levels: [1, 2] })
  })

  it.each([
    [{ z, levels: [] }, "contour: no levels are given"],
    [{ z, levels: [1, 1] }, "contour: levels must increase, but 1 is followed by 1"],
    [{ z, levels: [1, NaN] }, "contour: levels must increase, but 1 is followed by NaN"],
    [{ z: [[1, 2]], levels: [1] }, "contour: z must be 2 x 2 or larger, its shape is [1, 2]"],
    [{ z, x: [1, 2], levels: [1] }, "contour: x must have the shape [3] or [3, 3], got [2]"],
    [{ z: [[1, 2], [3]], levels: [1] }, "ndarray: the lists inside must all have the same length"],
    [{ z, levels: [1, 2], fill_alpha: [0.1, 0.2] }, "fill_alpha"],
  ])("rejects %j", (options, message) => {
    expect(() => figure().contour({ line_color: "black", fill_color: "red", ...options })).toThrow(
      message,
    )
  })

  it("rejects an unknown look, and a missing one", () => {
    const misspelt = { z, levels: [1], line_color: "black", lien_width: 2 }
    expect(() => figure().contour(misspelt)).toThrow(
      "contour: unknown option 'lien_width', did you mean 'line_width'?",
    )
    expect(() => figure().contour({ z, levels: [1] })).toThrow(
      "contour: expected fill_color, line_color or both",
    )
  })
})
