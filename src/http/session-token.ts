// Which session a page or snippet is for, and the token that opens its socket.
// Source: Python bokeh.server.views.session_handler (3.10), PROTOCOL.md T-rules

import type { RouteOptions } from "../app/handler.ts"
import type { Match } from "../app/route.ts"
import { shortHash } from "../objects/names.ts"
import {
  createSessionId,
  createToken,
  parseToken,
  signSessionId,
  type Token,
  TokenError,
  type TokenPayload,
  verifySessionId,
} from "../session/token.ts"
import { HttpError } from "../util/http-error.ts"
import type { HttpContext } from "./context.ts"
import { cookiesOf } from "./cookies.ts"

/** Arguments that are for the server; the app gets all others. */
const OWN_ARGUMENTS = ["bokeh-session-id", "bokeh-token"]
/** The place of one root: its name, a space, and the id of an element. */
export const ROOT_ARGUMENT = "bokeh-autoload-root"
export const AUTOLOAD_ARGUMENTS = [
  "bokeh-autoload-element",
  ROOT_ARGUMENT,
  "bokeh-app-path",
  "bokeh-absolute-url",
  "resources",
]

/**
 * The token for the page: the one given, one for the session id given, or one for a new session.
 * @param options which headers and cookies go along; default the route's
 * @throws HttpError 403 for ids and tokens that are not ours, 400 when the request does not fit into a token
 */
export function tokenFor(
  request: Request,
  match: Match,
  context: HttpContext,
  options: RouteOptions = match.route.options,
): string {
  const { searchParams } = new URL(request.url)
  const byArgument = searchParams.get("bokeh-session-id")
  const byHeader = request.headers.get("Bokeh-Session-Id")
  const token = searchParams.get("bokeh-token")
  if (byArgument !== null && byHeader !== null) {
    throw new HttpError(403, "session ID was provided as an argument and header")
  }
  const signedId = byArgument ?? byHeader
  if (signedId !== null && token !== null) {
    throw new HttpError(403, "Both token and session ID were provided")
  }
  const { config, now } = context
  if (token !== null) {
    return checked(
      403,
      () => (assertPurpose(parseToken(token, config.secretKeys), match, context), token),
    )
  }
  if (signedId === null && match.route.options.session?.ids === "external") {
    throw new HttpError(403, "No bokeh-session-id provided")
  }
  const sessionId =
    signedId === null
      ? createSessionId(context.random)
      : checked(403, () => verifySessionId(signedId, config.secretKeys))
  const expiresAtMs = now() + config.tokenExpirationMs
  const payload = payloadOf(request, options)
  const purpose = purposeOf(match, context)
  return checked(400, () =>
    createToken({ sessionId, expiresAtMs, payload, purpose }, config.secretKeys),
  )
}

/** A token is for one route with its parameters, and one user. @throws TokenError when this one is for another */
export function assertPurpose({ purpose }: Token, match: Match, context: HttpContext): void {
  if (purpose === undefined || purpose === purposeOf(match, context)) return
  const params = JSON.stringify(match.params)
  const orUser = context.user === undefined ? "" : ", or for another user"
  throw new TokenError(
    `the token is for another route than ${match.route.pattern} with ${params}${orUser}`,
  )
}

/** Tokens are short, paths need not be. */
function purposeOf({ route, params }: Match, { user }: HttpContext): string {
  return shortHash(JSON.stringify([route.pattern, params, user?.id]))
}

/** Each user of a browser has a session of their own. */
function cookieName({ user }: HttpContext): string {
  return user === undefined ? "bokeh-session" : `bokeh-session-${shortHash(user.id)}`
}
const DEFAULT_COOKIE_S = 24 * 60 * 60

/**
 * The token for a page, and the cookie that lets the visitor come back to the session, where the route wants one. A session
 * that the link names is joined, but not remembered: it is somebody else's.
 */
export function sessionOf(
  request: Request,
  match: Match,
  context: HttpContext,
): { readonly token: string; readonly cookie?: string } {
  const { resume, keep = DEFAULT_COOKIE_S } = match.route.options.session ?? {}
  if (resume !== "cookie" || namesSession(request)) {
    return { token: tokenFor(request, match, context) }
  }
  const { secretKeys } = context.config
  const token = tokenFor(withResumedSession(request, context), match, context)
  const signedId = signSessionId(parseToken(token, secretKeys).sessionId, secretKeys)
  const { pathname, protocol } = new URL(request.url)
  const secure = protocol === "https:" ? "; Secure" : ""
  // A ";" in a link's path would write attributes of its own.
  const path = pathname.replaceAll(";", "%3B")
  const cookie = `${cookieName(context)}=${signedId}; Path=${path}; Max-Age=${keep}; HttpOnly; SameSite=Lax${secure}`
  return { token, cookie }
}

function namesSession(request: Request): boolean {
  const { searchParams } = new URL(request.url)
  return (
    OWN_ARGUMENTS.some((name) => searchParams.has(name)) || request.headers.has("Bokeh-Session-Id")
  )
}

/** The request as if it named the session of its cookie, unless that is not ours. */
function withResumedSession(request: Request, context: HttpContext): Request {
  const signedId = cookiesOf(request).get(cookieName(context))
  if (signedId === undefined) return request
  try {
    verifySessionId(signedId, context.config.secretKeys)
  } catch {
    return request // signed with a key that is no longer used: a new session
  }
  const headers = new Headers(request.headers)
  headers.set("Bokeh-Session-Id", signedId)
  return new Request(request, { headers })
}

/** The query's arguments but those named; repeated ones keep all their values. */
export function argumentsOf(
  { searchParams }: URL,
  without: readonly string[],
): Readonly<Record<string, readonly string[]>> {
  const names = [...new Set(searchParams.keys())].filter((name) => !without.includes(name))
  return Object.fromEntries(names.map((name) => [name, searchParams.getAll(name)]))
}

function payloadOf(request: Request, { headers = [], cookies = [] }: RouteOptions): TokenPayload {
  const url = new URL(request.url)
  const isAutoload = url.pathname.endsWith("/autoload.js")
  const sent = cookiesOf(request)
  return {
    headers: named(headers, (name) => request.headers.get(name)),
    cookies: named(cookies, (name) => sent.get(name) ?? null),
    arguments: argumentsOf(url, [...OWN_ARGUMENTS, ...(isAutoload ? AUTOLOAD_ARGUMENTS : [])]),
  }
}

function named(
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

/** @throws HttpError of that status in place of a TokenError */
export function checked<T>(
  status: number,
  action: () => T,
  what = status === 403 ? "Invalid token or session ID: " : "",
): T {
  try {
    return action()
  } catch (error) {
    if (!(error instanceof TokenError)) throw error
    throw new HttpError(status, what + error.message)
  }
}
