// The server app "stocks", line by line: two lists that follow each other, and sums of what is selected.

import { app, column, ColumnDataSource, figure, PreText, row, Select } from "bokeh-edge"

const TICKERS = ["AAPL", "GOOG", "INTC"]
const prices = (ticker: string) =>
  [1, 2, 3, 4, 5].map((day) => 10 + ((day * (ticker.charCodeAt(0) % 7)) % 5))

export const stocks = app("/stocks", (doc) => {
  const nix = (val: string, lst: readonly string[]) => lst.filter((x) => x !== val)
  const get_data = (t1: string, t2: string) => {
    const [one, two] = [prices(t1), prices(t2)]
    const returns = (closes: number[]) =>
      closes.map((close, i) => close / (closes[i - 1] ?? close) - 1)
    const date = one.map((_, i) => new Date(Date.UTC(2020, 0, i + 1)))
    return { date, t1: one, t2: two, t1_returns: returns(one), t2_returns: returns(two) }
  }

  const stats = new PreText({ text: "", width: 500 })
  const ticker1 = new Select({ value: "AAPL", options: nix("GOOG", TICKERS) })
  const ticker2 = new Select({ value: "GOOG", options: nix("AAPL", TICKERS) })

  const source = new ColumnDataSource({ data: get_data("AAPL", "GOOG") })
  const source_static = new ColumnDataSource({ data: get_data("AAPL", "GOOG") })
  const tools = "pan,wheel_zoom,xbox_select,reset"

  const corr = figure({ width: 400, height: 400, tools: "pan,wheel_zoom,box_select,reset" })
  corr.scatter("t1_returns", "t2_returns", {
    size: 2,
    source,
    selection_color: "orange",
    alpha: 0.6,
    nonselection_alpha: 0.1,
    selection_alpha: 0.4,
  })

  const ts1 = figure({
    width: 800,
    height: 200,
    tools,
    x_axis_type: "datetime",
    active_drag: "xbox_select",
  })
  ts1.line("date", "t1", { source: source_static })
  ts1.scatter("date", "t1", { size: 1, source, color: null, selection_color: "orange" })

  const ts2 = figure({
    width: 800,
    height: 200,
    tools,
    x_axis_type: "datetime",
    active_drag: "xbox_select",
  })
  ts2.x_range = ts1.x_range
  ts2.line("date", "t2", { source: source_static })

  const ticker1_change = (_attrname: string, _old: string, new_: string) => {
    ticker2.options = nix(new_, TICKERS)
    update()
  }
  const ticker2_change = (_attrname: string, _old: string, new_: string) => {
    ticker1.options = nix(new_, TICKERS)
    update()
  }

  const update = () => {
    const [t1, t2] = [ticker1.value, ticker2.value]
    const data = get_data(t1, t2)
    source.data = data
    source_static.data = data
    update_stats(data.t1, data.t2)
    corr.title.text = `${t1} returns vs. ${t2} returns`
    ;[ts1.title.text, ts2.title.text] = [t1, t2]
  }

  const update_stats = (one: readonly number[], two: readonly number[]) => {
    const mean = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / list.length
    stats.text = `count ${one.length}\nmean ${mean(one).toFixed(2)} ${mean(two).toFixed(2)}`
  }

  ticker1.on_change("value", ticker1_change)
  ticker2.on_change("value", ticker2_change)

  source.selected.on_change("indices", (_attrname, _old, _new) => {
    const { indices } = source.selected
    const data = get_data(ticker1.value, ticker2.value)
    const pick = (list: number[]) =>
      indices.length === 0 ? list : indices.map((i) => list[i] ?? NaN)
    update_stats(pick(data.t1), pick(data.t2))
  })

  const widgets = column(ticker1, ticker2, stats)
  update()
  doc.add_root(column(row(corr, widgets), ts1, ts2))
  doc.title = "Stocks"
})
