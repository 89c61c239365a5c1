// figure.subplot(): the glyph methods for a part of the plot with coordinates of its own. Source: Python
// bokeh.plotting._figure (3.10)

import type { CoordinateMapping } from "../model/generated/models.ts"
import { drawGlyph, type GlyphPlace } from "./draw-glyph.ts"
import { GLYPH_METHODS } from "./glyph-methods.ts"
import type { GlyphMethods } from "./glyph-types.ts"

export type Subplot = GlyphMethods & { readonly coordinates: CoordinateMapping }

export function createSubplot(plot: GlyphPlace, coordinates: CoordinateMapping): Subplot {
  const methods = GLYPH_METHODS.map((method) => [
    method,
    (...args: readonly unknown[]) => drawGlyph(plot, method, args, { coordinates }),
  ])
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a method for each name of the table that is its type
  return { ...Object.fromEntries(methods), coordinates } as Subplot
}
