// GET PATH/ws: checks a socket and hands it to its session's object.
// Source: Python bokeh.server.views.ws (3.10), PROTOCOL.md S-rules

import type { Match } from "../app/route.ts"
import { encodeSessionOpen, SESSION_OPEN_HEADER, type SessionOpen } from "../app/session-open.ts"
import { sessionsOf } from "../env.ts"
import { parseToken, type Token, TokenError } from "../session/token.ts"
import { CLOSE, type CloseCode, closeReason } from "../util/close-codes.ts"
import { HttpError } from "../util/http-error.ts"
import type { HttpContext } from "./context.ts"
import { assertOrigin, originsOf } from "./origin.ts"
import { argumentsOf, assertPurpose } from "./session-token.ts"

export function answerSocket(
  request: Request,
  match: Match,
  context: HttpContext,
): Response | Promise<Response> {
  if (request.headers.get("Upgrade")?.toLowerCase() !== "websocket") {
    throw new HttpError(400, 'Can "Upgrade" only to "WebSocket".', { Upgrade: "websocket" })
  }
  const { config, env } = context
  assertOrigin(request, originsOf(match.route.options, config))
  const [name, text, ...more] = protocolsOf(request)
  if (name !== "bokeh" || text === undefined || more.length > 0) {
    return refuse(CLOSE.badSubprotocol, "the subprotocols must be 'bokeh' and a token", name)
  }
  let token: Token
  try {
    token = parseToken(text, config.secretKeys)
    assertPurpose(token, match)
  } catch (error) {
    if (error instanceof TokenError) return refuse(CLOSE.badToken, error.message, name)
    throw error
  }
  const open = sessionOpen(request, match, token, context.now())
  const headers = new Headers(request.headers)
  headers.set(SESSION_OPEN_HEADER, encodeSessionOpen(open))
  const stub = sessionsOf(env).getByName(`${open.pattern} ${open.sessionId}`)
  return stub.fetch(new Request(request, { headers }))
}

/** The page's request is in the token; a token that Python made has none, and then the socket's own counts. */
export function sessionOpen(
  request: Request,
  match: Match,
  token: Token,
  nowMs: number,
): SessionOpen {
  const url = new URL(request.url)
  const payload = token.payload ?? { headers: {}, cookies: {}, arguments: argumentsOf(url, []) }
  return {
    sessionId: token.sessionId,
    pattern: match.route.pattern,
    params: match.params,
    request: { url: request.url, ...payload },
    hasExpired: token.expiresAtMs <= nowMs,
  }
}

function protocolsOf(request: Request): readonly string[] {
  const offered = request.headers.get("Sec-WebSocket-Protocol") ?? ""
  return offered
    .split(",")
    .map((protocol) => protocol.trim())
    .filter((protocol) => protocol !== "")
}

/** Opens the socket and closes it at once: a browser can't see why an upgrade failed, but it sees a close code. */
function refuse(code: CloseCode, reason: string, protocol: string | undefined): Response {
  const { 0: client, 1: server } = new WebSocketPair()
  server.accept()
  server.close(code, closeReason(reason))
  return new Response(null, {
    status: 101,
    webSocket: client,
    headers: protocol === undefined ? {} : { "Sec-WebSocket-Protocol": protocol },
  })
}
