// The server app "ohlc", line by line: rows stream, and the oldest go.

import { app, column, ColumnDataSource, driving, figure, gridplot, Select } from "bokeh-edge"

export const ohlc = app("/ohlc", (doc) => {
  const [none, no_color]: [number[], string[]] = [[], []]
  const source = new ColumnDataSource({
    data: {
      time: none,
      average: none,
      low: none,
      high: none,
      open: none,
      close: none,
      ma: none,
      color: no_color,
    },
  })

  const p = figure({
    height: 500,
    tools: "xpan,xwheel_zoom,xbox_zoom,reset",
    x_axis_type: null,
    y_axis_location: "right",
  })
  p.x_range.follow = "end"
  p.x_range.follow_interval = 100
  p.x_range.range_padding = 0
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
  p2.line({ x: "time", y: "average", color: "red", source })

  const window = new Select({ title: "Window", value: "3", options: ["2", "3"] })

  const update = driving.count()((t) => {
    const [open, close] = [t % 7, (t * 3) % 7]
    const average = (open + close) / 2
    const recent = [...source.data.close.slice(-Number(window.value) + 1), close]
    const new_data = {
      time: [t],
      average: [average],
      low: [Math.min(open, close) - 1],
      high: [Math.max(open, close) + 1],
      open: [open],
      close: [close],
      ma: [recent.reduce((a, b) => a + b, 0) / recent.length],
      color: [open < close ? "green" : "red"],
    }
    source.stream(new_data, 4)
  })

  doc.add_root(column(window, gridplot([[p], [p2]], { toolbar_location: "left", width: 1000 })))
  doc.add_periodic_callback(update, 50)
  doc.title = "OHLC"
})
