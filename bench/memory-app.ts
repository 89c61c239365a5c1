// Sessions to measure, a route whose sessions leave memory soon, and documents without sessions, to be subtracted.

import { app, column, ColumnDataSource, createServer, Document, figure, Slider } from "bokeh-edge"

let built = 0

function build(doc: Document): void {
  built++
  const source = new ColumnDataSource({ data: { x: [1, 2, 3], y: [1, 4, 2] } })
  const plot = figure({ width: 400, height: 300 })
  plot.line("x", "y", { source })
  const slider = new Slider({ start: 0, end: 10, value: 1, title: "n" })
  slider.on_change("value", () => {
    source.data = { x: [1, 2, 3], y: [1, slider.value, 2] }
  })
  doc.add_root(column(slider, plot))
}

const server = createServer([app("/live", build), app("/asleep", build, { session: { awake: 0 } })])

const documents: Document[] = []

/** `/documents/200` keeps 200 more documents. `/built` returns the number of built documents. */
function keepDocuments(count: number): Response {
  for (let i = 0; i < count; i++) {
    const doc = new Document()
    build(doc)
    documents.push(doc)
  }
  return new Response()
}

// oxlint-disable-next-line import/no-default-export -- a Worker's entry is one
export default {
  fetch(request: Request, env: Parameters<typeof server.fetch>[1]): Response | Promise<Response> {
    if (new URL(request.url).pathname === "/built") return new Response(`${built}`)
    const [, count] = /^\/documents\/(\d+)$/.exec(new URL(request.url).pathname) ?? []
    return count === undefined ? server.fetch(request, env) : keepDocuments(Number(count))
  },
}
export const { SessionObject, GroupObject, SnapshotObject } = server
