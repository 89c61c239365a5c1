// A Worker with a plot that gets more than glyphs when a visitor clicks.

import {
  app,
  Button,
  CategoricalScale,
  column,
  createServer,
  Div,
  FactorRange,
  figure,
  LinearAxis,
  Range1d,
} from "bokeh-edge"

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
  app("/categories", (doc) => {
    const p = figure({ width: 300, height: 300 })
    const bars = p.scatter({ x: [0.5, 1.5], y: [1, 2], size: 9 })
    const button = new Button({ label: "Change" })
    const text = new Div({ text: "not yet" })
    button.on_click(() => {
      // BokehJS cannot draw the range before it has the scale.
      p.x_range = new FactorRange({ factors: ["a", "b"] })
      p.x_scale = new CategoricalScale()
      bars.visible = false
      text.text = "changed"
    })
    doc.add_root(column(button, text, p))
  }),
])

// oxlint-disable-next-line import/no-default-export -- a Worker's entry is one
export default server
export const { SessionObject, GroupObject, SnapshotObject } = server
