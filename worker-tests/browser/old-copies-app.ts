// The apps of old-copies.test.ts. The second version of one shares only the layout with what its first version builds, that of
// the other fails.

import {
  app,
  column,
  type Context,
  createServer,
  DataModel,
  Div,
  type Document,
  figure,
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

/** Only the first version has this class. */
let mark: ReturnType<typeof marks> | undefined
const marks = () => DataModel("Mark", { height: 1 })

function build(doc: Document, context: Context): void {
  mark ??= marks()
  const slider = new Slider({ start: 0, end: 9, value: 3, tags: [new mark({ height: 2 })] })
  slider.on_change("value", () => doc.send_message("changed", slider.value))
  doc.on_message("publish", async () => {
    doc.send_message("link", (await context.publish({ title: "Old" })).link)
  })
  const plot = figure({ name: "plot", width: 400, height: 300, tools: "pan", active_drag: "pan" })
  plot.line([1, 2, 3], [4, 6, 5])
  doc.add_root(column(slider, plot))
}

const server = createServer([changing, failing])

// oxlint-disable-next-line import/no-default-export -- a Worker's entry is one
export default server
export const { SessionObject, GroupObject, SnapshotObject } = server
