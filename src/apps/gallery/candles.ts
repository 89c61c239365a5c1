// Trading days: a line from the lowest to the highest price, a bar from opening to closing.

import { BooleanFilter, CDSView, ColumnDataSource, figure, type LayoutDOM } from "bokeh-edge"

import { type Data, numbers, times } from "./data.ts"

const DAY_MS = 24 * 60 * 60 * 1000

export async function candles(data: Data): Promise<LayoutDOM> {
  const rows = await data.rows("ohlc.json")
  const source = new ColumnDataSource({
    data: {
      date: times(rows, "date"),
      open: numbers(rows, "open"),
      high: numbers(rows, "high"),
      low: numbers(rows, "low"),
      close: numbers(rows, "close"),
    },
  })
  const hasRisen = rows.map(({ open, close }) => Number(close) > Number(open))
  const plot = figure({
    sizing_mode: "stretch_width",
    max_width: 820,
    height: 420,
    x_axis_type: "datetime",
    y_axis_label: "VIX",
    tools: "hover,xpan,xwheel_zoom,reset",
    active_scroll: "xwheel_zoom",
    tooltips: [
      ["", "@date{%F}"],
      ["open, close", "@open, @close"],
      ["low, high", "@low, @high"],
    ],
  })
  plot.hover.formatters = { "@date": "datetime" }
  plot.segment("date", "low", "date", "high", { source, color: "black" })
  const bar = { source, bottom: "open", top: "close", x: "date", width: DAY_MS * 0.6 }
  const rising = new CDSView({ filter: new BooleanFilter({ booleans: hasRisen }) })
  const falling = new CDSView({
    filter: new BooleanFilter({ booleans: hasRisen.map((is) => !is) }),
  })
  plot.vbar({ ...bar, view: rising, fill_color: "#eb3c40", line_color: "#eb3c40" })
  plot.vbar({ ...bar, view: falling, fill_color: "white", line_color: "#49a3a3", line_width: 2 })
  plot.x_range.update({ range_padding: 0.03 })
  return plot
}
