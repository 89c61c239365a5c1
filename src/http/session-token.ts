// The token that opens the socket of a page or snippet: the one in the request, or a new one for the requested session.
// Each token is for one route with its parameters, and one user. Source: Python bokeh.server.views.session_handler (3.10),
// PROTOCOL.md T-rules

import type { Match } from "../app/route.ts"
import { type Admission, AdmissionError, assertKeepable } from "../objects/admission.ts"
import { shortHash } from "../objects/names.ts"
import {
  createSessionId,
  createToken,
  isOwnSessionId,
  type Keys,
  openSignedId,
  parseToken,
  type SignedId,
  signSessionId,
  type Token,
  TokenError,
} from "../session/token.ts"
import { HttpError } from "../util/http-error.ts"
import { REQUEST_LIMITS } from "../util/limits.ts"
import { admissionOf } from "./admission.ts"
import type { HttpContext } from "./context.ts"
import { assertNames } from "./long-names.ts"
import { socketPath } from "./paths.ts"
import {
  type Carried,
  type NamedSession,
  readSessionRequest,
  type SessionRequest,
} from "./session-request.ts"

/** A token for a page, and whom it admits. */
export interface Issued {
  /** The request. */
  readonly asked: SessionRequest
  readonly token: string
  readonly admission: Admission
  /** Undefined for a token that came with the request. */
  readonly signedId?: string
}

/**
 * Reads a request, and creates its token.
 * @param carried default the headers and cookies of the route
 * @throws HttpError 403 for ids, tokens and invitations that are not the server's; 400 when the request is too long to be
 * stored; 404 when the app has no such page
 */
export async function issueToken(
  request: Request,
  match: Match,
  context: HttpContext,
  carried?: Carried,
): Promise<Issued> {
  const asked = readSessionRequest(request, match, context, carried)
  const issued = tokenFor(asked, match, context)
  await assertNames(match, issued.admission, context)
  return { ...issued, asked }
}

function tokenFor(
  asked: SessionRequest,
  match: Match,
  context: HttpContext,
): Omit<Issued, "asked"> {
  const { named, payload } = asked
  if (named?.by === "token") return givenToken(named.text, match, context)
  const { id: sessionId, signed: signedId } = sessionFor(asked, match, context)
  const { config, now, random } = context
  const token = {
    sessionId,
    expiresAtMs: now() + config.tokenExpirationMs,
    payload,
    purpose: purposeOf(match, context),
    isEmbedded: isEmbedding(match),
    windowId: random.alphanumeric(8),
  }
  const text = tokenErrorAs(400, () => createToken(token, config.secretKeys, signedId), "")
  return { token: text, admission: admissionFor(match, token, context), signedId }
}

function givenToken(text: string, match: Match, context: HttpContext): Omit<Issued, "asked"> {
  const given = tokenErrorAs(403, () => openToken(text, match, context))
  const isEmbedded = isEmbedding(match)
  const token = isEmbedded ? { ...given, isEmbedded } : given
  const again = () =>
    // The token may be Python's, and those are longer.
    createToken(token, context.config.secretKeys, undefined, REQUEST_LIMITS.tokenChars)
  return {
    token: isEmbedded ? tokenErrorAs(400, again, "") : text,
    admission: admissionFor(match, token, context),
  }
}

/** The token that a request brings. @throws TokenError when it is not the server's, or for another purpose */
export function openToken(text: string, match: Match, context: HttpContext): Token {
  const token = parseToken(text, context.config.secretKeys)
  const { purpose } = token
  if (purpose === undefined || purpose === purposeOf(match, context)) return token
  throw new TokenError("the token is for another page or user: load the page again")
}

/** Hashed, since tokens are short, and paths may be long. */
function purposeOf({ route, params }: Match, { user }: HttpContext): string {
  return shortHash(JSON.stringify([route.pattern, params, user?.id]))
}

/** Pages on other sites do not have this server's policy, so visitors' HTML becomes text there (PROTOCOL.md S31). */
function isEmbedding({ endpoint }: Match): boolean {
  return endpoint === "autoload" || endpoint === "embed"
}

/** The session that the request names, the one that all visitors share, or a new one. */
function sessionFor(
  { named, sharedId }: SessionRequest,
  { route }: Match,
  { config, random }: HttpContext,
): SignedId {
  const given = named && openNamed(named, config.secretKeys)
  if (route.options.session?.ids === "external") {
    assertExternal(named?.by === "id" ? given : undefined)
  }
  if (given !== undefined) return given
  const id = sharedId ?? createSessionId(random)
  return { id, signed: signSessionId(id, config.secretKeys) }
}

/** @returns undefined for a cookie signed with a key that is no longer used. @throws HttpError 403 for other ids */
function openNamed({ by, text }: NamedSession, keys: Keys): SignedId | undefined {
  try {
    return openSignedId(text, keys)
  } catch (error) {
    if (by === "cookie" && error instanceof TokenError) return undefined
    throw asHttpError(error, 403)
  }
}

/** Any page gives out an id that this server has signed: it does not prove that a service admitted the visitor. */
function assertExternal(given: SignedId | undefined): void {
  if (given === undefined) throw new HttpError(403, "No bokeh-session-id provided")
  if (!isOwnSessionId(given.id)) return
  throw new HttpError(
    403,
    "Invalid token or session ID: this server's own ids do not open this app",
  )
}

/** Whom the page's socket will admit. Checked here, since a browser cannot tell why a socket fails. */
function admissionFor(match: Match, token: Token, context: HttpContext): Admission {
  const url = new URL(context.publicUrl.url)
  url.pathname = socketPath(url.pathname, match.endpoint, match.route)
  url.search = ""
  const admission = tokenErrorAs(
    403,
    () => admissionOf(url, match, token, context),
    "This link does not work: ",
  )
  try {
    assertKeepable(admission)
  } catch (error) {
    if (error instanceof AdmissionError) throw new HttpError(400, error.message)
    throw error
  }
  return admission
}

/** @throws HttpError with that status instead of a TokenError */
function tokenErrorAs<T>(status: number, action: () => T, what?: string): T {
  try {
    return action()
  } catch (error) {
    throw asHttpError(error, status, what)
  }
}

function asHttpError(
  error: unknown,
  status: number,
  what = "Invalid token or session ID: ",
): unknown {
  return error instanceof TokenError ? new HttpError(status, what + error.message) : error
}
