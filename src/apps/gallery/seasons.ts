// Every day of four years in Seattle: a row for each month, with the temperature as color.

import {
  ColorBar,
  column,
  ColumnDataSource,
  figure,
  type LayoutDOM,
  LinearColorMapper,
  Select,
  transform,
  Turbo256,
} from "bokeh-edge"

import { type Data, numbers, texts, unique } from "./data.ts"

/** What the color shows: its column, and the range of its values. */
const MEASURES = {
  "Warmest (°C)": { field: "temp_max", low: 0, high: 36 },
  "Coldest (°C)": { field: "temp_min", low: -5, high: 20 },
  "Wind (m/s)": { field: "wind", low: 0, high: 9 },
  "Rain (mm)": { field: "precipitation", low: 0, high: 30 },
} as const
type Measure = keyof typeof MEASURES
const FIRST: Measure = "Warmest (°C)"

export async function seasons(data: Data): Promise<LayoutDOM> {
  const rows = await data.table("seattle-weather.csv")
  const date = texts(rows, "date")
  const month = date.map((day) => day.slice(0, 7))
  const values = (name: Measure) => numbers(rows, MEASURES[name].field)
  const source = new ColumnDataSource({
    data: { date, month, day: date.map((day) => day.slice(8)), value: values(FIRST) },
  })
  const color_mapper = new LinearColorMapper({ palette: Turbo256, ...limits(FIRST) })
  const plot = figure({
    sizing_mode: "stretch_width",
    max_width: 800,
    height: 620,
    x_range: Array.from({ length: 31 }, (_, i) => String(i + 1).padStart(2, "0")),
    y_range: unique(month).toReversed(),
    x_axis_location: "above",
    tools: "hover",
    toolbar_location: null,
    tooltips: "@date: @value{0.0}",
  })
  const fill_color = transform("value", color_mapper)
  plot.rect("day", "month", 1, 1, { source, fill_color, line_color: null })
  plot.add_layout(new ColorBar({ color_mapper, border_line_color: null }), "right")
  plot.grid.visible = false
  plot.axis.update({ axis_line_color: null, major_tick_line_color: null })
  plot.axis.major_label_text_font_size = "10px"
  plot.xaxis.major_label_orientation = "vertical"
  const select = new Select({ title: "Color", value: FIRST, options: Object.keys(MEASURES) })
  select.on_change("value", () => {
    const name = isMeasure(select.value) ? select.value : FIRST
    source.data = { ...source.data, value: values(name) }
    color_mapper.update(limits(name))
  })
  return column(select, plot, { sizing_mode: "stretch_width" })
}

function limits(name: Measure): { readonly low: number; readonly high: number } {
  const { low, high } = MEASURES[name]
  return { low, high }
}

function isMeasure(name: unknown): name is Measure {
  return typeof name === "string" && name in MEASURES
}
