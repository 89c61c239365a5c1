// All markers in a grid, or a single one.

import {
  ColumnDataSource,
  type Figure,
  figure,
  type Glyph,
  type LayoutDOM,
  Select,
  Slider,
} from "bokeh-edge"

import { FILL, HATCH, LINE } from "./style.ts"

const MARKERS = (
  "asterisk circle circle_cross circle_dot circle_x circle_y cross dash diamond diamond_cross diamond_dot dot hex " +
  "hex_dot inverted_triangle plus square square_cross square_dot square_pin square_x star star_dot triangle " +
  "triangle_dot triangle_pin x y"
).split(" ")
const ALL = "all of them"
const COLUMNS = 7

interface MarkerPlot {
  readonly plot: Figure
  readonly glyph: Glyph
  readonly widgets: readonly LayoutDOM[]
}

/** The plot, its glyph, and the widgets that choose and scale the marker. */
export function markerPlot(): MarkerPlot {
  const source = new ColumnDataSource({ data: gridOf(MARKERS) })
  const plot = figure({
    sizing_mode: "stretch_width",
    height: 560,
    tools: "hover",
    toolbar_location: null,
  })
  plot.x_range.update({ start: -0.6, end: COLUMNS - 0.4 })
  plot.y_range.update({ start: 3.6, end: -0.7 })
  plot.hover.tooltips = "@name"
  plot.axis.visible = false
  plot.grid.visible = false
  const look = { ...FILL, ...LINE, ...HATCH }
  const { glyph } = plot.scatter("x", "y", { source, marker: "name", size: 34, ...look })
  plot.text("x", "y", {
    source,
    text: "label",
    text_align: "center",
    text_baseline: "top",
    y_offset: 24,
    text_font_size: "11px",
    text_color: "gray", // on light and dark
  })

  const marker = new Select({ title: "Marker", options: [ALL, ...MARKERS], value: ALL })
  const size = new Slider({ title: "Size", start: 4, end: 60, value: 34 })
  marker.on_change("value", (_attr, _old, name) => {
    source.data = gridOf(MARKERS.filter((known) => name === ALL || known === name))
  })
  size.on_change("value", () => glyph.update({ size: size.value }))
  return { plot, glyph, widgets: [marker, size] }
}

function gridOf(names: readonly string[]) {
  return {
    name: names,
    label: names.map((name) => name.replace("_", "\n")), // two lines also fit on a phone
    x: names.map((_, i) => i % COLUMNS),
    y: names.map((_, i) => Math.floor(i / COLUMNS)),
  }
}
