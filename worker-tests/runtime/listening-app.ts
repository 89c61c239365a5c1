// A route whose sessions receive broadcasts.

import { app, Div } from "bokeh-edge"

export const listening = app("/listening", (doc, context) => {
  const heard = new Div({ text: "nothing" })
  context.on_broadcast("news", ({ data, from }) => {
    heard.text = `${from.name}: ${String(data)}`
  })
  doc.add_root(heard)
})
