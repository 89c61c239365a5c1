// Hexagonal tiles: which tile a point is in, and how many points each tile has. `q` and `r` are axial coordinates. Source:
// https://www.redblobgames.com/grids/hexagons, Python bokeh.util.hex (3.10)

import type { HexTileProperties } from "../model/generated/models.ts"
import { ModelError } from "../model/model-error.ts"

type Orientation = HexTileProperties["orientation"]

export interface HexOptions {
  readonly orientation?: Orientation
  /** The plot's aspect scale, which makes the hexagons regular on the screen. */
  readonly aspect_scale?: number
}

/** Columns: the tiles that are not empty, ordered by q and then r, and the number of points in each. */
export interface HexBins {
  readonly q: readonly number[]
  readonly r: readonly number[]
  readonly counts: readonly number[]
}

const ROOT_3 = Math.sqrt(3)

/**
 * Counts points by tile. `size` is the distance from a tile's center to its corner. Points that are not finite are not
 * counted.
 * @throws ModelError when x and y have different lengths
 */
export function hexbin(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  size: number,
  options: HexOptions = {},
): HexBins {
  if (x.length !== y.length) {
    throw new ModelError(`hexbin: x has ${x.length} numbers, y has ${y.length}`)
  }
  const tiles = new Map<string, { q: number; r: number; count: number }>()
  for (let i = 0; i < x.length; i++) {
    const { q, r } = cartesian_to_axial(x[i] ?? NaN, y[i] ?? NaN, size, options)
    if (!Number.isFinite(q + r)) continue
    const key = `${q},${r}`
    const tile = tiles.get(key) ?? { q, r, count: 0 }
    tile.count++
    tiles.set(key, tile)
  }
  const sorted = [...tiles.values()].toSorted((a, b) => (bytesOf(a) < bytesOf(b) ? -1 : 1))
  return {
    q: sorted.map((tile) => tile.q),
    r: sorted.map((tile) => tile.r),
    counts: sorted.map((tile) => tile.count),
  }
}

/** NumPy sorts tiles by the bytes of their coordinates. Of two tiles that touch, the later one is on top. */
function bytesOf({ q, r }: { readonly q: number; readonly r: number }): string {
  const { buffer } = BigInt64Array.of(BigInt(q), BigInt(r))
  return String.fromCharCode(...new Uint8Array(buffer))
}

/** The tile that a point is in. */
export function cartesian_to_axial(
  x: number,
  y: number,
  size: number,
  { orientation = "pointytop", aspect_scale = 1 }: HexOptions = {},
): { readonly q: number; readonly r: number } {
  if (orientation === "pointytop") {
    const [u, v] = [(x / size) * aspect_scale, -y / size]
    return nearestTile((ROOT_3 / 3) * u - v / 3, (2 / 3) * v)
  }
  const [u, v] = [x / size, -y / size / aspect_scale]
  return nearestTile((2 / 3) * u, (ROOT_3 / 3) * v - u / 3)
}

/** A tile's center. */
export function axial_to_cartesian(
  q: number,
  r: number,
  size: number,
  { orientation = "pointytop", aspect_scale = 1 }: HexOptions = {},
): { readonly x: number; readonly y: number } {
  return orientation === "pointytop"
    ? { x: (size * ROOT_3 * (q + r / 2)) / aspect_scale, y: -size * 1.5 * r }
    : { x: size * 1.5 * q, y: -size * ROOT_3 * (r + q / 2) * aspect_scale }
}

/** Rounds all three cube coordinates, and corrects the one with the largest rounding error, so that their sum is 0. */
function nearestTile(q: number, r: number): { readonly q: number; readonly r: number } {
  const s = -q - r
  const rounded = { q: Math.round(q), r: Math.round(r), s: Math.round(s) }
  const [dq, dr, ds] = [Math.abs(rounded.q - q), Math.abs(rounded.r - r), Math.abs(rounded.s - s)]
  if (dq > ds && dq > dr) rounded.q = -(rounded.s + rounded.r)
  else if (dr >= ds) rounded.r = -(rounded.q + rounded.s)
  return { q: rounded.q + 0, r: rounded.r + 0 } // no -0
}
