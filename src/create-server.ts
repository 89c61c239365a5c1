// A server with all features.

import type { Route } from "./app/route.ts"
import type { ServerOptions } from "./app/server-options.ts"
import { baseServer, type Server } from "./base-server.ts"
import { GroupObject } from "./runtime/group-object.ts"
import { SnapshotObject } from "./runtime/snapshot-object.ts"
import { createTogether } from "./session/life/create-together.ts"

/** @param listed routes, and lists of routes. @throws RouteError when two of them could match the same URL */
export function createServer(
  listed: readonly (Route | readonly Route[])[],
  options: ServerOptions = {},
): Server {
  return { ...baseServer(listed, options, createTogether), GroupObject, SnapshotObject }
}
