// A Worker with an app that takes files, and one that says how BokehJS is to behave.

import { app, createServer, Div, FileInput } from "bokeh-edge"

const files = app("/files", (doc) => {
  const log = new Div({ text: "nothing yet" })
  const input = new FileInput()
  input.on_change("value", (_attr, _old, value) => {
    log.text = `${input.filename}, ${input.mime_type}, ${value.length} characters`
  })
  doc.add_root(input)
  doc.add_root(log)
})

const quiet = app(
  "/quiet",
  (doc) => {
    doc.config.update({ notify_connection_status: false, reconnect_session: false })
    doc.add_root(new Div({ text: JSON.stringify(doc.session_context?.request.arguments) }))
  },
  { title: "A quiet app" },
)

const server = createServer([files, quiet])

// oxlint-disable-next-line import/no-default-export -- a Worker's entry is one
export default server
export const { SessionObject, GroupObject, SnapshotObject } = server
