// Routes whose sessions show how and how often they started.

import { app, Div, type Document } from "bokeh-edge"

export const starting = app("/starting", (doc, context) => {
  const div = new Div({ text: "built" })
  context.onCreated(() => {
    div.text = "created"
  })
  context.onWake(() => {
    div.text = "woken"
  })
  doc.add_root(div)
})

/** Counts both hooks in its title, and the events of `doc.on_change`. Both hooks then fail. */
export const counting = app("/counting", (doc, context) => {
  const heard = new Div({ text: "0" })
  doc.title = "created 0 woken 0"
  doc.on_change((event) => {
    if (event.kind === "TitleChanged") heard.text = `${Number(heard.text) + 1}`
  })
  context.onCreated(() => count(doc, "created"))
  context.onWake(async () => {
    await Promise.resolve()
    count(doc, "woken")
  })
  doc.add_root(heard)
})

function count(doc: Document, what: string): never {
  doc.title = doc.title.replace(
    new RegExp(`${what} (\\d+)`),
    (_, times) => `${what} ${Number(times) + 1}`,
  )
  throw new Error(`${what}, and failed`)
}

/** Its sessions end when their last socket closes. */
export const brief = app("/brief", (doc) => doc.add_root(new Div()), { session: { keep: 0.1 } })
