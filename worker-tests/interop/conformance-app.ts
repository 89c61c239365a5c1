// The apps of conformance_app.py in a Worker.

import {
  app,
  Button,
  column,
  ColumnDataSource,
  createServer,
  Div,
  document,
  Slider,
} from "bokeh-edge"

const counter = app(
  "/counter",
  (doc) => {
    const slider = new Slider({ name: "slider", title: "n", start: 0, end: 10, value: 1 })
    const text = new Div({ name: "text", text: "nothing yet" })
    const button = new Button({ name: "button", label: "press" })
    const source = new ColumnDataSource({ name: "source", data: { x: [1, 2], y: [3, 4] } })
    slider.on_change("value", (_attr, old, value) => {
      if (value === 7) throw new RangeError("seven is not served")
      text.text = `moved from ${String(old)} to ${String(value)}`
    })
    button.on_event("button_click", () => source.stream({ x: [9], y: [9] }))
    doc.on_message("say", (data) => doc.send_message("heard", [data]))
    doc.title = "Counter"
    text.tags = [source]
    doc.add_root(column(slider, text, button, { name: "column" }))
  },
  { title: "Counter", metadata: { kind: "test" }, origins: ["friend.example"] },
)

const given = document("/nested/arguments", (doc, { request }) => {
  const lines = Object.entries(request.arguments).flatMap(([name, values]) =>
    values.map((value) => `${name}=${value}`),
  )
  doc.add_root(new Div({ name: "text", text: lines.toSorted().join(" ") }))
})

const fails = app("/fails", () => {
  throw new RangeError("this app fails")
})

export const routes = [counter, given, fails]

const server = createServer(routes)

export default server
export const { SessionObject, GroupObject, SnapshotObject } = server
