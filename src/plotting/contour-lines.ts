// The lines where a grid's values are at a level. Points, starts and order are those of contourpy, because dashes show
// where a line starts. Source: contourpy's serial generator (1.3)

import { type Path, pathThrough, type Point } from "./contour-geometry.ts"
import type { ContourGrid } from "./contour-rings.ts"

/** The lines where z is `level`, as one path with NaN between the lines. */
export function contourLines(grid: ContourGrid, level: number): Path {
  const tracer = new Tracer(grid, level)
  const entries = tracer.entries()
  // A crossing that no open line has passed is part of a closed line.
  const inTurn = [...entries.filter(({ isAtRim }) => isAtRim), ...entries]
  const lines = inTurn.flatMap((entry) => tracer.lineFrom(entry))
  return pathThrough(
    lines
      .toSorted((a, b) => a.turn - b.turn)
      .flatMap(({ points }, i) => (i === 0 ? points : [GAP, ...points])),
  )
}

const GAP: Point = { x: NaN, y: NaN }

interface Line {
  readonly turn: number
  readonly points: readonly Point[]
}

/** Where a line enters a cell. The area above the level is on its left. */
interface Entry {
  readonly cell: number
  readonly edge: number
  readonly isAtRim: boolean
}

/**
 * A cell has four values and the number of the last one. Edges and corners are counted counterclockwise, from the lower
 * left corner.
 */
const EDGES = [0, 1, 2, 3] as const
/** The order in which a cell's edges are tried. A line inside the grid starts at a right or an upper edge. */
const TURNS = { rim: [0, 2, 3, 1], inside: [undefined, 4, 5, undefined] } as const

/** The state of a cell's corners. A number below 4 is the only corner without a value, so the cell is a triangle. */
const [WHOLE, NO_CELL] = [4, -1]

class Tracer {
  readonly #grid: ContourGrid
  readonly #level: number
  readonly #passed = new Set<number>()

  constructor(grid: ContourGrid, level: number) {
    this.#grid = grid
    this.#level = level
  }

  /** The corner without a value. */
  #gapOf(cell: number): number {
    const { columns, z } = this.#grid
    if (cell < columns || cell % columns === 0) return NO_CELL
    let gap = WHOLE
    for (const i of EDGES) {
      if (Number.isFinite(z[this.#corner(cell, i)])) continue
      if (gap !== WHOLE) return NO_CELL
      gap = i
    }
    return gap
  }

  entries(): readonly Entry[] {
    const found: Entry[] = []
    for (let cell = 0; cell < this.#grid.z.length; cell++) {
      if (!this.#isCrossed(cell)) continue
      for (const edge of EDGES) {
        if (!this.#isEntry(cell, edge)) continue
        const entry = { cell, edge, isAtRim: this.#isAtRim(cell, edge) }
        if (turnOf(entry) !== undefined) found.push(entry)
      }
    }
    return found
  }

  /** Most cells are not crossed, and can be skipped. */
  #isCrossed(cell: number): boolean {
    const first = this.#isAbove(cell)
    return EDGES.some((i) => this.#isAbove(this.#corner(cell, i)) !== first)
  }

  /** Empty where another line has passed. */
  lineFrom(start: Entry): readonly Line[] {
    const points: Point[] = []
    let { cell, edge } = start
    while (!this.#passed.has(cell * 4 + edge)) {
      this.#passed.add(cell * 4 + edge)
      points.push(this.#crossing(cell, edge))
      const out = this.#exitOf(cell, edge)
      if (this.#isAtRim(cell, out)) {
        points.push(this.#crossing(cell, out))
        break
      }
      cell = this.#beyond(cell, out)
      edge = (out + 2) % 4
    }
    const [first] = points
    if (first === undefined) return []
    if (!start.isAtRim) points.push(first)
    return [{ turn: turnOf(start) ?? NaN, points }]
  }

  /** Corner i is where edge i begins. */
  #corner(cell: number, i: number): number {
    const { columns } = this.#grid
    const back = i % 4
    return cell - (back === 0 ? columns + 1 : back === 1 ? columns : back === 3 ? 1 : 0)
  }

  /**
   * The values at both ends of an edge, in a cell of four corners or in a triangle; undefined for an edge that the triangle
   * does not have.
   */
  #endsOf(cell: number, edge: number): readonly [number, number] | undefined {
    const gap = this.#gapOf(cell)
    if (gap === NO_CELL || gap === edge) return undefined
    const isSlanted = gap === (edge + 1) % 4
    return [this.#corner(cell, edge), this.#corner(cell, edge + (isSlanted ? 2 : 1))]
  }

  #beyond(cell: number, edge: number): number {
    const { columns } = this.#grid
    return cell + ([-columns, 1, columns, -1][edge] ?? 0)
  }

  /** There is no cell behind the edge. */
  #isAtRim(cell: number, edge: number): boolean {
    const isSlanted = this.#gapOf(cell) === (edge + 1) % 4
    return isSlanted || this.#gapOf(this.#beyond(cell, edge)) === NO_CELL
  }

  #isAbove(corner: number): boolean {
    return at(this.#grid.z, corner) > this.#level
  }

  #isEntry(cell: number, edge: number): boolean {
    const ends = this.#endsOf(cell, edge)
    return ends !== undefined && this.#isAbove(ends[0]) && !this.#isAbove(ends[1])
  }

  /** Where two lines pass a cell, the mean of its values decides which corners belong together. */
  #exitOf(cell: number, edge: number): number {
    const isExit = (one: number) => {
      const ends = this.#endsOf(cell, one)
      return ends !== undefined && !this.#isAbove(ends[0]) && this.#isAbove(ends[1])
    }
    const [next, across, last] = [(edge + 1) % 4, (edge + 2) % 4, (edge + 3) % 4]
    if (isExit(next) && isExit(last)) return this.#isMeanAbove(cell) ? next : last
    return [next, across, last].find(isExit) ?? across
  }

  #isMeanAbove(cell: number): boolean {
    const { z } = this.#grid
    const [a = NaN, b = NaN, c = NaN, d = NaN] = EDGES.map((i) => z[this.#corner(cell, i)])
    return 0.25 * (a + b + d + c) > this.#level
  }

  /** Computed from the point above the level to the point below: the order decides the last digit. */
  #crossing(cell: number, edge: number): Point {
    const { x, y, z } = this.#grid
    const [begin, end] = this.#endsOf(cell, edge) ?? [0, 0]
    const [above, below] = this.#isAbove(begin) ? [begin, end] : [end, begin]
    const part = (at(z, below) - this.#level) / (at(z, below) - at(z, above))
    const between = (values: ArrayLike<number>) =>
      at(values, above) * part + at(values, below) * (1 - part)
    return { x: between(x), y: between(y) }
  }
}

function at(values: ArrayLike<number>, i: number): number {
  return values[i] ?? NaN
}

function turnOf({ cell, edge, isAtRim }: Entry): number | undefined {
  const turn = TURNS[isAtRim ? "rim" : "inside"][edge]
  return turn === undefined ? undefined : cell * 6 + turn
}
