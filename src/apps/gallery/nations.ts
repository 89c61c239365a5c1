// Children, life expectancy and population of nations: a bubble for each, through 50 years.

import {
  Category10,
  column,
  ColumnDataSource,
  factor_cmap,
  figure,
  Label,
  type LayoutDOM,
  row,
  Slider,
  Toggle,
  type Document,
} from "bokeh-edge"

import { type Data, numbers, type Row, texts } from "./data.ts"

const REGIONS = ["South Asia", "Europe", "Africa, south", "America", "East Asia", "Middle East"]
const YEARS = { start: 1955, end: 2005, step: 5 }

const SHADE = {
  text_font_size: "90px",
  text_color: "gray",
  text_alpha: 0.2,
  level: "underlay",
} as const

export async function nations(data: Data, doc: Document): Promise<LayoutDOM> {
  const rows = await data.rows("gapminder.json")
  const source = new ColumnDataSource({ data: bubbles(rows, YEARS.start) })
  const plot = figure({
    sizing_mode: "stretch_width",
    max_width: 860,
    height: 500,
    x_range: [0.8, 9],
    y_range: [22, 86],
    x_axis_label: "Children per woman",
    y_axis_label: "Life expectancy at birth (years)",
    tools: "hover",
    toolbar_location: null,
    tooltips: [
      ["", "@country"],
      ["People", "@people{0.0a}"],
    ],
  })
  const year = new Label({ x: 1, y: 24, text: String(YEARS.start), ...SHADE })
  plot.add_layout(year)
  plot.scatter("children", "life", {
    source,
    size: "size",
    fill_alpha: 0.75,
    line_color: "#444444",
    fill_color: factor_cmap("region", Category10[6], REGIONS),
    legend_group: "region",
  })
  plot.legend.update({ ncols: 3, location: "center", label_text_font_size: "11px" })
  for (const legend of plot.legend) plot.add_layout(legend, "below") // beside, a phone has no room
  const slider = new Slider({
    title: "Year",
    value: YEARS.start,
    ...YEARS,
    max_width: 560,
    sizing_mode: "stretch_width",
  })
  slider.on_change("value", () => {
    source.data = bubbles(rows, slider.value)
    year.text = String(slider.value)
  })
  const play = new Toggle({ label: "Play", width: 80 })
  doc.add_periodic_callback(() => {
    if (play.active) slider.value = slider.value >= YEARS.end ? YEARS.start : slider.value + 5
  }, 800)
  return column(plot, row(play, slider, { sizing_mode: "stretch_width" }), {
    sizing_mode: "stretch_width",
  })
}

function bubbles(rows: readonly Row[], year: number) {
  const of = rows.filter((one) => one["year"] === year)
  const people = numbers(of, "pop")
  return {
    children: numbers(of, "fertility"),
    life: numbers(of, "life_expect"),
    people,
    size: people.map((count) => Math.sqrt(count / 1e6) * 2 + 5),
    country: texts(of, "country"),
    region: of.map((one) => REGIONS[Number(one["cluster"])] ?? ""),
  }
}
