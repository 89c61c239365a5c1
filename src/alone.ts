// What `bokeh-edge/alone` exports: a server without groups, copies and invitations, whose bundle is smaller by their code.

import type { Route } from "./app/route.ts"
import type { ServerOptions } from "./app/server-options.ts"
import { baseServer, type Server } from "./base-server.ts"
import { AbsentObject } from "./runtime/absent-object.ts"
import { ALONE } from "./session/life/alone.ts"

export type { Server }

/**
 * As createServer of `bokeh-edge`, for apps that neither use groups nor share anything: what they call of it throws, and links
 * that an earlier server has given out lead nowhere. @throws RouteError when two routes could match the same URL
 */
export function createServer(
  listed: readonly (Route | readonly Route[])[],
  options: ServerOptions = {},
): Server {
  const server = baseServer(listed, options, ALONE)
  return { ...server, GroupObject: AbsentObject, SnapshotObject: AbsentObject }
}
