// A Worker with apps whose visitors return to their session.

import { app, createServer, Slider } from "bokeh-edge"

const slider = (path: string, session: { keep: number; resume: "cookie" | "tab" }) =>
  app(
    path,
    (doc) => {
      doc.add_root(new Slider({ start: 0, end: 9, value: 1, name: "slider" }))
    },
    { session },
  )

const server = createServer([
  slider("/cookie", { keep: 20, resume: "cookie" }),
  slider("/tab", { keep: 60, resume: "tab" }),
])

// oxlint-disable-next-line import/no-default-export -- a Worker's entry is one
export default server
export const { SessionObject, GroupObject, SnapshotObject } = server
