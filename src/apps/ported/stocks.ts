// Two series against each other, with linked plots and the statistics of what is selected: here jobs by sector.

// oxlint-disable max-lines-per-function -- reads from top to bottom, as its Python does

import { app, column, ColumnDataSource, figure, PreText, row, Select } from "bokeh-edge"

import { dataFrom } from "../gallery/data.ts"
import { describe, pct_change } from "./numeric.ts"

const SECTORS = ["construction", "manufacturing", "retail_trade", "information", "government"]

export const stocks = app(
  "/ported/stocks",
  async (doc, { env }) => {
    const table = await dataFrom(env).table("us-employment.csv")

    // The data: two series, joined by month
    const load_sector = (name: string) => {
      const jobs = table.map((line) => Number(line[name]))
      const change = pct_change(jobs)
      return table.map((line, i) => ({
        month: Date.parse(line["month"] ?? ""),
        jobs: jobs[i] ?? NaN,
        change: 100 * (change[i] ?? NaN),
      }))
    }
    const get_data = (t1: string, t2: string) => {
      const second = new Map(load_sector(t2).map((two) => [two.month, two] as const))
      const data = load_sector(t1)
        .map((one) => ({ one, two: second.get(one.month) ?? { jobs: NaN, change: NaN } }))
        .filter(({ one, two }) => !Number.isNaN(one.change + two.change))
      return {
        month: data.map(({ one }) => one.month),
        jobs1: data.map(({ one }) => one.jobs),
        jobs2: data.map(({ two }) => two.jobs),
        change1: data.map(({ one }) => one.change),
        change2: data.map(({ two }) => two.change),
      }
    }

    // The controls
    const ticker1 = new Select({ value: "construction", options: others("manufacturing") })
    const ticker2 = new Select({ value: "manufacturing", options: others("construction") })
    const stats = new PreText({
      text: "",
      sizing_mode: "stretch_width",
      styles: { "overflow-x": "auto" },
    })

    // The plots
    const source = new ColumnDataSource({ data: get_data(ticker1.value, ticker2.value) })
    const corr = figure({
      width: 320,
      height: 320,
      tools: "pan,wheel_zoom,box_select,reset",
      active_drag: "box_select",
    })
    corr.scatter("change1", "change2", {
      size: 4,
      source,
      selection_color: "orange",
      alpha: 0.6,
    })

    const look = {
      height: 200,
      tools: "pan,wheel_zoom,xbox_select,reset",
      active_drag: "xbox_select",
      x_axis_type: "datetime",
      sizing_mode: "stretch_width",
      max_width: 900,
    } as const
    const ts1 = figure(look)
    ts1.line("month", "jobs1", { source })
    ts1.scatter("month", "jobs1", { size: 3, source, selection_color: "orange" })
    const ts2 = figure(look)
    ts2.x_range = ts1.x_range
    ts2.line("month", "jobs2", { source })
    ts2.scatter("month", "jobs2", { size: 3, source, selection_color: "orange" })

    // What the controls change
    const update_stats = () => {
      const { indices } = source.selected
      const { change1, change2 } = source.data
      const selected = (values: readonly number[]) =>
        indices.length === 0 ? values : indices.map((i) => values[i] ?? NaN)
      stats.text = describe({
        [ticker1.value]: selected(change1),
        [ticker2.value]: selected(change2),
      })
    }
    const update = () => {
      source.data = get_data(ticker1.value, ticker2.value)
      corr.title.text = `${ticker1.value} vs. ${ticker2.value}`
      ts1.title.text = ticker1.value
      ts2.title.text = ticker2.value
      update_stats()
    }
    ticker1.on_change("value", (_attr, _old, new_) => {
      ticker2.options = others(new_)
      update()
    })
    ticker2.on_change("value", (_attr, _old, new_) => {
      ticker1.options = others(new_)
      update()
    })
    source.selected.on_change("indices", update_stats)
    update()

    // The page: one below the other on a phone
    const widgets = column(ticker1, ticker2, stats, {
      sizing_mode: "stretch_width",
      min_width: 320,
      max_width: 500,
    })
    const top = row(corr, widgets, {
      sizing_mode: "stretch_width",
      styles: { "flex-wrap": "wrap" },
    })
    doc.add_root(column(top, ts1, ts2, { sizing_mode: "stretch_width" }))
  },
  { title: "Stocks", theme: "auto", card: false },
)

function others(name: string): readonly string[] {
  return SECTORS.filter((sector) => sector !== name)
}
