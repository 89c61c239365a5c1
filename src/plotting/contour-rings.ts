// The borders of the areas above a level in a grid of values. They are closed and run counterclockwise, so that the area is
// on their left. Holes run clockwise.

/** Values and their places, row by row. A value that is not finite is unknown: nothing is drawn around it. */
export interface ContourGrid {
  readonly rows: number
  readonly columns: number
  readonly x: ArrayLike<number>
  readonly y: ArrayLike<number>
  readonly z: ArrayLike<number>
}

/** Middles of edges; the first and the last are the same. The value of column i and row j is at (i + 0.5, j + 0.5). */
export type Ring = [number, number][]

/** The edges of a cell: below, right, above, left. */
const EDGES: readonly number[] = [0, 1, 2, 3]

export function ringsAt(grid: ContourGrid, level: number): readonly Ring[] {
  const cells = new Cells(grid, level)
  return Array.from(cells.entries(), ([cell, edge]) => cells.ringFrom(cell, edge)).filter(
    (ring) => ring.length > 0,
  )
}

/** The values in a frame of unknown ones. */
function frameOf({ rows, columns, z }: ContourGrid): Float64Array {
  const frame = new Float64Array((columns + 2) * (rows + 2)).fill(NaN)
  for (let i = 0; i < rows * columns; i++) {
    const row = Math.floor(i / columns)
    frame[i + columns + 3 + row * 2] = z[i] ?? NaN
  }
  return frame
}

/** Cells of four values each, by the number of the last one. The surroundings of the grid count as not above. */
class Cells {
  readonly #z: Float64Array
  readonly #width: number
  readonly #level: number
  /** 1 for values above the level, 0 for others. */
  readonly #above: Float64Array
  readonly #passed = new Set<number>()

  constructor(grid: ContourGrid, level: number) {
    this.#width = grid.columns + 2
    this.#level = level
    this.#z = frameOf(grid)
    this.#above = this.#z.map((value) => Number(value > level && value < Infinity))
  }

  /** Where a ring may start. */
  *entries(): Iterable<readonly [cell: number, edge: number]> {
    for (let cell = this.#width + 1; cell < this.#z.length; cell++) {
      for (const edge of EDGES) if (this.#crosses(cell, edge) > 0) yield [cell, edge]
    }
  }

  /** Empty where another ring has passed. */
  ringFrom(start: number, first: number): Ring {
    const points: Ring = []
    let [cell, edge] = [start, first]
    while (!this.#passed.has(cell * 4 + edge)) {
      this.#passed.add(cell * 4 + edge)
      points.push(this.#middle(cell, edge))
      const out = this.#exitOf(cell, edge)
      cell += [-this.#width, 1, this.#width, -1][out] ?? 0
      edge = (out + 2) % 4
    }
    return [...points, ...points.slice(0, 1)]
  }

  /** Where edge i starts, and where the edge before it ends. */
  #corner(cell: number, i: number): number {
    const back = i % 4
    return cell - (back < 2 ? this.#width + 1 - back : back - 2)
  }

  #isAbove(corner: number): number {
    return this.#above[corner] ?? 0
  }

  /** 1 where a border enters the cell, -1 where it leaves the cell, 0 where there is none. */
  #crosses(cell: number, edge: number): number {
    return this.#isAbove(this.#corner(cell, edge)) - this.#isAbove(this.#corner(cell, edge + 1))
  }

  /** Where two borders pass a cell, the mean of its values decides which corners belong together. */
  #exitOf(cell: number, edge: number): number {
    const outs = [edge + 1, edge + 2, edge + 3]
      .map((out) => out % 4)
      .filter((out) => this.#crosses(cell, out) < 0)
    const sum = EDGES.reduce((total, i) => total + (this.#z[this.#corner(cell, i)] ?? NaN), 0)
    return outs.at(sum / 4 > this.#level ? 0 : -1) ?? edge
  }

  #middle(cell: number, edge: number): [number, number] {
    const [a, b] = [this.#corner(cell, edge), this.#corner(cell, edge + 1)]
    const row = (corner: number) => Math.floor(corner / this.#width)
    return [((a % this.#width) + (b % this.#width) - 1) / 2, (row(a) + row(b) - 1) / 2]
  }
}
