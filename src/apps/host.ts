// A document that only says what it is for: Python programs put their own in its place, with
// push_session(doc, url=".../host").

import { app, Div } from "bokeh-edge"

const TEXT = "An empty document, for Python to fill with push_session."

export const host = app("/host", (doc) => doc.add_root(new Div({ text: TEXT })), {
  title: "Host",
  theme: "auto",
  card: {
    text: TEXT,
    source: "/static/source/host.ts.txt",
  },
})
