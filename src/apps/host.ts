// An empty document, into which Python programs push their own: push_session(doc, url=".../host").

import { app } from "bokeh-edge"

export const host = app("/host", () => undefined, {
  title: "Host",
  theme: "auto",
  card: {
    text: "An empty document, for Python to fill with push_session.",
    source: "/static/source/host.ts.txt",
  },
})
