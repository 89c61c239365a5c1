// The app of fan-out.ts: a slider, in any number of windows.

import { app, createServer, Slider } from "bokeh-edge"

const crowd = app(
  "/crowd",
  (doc) => doc.add_root(new Slider({ start: 0, end: 10, value: 1, title: "n" })),
  { session: { limits: { sockets: 1000 } } },
)

const server = createServer([crowd])

// oxlint-disable-next-line import/no-default-export -- a Worker's entry is one
export default server
export const { SessionObject, GroupObject, SnapshotObject } = server
