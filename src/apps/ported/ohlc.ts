// A price that moves at random: candles, a moving average and its difference (MACD), streamed.

// oxlint-disable max-lines-per-function -- reads from top to bottom, as its Python does

import {
  app,
  column,
  ColumnDataSource,
  DataRange1d,
  type Document,
  figure,
  gridplot,
  row,
  Select,
  Slider,
} from "bokeh-edge"
import { randomLogNormal, randomNormal } from "d3-random"

import { linspace, rolling } from "./numeric.ts"

const MA12 = "12 tick moving average"
const MA26 = "26 tick moving average"
const MACD = "MACD"

export const ohlc = app("/ported/ohlc", build, { title: "OHLC", card: false })

function build(doc: Document): void {
  const names = ["time", "average", "low", "high", "open", "close", "ma", "macd", "color"]
  const source = new ColumnDataSource({
    data: Object.fromEntries(names.map((name) => [name, []])),
  })
  const p = figure({
    height: 500,
    tools: "xpan,xwheel_zoom,xbox_zoom,reset",
    x_axis_type: null,
    y_axis_location: "right",
    x_range: new DataRange1d({ follow: "end", follow_interval: 100, range_padding: 0 }),
  })
  p.line({ x: "time", y: "average", alpha: 0.2, line_width: 3, color: "navy", source })
  p.line({ x: "time", y: "ma", alpha: 0.8, line_width: 2, color: "orange", source })
  p.segment({
    x0: "time",
    y0: "low",
    x1: "time",
    y1: "high",
    line_width: 2,
    color: "black",
    source,
  })
  p.segment({
    x0: "time",
    y0: "open",
    x1: "time",
    y1: "close",
    line_width: 8,
    color: "color",
    source,
  })

  const p2 = figure({
    height: 250,
    x_range: p.x_range,
    tools: "xpan,xwheel_zoom,xbox_zoom,reset",
    y_axis_location: "right",
  })
  p2.line({ x: "time", y: "macd", color: "darkred", line_width: 2, source })

  const mean = new Slider({ title: "mean", value: 0, start: -0.01, end: 0.01, step: 0.001 })
  const stddev = new Slider({ title: "stddev", value: 0.04, start: 0.01, end: 0.1, step: 0.01 })
  const mavg = new Select({ title: "Moving average", value: MA12, options: [MA12, MA26, MACD] })

  let t = 0
  const average = () => Array.from(source.data["average"] ?? [], Number)
  const update = () => {
    const before = average().at(-1) ?? 100
    const asset = before * randomLogNormal(mean.value, stddev.value)()
    const spread = Array.from({ length: 2 }, randomNormal(0, 1)).map(Math.abs)
    const [open, close] = [asset * (1 - (spread[0] ?? 0) / 50), asset * (1 + (spread[1] ?? 0) / 50)]
    const isUp = Math.random() < 0.5
    const prices = [...average(), asset]
    const [ma12, ma26] = [moving(prices, 12), moving(prices, 26)]
    source.stream(
      [
        {
          time: t,
          average: asset,
          low: Math.min(open, close) * 0.98,
          high: Math.max(open, close) * 1.02,
          open: isUp ? open : close,
          close: isUp ? close : open,
          ma: mavg.value === MA26 ? ma26 : ma12,
          macd: ma12 - ma26,
          color: isUp ? "green" : "red",
        },
      ],
      300,
    )
    t++
  }
  for (const _ of linspace(0, 1, 50)) update()
  doc.add_periodic_callback(update, 100)
  doc.add_root(
    column(
      row(mean, stddev, mavg),
      gridplot([[p], [p2]], { toolbar_location: "left", width: 1000 }),
    ),
  )
}

function moving(prices: readonly number[], n: number): number {
  return rolling(prices.slice(-n), n).at(-1) ?? 0
}
