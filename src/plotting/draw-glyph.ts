// From a glyph method's arguments, by position and by name, to a renderer in the plot and an item in its legend. Source:
// Python bokeh.plotting._decorators (3.10)

import type { MarkerType } from "../model/generated/enums.ts"
import type { CoordinateMapping, GlyphRenderer, Plot } from "../model/generated/models.ts"
import { ModelError } from "../model/model-error.ts"
import { isPlainObject } from "../util/record.ts"
import { GLYPHS, MARKER_SHORTCUTS } from "./glyph-methods.ts"
import { addToLegend, type LegendPlace } from "./legend.ts"
import { createRenderer, type GlyphArguments } from "./renderer.ts"

/** The target of glyph methods: a figure. */
export interface GlyphPlace extends LegendPlace {
  renderers: Plot["renderers"]
}

/** Accepts both `(x, y, {options})` and `({x, y, options})`. @throws ModelError naming the method and the argument */
export function drawGlyph(
  plot: GlyphPlace,
  method: keyof typeof GLYPHS,
  args: readonly unknown[],
  fixed: { readonly coordinates?: CoordinateMapping; readonly marker?: MarkerType } = {},
): GlyphRenderer {
  const named = GLYPHS[method]
  const given: GlyphArguments = { ...byName(method, named[1], args), ...fixed }
  const [type] = method === "circle" && isMarker(given) ? GLYPHS.scatter : named
  const marker = given["marker"]
  if (typeof marker === "string") given["marker"] = MARKER_SHORTCUTS[marker] ?? marker
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its type is GlyphRenderer
  const renderer = createRenderer(method, type, given) as unknown as GlyphRenderer
  plot.renderers = [...plot.renderers, renderer]
  addToLegend(plot, renderer, given)
  return renderer
}

/** A circle with a size, in pixels, is a marker. @throws ModelError when it also has a radius */
function isMarker({ size, radius }: GlyphArguments): boolean {
  if (size === undefined) return false
  if (radius === undefined) return true
  throw new ModelError("figure.circle expects a radius in data units or a size in pixels, not both")
}

function byName(
  method: string,
  names: readonly string[],
  args: readonly unknown[],
): GlyphArguments {
  const given: GlyphArguments = {}
  args.forEach((value, i) => {
    const name = names[i]
    const areOptions = i === args.length - 1 && isPlainObject(value)
    if (areOptions) Object.assign(given, value)
    else if (name !== undefined) given[name] = value
    else
      throw new ModelError(
        `figure.${method} expects ${names.join(", ")} and then an object of options`,
      )
  })
  // Undefined counts as not given.
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}
