// Contours: lines where a grid of values crosses levels, and filled areas between the lines. Source: Python
// bokeh.plotting.contour (3.10)

import { schemaOf } from "../model/classes.ts"
import type { Columns } from "../model/column.ts"
import { type ContourData, NO_FILL, NO_LINES } from "../model/contour-methods.ts"
import {
  ColumnDataSource,
  ContourRenderer,
  GlyphRenderer,
  MultiLine,
  type MultiLineProperties,
  MultiPolygons,
  type MultiPolygonsProperties,
} from "../model/generated/models.ts"
import { ModelError, unknownName } from "../model/model-error.ts"
import { ndarray } from "../model/ndarray.ts"
import { NDArray, type TypedArray } from "../serialization/values.ts"
import { isStrings } from "../util/record.ts"
import { contourPolygons } from "./contour-geometry.ts"
import { contourLines } from "./contour-lines.ts"
import type { ContourGrid } from "./contour-rings.ts"
import { byKeyword } from "./keywords.ts"
import { interp_palette, type Palette } from "./palette-functions.ts"
import { type GlyphArguments, literalColumns } from "./renderer.ts"

/** Rows of numbers. */
type Rows = readonly (readonly number[] | TypedArray)[] | NDArray
/** The coordinates of each column (x) or row (y) of z, or of each value; null: 0, 1, 2 ... */
type Coordinates = readonly number[] | TypedArray | Rows | null

interface Grid {
  readonly x?: Coordinates | undefined
  readonly y?: Coordinates | undefined
  readonly z: Rows
  /** Increasing. */
  readonly levels: ArrayLike<number>
}

/** One value for all, or one for each line (`line_...`: as many as levels) or area (`fill_...`, `hatch_...`: one fewer). */
type Look<P, Feature extends string> = {
  readonly [K in keyof P as K extends `${Feature}_${string}` ? K : never]?:
    | P[K]
    | readonly unknown[]
    | (K extends `${string}_color` ? Palettes : never)
}
/** Palettes by length, such as `Viridis`: the fitting one is used. */
type Palettes = Readonly<Record<number, Palette>> | ReadonlyMap<number, Palette>

/** `line_color` draws lines, `fill_color` draws the areas between them. Palettes are stretched to fit. */
type ContourLook = Look<MultiLineProperties, "line"> &
  Look<MultiPolygonsProperties, "fill" | "hatch">

/** `({x, y, z, levels, ...look})`, `(x, y, z, levels, look)` or `(x, y, z, {levels, ...look})`. */
export type ContourArguments =
  | [options: Grid & ContourLook]
  | [x: Coordinates, y: Coordinates, z: Rows, look: Pick<Grid, "levels"> & ContourLook]
  | [x: Coordinates, y: Coordinates, z: Rows, levels: ArrayLike<number>, look: ContourLook]

const NAMES = ["x", "y", "z", "levels"] as const
const WANTED = ["want_fill", "want_line"] as const

/** @throws ModelError for levels that do not increase, coordinates that do not fit z, and unknown options */
export function from_contour(...args: ContourArguments): ContourRenderer {
  const { x, y, z, levels, ...given } = byKeyword<Grid & ContourLook>(
    { what: "contour", names: NAMES },
    args,
  )
  const look = lookOf(given, levels.length)
  const want_fill = look["fill_color"] !== undefined
  const want_line = look["line_color"] !== undefined
  const { fill_data, line_data } = contour_data({ x, y, z, levels, want_fill, want_line })
  const fillLook = fill_data === null ? {} : pick(look, /^(fill|hatch)_/)
  const lineLook = line_data === null ? {} : pick(look, /^line_/)
  const fillColumns = literalColumns("MultiPolygons", fillLook)
  const lineColumns = literalColumns("MultiLine", lineLook)
  // The areas have no borders of their own.
  const borders = fill_data === null ? {} : { line_alpha: 0, line_width: 0 }
  return new ContourRenderer({
    levels,
    fill_renderer: new GlyphRenderer({
      glyph: new MultiPolygons({ ...fillLook, ...namesOf(fillColumns), ...borders }),
      data_source: new ColumnDataSource({ data: { ...(fill_data ?? NO_FILL), ...fillColumns } }),
    }),
    line_renderer: new GlyphRenderer({
      glyph: new MultiLine({ ...lineLook, ...namesOf(lineColumns) }),
      data_source: new ColumnDataSource({ data: { ...(line_data ?? NO_LINES), ...lineColumns } }),
    }),
  })
}

interface Wanted {
  readonly want_fill?: boolean
  readonly want_line?: boolean
}

/** `({x, y, z, levels, ...wanted})`, or by position as in Python. */
type DataArguments =
  | [options: Grid & Wanted]
  | [x: Coordinates, y: Coordinates, z: Rows, levels: ArrayLike<number>, wanted?: Wanted]

/** Data for `set_data` of a ContourRenderer. @throws ModelError as from_contour */
export function contour_data(...args: DataArguments): ContourData {
  const {
    x = null,
    y = null,
    z,
    levels: given,
    want_fill = true,
    want_line = true,
  } = byKeyword<Grid & Wanted>({ what: "contour_data", names: NAMES, others: WANTED }, args)
  const levels = Array.from(given)
  assertLevels(levels)
  if (!want_fill && !want_line) {
    throw new ModelError("contour: expected fill_color, line_color or both")
  }
  const grid = gridOf(x, y, z)
  return {
    fill_data: want_fill && levels.length > 1 ? areasBetween(grid, levels) : null,
    line_data: want_line ? linesAt(grid, levels) : null,
  }
}

function areasBetween(grid: ContourGrid, levels: readonly number[]): Columns {
  const areas = contourPolygons(grid, levels)
  const all = (axis: "xs" | "ys") =>
    areas.map((polygons) => polygons.map((rings) => rings.map((ring) => ring[axis])))
  const [lower_levels, upper_levels] = [levels.slice(0, -1), levels.slice(1)]
  return { xs: all("xs"), ys: all("ys"), lower_levels, upper_levels }
}

function linesAt(grid: ContourGrid, levels: readonly number[]): Columns {
  const lines = levels.map((level) => contourLines(grid, level))
  return { xs: lines.map(({ xs }) => xs), ys: lines.map(({ ys }) => ys), levels }
}

function assertLevels(levels: readonly number[]): void {
  if (levels.length === 0) throw new ModelError("contour: no levels are given")
  const place = levels.findIndex((level, i) => i > 0 && !(level > (levels[i - 1] ?? NaN)))
  if (place === -1) return
  const pair = `${levels[place - 1]} is followed by ${levels[place]}`
  throw new ModelError(`contour: levels must increase, but ${pair}`)
}

function gridOf(x: Coordinates, y: Coordinates, z: Rows): ContourGrid {
  const { array, shape } = arrayOf(z)
  const [rows = 0, columns = 0] = shape
  if (shape.length !== 2 || rows < 2 || columns < 2) {
    throw new ModelError(`contour: z must be 2 x 2 or larger, its shape is [${shape.join(", ")}]`)
  }
  const across = (i: number) => i % columns
  const up = (i: number) => Math.floor(i / columns)
  return {
    rows,
    columns,
    z: numbersOf(array),
    x: coordinates("x", x, { array, shape, length: columns, place: across }),
    y: coordinates("y", y, { array, shape, length: rows, place: up }),
  }
}

/** Of the values of z. */
interface Axis extends Pick<NDArray, "array" | "shape"> {
  readonly length: number
  /** The index of the coordinate that belongs to a value of z. */
  readonly place: (index: number) => number
}

function coordinates(name: string, given: Coordinates, axis: Axis): ArrayLike<number> {
  const { array: values, shape, length, place } = axis
  const { array, shape: own } = arrayOf(given ?? Array.from({ length }, (_, i) => i))
  const numbers = numbersOf(array)
  if (own.length === 2 && String(own) === String(shape)) return numbers
  if (own.length === 1 && own[0] === length) {
    return Array.from(values, (_, i) => numbers[place(i)] ?? NaN)
  }
  const wanted = `[${length}] or [${shape.join(", ")}]`
  throw new ModelError(`contour: ${name} must have the shape ${wanted}, got [${own.join(", ")}]`)
}

function arrayOf(values: Exclude<Coordinates, null>): NDArray {
  return values instanceof NDArray ? values : ndarray(values)
}

function numbersOf(array: ArrayLike<unknown>): ArrayLike<number> {
  return Float64Array.from(array, Number)
}

/** The options, with palettes stretched. */
function lookOf(options: ContourLook, levelCount: number): GlyphArguments {
  // Lines look like the borders of areas.
  const names = [...(schemaOf("MultiPolygons")?.names() ?? [])]
  const known = names.filter((name) => /^(fill|hatch|line)_/.test(name))
  const look: GlyphArguments = {}
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || value === null) continue
    if (!known.includes(name)) throw unknownName("contour: unknown option", name, known)
    const count = name.startsWith("line_") ? levelCount : levelCount - 1
    look[name] = name.endsWith("_color") ? stretched(value, Math.max(count, 1)) : value
  }
  return look
}

function stretched(given: unknown, count: number): unknown {
  const color =
    given instanceof Map ? Object.fromEntries(given as ReadonlyMap<number, unknown>) : given
  if (isStrings(color)) return color.length === count ? color : interp_palette(color, count)
  if (!isPalettes(color)) return color
  const lengths = Object.keys(color).map(Number)
  const nearest = Math.min(Math.max(count, Math.min(...lengths)), Math.max(...lengths))
  const palette = color[nearest]
  if (palette === undefined) {
    throw new ModelError(`contour: no palette has ${count} colors`)
  }
  return palette.length === count ? palette : interp_palette(palette, count)
}

function isPalettes(value: unknown): value is Readonly<Record<number, Palette>> {
  return typeof value === "object" && value !== null && Object.values(value).every(isStrings)
}

function pick(look: GlyphArguments, names: RegExp): GlyphArguments {
  return Object.fromEntries(Object.entries(look).filter(([name]) => names.test(name)))
}

/** The column of a literal is named after its property. */
function namesOf(columns: Columns): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.keys(columns).map((name) => [name, name]))
}
