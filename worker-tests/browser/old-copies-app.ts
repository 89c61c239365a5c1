// The apps of old-copies.test.ts. The second version of one shares only the layout with what its first version builds, that of
// another fails, one measures other data, and the last has a model whose class no open page has.

import {
  app,
  Button,
  column,
  ColumnDataSource,
  type Context,
  createServer,
  DataModel,
  Div,
  type Document,
  figure,
  model,
  Slider,
} from "bokeh-edge"

const isOld = (context: Context) => context.env["BOKEH_EDGE_VERSION"] === "1"

const changing = app("/changing", (doc, context) => {
  if (isOld(context)) build(doc, context)
  else doc.add_root(column(new Div({ text: "all new" })))
})

const failing = app("/failing", (doc, context) => {
  if (!isOld(context)) throw new Error("the new code fails")
  build(doc, context)
})

const measuring = app("/measuring", (doc, context) => {
  const y = [4, 6, 5].map((value) => value + Math.random())
  const source = new ColumnDataSource({ data: { x: [1, 2, 3], y } })
  const plot = figure({ width: 400, height: 300 })
  plot.line("x", "y", { source })
  const add = new Button({ label: isOld(context) ? "Add" : "Add one more" })
  add.on_click(() => source.stream({ x: [4], y: [isOld(context) ? 0 : 9] }))
  publishing(doc, context)
  doc.add_root(column(plot, add, ...(isOld(context) ? [] : [new Div({ text: "all new" })])))
})

const Newer = model("Newer", {})
const growing = app("/growing", (doc, context) => {
  doc.add_root(isOld(context) ? new Div({ text: "all old" }) : new Newer())
})

/** Only the first version has this class. */
let mark: ReturnType<typeof marks> | undefined
const marks = () => DataModel("Mark", { height: 1 })

function build(doc: Document, context: Context): void {
  mark ??= marks()
  const slider = new Slider({ start: 0, end: 9, value: 3, tags: [new mark({ height: 2 })] })
  slider.on_change("value", () => doc.send_message("changed", slider.value))
  publishing(doc, context)
  const plot = figure({ name: "plot", width: 400, height: 300, tools: "pan", active_drag: "pan" })
  plot.line([1, 2, 3], [4, 6, 5])
  doc.add_root(column(slider, plot))
}

function publishing(doc: Document, context: Context): void {
  doc.on_message("publish", async () => {
    doc.send_message("link", (await context.publish({ title: "Old" })).link)
  })
}

const server = createServer([changing, failing, measuring, growing])

// oxlint-disable-next-line import/no-default-export -- a Worker's entry is one
export default server
export const { SessionObject, GroupObject, SnapshotObject } = server
