// A socket to a session that could not start. A close reason is short, and stock clients do not show it. So the socket is
// opened, and the reply to the client's first message, which pulls or pushes the document, says what went wrong.

import { EARLY_PULL } from "../../client/task.ts"
import type { NewSocket, Timers } from "../../ports.ts"
import { AWAITING_HEADER, type FrameLimits, type ReaderState, step } from "../../protocol/frames.ts"
import { ack, error } from "../../protocol/server-messages.ts"
import type { Failure } from "../report.ts"

/** Clients send their first message immediately. */
const FIRST_MESSAGE_MS = 10_000

export interface FailedOptions {
  readonly limits: FrameLimits
  readonly timers: Timers
  /** The request was already made in the URL. */
  readonly hasAsked: boolean
  /** It is closed at both ends. */
  readonly closed: () => void
}

export function openFailed(
  socket: NewSocket,
  { code, reason, text }: Failure & { readonly code: number },
  { limits, timers, hasAsked, closed }: FailedOptions,
): void {
  const end = () => socket.close(code, reason)
  const stop = timers.after(FIRST_MESSAGE_MS, end)
  const answer = (msgid: string) => {
    for (const frame of error("s2", msgid, text)) socket.send(frame)
  }
  let reader: ReaderState = AWAITING_HEADER
  socket.listen({
    closed: () => {
      stop()
      closed()
    },
    message: (frame) => {
      try {
        const { state, message } = step(reader, frame, limits)
        reader = state
        if (message === undefined) return
        answer(message.msgid)
      } catch {
        // Broken frames get no reply, but the socket is closed in the same way.
      }
      stop()
      end()
    },
  })
  for (const frame of ack("s1")) socket.send(frame)
  if (!hasAsked) return
  answer(EARLY_PULL)
  stop()
  end()
}
