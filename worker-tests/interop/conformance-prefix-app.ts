// The conformance apps below a prefix.

import { createServer } from "bokeh-edge"

import { routes } from "./conformance-app.ts"

const server = createServer(routes, { prefix: "/pre/fix" })

export default server
export const { SessionObject, GroupObject, SnapshotObject } = server
