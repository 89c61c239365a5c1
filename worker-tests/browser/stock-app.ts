// A Worker with an app of a few megabytes, for pages with stock BokehJS.

import { app, ColumnDataSource, createServer, figure, Slider } from "bokeh-edge"

const ROWS = 200_000

const server = createServer([
  app("/large", (doc) => {
    const numbers = Float64Array.from({ length: ROWS }, (_, i) => Math.sin(i))
    const names = Array.from({ length: ROWS / 10 }, (_, i) => `row ${i}`)
    const source = new ColumnDataSource({ data: { x: numbers, y: numbers.map((x) => x * x) } })
    const plot = figure({ x_range: [0, 1], y_range: [0, 1] })
    plot.line("x", "y", { source })
    doc.add_root(plot)
    doc.add_root(new ColumnDataSource({ data: { names } }))
    doc.add_root(new Slider({ start: 0, end: 9, value: 1 }))
  }),
])

// oxlint-disable-next-line import/no-default-export -- a Worker's entry is one
export default server
export const { SessionObject, GroupObject, SnapshotObject } = server
