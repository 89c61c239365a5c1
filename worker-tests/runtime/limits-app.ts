// An app that does a lot of work at a time when a message requests it, and answers with the result.

import { app, ColumnDataSource, type Context, Div, type Document } from "bokeh-edge"

const LIMITS = { sockets: 3, snapshots: 3, documentBytes: 100_000 }

export const limits = app("/limits/:room", build, { session: { limits: LIMITS } })

/** The group's name is a prefix and the visitor's word. */
export const prefixed = app("/prefixed/:room", (doc, context) => {
  context.group(`for ${context.params.room}`).join()
  doc.add_root(new Div({ text: "here" }))
})

function build(doc: Document, context: Context<{ readonly room: string }>): void {
  const heard = new Div({ text: "0" })
  doc.add_root(heard)
  const group = context.group<{ say: string; graph: { source: ColumnDataSource } }>(
    context.params.room,
  )
  group.join({ name: context.id })
  let count = 0
  group.on("say", () => {
    heard.text = `${++count}`
  })
  group.on("graph", ({ data: { source } }) => {
    heard.text = `${source.length} rows`
  })
  const answerWith = (type: string, act: (data: Readonly<Record<string, number>>) => unknown) =>
    doc.on_message(type, async (data) => {
      try {
        doc.send_message("answer", await act(data as Readonly<Record<string, number>>))
      } catch (error) {
        doc.send_message("answer", String(error))
      }
    })
  answerWith("say", ({ messages = 0, bytes = 0 }) => {
    for (let i = 0; i < messages; i++) void group.send("say", "x".repeat(bytes))
    return messages
  })
  answerWith("graph", async ({ rows = 0 }) => {
    const source = new ColumnDataSource({ data: { x: new Float64Array(rows) } })
    const { delivered } = await group.send("graph", { source })
    return delivered.length
  })
  answerWith("publish", async ({ copies = 0 }) => {
    const all = Array.from({ length: copies }, () => context.publish({ title: "a copy" }))
    const results = await Promise.allSettled(all)
    return results.filter(({ status }) => status === "fulfilled").length
  })
}
