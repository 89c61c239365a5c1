// One city's weather: the route's parameter selects the city.

import { app, column, ColumnDataSource, figure, row, Select } from "bokeh-edge"

import { CITIES, type Weather, weatherOf } from "./weather-data.ts"

/** One below the other where there is no room for both, as on a phone. */
const BESIDE = ":host { flex-wrap: wrap; } .half { flex: 1 1 320px; }"
const HALF = { sizing_mode: "stretch_width", css_classes: ["half"] } as const

export const weather = app(
  "/weather/:city",
  (doc, { params }) => {
    doc.title = `Weather of ${params.city}`
    const data = weatherOf(params.city)
    if (data === undefined) return
    const source = new ColumnDataSource({ data: { ...data } })
    doc.add_root(
      column(
        temperatures(params.city, source),
        row(precipitation(source), wind(source, data), {
          sizing_mode: "stretch_width",
          stylesheets: [BESIDE],
        }),
        {
          sizing_mode: "stretch_width",
        },
      ),
    )
  },
  {
    title: "Weather",
    example: { city: "Seattle" },
    theme: "auto",
    card: {
      text: "Three plots of the city that the path names.",
      picture: "/static/pictures/weather.png",
      source: "/static/source/weather.ts.txt",
    },
    exists: ({ city }) => CITIES.includes(city),
  },
)

function temperatures(city: string, source: ColumnDataSource) {
  const plot = figure({
    title: `Temperature in ${city}`,
    x_axis_type: "datetime",
    y_axis_label: "°C",
    height: 320,
    sizing_mode: "stretch_width",
  })
  plot.line("date", "temp_max", { source, color: "#d6604d", legend_label: "maximum" })
  plot.line("date", "temp_min", { source, color: "#4393c3", legend_label: "minimum" })
  plot.legend.click_policy = "hide"
  return plot
}

function precipitation(source: ColumnDataSource) {
  const plot = figure({
    title: "Precipitation",
    x_axis_type: "datetime",
    y_axis_label: "mm a day",
    height: 260,
    ...HALF,
  })
  plot.vbar({ x: "date", top: "precipitation", width: 86_400_000, source, line_color: null })
  return plot
}

/** Wind against temperature; a menu selects the kind of weather that is shown. */
function wind(source: ColumnDataSource, data: Weather) {
  const plot = figure({
    title: "Wind and temperature",
    x_axis_label: "maximum, °C",
    y_axis_label: "m/s",
    height: 260,
    sizing_mode: "stretch_width",
  })
  const shown = new ColumnDataSource({ data: { x: data.temp_max, y: data.wind } })
  plot.scatter("x", "y", { source: shown, size: 5, alpha: 0.4 })
  const kinds = ["all", ...new Set(data.weather)]
  const select = new Select({ title: "Days with", options: kinds, value: "all" })
  select.on_change("value", (_attr, _old, kind) => {
    const isShown = (_: number, i: number) => kind === "all" || data.weather[i] === kind
    shown.data = { x: data.temp_max.filter(isShown), y: data.wind.filter(isShown) }
  })
  return column(select, plot, HALF)
}
