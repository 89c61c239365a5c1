// The sea-surface example of Bokeh's Django embedding, with Seattle's weather: a slider smooths the line on the server.

import { app, column, ColumnDataSource, figure, Slider } from "bokeh-edge"

import { weatherOf } from "./weather-data.ts"

export const temperature = app(
  "/temperature",
  (doc) => {
    const weather = weatherOf("Seattle")
    if (weather === undefined) throw new Error("the weather of Seattle is missing")
    const { date, temp_max } = weather
    const source = new ColumnDataSource({ data: { time: date, temperature: temp_max } })

    const plot = figure({
      title: "Daily maximum in Seattle",
      x_axis_type: "datetime",
      y_axis_label: "Temperature (°C)",
      y_range: [-10, 40],
      height: 400,
      sizing_mode: "stretch_width",
    })
    plot.line("time", "temperature", { source, line_width: 1.5 })

    const slider = new Slider({
      start: 0,
      end: 30,
      value: 0,
      step: 1,
      title: "Smoothing by N days",
    })
    slider.on_change("value", () => {
      source.data = { time: date, temperature: rollingMean(temp_max, slider.value) }
    })

    doc.title = "Temperature"
    doc.add_root(column(slider, plot, { sizing_mode: "stretch_width" }))
  },
  {
    title: "Temperature",
    theme: "auto",
    card: {
      text: "One plot and a slider, whose callback smooths the line on the server.",
      picture: "/static/pictures/temperature.png",
      source: "/static/source/temperature.ts.txt",
    },
  },
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
