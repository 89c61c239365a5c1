// How a socket is refused, and the subprotocols that it offers.

import { type CloseCode, closeReason } from "../util/close-codes.ts"
import type { HttpContext } from "./context.ts"

/** The subprotocols that a client offers. */
export function protocolsOf(request: Request): readonly string[] {
  return request.headers.get("Sec-WebSocket-Protocol")?.match(/[^,\s]+/g) ?? []
}

/** Opens the socket and closes it immediately: a browser cannot see why an upgrade failed, but it sees a close code. */
export function refuse(
  request: Request,
  code: CloseCode,
  reason: string,
  { log }: Pick<HttpContext, "log">,
): Response {
  log.warn("a socket was refused", { code, reason, path: new URL(request.url).pathname })
  const [protocol] = protocolsOf(request)
  const { 0: client, 1: server } = new WebSocketPair()
  server.accept()
  server.close(code, closeReason(reason))
  return new Response(null, {
    status: 101,
    webSocket: client,
    headers: protocol === undefined ? {} : { "Sec-WebSocket-Protocol": protocol },
  })
}
