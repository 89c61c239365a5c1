// The Worker: the apps that it serves, and the classes of its Durable Objects.

import { createServer } from "bokeh-edge"

import { home } from "./home.ts"

const server = createServer([home])

export default server
export const { SessionObject, GroupObject, SnapshotObject } = server
