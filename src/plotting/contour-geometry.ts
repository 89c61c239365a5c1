// The polygons where a grid's values are between two levels, in the plot's coordinates. Source: contourpy (1.3)

import { polygonArea, polygonContains } from "d3-polygon"

import { type ContourGrid, type Ring, ringsAt } from "./contour-rings.ts"

/** Points in the plot's coordinates. */
export interface Path {
  readonly xs: Float64Array
  readonly ys: Float64Array
}

/** The border of an area above a level. */
interface Border {
  readonly level: number
  readonly points: Ring
}

export interface Point {
  readonly x: number
  readonly y: number
}

export function pathThrough(points: readonly Point[]): Path {
  return {
    xs: Float64Array.from(points, ({ x }) => x),
    ys: Float64Array.from(points, ({ y }) => y),
  }
}

/** For each two levels, the polygons where `lower` < z <= `upper`. */
export function contourPolygons(
  grid: ContourGrid,
  levels: readonly number[],
): readonly (readonly Polygon[])[] {
  const borders = levels.map((level) => bordersAt(grid, level))
  return borders.slice(1).map((above, i) => polygonsBetween(grid, borders[i] ?? above, above))
}

/** An outer ring, and the rings of its holes. */
type Polygon = readonly Path[]

function polygonsBetween(grid: ContourGrid, own: Borders, above: Borders): readonly Polygon[] {
  // An area above the upper level is a hole, and its own holes are islands.
  const outer = [...own.rings, ...above.holes]
  const inner = [...own.holes, ...above.rings]
  const polygons = outer
    .map((ring) => ({
      ring,
      area: Math.abs(polygonArea(ring.points)),
      keys: new Set(ring.points.map(keyOf)),
      holes: [] as Border[],
    }))
    .toSorted((a, b) => a.area - b.area)
  for (const hole of inner) {
    polygons.find(({ ring, keys }) => surrounds(ring, keys, hole))?.holes.push(hole)
  }
  return polygons
    .filter(({ ring, keys, holes }) => !holes.some((hole) => isAll(hole, ring, keys)))
    .map(({ ring, holes }) => [ring, ...holes].map((border) => pathOf(crossings(grid, border))))
}

interface Borders {
  readonly rings: readonly Border[]
  readonly holes: readonly Border[]
}

function bordersAt(grid: ContourGrid, level: number): Borders {
  const borders = ringsAt(grid, level).map((points) => ({ level, points }))
  return { rings: borders.filter((one) => !isHole(one)), holes: borders.filter(isHole) }
}

/** d3's area is positive for clockwise rings. */
function isHole({ points }: Border): boolean {
  return polygonArea(points) > 0
}

/** On the grid's rim, and beside an unknown value, this is the last known point. */
function crossings(grid: ContourGrid, { level, points }: Border): readonly Point[] {
  return points.map(([px, py]) => {
    const a = indexOf(grid, Math.floor(px - 0.5), Math.floor(py - 0.5))
    const b = indexOf(grid, Math.ceil(px - 0.5), Math.ceil(py - 0.5))
    if (a === undefined || b === undefined) return pointOf(grid, a ?? b ?? 0)
    const [from, to] = [pointOf(grid, a), pointOf(grid, b)]
    const part = (level - from.z) / (to.z - from.z)
    return { x: from.x + part * (to.x - from.x), y: from.y + part * (to.y - from.y) }
  })
}

/** undefined outside the grid, and where the value is unknown. */
function indexOf(
  { rows, columns, z }: ContourGrid,
  column: number,
  row: number,
): number | undefined {
  if (column < 0 || row < 0 || column >= columns || row >= rows) return undefined
  const index = row * columns + column
  return Number.isFinite(z[index]) ? index : undefined
}

function pointOf({ x, y, z }: ContourGrid, index: number): Point & { readonly z: number } {
  return { x: x[index] ?? NaN, y: y[index] ?? NaN, z: z[index] ?? NaN }
}

function pathOf(points: readonly Point[]): Path {
  const isRepeated = ({ x, y }: Point, i: number) =>
    points[i - 1]?.x === x && points[i - 1]?.y === y
  return pathThrough(points.filter((point, i) => !isRepeated(point, i)))
}

/** No grid has a million rows. */
function keyOf([px, py]: Ring[number]): number {
  return px * 1e6 + py
}

/** Whether nothing is left between hole and ring. */
function isAll(hole: Border, ring: Border, keys: ReadonlySet<number>): boolean {
  const isShared = (point: Ring[number]) => keys.has(keyOf(point))
  return hole.points.length === ring.points.length && hole.points.every(isShared)
}

/** Borders never cross, but may share points. One point that they do not share decides. */
function surrounds(ring: Border, keys: ReadonlySet<number>, hole: Border): boolean {
  const own = hole.points.find((point) => !keys.has(keyOf(point)))
  return own === undefined || polygonContains(ring.points, own)
}
