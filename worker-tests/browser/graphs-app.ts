// Sessions that send each other their graphs.

import {
  app,
  Button,
  column,
  createServer,
  Div,
  figure,
  type Figure,
  TabPanel,
  Tabs,
} from "bokeh-edge"

const graphs = app("/graphs/:kind", (doc, context) => {
  interface Sent {
    readonly plot: Figure
    readonly text: Div
    readonly tabs: Tabs
  }
  const room = context.group<{ readonly graph: Sent }>(`graphs ${context.params.kind}`)
  const tools = { width: 400, height: 250, tools: "pan,reset", active_drag: "pan" } as const
  const factors = ["a", "b", "c"]
  const isOfFactors = context.params.kind === "factors"
  const plot = isOfFactors ? figure({ ...tools, x_range: factors }) : figure(tools)
  plot.line(isOfFactors ? factors : [1, 2, 3], [4, 6, 5], { line_width: 3, legend_label: "line" })
  const text = new Div({ name: "text", text: "mine" })
  const tabs = new Tabs({
    tabs: [
      new TabPanel({ title: "first", child: new Div({ text: "one" }) }),
      new TabPanel({ title: "second", child: new Div({ text: "two" }) }),
    ],
  })
  const send = new Button({ label: "Send" })
  const pass = new Button({ label: "Pass on" })
  const joining = new Div({ text: "joining" })
  const page = column(send, pass, text, plot, tabs, joining)
  let received: Sent | undefined
  room.join()
  room.on_presence(({ kind }) => {
    if (kind === "synced") joining.text = "joined"
  })
  send.on_click(() => room.send("graph", { plot, text, tabs }))
  pass.on_click(() => received && room.send("graph", received))
  room.on("graph", ({ data }) => {
    received = data
    page.children = [...page.children, data.text, data.plot, data.tabs]
  })
  doc.add_root(page)
})

const server = createServer([graphs])

// oxlint-disable-next-line import/no-default-export -- a Worker's entry is one
export default server
export const { SessionObject, GroupObject, SnapshotObject } = server
