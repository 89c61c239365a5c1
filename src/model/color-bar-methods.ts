// The color bar of a renderer. Source: Python bokeh.models.renderers.glyph_renderer (3.10)

import { Field } from "../serialization/values.ts"
import { HasProps, stateOf } from "./has-props.ts"
import { ModelError } from "./model-error.ts"
import type { Init } from "./property-types.ts"
import { getProperty } from "./property-value.ts"
import { createModel } from "./registry.ts"

/** `Bar` is the type of color bars, with the properties `P`. */
export interface ColorBarMethods<Bar, P> {
  /**
   * A color bar for the color mapper of the glyph's fill, line or text, or of an image. @throws ModelError when it has no
   * mapper
   */
  construct_color_bar(options?: Omit<Init<P>, "color_mapper">): Bar
}

export const colorBarMethods: ColorBarMethods<HasProps, object> & ThisType<HasProps> = {
  construct_color_bar(options = {}) {
    const glyph = getProperty(this, "glyph")
    const color_mapper = glyph instanceof HasProps ? mapperOf(glyph) : undefined
    if (color_mapper === undefined) {
      throw new ModelError("construct_color_bar: no color of the glyph is mapped from a column")
    }
    return createModel("ColorBar", { ...options, color_mapper })
  },
}

function mapperOf(glyph: HasProps): unknown {
  const { schema } = stateOf(glyph)
  if (schema.property("color_mapper") !== undefined) return getProperty(glyph, "color_mapper")
  const colors = ["fill_color", "line_color", "text_color"]
  const color = colors.find((name) => schema.property(name) !== undefined)
  const value = color === undefined ? undefined : getProperty(glyph, color)
  return value instanceof Field ? value.transform : undefined
}
