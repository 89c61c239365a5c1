// A Worker whose app has every kind of callback, a theme and a mapper, for use in a browser.

import {
  app,
  Button,
  ColumnDataSource,
  createServer,
  CustomJS,
  Div,
  figure,
  FileInput,
  linear_cmap,
  Slider,
  Tap,
  Viridis6,
} from "bokeh-edge"

const vocabulary = app("/vocabulary", (doc) => {
  const [said, selected] = [new Div({ text: "nothing" }), new Div({ text: "none" })]
  const source = new ColumnDataSource({ data: { x: [1, 2, 3], y: [1, 2, 3] } })
  const plot = figure({ width: 400, height: 300, title: "Vocabulary", tools: "tap" })
  plot.scatter("x", "y", { source, size: 80, color: linear_cmap("y", Viridis6, 1, 3) })
  plot.on_event(Tap, ({ x, y }) => {
    said.text = `tapped ${Math.round(Number(x))} ${Math.round(Number(y))}`
  })
  source.selected.on_change("indices", (_attr, _old, rows) => {
    selected.text = `selected ${JSON.stringify(rows)}`
  })

  const theme = new Button({ label: "theme" })
  theme.on_click(() => {
    doc.theme = "dark_minimal"
  })
  theme.js_on_click(new CustomJS({ code: "globalThis.clicked = this.event_name" }))
  const held = new Button({ label: "held" })
  held.on_click(() => {
    doc.hold()
    for (let i = 0; i <= 9; i++) said.text = `held ${i}`
    doc.unhold()
  })

  const slider = new Slider({ start: 300, end: 800, step: 10, value: 400, title: "width" })
  slider.js_link("value", plot, "width")
  const input = new FileInput()
  const clear = new Button({ label: "clear" })
  clear.on_click(() => input.clear())
  doc.js_on_event(
    "document_ready",
    new CustomJS({ code: "globalThis.ready = plot.type", args: { plot } }),
  )
  for (const root of [theme, held, slider, plot, said, selected, input, clear]) doc.add_root(root)
})

const server = createServer([vocabulary])

// oxlint-disable-next-line import/no-default-export -- a Worker's entry is one
export default server
export const { SessionObject, GroupObject, SnapshotObject } = server
