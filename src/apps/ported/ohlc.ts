// A price that moves at random: candles, a moving average and its difference (MACD), streamed.

// oxlint-disable max-lines-per-function -- reads from top to bottom, as its Python does

import { app, column, ColumnDataSource, figure, gridplot, row, Select, Slider } from "bokeh-edge"
import { mean as meanOf, shuffle } from "d3-array"

import { normal } from "./numeric.ts"

export const ohlc = app(
  "/ported/ohlc",
  (doc) => {
    // The plots
    const source = new ColumnDataSource({ data: columns() })
    const tools = "xpan,xwheel_zoom,xbox_zoom,reset"
    const p = figure({
      height: 350,
      tools,
      x_axis_type: null,
      y_axis_location: "right",
      sizing_mode: "stretch_width",
    })
    p.x_range.follow = "end"
    p.x_range.follow_interval = 100
    p.x_range.range_padding = 0
    p.line("time", "average", { source, alpha: 0.3, line_width: 3, color: "steelblue" })
    p.line("time", "ma", { source, alpha: 0.8, line_width: 2, color: "orange" })
    p.segment("time", "low", "time", "high", { source, line_width: 2, color: "color" })
    p.segment("time", "open", "time", "close", { source, line_width: 6, color: "color" })
    const p2 = figure({
      height: 180,
      x_range: p.x_range,
      tools,
      y_axis_location: "right",
      sizing_mode: "stretch_width",
    })
    p2.line("time", "macd", { source, color: "crimson", line_width: 2 })

    // The controls
    const mean = new Slider({
      title: "Mean",
      value: 0,
      start: -0.01,
      end: 0.01,
      step: 0.001,
      format: "0.000",
    })
    const stddev = new Slider({
      title: "Deviation",
      value: 0.04,
      start: 0.01,
      end: 0.1,
      step: 0.01,
    })
    const window = new Select({ title: "Moving average", value: "12", options: ["12", "26"] })

    // What comes
    const update = () => {
      const prices = [...source.data.average]
      const average = (prices.at(-1) ?? 100) * Math.exp(normal(mean.value, stddev.value))
      prices.push(average)
      const low = average * (1 - Math.abs(normal(0.02, 0.005)))
      const high = average * (1 + Math.abs(normal(0.02, 0.005)))
      const inner = (high - low) / 5
      const [open = 0, close = 0] = shuffle([low + inner, high - inner])
      source.stream(
        {
          time: [(source.data.time.at(-1) ?? -1) + 1],
          average: [average],
          low: [low],
          high: [high],
          open: [open],
          close: [close],
          ma: [moving(prices, Number(window.value))],
          macd: [moving(prices, 12) - moving(prices, 26)],
          color: [open < close ? "seagreen" : "crimson"],
        },
        300,
      )
    }
    doc.add_periodic_callback(update, 100)

    // The page: one below the other on a phone
    const controls = row(mean, stddev, window, {
      sizing_mode: "stretch_width",
      styles: { "flex-wrap": "wrap" },
    })
    const plots = gridplot([[p], [p2]], { toolbar_location: "left", sizing_mode: "stretch_width" })
    doc.add_root(column(controls, plots, { sizing_mode: "stretch_width" }))
  },
  { title: "OHLC", theme: "auto", card: false },
)

function columns() {
  const [numbers, colors]: [number[], string[]] = [[], []]
  const prices = { low: numbers, high: numbers, open: numbers, close: numbers }
  return { time: numbers, average: numbers, ...prices, ma: numbers, macd: numbers, color: colors }
}

function moving(prices: readonly number[], n: number): number {
  return meanOf(prices.slice(-n)) ?? NaN
}
