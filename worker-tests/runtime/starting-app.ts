// A route whose sessions tell how they began.

import { app, Div } from "bokeh-edge"

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
