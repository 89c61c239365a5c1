// Two series against each other, with linked plots and the statistics of what is selected: here jobs by sector, month by month.

// oxlint-disable max-lines-per-function -- reads from top to bottom, as its Python does

import { app, column, ColumnDataSource, figure, PreText, row, Select } from "bokeh-edge"
import { deviation, max, mean, min, pairs, quantile } from "d3-array"

import { dataFrom } from "../gallery/data.ts"

const SECTORS = ["construction", "manufacturing", "retail_trade", "information", "government"]

export const stocks = app(
  "/ported/stocks",
  async (doc, { env }) => {
    const table = await dataFrom(env).table("us-employment.csv")
    const months = table.slice(1).map((line) => Date.parse(line["month"] ?? ""))
    const jobs = (sector: string) => table.map((line) => Number(line[sector]))
    /** In percent of the month before: pandas' pct_change. */
    const changes = (sector: string) => pairs(jobs(sector), (a, b) => (100 * (b - a)) / a)

    const ticker1 = new Select({ value: "construction", options: others("manufacturing") })
    const ticker2 = new Select({ value: "manufacturing", options: others("construction") })
    const stats = new PreText({ text: "", width: 500 })

    const data = { date: months, t1: [0], t2: [0], t1_returns: [0], t2_returns: [0] }
    const update_data = () => ({
      date: months,
      t1: jobs(ticker1.value).slice(1),
      t2: jobs(ticker2.value).slice(1),
      t1_returns: changes(ticker1.value),
      t2_returns: changes(ticker2.value),
    })
    const source = new ColumnDataSource<typeof data>({ data: update_data() })

    const corr = figure({
      width: 350,
      height: 350,
      tools: "pan,wheel_zoom,box_select,reset",
      active_drag: "box_select",
    })
    corr.scatter("t1_returns", "t2_returns", {
      size: 4,
      source,
      selection_color: "orange",
      alpha: 0.6,
    })

    const tools = "pan,wheel_zoom,xbox_select,reset"
    const look = { width: 900, height: 200, tools, active_drag: "xbox_select" } as const
    const ts1 = figure({ ...look, x_axis_type: "datetime" })
    ts1.line("date", "t1", { source })
    ts1.scatter("date", "t1", { size: 3, source, selection_color: "orange" })
    const ts2 = figure({ ...look, x_axis_type: "datetime" })
    ts2.x_range = ts1.x_range
    ts2.line("date", "t2", { source })
    ts2.scatter("date", "t2", { size: 3, source, selection_color: "orange" })

    const update_stats = () => {
      const { indices } = source.selected
      const of = (values: ArrayLike<number>) =>
        indices.length === 0 ? Array.from(values) : indices.map((i) => values[i] ?? 0)
      const both = [of(source.data.t1_returns), of(source.data.t2_returns)]
      stats.text = describe([ticker1.value, ticker2.value], both)
    }
    const update = () => {
      source.data = update_data()
      corr.title.text = `${ticker1.value} vs. ${ticker2.value}, changes in percent`
      ts1.title.text = ticker1.value
      ts2.title.text = ticker2.value
      update_stats()
    }
    ticker1.on_change("value", (_attr, _old, value) => {
      ticker2.options = others(value)
      update()
    })
    ticker2.on_change("value", (_attr, _old, value) => {
      ticker1.options = others(value)
      update()
    })
    source.selected.on_change("indices", update_stats)
    update()

    const widgets = column(ticker1, ticker2, stats)
    doc.add_root(column(row(corr, widgets), column(ts1, ts2)))
  },
  { title: "Stocks", card: false },
)

function others(sector: string): string[] {
  return SECTORS.filter((name) => name !== sector)
}

/** pandas' DataFrame.describe(), as text. */
function describe(names: readonly string[], columns: readonly (readonly number[])[]): string {
  const statistics: Readonly<Record<string, (values: readonly number[]) => number | undefined>> = {
    count: (values) => values.length,
    mean: (values) => mean(values),
    std: (values) => deviation(values),
    min: (values) => min(values),
    "25%": (values) => quantile(values, 0.25),
    "50%": (values) => quantile(values, 0.5),
    "75%": (values) => quantile(values, 0.75),
    max: (values) => max(values),
  }
  const lines = Object.entries(statistics).map(
    ([name, of]) => name.padEnd(6) + cells(columns.map((values) => (of(values) ?? NaN).toFixed(6))),
  )
  return ["      " + cells(names), ...lines].join("\n")
}

function cells(texts: readonly string[]): string {
  return texts.map((text) => text.padStart(15)).join("")
}
