// Sessions that send each other their graphs.

import { app, Button, column, createServer, Div, figure, type Figure } from "bokeh-edge"

const graphs = app("/graphs", (doc, context) => {
  const room = context.group<{ readonly graph: { readonly plot: Figure; readonly text: Div } }>(
    "graphs",
  )
  const plot = figure({ width: 400, height: 250, tools: "pan,reset", active_drag: "pan" })
  plot.line([1, 2, 3], [4, 6, 5], { line_width: 3 })
  const text = new Div({ name: "text", text: "mine" })
  const send = new Button({ label: "Send" })
  const page = column(send, text, plot)
  room.join()
  send.on_click(() => room.send("graph", { plot, text }))
  room.on("graph", ({ data }) => {
    page.children = [...page.children, data.text, data.plot]
  })
  doc.add_root(page)
})

const server = createServer([graphs])

// oxlint-disable-next-line import/no-default-export -- a Worker's entry is one
export default server
export const { SessionObject, GroupObject, SnapshotObject } = server
