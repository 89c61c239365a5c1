// Stacked bars, areas and lines: one renderer for each column, each on top of the previous ones. Source: Python
// bokeh.plotting._stack (3.10)

import type {
  Glyph,
  GlyphRenderer,
  HArea,
  HAreaProperties,
  HBar,
  HBarProperties,
  Line,
  LineProperties,
  VArea,
  VAreaProperties,
  VBar,
  VBarProperties,
} from "../model/generated/models.ts"
import { ModelError } from "../model/model-error.ts"
import type { GlyphOptions, Sourced, SourceLike } from "./glyph-types.ts"
import type { GlyphArguments } from "./renderer.ts"
import { stack } from "./transforms.ts"

/** Options of the glyph method. A list has one item for each stacked column: `color: ["red", "navy"]`. */
type StackOptions<P, Stacked extends string> = Sourced<SourceLike> & {
  readonly [K in keyof GlyphOptions<P> as K extends Stacked ? never : K]?:
    | GlyphOptions<P>[K]
    | readonly GlyphOptions<P>[K][]
}

/** The stacked glyphs: their methods, and the properties that hold the sums (below and) up to each column. */
export const STACKS = {
  harea_stack: ["harea", "x1", "x2"],
  hbar_stack: ["hbar", "left", "right"],
  hline_stack: ["line", "x"],
  varea_stack: ["varea", "y1", "y2"],
  vbar_stack: ["vbar", "bottom", "top"],
  vline_stack: ["line", "y"],
} as const

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an object literal has no other keys
export const STACK_METHODS = Object.keys(STACKS) as readonly (keyof typeof STACKS)[]

/** One renderer for each column, in order. */
interface StackMethod<G extends Glyph, P, Stacked extends string> {
  (options: StackOptions<P, Stacked> & Stackers): GlyphRenderer<G>[]
  (stackers: readonly string[], options?: StackOptions<P, Stacked>): GlyphRenderer<G>[]
}
export interface Stackers {
  /** The names of the columns. */
  readonly stackers: readonly string[]
}

export interface StackMethods {
  harea_stack: StackMethod<HArea, HAreaProperties, "x1" | "x2">
  hbar_stack: StackMethod<HBar, HBarProperties, "left" | "right">
  hline_stack: StackMethod<Line, LineProperties, "x">
  varea_stack: StackMethod<VArea, VAreaProperties, "y1" | "y2">
  vbar_stack: StackMethod<VBar, VBarProperties, "bottom" | "top">
  vline_stack: StackMethod<Line, LineProperties, "y">
}

/**
 * The options of each renderer. Each renderer is named after its column.
 * @throws ModelError for a list whose length is not the number of columns, and for a property that is stacked already
 */
export function stackArguments(
  method: keyof typeof STACKS,
  columns: readonly string[],
  options: GlyphArguments,
): readonly GlyphArguments[] {
  const [, ...sums] = STACKS[method]
  for (const [name, value] of Object.entries(options)) {
    if (sums.some((sum) => sum === name)) {
      throw new ModelError(`figure.${method}: '${name}' is computed from what is stacked`)
    }
    if (Array.isArray(value) && value.length !== columns.length) {
      throw new ModelError(
        `figure.${method}: ${name} has ${value.length} items for ${columns.length} columns`,
      )
    }
  }
  return columns.map((column, i) => {
    const own = Object.entries(options).map(([name, value]) => [
      name,
      Array.isArray(value) ? (value[i] as unknown) : value,
    ])
    const upTo = sums.map((name, k) => [name, stack(...columns.slice(0, i + k + 2 - sums.length))])
    return { name: column, ...Object.fromEntries([...own, ...upTo]) }
  })
}
