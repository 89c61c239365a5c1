// A city's temperatures, day by day or smoothed: what is usual, and what was measured.

import { app, Blues4, column, ColumnDataSource, DataRange1d, figure, row, Select } from "bokeh-edge"
import { group, max, min, quantile } from "d3-array"

import { CITIES, weatherOf } from "../weather-data.ts"
import { rolling } from "./numeric.ts"

const DAY = 86_400_000
const YEAR = 2015

export const weather = app(
  "/ported/weather",
  (doc) => {
    const city_select = new Select({ value: "Seattle", title: "City", options: CITIES })
    const kinds = ["Discrete", "Smoothed"]
    const distribution_select = new Select({
      value: "Discrete",
      title: "Distribution",
      options: kinds,
    })
    const dataset = () => temperatures(city_select.value, distribution_select.value === "Smoothed")
    const source = new ColumnDataSource({ data: dataset() })

    const plot = figure({ x_axis_type: "datetime", width: 800, tools: "", toolbar_location: null })
    const quads = { left: "left", right: "right", source } as const
    plot.quad({
      ...quads,
      top: "record_max",
      bottom: "record_min",
      color: Blues4[2],
      legend_label: "Record",
    })
    plot.quad({
      ...quads,
      top: "usual_max",
      bottom: "usual_min",
      color: Blues4[1],
      legend_label: "Usual",
    })
    plot.quad({
      ...quads,
      top: "actual_max",
      bottom: "actual_min",
      color: Blues4[0],
      alpha: 0.5,
      line_color: "black",
      legend_label: "Actual",
    })
    plot.xaxis.axis_label = null
    plot.yaxis.axis_label = "Temperature (°C)"
    plot.axis.axis_label_text_font_style = "bold"
    plot.x_range = new DataRange1d({ range_padding: 0 })
    plot.grid.grid_line_alpha = 0.3

    const update_plot = () => {
      plot.title.text = `Weather data for ${city_select.value}`
      source.data = dataset()
    }
    city_select.on_change("value", update_plot)
    distribution_select.on_change("value", update_plot)
    update_plot()

    doc.add_root(row(plot, column(city_select, distribution_select)))
  },
  { title: "Weather", card: false },
)

/** By day of the year: the records and the middle half of four years, and one year's own. */
function temperatures(city: string, isSmoothed: boolean) {
  const data = weatherOf(city)
  const days = Array.from(data?.date ?? [], (date, i) => ({
    date: new Date(date),
    high: data?.temp_max[i] ?? NaN,
    low: data?.temp_min[i] ?? NaN,
  }))
  const same = group(days, ({ date }) => `${date.getUTCMonth()}-${date.getUTCDate()}`)
  const own = days.filter(({ date }) => date.getUTCFullYear() === YEAR)
  const of = <T>(read: (day: (typeof days)[number], alike: typeof days) => T) =>
    own.map((day) =>
      read(day, same.get(`${day.date.getUTCMonth()}-${day.date.getUTCDate()}`) ?? []),
    )
  const smooth = (values: readonly number[]) => (isSmoothed ? rolling(values, 21) : [...values])
  const at = own.map(({ date }) => date.getTime())
  return {
    left: at.map((time) => time - DAY / 2),
    right: at.map((time) => time + DAY / 2),
    record_max: smooth(of((_, alike) => max(alike, ({ high }) => high) ?? NaN)),
    record_min: smooth(of((_, alike) => min(alike, ({ low }) => low) ?? NaN)),
    usual_max: smooth(of((_, alike) => quantile(alike, 0.75, ({ high }) => high) ?? NaN)),
    usual_min: smooth(of((_, alike) => quantile(alike, 0.25, ({ low }) => low) ?? NaN)),
    actual_max: smooth(of(({ high }) => high)),
    actual_min: smooth(of(({ low }) => low)),
  }
}
