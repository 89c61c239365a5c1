// GET PATH/ws: checks a socket and passes it to its session's object. Source: Python bokeh.server.views.ws (3.10),
// PROTOCOL.md S-rules

import type { Match } from "../app/route.ts"
import { AdmissionError } from "../objects/admission.ts"
import { openSocket } from "../objects/stubs.ts"
import { TokenError } from "../session/token.ts"
import { CLOSE, type CloseCode } from "../util/close-codes.ts"
import { HttpError } from "../util/http-error.ts"
import { admissionOf, holdsKey } from "./admission.ts"
import type { HttpContext } from "./context.ts"
import { assertOrigin, isAllowed, originsOf } from "./origin.ts"
import { protocolsOf, refuse } from "./refuse.ts"
import { openToken } from "./session-token.ts"

/** The checks that come before authentication. @throws HttpError */
export function assertSocket(
  request: Request,
  { route }: Match,
  { config, publicUrl }: HttpContext,
): void {
  if (request.headers.get("Upgrade")?.toLowerCase() !== "websocket") {
    throw new HttpError(400, 'Can "Upgrade" only to "WebSocket".', { Upgrade: "websocket" })
  }
  assertOrigin(request, publicUrl.url, originsOf(route.options, config))
}

export async function answerSocket(
  request: Request,
  match: Match,
  context: HttpContext,
): Promise<Response> {
  const [name, text, ...more] = protocolsOf(request)
  if (name !== "bokeh" || text === undefined || more.length > 0) {
    return refuse(
      request,
      CLOSE.badSubprotocol,
      "the subprotocols must be 'bokeh' and a token",
      context,
    )
  }
  let code: CloseCode = CLOSE.badToken
  try {
    const token = openToken(text, match, context)
    code = CLOSE.forbidden
    const isEmbedded =
      token.isEmbedded === true || (holdsKey(token) && isOfOthers(request, context))
    const admission = admissionOf(context.publicUrl.url, match, { ...token, isEmbedded }, context)
    const { newSessions, env, now } = context
    if (admission.mayStart && !(await newSessions.mayStart(request, env, now()))) {
      return refuse(request, CLOSE.tryAgainLater, "too many new sessions: try again later", context)
    }
    return await openSocket(context.env, admission, request)
  } catch (error) {
    if (error instanceof TokenError || error instanceof AdmissionError) {
      return refuse(request, code, error.message, context)
    }
    throw error
  }
}

/** Whether the page is on another site: a page that Python created, with a token of its own. */
function isOfOthers(request: Request, { publicUrl }: HttpContext): boolean {
  const origin = request.headers.get("Origin")
  return origin !== null && !isAllowed(origin, publicUrl.url, [])
}
