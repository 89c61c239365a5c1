// What a request contains about its session: read here, once, and passed on.

import type { RouteOptions } from "../app/handler.ts"
import type { Match } from "../app/route.ts"
import { sharedIdOf } from "../objects/shared-session.ts"
import type { TokenPayload } from "../session/token.ts"
import { HttpError } from "../util/http-error.ts"
import { argumentsOf, AUTOLOAD_ARGUMENTS, LINK_ARGUMENTS, SESSION_ARGUMENTS } from "./arguments.ts"
import type { HttpContext } from "./context.ts"
import { cookieName, cookiesOf } from "./cookies.ts"

export interface SessionRequest {
  readonly named: NamedSession | undefined
  /** The id of the session that all visitors of the path share. */
  readonly sharedId: string | undefined
  /** Whether a cookie should bring the visitor back to the session. */
  readonly isRemembered: boolean
  /** What the token carries for the app. */
  readonly payload: TokenPayload
}

/** The session that a request names, in text that is not checked yet. */
export interface NamedSession {
  /** The cookie of a returning visitor, or an argument or header of the request. */
  readonly by: "cookie" | "id" | "token"
  readonly text: string
}

/** The headers and cookies of a request that its token carries. */
export type Carried = Pick<RouteOptions, "headers" | "cookies">

/** @throws HttpError 403 when the request names more than one session */
export function readSessionRequest(
  request: Request,
  match: Match,
  context: HttpContext,
  { headers = [], cookies = [] }: Carried = match.route.options,
): SessionRequest {
  const url = new URL(request.url)
  const sent = cookiesOf(request)
  const named = namedSession(url, request.headers)
  const sharedId = sharedIdOf(url, match)
  const isRemembered = named === undefined && sharedId === undefined && remembers(url, match)
  const own = match.endpoint === "autoload" ? AUTOLOAD_ARGUMENTS : []
  return {
    named: isRemembered ? rememberedSession(sent[cookieName(context)]) : named,
    sharedId,
    isRemembered,
    payload: {
      headers: pickPresent(headers, (name) => request.headers.get(name)),
      cookies: pickPresent(cookies, (name) => sent[name] ?? null),
      arguments: argumentsOf(url, [...SESSION_ARGUMENTS, ...own]),
    },
  }
}

function namedSession({ searchParams }: URL, headers: Headers): NamedSession | undefined {
  const byArgument = searchParams.get("bokeh-session-id")
  const byHeader = headers.get("Bokeh-Session-Id")
  const token = searchParams.get("bokeh-token")
  if (byArgument !== null && byHeader !== null) {
    throw new HttpError(403, "session ID was provided as an argument and header")
  }
  const id = byArgument ?? byHeader
  if (id !== null && token !== null) {
    throw new HttpError(403, "Both token and session ID were provided")
  }
  if (token !== null) return { by: "token", text: token }
  return id === null ? undefined : { by: "id", text: id }
}

/** A session that a link leads to is opened, but not remembered: it belongs to somebody else. */
function remembers({ searchParams }: URL, { endpoint, route }: Match): boolean {
  return (
    endpoint === "page" &&
    route.options.session?.resume === "cookie" &&
    !LINK_ARGUMENTS.some((name) => searchParams.has(name))
  )
}

function rememberedSession(cookie: string | undefined): NamedSession | undefined {
  return cookie === undefined ? undefined : { by: "cookie", text: cookie }
}

function pickPresent(
  names: readonly string[],
  get: (name: string) => string | null,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = get(name)
      return value === null ? [] : [[name, value]]
    }),
  )
}
