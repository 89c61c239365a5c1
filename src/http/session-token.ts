// Which session a page or snippet is for, and the token that opens its socket.
// Source: Python bokeh.server.views.session_handler (3.10), PROTOCOL.md T-rules

import type { RouteOptions } from "../app/handler.ts"
import type { Match } from "../app/route.ts"
import { type Admission, AdmissionError, assertKeepable } from "../objects/admission.ts"
import { shortHash } from "../objects/names.ts"
import { sharedIdOf } from "../objects/shared-session.ts"
import {
  createSessionId,
  createToken,
  isOwnSessionId,
  openSignedId,
  parseToken,
  type SignedId,
  signSessionId,
  type Token,
  TokenError,
  type TokenPayload,
} from "../session/token.ts"
import { HttpError } from "../util/http-error.ts"
import { REQUEST_LIMITS } from "../util/limits.ts"
import { admissionOf } from "./admission.ts"
import { argumentsOf, AUTOLOAD_ARGUMENTS, SESSION_ARGUMENTS } from "./arguments.ts"
import type { HttpContext } from "./context.ts"
import { cookiesOf } from "./cookies.ts"
import { socketPath } from "./socket-path.ts"

/** A token for a page, and whom it will let in. */
export interface Issued {
  readonly token: string
  readonly admission: Admission
}

interface IssueOptions {
  /** Which headers and cookies go along; default the route's. */
  readonly carried?: Pick<RouteOptions, "headers" | "cookies">
  /** The session, where the request names none; default a new one. */
  readonly id?: SignedId
}

/**
 * The token for the page: the one given, one for the session id given, or one for a new session.
 * @throws HttpError 403 for ids, tokens and invitations that are not ours; 400 when the request is too long to be kept
 */
export function issueToken(
  request: Request,
  match: Match,
  context: HttpContext,
  { carried = match.route.options, id }: IssueOptions = {},
): Issued {
  const { secretKeys } = context.config
  const named = namedSession(request)
  if (named?.type === "token") {
    const token = tokenErrorAs(403, () => {
      return assertPurpose(parseToken(named.text, secretKeys), match, context)
    })
    return isEmbedding(match)
      ? embedded(request, match, token, context)
      : { token: named.text, admission: admissionFor(request, match, token, context) }
  }
  const given = named && tokenErrorAs(403, () => openSignedId(named.text, secretKeys))
  if (match.route.options.session?.ids === "external") assertExternal(given)
  const own = sharedSession(request, match, context) ?? id
  const { id: sessionId, signed } = given ?? own ?? newSession(context)
  const token = {
    sessionId,
    expiresAtMs: context.now() + context.config.tokenExpirationMs,
    payload: payloadOf(request, match, carried),
    purpose: purposeOf(match, context),
    isEmbedded: isEmbedding(match),
  }
  const text = tokenErrorAs(400, () => createToken(token, secretKeys, signed), "")
  return { token: text, admission: admissionFor(request, match, token, context) }
}

/** Pages of others have no policy of ours: what visitors wrote as HTML is text there (PROTOCOL.md S31). */
function isEmbedding({ endpoint }: Match): boolean {
  return endpoint === "autoload" || endpoint === "embed"
}

/** The same token for a page of somebody else's. It may be Python's, which are longer than ours. */
function embedded(request: Request, match: Match, given: Token, context: HttpContext): Issued {
  const { secretKeys } = context.config
  const token = { ...given, isEmbedded: true }
  const { tokenChars } = REQUEST_LIMITS
  const text = tokenErrorAs(400, () => createToken(token, secretKeys, undefined, tokenChars), "")
  return { token: text, admission: admissionFor(request, match, token, context) }
}

function sharedSession(
  { url }: Request,
  match: Match,
  { config }: HttpContext,
): SignedId | undefined {
  const id = sharedIdOf(new URL(url), match)
  return id === undefined ? undefined : { id, signed: signSessionId(id, config.secretKeys) }
}

export function newSession({ random, config }: HttpContext): SignedId {
  const id = createSessionId(random)
  return { id, signed: signSessionId(id, config.secretKeys) }
}

interface NamedSession {
  readonly type: "id" | "token"
  readonly text: string
}

/** The session that a request names. */
export function namedSession(request: Request): NamedSession | undefined {
  const { searchParams } = new URL(request.url)
  const byArgument = searchParams.get("bokeh-session-id")
  const byHeader = request.headers.get("Bokeh-Session-Id")
  const token = searchParams.get("bokeh-token")
  if (byArgument !== null && byHeader !== null) {
    throw new HttpError(403, "session ID was provided as an argument and header")
  }
  const id = byArgument ?? byHeader
  if (id !== null && token !== null) {
    throw new HttpError(403, "Both token and session ID were provided")
  }
  if (token !== null) return { type: "token", text: token }
  return id === null ? undefined : { type: "id", text: id }
}

/** Any page gives out a signed id of ours: it is no proof that somebody else let the visitor in. */
function assertExternal(given: SignedId | undefined): void {
  if (given === undefined) throw new HttpError(403, "No bokeh-session-id provided")
  if (!isOwnSessionId(given.id)) return
  throw new HttpError(
    403,
    "Invalid token or session ID: this server's own ids do not open this app",
  )
}

/** Whom the page's socket will let in. It fails here, since a browser can't tell why a socket fails. */
function admissionFor(
  request: Request,
  match: Match,
  token: Token,
  context: HttpContext,
): Admission {
  const url = new URL(context.publicUrl.url)
  url.pathname = socketPath(url.pathname, match.endpoint, match.route)
  url.search = ""
  const admission = tokenErrorAs(
    403,
    () => admissionOf(url, match, token, context),
    "Invalid invitation: ",
  )
  try {
    assertKeepable(admission)
  } catch (error) {
    if (error instanceof AdmissionError) throw new HttpError(400, error.message)
    throw error
  }
  return admission
}

/** A token is for one route with its parameters, and one user. @throws TokenError when this one is for another */
export function assertPurpose(token: Token, match: Match, context: HttpContext): Token {
  const { purpose } = token
  if (purpose === undefined || purpose === purposeOf(match, context)) return token
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

function payloadOf(
  request: Request,
  { endpoint }: Match,
  { headers = [], cookies = [] }: Pick<RouteOptions, "headers" | "cookies">,
): TokenPayload {
  const sent = cookiesOf(request)
  const own = endpoint === "autoload" ? AUTOLOAD_ARGUMENTS : []
  return {
    headers: pickPresent(headers, (name) => request.headers.get(name)),
    cookies: pickPresent(cookies, (name) => sent[name] ?? null),
    arguments: argumentsOf(new URL(request.url), [...SESSION_ARGUMENTS, ...own]),
  }
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

/** @throws HttpError of that status in place of a TokenError */
function tokenErrorAs<T>(
  status: number,
  action: () => T,
  what = "Invalid token or session ID: ",
): T {
  try {
    return action()
  } catch (error) {
    if (!(error instanceof TokenError)) throw error
    throw new HttpError(status, what + error.message)
  }
}
