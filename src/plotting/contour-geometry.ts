// The polygons where a grid of values is between two levels. d3-contour finds the edges that are crossed; where on an edge is
// interpolated here, in the coordinates of the plot. Source: contourpy (1.3)

import { contours } from "d3-contour"
import { polygonArea, polygonContains } from "d3-polygon"

/** Values and where they are, row by row. A value that is not finite is not known: nothing is drawn around it. */
export interface ContourGrid {
  readonly rows: number
  readonly columns: number
  readonly x: ArrayLike<number>
  readonly y: ArrayLike<number>
  readonly z: ArrayLike<number>
}

/** Points in the coordinates of the plot. */
export interface Path {
  readonly xs: Float64Array
  readonly ys: Float64Array
}

/** The border of what is above a level. */
interface Border {
  readonly level: number
  /** Middles of edges, first and last the same; the value of column i and row j is at (i + 0.5, j + 0.5). */
  readonly points: [number, number][]
}

interface Point {
  readonly x: number
  readonly y: number
}

/** The polygons where `lower` < z <= `upper`: each an outer ring and the rings of its holes. */
export function contourPolygons(
  grid: ContourGrid,
  lower: number,
  upper: number,
): readonly (readonly Path[])[] {
  const outer: Border[] = []
  const inner: Border[] = []
  for (const [ring, ...holes] of bordersAt(grid, lower)) {
    if (ring !== undefined) outer.push(ring)
    inner.push(...holes)
  }
  // What is above the upper level is a hole, and its holes are islands.
  for (const [ring, ...holes] of bordersAt(grid, upper)) {
    if (ring !== undefined) inner.push(ring)
    outer.push(...holes)
  }
  const polygons = outer
    .map((ring) => ({ ring, area: Math.abs(polygonArea(ring.points)), keys: keysOf(ring) }))
    .toSorted((a, b) => a.area - b.area)
    .map(({ ring, keys }) => ({ ring, keys, holes: [] as Border[] }))
  for (const hole of inner) {
    polygons.find(({ ring, keys }) => surrounds(ring, keys, hole))?.holes.push(hole)
  }
  return polygons
    .filter(({ ring, keys, holes }) => !holes.some((hole) => isAll(hole, ring, keys)))
    .map(({ ring, holes }) => [ring, ...holes].map((border) => pathOf(crossings(grid, border))))
}

/** Polygons, as lists of rings of which the first is the outer one. */
function bordersAt({ rows, columns, z }: ContourGrid, level: number): readonly Border[][] {
  const isAbove = Array.from(z, (value) => (value > level && value < Infinity ? 1 : 0))
  const edges = contours().size([columns, rows]).smooth(false).contour(isAbove, 0.5)
  return edges.coordinates.map((rings) =>
    rings.map((ring) => ({
      level,
      points: ring.map(([x = NaN, y = NaN]): [number, number] => [x, y]),
    })),
  )
}

/** On the grid's rim, and beside a value that is not known, the last point that is known. */
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

/** undefined outside the grid, and where its value is not known. */
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
  const kept = points.filter((point, i) => !isRepeated(point, i))
  return { xs: Float64Array.from(kept, ({ x }) => x), ys: Float64Array.from(kept, ({ y }) => y) }
}

function keysOf({ points }: Border): ReadonlySet<string> {
  return new Set(points.map(String))
}

/** Whether nothing is left between the two. */
function isAll(hole: Border, ring: Border, keys: ReadonlySet<string>): boolean {
  const isShared = (point: [number, number]) => keys.has(String(point))
  return hole.points.length === ring.points.length && hole.points.every(isShared)
}

/** Borders never cross, but may share points: one that is not shared tells. */
function surrounds(ring: Border, keys: ReadonlySet<string>, hole: Border): boolean {
  const own = hole.points.find((point) => !keys.has(String(point)))
  return own === undefined || polygonContains(ring.points, own)
}
