// The app of deliveries.ts. Each message becomes a row in the windows of all other members, and nothing else happens.

import { app, ColumnDataSource, createServer } from "bokeh-edge"

const KEPT = 50

const room = app("/room", (doc, context) => {
  const said = new ColumnDataSource({ data: { text: [] } })
  const group = context.group("room")
  group.join()
  group.on("say", ({ data }) => said.stream({ text: [String(data)] }, KEPT))
  doc.on_message("say", (text) => {
    void group.send("say", String(text))
  })
  doc.add_root(said)
})

const server = createServer([room])

// oxlint-disable-next-line import/no-default-export -- a Worker's entry is one
export default server
export const { SessionObject, GroupObject, SnapshotObject } = server
