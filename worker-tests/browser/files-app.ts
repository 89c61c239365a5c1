// A Worker with an app that takes files, and an app that configures BokehJS.

import { app, createServer, Div, FileInput, uploads } from "bokeh-edge"

const files = app("/files", (doc) => {
  const log = new Div({ text: "nothing yet" })
  const input = new FileInput()
  input.on_change("value", (_attr, _old, value) => {
    log.text = `${input.filename}, ${input.mime_type}, ${value.length} characters`
  })
  doc.add_root(input)
  doc.add_root(log)
})

/** Counts the bytes as they arrive. */
const large = app(
  "/large",
  (doc, context) => {
    const log = new Div({ text: "nothing yet" })
    const input = new FileInput({ name: "input" })
    context.on_upload(async (upload) => {
      let bytes = 0
      for await (const chunk of upload.stream ?? []) bytes += chunk.length
      if (upload.name === "bad.bin") throw new Error("bad")
      log.text = `${upload.name}, ${upload.type}, ${upload.size}, ${bytes}, ${upload.input?.name}`
    })
    doc.add_root(input)
    doc.add_root(log)
  },
  { uploads: uploads({ maxBytes: 30e6 }) },
)

const kept = app(
  "/kept",
  (doc, context) => {
    const log = new Div({ text: "nothing yet" })
    context.on_upload(async ({ name, key = "", stream }) => {
      const bucket = context.env["FILES"] as R2Bucket
      if (name === "bad.bin") throw new Error("bad")
      if (name === "list.bin") {
        const { objects } = await bucket.list()
        log.text = objects
          .map((object) => object.key.replace(/.*\//, ""))
          .toSorted()
          .join()
        return
      }
      const object = await bucket.get(key)
      log.text = `${object?.size}, ${object?.httpMetadata?.contentType}, ${stream === undefined}, ${key.endsWith("/kept.bin")}`
    })
    doc.add_root(new FileInput())
    doc.add_root(log)
  },
  { uploads: uploads({ bucket: "FILES" }) },
)

const quiet = app(
  "/quiet",
  (doc) => {
    doc.config.update({ notify_connection_status: false, reconnect_session: false })
    doc.add_root(new Div({ text: JSON.stringify(doc.session_context?.request.arguments) }))
  },
  { title: "A quiet app" },
)

const server = createServer([files, large, kept, quiet])

// oxlint-disable-next-line import/no-default-export -- a Worker's entry is one
export default server
export const { SessionObject, GroupObject, SnapshotObject } = server
