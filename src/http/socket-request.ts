// GET PATH/ws: checks a socket and hands it to its session's object.
// Source: Python bokeh.server.views.ws (3.10), PROTOCOL.md S-rules

import type { Match } from "../app/route.ts"
import { encodeSessionOpen, SESSION_OPEN_HEADER, type SessionOpen } from "../app/session-open.ts"
import { sessionsOf } from "../env.ts"
import { type Invite, parseInvite } from "../session/invite.ts"
import { type Keys, parseToken, type Token, TokenError } from "../session/token.ts"
import { CLOSE } from "../util/close-codes.ts"
import { HttpError } from "../util/http-error.ts"
import type { HttpContext } from "./context.ts"
import { assertOrigin, originsOf } from "./origin.ts"
import { protocolsOf, refuse } from "./refuse.ts"
import { argumentsOf, assertPurpose } from "./session-token.ts"

/** What is checked before anybody is asked who they are. @throws HttpError */
export function assertSocket(request: Request, { route }: Match, { config }: HttpContext): void {
  if (request.headers.get("Upgrade")?.toLowerCase() !== "websocket") {
    throw new HttpError(400, 'Can "Upgrade" only to "WebSocket".', { Upgrade: "websocket" })
  }
  assertOrigin(request, originsOf(route.options, config))
}

export function answerSocket(
  request: Request,
  match: Match,
  context: HttpContext,
): Response | Promise<Response> {
  const { config, env } = context
  const [name, text, ...more] = protocolsOf(request)
  if (name !== "bokeh" || text === undefined || more.length > 0) {
    return refuse(request, CLOSE.badSubprotocol, "the subprotocols must be 'bokeh' and a token")
  }
  let token: Token
  try {
    token = parseToken(text, config.secretKeys)
    assertPurpose(token, match, context)
  } catch (error) {
    if (error instanceof TokenError) return refuse(request, CLOSE.badToken, error.message)
    throw error
  }
  let open: SessionOpen
  try {
    open = sessionOpen(request, match, token, context)
  } catch (error) {
    if (error instanceof TokenError) return refuse(request, CLOSE.forbidden, error.message)
    throw error
  }
  const headers = new Headers(request.headers)
  headers.set(SESSION_OPEN_HEADER, encodeSessionOpen(open))
  const stub = sessionsOf(env).getByName(`${open.pattern} ${open.sessionId}`)
  return stub.fetch(new Request(request, { headers }))
}

/** @throws TokenError when it is not ours, for another route, or over */
export function checkedInvite(text: string, { route }: Match, keys: Keys, nowMs: number): Invite {
  const invite = parseInvite(text, keys)
  if (invite.pattern !== route.pattern) throw new TokenError("it is for another app")
  if (invite.expiresAtMs <= nowMs) throw new TokenError("the invitation has expired")
  return invite
}

/** The page's request is in the token; a token that Python made has none, and then the socket's own counts. */
export function sessionOpen(
  request: Request,
  match: Match,
  token: Token,
  { now, user, config }: Pick<HttpContext, "now" | "user" | "config">,
): SessionOpen {
  const url = new URL(request.url)
  const payload = token.payload ?? {
    headers: {},
    cookies: {},
    arguments: argumentsOf(url, ["bokeh-version"]),
  }
  const [text] = payload.arguments["bokeh-invite"] ?? []
  const invite =
    text === undefined ? undefined : checkedInvite(text, match, config.secretKeys, now())
  return {
    sessionId: invite?.sessionId ?? token.sessionId,
    ...(invite !== undefined && { invite: { id: invite.id, role: invite.role } }),
    pattern: match.route.pattern,
    params: match.params,
    request: { url: request.url, ...payload },
    // Guests don't open sessions.
    hasExpired: invite !== undefined || token.expiresAtMs <= now(),
    ...(user !== undefined && { user }),
  }
}
