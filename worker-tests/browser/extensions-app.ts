// A Worker with documents that contain models of extensions.

import { app, Button, createServer, fromJson } from "bokeh-edge"

const saved = (type: string) =>
  JSON.stringify({
    title: "extended",
    version: "3.10.0",
    roots: [{ type: "object", name: type, id: "p9001", attributes: { count: 3 } }],
  })

/** Gets a model of an extension while it is open. */
const late = app("/late", (doc, context) => {
  const button = new Button({ label: "extend" })
  button.on_click(() => fromJson(saved("ping.models.Ping"))(doc, context))
  doc.add_root(button)
})

const server = createServer(
  [
    app("/ping", fromJson(saved("ping.models.Ping"))),
    app("/unknown", fromJson(saved("pong.Pong"))),
    app("/wrong", fromJson(saved("ping.Other"))),
    late,
  ],
  { extensions: { ping: ["https://extensions.example.org/ping.js"] } },
)

// oxlint-disable-next-line import/no-default-export -- a Worker's entry is one
export default server
export const { SessionObject, GroupObject, SnapshotObject } = server
