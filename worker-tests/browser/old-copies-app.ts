// The app of old-copies.test.ts. Its second version shares only the layout with what the first version builds.

import { app, column, createServer, Div, figure, Slider } from "bokeh-edge"

const changing = app("/changing", (doc, context) => {
  if (context.env["BOKEH_EDGE_VERSION"] !== "1") {
    doc.add_root(column(new Div({ text: "all new" })))
    return
  }
  const slider = new Slider({ start: 0, end: 9, value: 3 })
  slider.on_change("value", () => doc.send_message("changed", slider.value))
  doc.on_message("publish", async () => {
    doc.send_message("link", (await context.publish({ title: "Old" })).link)
  })
  const plot = figure({ name: "plot", width: 400, height: 300, tools: "pan", active_drag: "pan" })
  plot.line([1, 2, 3], [4, 6, 5])
  doc.add_root(column(slider, plot))
})

const server = createServer([changing])

// oxlint-disable-next-line import/no-default-export -- a Worker's entry is one
export default server
export const { SessionObject, GroupObject, SnapshotObject } = server
