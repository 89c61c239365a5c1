// The ages of the population of the United States, from 1850 to 2000: women to the right, men to the left.

import {
  column,
  ColumnDataSource,
  CustomJSTickFormatter,
  figure,
  type LayoutDOM,
  Slider,
} from "bokeh-edge"

import { type Data, type Row, unique } from "./data.ts"

const MEN = 1
const WOMEN = 2

export async function population(data: Data): Promise<LayoutDOM> {
  const rows = await data.rows("population.json")
  const years = unique(rows.map(({ year }) => Number(year)))
  const last = Math.max(...years)
  const source = new ColumnDataSource({ data: barsOf(rows, last) })
  const plot = figure({
    title: titleOf(last),
    sizing_mode: "stretch_width",
    max_width: 760,
    height: 460,
    x_range: [-12.5e6, 12.5e6],
    y_axis_label: "Age",
    tools: "hover",
    toolbar_location: null,
    tooltips: [
      ["Age", "from @age"],
      ["Men, women", "@men{0,0}, @women{0,0}"],
    ],
  })
  const bars = { source, y: "middle", height: 4.4, line_color: null, left: 0 }
  plot.hbar({ ...bars, right: "minus_men", fill_color: "#4477aa", legend_label: "Men" })
  plot.hbar({ ...bars, right: "women", fill_color: "#ee8866", legend_label: "Women" })
  const code = "return `${Math.abs(tick) / 1e6} M`"
  plot.xaxis.formatter = new CustomJSTickFormatter({ code })
  plot.ygrid.visible = false
  const limits = { start: Math.min(...years), end: last, step: 10 }
  const slider = new Slider({
    title: "Year",
    value: last,
    ...limits,
    margin: [5, 12],
    max_width: 740,
    sizing_mode: "stretch_width",
  })
  slider.on_change("value", () => {
    if (!years.includes(slider.value)) return // 1890 was lost in a fire, and 1940 is not in the file
    source.data = barsOf(rows, slider.value)
    plot.title = titleOf(slider.value)
  })
  return column(plot, slider, { sizing_mode: "stretch_width" })
}

function barsOf(rows: readonly Row[], year: number) {
  const of = (sex: number) => rows.filter((row) => row["year"] === year && row["sex"] === sex)
  const people = (sex: number) => of(sex).map((row) => Number(row["people"]))
  const age = of(MEN).map((row) => Number(row["age"]))
  const men = people(MEN)
  const minus_men = men.map((count) => -count)
  return { age, middle: age.map((from) => from + 2.5), men, minus_men, women: people(WOMEN) }
}

function titleOf(year: number): string {
  return `United States in ${year}, by age`
}
