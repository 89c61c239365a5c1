// Who is asking: an app's own function decides, for the page, the snippet, embed.json, metadata and the socket alike.

import type { Endpoint } from "./endpoint.ts"

/** Kept as JSON with the session, at most 4096 bytes. The session is this id's: nobody else's socket may join it. */
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

/** Lets a request in as a user, or answers it: a redirect to a login page, or status 401 or 403. */
export type Auth = (
  request: Request,
  context: AuthContext,
) => User | Response | Promise<User | Response>
