// The smallest useful Worker: one plot and a slider.

import { app, column, createServer, figure, Slider } from "bokeh-edge"

const small = app("/", (doc) => {
  const plot = figure({ width: 400, height: 300 })
  plot.line([1, 2, 3], [1, 4, 2])
  const slider = new Slider({ start: 0, end: 10, value: 1, title: "n" })
  slider.on_change("value", () => {
    plot.title = String(slider.value)
  })
  doc.add_root(column(slider, plot))
})

const server = createServer([small])

// oxlint-disable-next-line import/no-default-export -- a Worker's entry is one
export default server
export const { SessionObject, GroupObject, SnapshotObject } = server
