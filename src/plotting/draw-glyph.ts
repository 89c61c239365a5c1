// From a glyph method's arguments, by position and by name, to a renderer in the plot and an item in its legend. Source:
// Python bokeh.plotting._decorators (3.10)

import type { MarkerType } from "../model/generated/enums.ts"
import type { CoordinateMapping, GlyphRenderer, Plot } from "../model/generated/models.ts"
import { ModelError } from "../model/model-error.ts"
import { GLYPHS, MARKER_SHORTCUTS } from "./glyph-methods.ts"
import { byKeyword } from "./keywords.ts"
import { addToLegend, type LegendPlace } from "./legend.ts"
import { createRenderer, type GlyphArguments, givenIn } from "./renderer.ts"

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
  const signature = { what: `figure.${method}`, names: named[1] }
  const given: GlyphArguments = { ...givenIn(byKeyword(signature, args)), ...fixed }
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
