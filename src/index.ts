// The Worker that this repository deploys.

import { createServer } from "bokeh-edge"

import * as routes from "./routes.ts"

const server = createServer(Object.values(routes), {
  index: { links: { Documentation: "/docs/" } },
})

export default server
export const { SessionObject, GroupObject, SnapshotObject } = server
