// Unemployment in 2009 by county, for the chosen state.

import {
  ColorBar,
  column,
  ColumnDataSource,
  figure,
  type LayoutDOM,
  LinearColorMapper,
  Reds,
  Select,
  transform,
} from "bokeh-edge"

import type { Data } from "./data.ts"
import { countiesOf, type Outlines } from "./topology.ts"

/** States by number. The numbers of their counties begin with it. */
const STATES = new Map([
  ["California", 6],
  ["Colorado", 8],
  ["Florida", 12],
  ["Georgia", 13],
  ["Illinois", 17],
  ["Michigan", 26],
  ["New York", 36],
  ["Ohio", 39],
  ["Pennsylvania", 42],
  ["Texas", 48],
])
const FIRST = "Texas"

export async function counties(data: Data): Promise<LayoutDOM> {
  const topology = await data.json<Outlines>("us-10m.json")
  const table = await data.table("unemployment.tsv", "\t")
  const rates = new Map(table.map(({ id, rate }) => [Number(id), Number(rate) * 100]))
  const columnsOf = (state: string) => {
    const places = countiesOf(topology, (id) => Math.floor(id / 1000) === STATES.get(state))
    return {
      xs: places.map(({ xs }) => xs),
      ys: places.map(({ ys }) => ys),
      rate: places.map(({ id }) => rates.get(id) ?? NaN),
    }
  }
  const source = new ColumnDataSource({ data: columnsOf(FIRST) })
  const palette = Reds[9].toReversed()
  const color_mapper = new LinearColorMapper({ palette, low: 2, high: 16 })
  const plot = figure({
    sizing_mode: "scale_width",
    max_width: 700,
    width: 700,
    height: 560,
    x_axis_type: "mercator",
    y_axis_type: "mercator",
    match_aspect: true,
    tools: "hover,pan,wheel_zoom,reset",
    tooltips: "@rate{0.0} %",
  })
  const look = { fill_color: transform("rate", color_mapper), line_color: "white", line_width: 0.7 }
  plot.multi_polygons("xs", "ys", { source, ...look })
  plot.add_layout(new ColorBar({ color_mapper, title: "%" }), "right")
  plot.grid.visible = false
  const state = new Select({ title: "State", options: [...STATES.keys()], value: FIRST })
  state.on_change("value", () => {
    source.data = columnsOf(state.value)
  })
  return column(state, plot, { sizing_mode: "stretch_width" })
}
