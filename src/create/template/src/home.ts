// An app: a route, and a handler that builds the document of each visitor's session.

import { app, column, ColumnDataSource, figure, Slider } from "bokeh-edge"

const X = Array.from({ length: 200 }, (_, i) => i / 20)

export const home = app(
  "/",
  (doc) => {
    const source = new ColumnDataSource({ data: { x: X, y: wave(1) } })
    const plot = figure({ height: 300, sizing_mode: "stretch_width" })
    plot.line("x", "y", { source, line_width: 2 })

    const frequency = new Slider({ title: "Frequency", start: 0.5, end: 5, step: 0.5, value: 1 })
    // Runs on the server, in this visitor's own session.
    frequency.on_change("value", () => {
      source.data = { x: X, y: wave(frequency.value) }
    })

    doc.add_root(column(frequency, plot, { sizing_mode: "stretch_width" }))
  },
  { title: "Waves" },
)

function wave(frequency: number): number[] {
  return X.map((x) => Math.sin(frequency * x))
}
