// A room of which each session keeps every line that it has heard.

import { app, ColumnDataSource } from "bokeh-edge"

export const team = app("/team", (doc, context) => {
  const heard = new ColumnDataSource({ name: "heard", data: { line: [] } })
  const room = context.group("team")
  room.join(undefined, { keep: 3600 })
  room.on("say", ({ data }) => heard.stream({ line: [String(data)] }))
  doc.on_message("say", (line) => void room.send("say", String(line)))
  doc.add_root(heard)
})
