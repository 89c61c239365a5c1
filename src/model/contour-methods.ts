// A ContourRenderer's data and color bar. Source: Python bokeh.models.renderers.contour_renderer (3.10)

import type { Columns } from "./column.ts"
import { HasProps } from "./has-props.ts"
import type { Init } from "./property-types.ts"
import { getProperty } from "./property-value.ts"
import { createModel } from "./registry.ts"

/** Columns for the renderers of a ContourRenderer: null to draw nothing. */
export interface ContourData {
  /** Polygons between two levels: `xs`, `ys`, `lower_levels`, `upper_levels`, one row for each pair of levels. */
  readonly fill_data: Columns | null
  /** Lines: `xs`, `ys`, `levels`, one row for each level. */
  readonly line_data: Columns | null
}

/** `Bar` is the type of its color bars, with the properties `P`. */
export interface ContourMethods<Bar, P> {
  /** Draws other data. Further columns, such as colors, stay. */
  set_data(data: ContourData): void
  /** A color bar with the look of the contours. */
  construct_color_bar(
    options?: Omit<Init<P>, "fill_renderer" | "line_renderer" | "levels" | "ticker">,
  ): Bar
}

export const NO_FILL: Columns = { xs: [], ys: [], lower_levels: [], upper_levels: [] }
export const NO_LINES: Columns = { xs: [], ys: [], levels: [] }

export const contourMethods: ContourMethods<HasProps, object> & ThisType<HasProps> = {
  set_data({ fill_data, line_data }) {
    setColumns(this, "fill_renderer", fill_data, NO_FILL)
    setColumns(this, "line_renderer", line_data, NO_LINES)
  },
  construct_color_bar(options = {}) {
    const levels = getProperty(this, "levels")
    const own = {
      fill_renderer: getProperty(this, "fill_renderer"),
      line_renderer: getProperty(this, "line_renderer"),
      levels,
      ticker: createModel("FixedTicker", { ticks: levels }),
    }
    return createModel("ContourColorBar", { ...own, ...options })
  },
}

function setColumns(
  contours: HasProps,
  renderer: "fill_renderer" | "line_renderer",
  data: Columns | null,
  none: Columns,
): void {
  const source = modelIn(modelIn(contours, renderer), "data_source")
  if (source === undefined) return
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- checked by the property's kind
  const old = getProperty(source, "data") as Columns
  source.update({ data: data === null ? none : { ...old, ...data } })
}

function modelIn(model: HasProps | undefined, property: string): HasProps | undefined {
  const value = model === undefined ? undefined : getProperty(model, property)
  return value instanceof HasProps ? value : undefined
}
