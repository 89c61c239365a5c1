// A Worker with one small app: a slider and a plot.

import { app, column, ColumnDataSource, createServer, figure, Slider } from "bokeh-edge"

const wave = app("/wave", (doc) => {
  const slider = new Slider({ title: "frequency", start: 1, end: 10, value: 2 })
  const source = new ColumnDataSource({ data: { x: [0, 1], y: [0, 1] } })
  const p = figure({ height: 300, y_range: [-1, 1] })
  p.line("x", "y", { source })
  slider.on_change("value", (_attr, _old, value) => {
    source.data = { x: [0, 1], y: [0, value] }
  })
  doc.add_root(column(slider, p))
})

const server = createServer([wave])

export default server
export const { SessionObject, GroupObject, SnapshotObject } = server
