// What `bokeh-edge/alone` exports: a server without groups, copies and invitations, with a bundle smaller by their code.

// First, because of its place in bundles.
// oxlint-disable-next-line import/no-unassigned-import -- see there
import "./large-strings.ts"
import type { Route } from "./app/route.ts"
import type { ServerOptions } from "./app/server-options.ts"
import { baseServer, type Server } from "./base-server.ts"
import { AbsentObject } from "./runtime/absent-object.ts"
import { ALONE } from "./session/life/alone.ts"

export type { Server }

/**
 * Like createServer of `bokeh-edge`, for apps that use no groups and share nothing. Calls to those features throw, and
 * links that an earlier server gave out no longer work. @throws RouteError when two routes could match the same URL
 */
export function createServer(
  listed: readonly (Route | readonly Route[])[],
  options: ServerOptions = {},
): Server {
  const server = baseServer(listed, options, ALONE)
  return { ...server, GroupObject: AbsentObject, SnapshotObject: AbsentObject }
}
