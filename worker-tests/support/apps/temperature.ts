// A line of 1461 days and a slider that smooths it on the server. bench/peers/temperature.py is the same app in Python.

import { app, column, ColumnDataSource, figure, Slider } from "bokeh-edge"
import { csvParseRows } from "d3-dsv"

import csv from "../../../node_modules/vega-datasets/data/weather.csv"

const SEATTLE = csvParseRows(csv).filter(([location]) => location === "Seattle")
const DATES = Float64Array.from(SEATTLE, ([, date = ""]) => Date.parse(date))
const HIGHS = Float64Array.from(SEATTLE, ([, , , high = ""]) => Number(high))

export const temperature = app(
  "/temperature",
  (doc) => {
    const source = new ColumnDataSource({ data: { time: DATES, temperature: HIGHS } })
    const plot = figure({
      title: "Daily maximum temperature in Seattle",
      x_axis_type: "datetime",
      y_axis_label: "Temperature (°C)",
      y_range: [-10, 40],
      height: 400,
      sizing_mode: "stretch_width",
    })
    plot.line("time", "temperature", { source, line_width: 1.5 })
    const title = "Smoothing by N days"
    const slider = new Slider({ start: 0, end: 30, value: 0, step: 1, title })
    slider.on_change("value", () => {
      source.data = { time: DATES, temperature: rollingMean(HIGHS, slider.value) }
    })
    doc.title = "Temperature"
    doc.add_root(column(slider, plot, { sizing_mode: "stretch_width" }))
  },
  { title: "Temperature" },
)

/** The mean of each value and up to `days` - 1 before it; unchanged for 0 and 1. */
function rollingMean(values: Float64Array<ArrayBuffer>, days: number): Float64Array<ArrayBuffer> {
  if (days <= 1) return values
  const means = new Float64Array(values.length)
  let sum = 0
  values.forEach((value, i) => {
    sum += value
    const first = i - days
    if (first >= 0) sum -= values[first] ?? 0
    means[i] = sum / (i - Math.max(-1, first))
  })
  return means
}
