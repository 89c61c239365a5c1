// Palettes made from other palettes. Source: Python bokeh.palettes (3.10)

import { rgbaOf } from "../model/css-color.ts"
import { ModelError } from "../model/model-error.ts"
import { bytesFromBase64 } from "../util/base64.ts"
import { byKeyword } from "./keywords.ts"

/**
 * Colors as strings: "#rrggbb", or "#rrggbbaa" if they are not opaque. With `N`, the compiler knows that the first N colors
 * exist.
 */
export type Palette<N extends number = number> = number extends N
  ? readonly string[]
  : readonly string[] & { readonly [Index in Below<N>]: string }

/** 0, 1 ... N - 1. */
type Below<N extends number, Counted extends readonly number[] = []> = Counted["length"] extends N
  ? Counted[number]
  : Below<N, readonly [...Counted, Counted["length"]]>

/** The colors of "rrggbbrrggbb...". */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the generated constants say how many there are
export function colors<P extends Palette>(digits: string): P {
  return constant(
    Array.from({ length: digits.length / 6 }, (_, i) => `#${digits.slice(i * 6, i * 6 + 6)}`),
  )
}

/**
 * @param text in base64: the differences from each color to the next, in bytes: first all reds, then all greens, then all
 * blues
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the generated constants say how many there are
export function steps<P extends Palette>(text: string): P {
  const bytes = bytesFromBase64(text)
  const size = bytes.length / 3
  for (let i = 0; i < bytes.length; i++) {
    if (i % size !== 0) bytes[i] = (bytes[i] ?? 0) + (bytes[i - 1] ?? 0) // a byte wraps around after 255
  }
  const part = (i: number) => (bytes[i] ?? 0).toString(16).padStart(2, "0").toUpperCase()
  return constant(
    Array.from({ length: size }, (_, i) => `#${part(i)}${part(size + i)}${part(2 * size + i)}`),
  )
}

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the generated constants say how many there are
export function firstOf<P extends Palette>(palette: Palette, n: number): P {
  return constant(palette.slice(0, n))
}

/** `linear_palette` for the constants, whose types have their number of colors. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the generated constants say how many there are
export function spaced<P extends Palette>(palette: Palette, n: number): P {
  return constant(linear_palette(palette, n))
}

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the generated constants say how many there are
function constant<P extends Palette>(palette: Palette): P {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- P says how many there are: the generator counted them
  return Object.freeze(palette) as P
}

interface PaletteArguments {
  readonly palette: Palette
  readonly n: number
}
const NAMES = ["palette", "n"] as const

/** `n` evenly spaced colors of a palette, by position or by name. @throws ModelError when n is larger than the palette */
export function linear_palette(options: PaletteArguments): Palette
export function linear_palette(palette: Palette, n: number | Pick<PaletteArguments, "n">): Palette
export function linear_palette(...args: readonly unknown[]): Palette {
  const signature = { what: "linear_palette", names: NAMES, others: [] }
  const { palette, n } = byKeyword<PaletteArguments>(signature, args)
  assertCount("linear_palette", n)
  if (n > palette.length) {
    throw new ModelError(`linear_palette: ${n} colors of a palette that has ${palette.length}`)
  }
  return positions(palette.length, n).map((position) => palette[Math.floor(position)] ?? "")
}

interface DivergingArguments {
  readonly palette1: Palette
  readonly palette2: Palette
  readonly n: number
  readonly midpoint?: number | undefined
}

/**
 * From the dark end of one palette, through the light ends of both, to the dark end of the other; by position or by name.
 * @param midpoint where the palettes meet, from 0 to 1; default 0.5
 * @throws ModelError when they have too few colors
 */
export function diverging_palette(options: DivergingArguments): Palette
export function diverging_palette(
  palette1: Palette,
  palette2: Palette,
  n: number,
  midpoint?: number | Pick<DivergingArguments, "midpoint">,
): Palette
export function diverging_palette(
  palette1: Palette,
  palette2: Palette,
  options: Pick<DivergingArguments, "n" | "midpoint">,
): Palette
export function diverging_palette(...args: readonly unknown[]): Palette {
  const names = ["palette1", "palette2", "n", "midpoint"] as const
  const signature = { what: "diverging_palette", names, others: [] }
  const { palette1, palette2, n, midpoint = 0.5 } = byKeyword<DivergingArguments>(signature, args)
  const first = roundHalfEven(midpoint * n)
  // Python rounds both halves, and therefore returns one color too few when n is odd.
  return [...linear_palette(palette1, first), ...linear_palette(palette2.toReversed(), n - first)]
}

/**
 * `n` colors, each mixed from its two neighbors in the palette; by position or by name. @throws ModelError for an empty
 * palette
 */
export function interp_palette(options: PaletteArguments): Palette
export function interp_palette(palette: Palette, n: number | Pick<PaletteArguments, "n">): Palette
export function interp_palette(...args: readonly unknown[]): Palette {
  const signature = { what: "interp_palette", names: NAMES, others: [] }
  const { palette, n } = byKeyword<PaletteArguments>(signature, args)
  assertCount("interp_palette", n)
  if (palette.length === 0) throw new ModelError("interp_palette: the palette has no colors")
  const rgbas = palette.map(rgbaOf)
  return positions(palette.length, n).map((position) => {
    const before = Math.floor(position)
    const [from, to] = [rgbas[before] ?? [], rgbas[before + 1] ?? rgbas[before] ?? []]
    const mixed = from.map((part, i) => ((to[i] ?? 0) - part) * (position - before) + part)
    return hexOf(mixed.map((part, i) => (i < 3 ? Math.floor(part) : part)))
  })
}

interface VaryingAlpha {
  readonly color: string
  /** Default: the number of different alphas. */
  readonly n?: number | null
  readonly start_alpha?: number
  readonly end_alpha?: number
}

/** One color with alphas from `start_alpha` to `end_alpha` (0 to 255, times the color's own alpha); by position or by name. */
export function varying_alpha_palette(options: VaryingAlpha): Palette
export function varying_alpha_palette(color: string, options?: Omit<VaryingAlpha, "color">): Palette
export function varying_alpha_palette(
  color: string,
  n?: number | null,
  start_alpha?: number | Pick<VaryingAlpha, "start_alpha" | "end_alpha">,
  end_alpha?: number,
): Palette
export function varying_alpha_palette(...args: readonly unknown[]): Palette {
  const names = ["color", "n", "start_alpha", "end_alpha"] as const
  const signature = { what: "varying_alpha_palette", names, others: [] }
  const given = byKeyword<VaryingAlpha>(signature, args)
  const { color, n = null, start_alpha = 0, end_alpha = 255 } = given
  for (const [name, alpha] of Object.entries({ start_alpha, end_alpha })) {
    if (!(alpha >= 0 && alpha <= 255)) {
      throw new ModelError(`varying_alpha_palette: ${name} must be from 0 to 255, got ${alpha}`)
    }
  }
  const [r, g, b, a] = rgbaOf(color)
  const [start, end] = [start_alpha, end_alpha].map((alpha) =>
    a < 255 ? roundHalfEven((alpha * a) / 255) : alpha,
  )
  const [first, last] = [start ?? 0, end ?? 0]
  const count = n === null || n < 1 ? Math.trunc(Math.abs(last - first)) + 1 : n
  return positions(2, count).map((t) => hexOf([r, g, b, first + (last - first) * t]))
}

/** `n` positions from 0 to the last of `length` items. */
function positions(length: number, n: number): readonly number[] {
  const step = (length - 1) / (n - 1)
  return Array.from({ length: n }, (_, i) =>
    i > 0 && i === n - 1 ? length - 1 : i === 0 ? 0 : i * step,
  )
}

function hexOf(rgba: readonly number[]): string {
  const bytes = rgba.map((part) => roundHalfEven(part).toString(16).padStart(2, "0"))
  return `#${(bytes[3] === "ff" ? bytes.slice(0, 3) : bytes).join("")}`
}

/** Rounds like Python. */
function roundHalfEven(value: number): number {
  const rounded = Math.round(value)
  return rounded - value === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded
}

function assertCount(what: string, n: number): void {
  if (Number.isInteger(n) && n >= 0) return
  throw new ModelError(`${what}: n must be a number of colors, got ${n}`)
}
