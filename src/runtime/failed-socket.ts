// A socket to a session that could not start. A close reason is short, and stock clients show none of it: so it is opened,
// and the client's first message, which asks for the document or brings one, is answered with what went wrong.

import { AWAITING_HEADER, type ReaderState, step } from "../protocol/frames.ts"
import { ack, error } from "../protocol/server-messages.ts"
import { CLOSE, closeReason } from "../util/close-codes.ts"
import { peerOf } from "./do-peer.ts"
import type { Failure } from "./report.ts"

/** Clients ask at once. */
const PATIENCE_MS = 10_000

export function openFailed(
  socket: WebSocket,
  { reason, text }: Failure,
  maxMessageBytes: number,
): void {
  const peer = peerOf(socket)
  const end = () => peer.close(CLOSE.handlerFailed, closeReason(reason))
  const timer = setTimeout(end, PATIENCE_MS)
  let reader: ReaderState = AWAITING_HEADER
  socket.accept()
  socket.addEventListener("close", () => clearTimeout(timer))
  socket.addEventListener("message", ({ data }) => {
    try {
      const { state, message } = step(reader, data, { maxMessageBytes, maxBuffers: 10_000 })
      reader = state
      if (message === undefined) return
      for (const frame of error("s2", message.msgid, text)) peer.send(frame)
    } catch {
      // Broken frames get no reply, but the same end.
    }
    clearTimeout(timer)
    end()
  })
  for (const frame of ack("s1")) peer.send(frame)
}
