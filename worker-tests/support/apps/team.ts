// A room whose sessions keep every line that they receive.

import { app, ColumnDataSource } from "bokeh-edge"

export const team = app("/team", (doc, context) => {
  const heard = new ColumnDataSource({ name: "heard", data: { line: [] } })
  const room = context.group("team")
  room.join(undefined, { keep: 3600 })
  room.on("say", ({ data }) => heard.stream({ line: [String(data)] }))
  doc.on_message("say", (line) => void room.send("say", String(line)))
  doc.add_root(heard)
})
