// What every request handler gets: the configuration and the edge's own ports.

import type { Auth, User } from "../app/auth.ts"
import type { Match, Route } from "../app/route.ts"
import type { Config } from "../env.ts"
import type { Log, Random } from "../ports.ts"
import type { NewSessions } from "./new-sessions.ts"
import type { PublicUrl } from "./public-url.ts"

export type Env = Readonly<Record<string, unknown>>

export interface HttpContext {
  readonly config: Config
  readonly env: Env
  readonly routes: readonly Route[]
  /** The prefix of all of the server's paths: "" or "/pre/fix". */
  readonly prefix: string
  /** The request's URL as browsers see it. */
  readonly publicUrl: PublicUrl
  readonly log: Log
  readonly extensions: Readonly<Record<string, readonly string[]>>
  /** The server's own hook, for routes without one. */
  readonly auth: Auth | undefined
  /** The user, if the route has an `auth` hook. */
  readonly user?: User | undefined
  readonly random: Random
  readonly newSessions: NewSessions
  /** The response to a request that failed. */
  readonly failed: (error: unknown) => Response
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

export type Answer = (
  request: Request,
  match: Match,
  context: HttpContext,
) => Response | Promise<Response>
