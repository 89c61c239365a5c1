// A Worker with a plot that gets more than glyphs when a visitor clicks.

import { app, Button, column, createServer, figure, LinearAxis, Range1d } from "bokeh-edge"

const server = createServer([
  app("/later", (doc) => {
    const p = figure({ width: 300, height: 300 })
    const button = new Button({ label: "Draw" })
    p.line([1, 2], [1, 2])
    button.on_click(() => {
      p.scatter([1, 2], [2, 1], { legend_label: "later" })
      p.extra_y_ranges = { second: new Range1d({ start: 0, end: 9 }) }
      p.add_layout(new LinearAxis({ y_range_name: "second" }), "right")
    })
    doc.add_root(column(button, p))
  }),
])

// oxlint-disable-next-line import/no-default-export -- a Worker's entry is one
export default server
export const { SessionObject, GroupObject, SnapshotObject } = server
