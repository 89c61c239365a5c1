// Authentication: an app's own function decides who the user is, for the page, the snippet, embed.json, metadata and the
// socket.

import type { Endpoint } from "./endpoint.ts"

/** Stored as JSON with the session, at most 4096 bytes. The session belongs to this id: sockets of other users are rejected. */
export interface User {
  readonly id: string
  readonly [claim: string]: unknown
}

export interface AuthContext {
  readonly pattern: string
  readonly params: Readonly<Record<string, string | number>>
  readonly endpoint: Endpoint
  /** The Worker's bindings and variables. */
  readonly env: Readonly<Record<string, unknown>>
}

/** Lets a request in as a user, or responds to it: with a redirect to a login page, or with status 401 or 403. */
export type Auth = (
  request: Request,
  context: AuthContext,
) => User | Response | Promise<User | Response>
