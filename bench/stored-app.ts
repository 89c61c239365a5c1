// The app of stored.ts, whose handler builds a document of the number of megabytes in the path.

import { app, column, ColumnDataSource, createServer, Div, Slider } from "bokeh-edge"

const VALUES_PER_MB = (1 << 20) / Float64Array.BYTES_PER_ELEMENT

const big = app("/big/:mb<int>", (doc, { params }) => {
  const slider = new Slider({ name: "slider", start: 0, end: 100_000, value: 0 })
  const text = new Div({ name: "text", text: "" })
  const x = new Float64Array(params.mb * VALUES_PER_MB).map((_, i) => i)
  doc.add_root(column(slider, text))
  doc.add_root(new ColumnDataSource({ data: { x } }))
})

const server = createServer([big])

// oxlint-disable-next-line import/no-default-export -- a Worker's entry is one
export default server
export const { SessionObject, GroupObject, SnapshotObject } = server
