// A city's temperatures, day by day, smoothed or by month: the records, what is usual, and what was measured.

// oxlint-disable max-lines-per-function -- reads from top to bottom, as its Python does

import { app, Blues4, column, ColumnDataSource, DataRange1d, figure, row, Select } from "bokeh-edge"
import { max, min, quantile } from "d3-array"

import { CITIES, weatherOf } from "../weather-data.ts"
import { resample, rolling } from "./numeric.ts"

const DAY = 86_400_000

export const weather = app(
  "/ported/weather",
  (doc) => {
    // The controls
    const city_select = new Select({ value: "Seattle", title: "City", options: CITIES })
    const distribution_select = new Select({
      value: "Discrete",
      title: "Distribution",
      options: ["Discrete", "Smoothed", "Monthly"],
    })

    // The plot
    const source = new ColumnDataSource({
      data: get_dataset(city_select.value, distribution_select.value),
    })
    const plot = figure({
      x_axis_type: "datetime",
      height: 400,
      tools: "",
      toolbar_location: null,
      sizing_mode: "stretch_width",
      min_width: 320,
      max_width: 800,
    })
    const bars = { left: "left", right: "right", source } as const
    plot.quad({
      top: "record_max",
      bottom: "record_min",
      ...bars,
      color: Blues4[2],
      legend_label: "Record",
    })
    plot.quad({
      top: "usual_max",
      bottom: "usual_min",
      ...bars,
      color: Blues4[1],
      legend_label: "Usual",
    })
    plot.quad({
      top: "actual_max",
      bottom: "actual_min",
      ...bars,
      color: Blues4[0],
      alpha: 0.5,
      line_color: "black",
      legend_label: "Actual",
    })
    plot.xaxis.ticker.desired_num_ticks = 4
    plot.yaxis.axis_label = "Temperature (°C)"
    plot.axis.axis_label_text_font_style = "bold"
    plot.x_range = new DataRange1d({ range_padding: 0 })
    plot.grid.grid_line_alpha = 0.3

    // What the controls change
    const update_plot = () => {
      plot.title.text = `Weather data for ${city_select.value}`
      source.data = get_dataset(city_select.value, distribution_select.value)
    }
    city_select.on_change("value", update_plot)
    distribution_select.on_change("value", update_plot)
    update_plot()

    // The page: one below the other on a phone
    const controls = column(city_select, distribution_select)
    doc.add_root(
      row(plot, controls, { sizing_mode: "stretch_width", styles: { "flex-wrap": "wrap" } }),
    )
  },
  { title: "Weather", theme: "auto", card: false },
)

interface Day {
  readonly date: Date
  readonly high: number
  readonly low: number
}

/** By day of the year over four years, and one year's own. */
function get_dataset(city: string, distribution: string) {
  const days = daysOf(city)
  const same = Map.groupBy(days, yearless)
  const own = days.filter(({ date }) => date.getUTCFullYear() === 2015)
  const of = (read: (alike: readonly Day[]) => number | undefined) =>
    own.map((day) => read(same.get(yearless(day)) ?? []) ?? NaN)
  const data = {
    record_max: of((alike) => max(alike, ({ high }) => high)),
    record_min: of((alike) => min(alike, ({ low }) => low)),
    usual_max: of((alike) => quantile(alike, 0.75, ({ high }) => high)),
    usual_min: of((alike) => quantile(alike, 0.25, ({ low }) => low)),
    actual_max: own.map(({ high }) => high),
    actual_min: own.map(({ low }) => low),
  }
  const at = own.map(({ date }) => date.getTime())
  if (distribution === "Smoothed") {
    return { ...steps(at), ...mapped(data, (values) => rolling(values, 21)) }
  }
  if (distribution === "Monthly") {
    const months = own.map(({ date }) => Date.UTC(2015, date.getUTCMonth()))
    const means = mapped(data, (values) => resample(values, months))
    const left = [...new Set(months)]
    return { left, right: [...left.slice(1), Date.UTC(2016, 0)], ...means }
  }
  return { ...steps(at), ...data }
}

function daysOf(city: string): readonly Day[] {
  const data = weatherOf(city)
  return Array.from(data?.date ?? [], (date, i) => ({
    date: new Date(date),
    high: data?.temp_max[i] ?? NaN,
    low: data?.temp_min[i] ?? NaN,
  }))
}

function yearless({ date }: Day): string {
  return `${date.getUTCMonth()}-${date.getUTCDate()}`
}

function steps(at: readonly number[]) {
  return { left: at, right: at.map((time) => time + DAY) }
}

function mapped<Names extends string>(
  data: Readonly<Record<Names, number[]>>,
  change: (values: number[]) => number[],
): Record<Names, number[]> {
  const entries = Object.entries<number[]>(data).map(([name, values]) => [name, change(values)])
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same names
  return Object.fromEntries(entries) as Record<Names, number[]>
}
