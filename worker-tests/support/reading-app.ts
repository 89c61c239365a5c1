// A Worker whose app sends 3 MiB for each request, to sockets that can have 12 MiB unread.

import { app, createServer, Div } from "bokeh-edge"

const MIB = 1024 * 1024
const LIMITS = { unreadBytes: 12 * MIB, allUnreadBytes: 12 * MIB }

const reading = app(
  "/reading",
  (doc) => {
    const div = new Div({ text: "0" })
    doc.on_message("more", () => {
      const next = `${Number(div.text) + 1}`
      div.tags = [next.padEnd(3 * MIB)]
      div.text = next
    })
    doc.add_root(div)
  },
  { session: { limits: LIMITS } },
)

/** Its document is larger than a socket may leave unread. */
const large = app(
  "/large",
  (doc) => {
    doc.add_root(new Div({ text: "large", tags: ["".padEnd(13 * MIB)] }))
  },
  { session: { limits: LIMITS } },
)

const server = createServer([reading, large])
// oxlint-disable-next-line import/no-default-export -- a Worker's entry is one
export default server
export const { SessionObject, GroupObject, SnapshotObject } = server
