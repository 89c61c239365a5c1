// Puts a server together: the Worker's fetch and the Durable Object classes, all from one list of routes.

import type { DurableObject } from "cloudflare:workers"

import { type Route, RouteTable } from "./app/route.ts"
import { createFetch } from "./http/server.ts"
import { GroupObject } from "./runtime/group-object.ts"
import { sessionObject } from "./runtime/session-object.ts"

export interface Server {
  /** The Durable Object class of the groups; export it and bind it as GROUPS. */
  readonly GroupObject: typeof GroupObject
  /** The Worker's entry: pages, snippets, and sockets on their way to their session's object. */
  fetch(request: Request, env: Readonly<Record<string, unknown>>): Promise<Response>
  /** The Durable Object class of the sessions; export it and bind it as SESSIONS. */
  readonly SessionObject: new (
    ctx: DurableObjectState,
    env: Readonly<Record<string, unknown>>,
  ) => DurableObject
}

/** @throws RouteError when two routes could match the same URL */
export function createServer(routes: readonly Route[]): Server {
  const table = new RouteTable(routes)
  const byPattern = new Map(routes.map((route) => [route.pattern, route]))
  return {
    fetch: createFetch(table),
    GroupObject,
    SessionObject: sessionObject((pattern) => byPattern.get(pattern)),
  }
}
