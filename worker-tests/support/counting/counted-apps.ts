// The Worker whose operations are counted: small apps, each for one kind of action.

import { app, column, ColumnDataSource, createServer, Div, figure, Slider } from "bokeh-edge"

import { temperature } from "../apps/temperature.ts"
import { counting, countingFetch } from "./counting.ts"

/** Columns of the given number of rows, and a message that streams ten. */
const stream = app("/stream/:columns<int>/:rows<int>", (doc, { params }) => {
  const values = new Float64Array(params.rows)
  const names = Array.from({ length: params.columns }, (_, i) => `c${i}`)
  const source = new ColumnDataSource({
    data: Object.fromEntries(names.map((name) => [name, values.slice()])),
  })
  const ten = Object.fromEntries(names.map((name) => [name, new Float64Array(10)]))
  doc.on_message("stream", () => source.stream(ten))
  doc.add_root(source)
})

/** A slider and the given number of other models, for many windows. */
const models = app(
  "/models/:count<int>",
  (doc, { params }) => {
    const texts = Array.from({ length: params.count }, (_, i) => new Div({ text: `${i}` }))
    doc.add_root(column(new Slider({ start: 0, end: 1000, value: 0 }), ...texts))
  },
  { session: { limits: { sockets: 1000 } } },
)

/** The room whose members are notified of who joins and leaves. */
const HEARING = "hearing"

/** A group in which each message is shown. */
const room = app("/room/:name", (doc, context) => {
  const shown = new Div({ text: "" })
  const group = context.group(`room ${context.params.name}`)
  group.join()
  if (context.params.name === HEARING) group.on_presence(() => undefined)
  group.on("say", ({ data }) => {
    shown.text = String(data)
  })
  group.on("now", ({ data }) => doc.send_message("now", data))
  doc.on_message("say", (text) => group.send("say", String(text)))
  doc.on_message("now", (text) => group.sendNow("now", String(text)))
  doc.add_root(shown)
})

/** A string of any length, and copies. */
const text = app("/text", (doc, context) => {
  doc.add_root(new Div({ text: "" }))
  doc.on_message("publish", async () => {
    await context.publish({ title: "A copy" })
    doc.send_message("published", context.snapshots.length)
  })
})

/** A plot to pan. */
const plot = app("/plot", (doc) => {
  const drawn = figure({ width: 400, height: 300, tools: "pan" })
  drawn.line([0, 1, 2], [0, 1, 4])
  doc.add_root(drawn)
})

const server = createServer([temperature, stream, models, room, text, plot])

// oxlint-disable-next-line import/no-default-export -- a Worker's entry is one
export default { fetch: countingFetch(server) }
export const SessionObject = counting("SESSIONS", server.SessionObject)
export const GroupObject = counting("GROUPS", server.GroupObject)
export const SnapshotObject = counting("SNAPSHOTS", server.SnapshotObject)
