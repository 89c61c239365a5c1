// For a plot whose labels need their room: a narrow window scrolls sideways over it.

import { column, type Figure, type LayoutDOM } from "bokeh-edge"

export function wide(plot: Figure): LayoutDOM {
  plot.min_width = plot.width
  return column(plot, { sizing_mode: "stretch_width", styles: { "overflow-x": "auto" } })
}
