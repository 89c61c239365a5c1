// The common parts of all kinds of servers: the Worker's fetch and the sessions' class, both from one list of routes.

import { byPattern, type Route, RouteError } from "./app/route.ts"
import type { ServerOptions } from "./app/server-options.ts"
import { createFetch } from "./http/server.ts"
import { sessionObject } from "./runtime/session-object.ts"
import type { CreateTogether } from "./session/life/together.ts"
import { shown } from "./util/clipped.ts"
import { isList } from "./util/record.ts"

/** The classes of the runtime's objects, described without the runtime's own types, which not every project has. */
// oxlint-disable-next-line typescript/no-extraneous-class -- a class, since its constructor is what is described
declare class ObjectClass {
  constructor(ctx: ObjectState, env: Readonly<Record<string, unknown>>)
}

/** The part of the runtime's DurableObjectState that is used here. */
interface ObjectState {
  readonly id: object
  readonly storage: object
}

export interface Server {
  /** The Durable Object class of the groups; export it and bind it as GROUPS. */
  readonly GroupObject: typeof ObjectClass
  /** The Durable Object class of the snapshots; export it and bind it as SNAPSHOTS. */
  readonly SnapshotObject: typeof ObjectClass
  /** The Worker's entry: pages, snippets, and sockets on their way to their session's object. */
  fetch(request: Request, env: object, ctx?: unknown): Promise<Response>
  /** The Durable Object class of the sessions; export it and bind it as SESSIONS. */
  readonly SessionObject: typeof ObjectClass
}

/** An error of a model has about twenty frames of this package before the app's own line. */
const STACK_FRAMES = 40

/** @throws RouteError when two of the routes could match the same URL */
export function baseServer(
  listed: readonly (Route | readonly Route[])[],
  options: ServerOptions,
  createTogether: CreateTogether,
): Pick<Server, "fetch" | "SessionObject"> {
  Error.stackTraceLimit = STACK_FRAMES
  if (!isList(listed))
    throw new RouteError(`createServer expects a list of routes, got ${shown(listed)}`)
  const routes = listed.flat()
  return {
    fetch: createFetch(routes, options),
    SessionObject: sessionObject(byPattern(routes), createTogether),
  }
}
