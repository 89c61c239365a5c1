// A socket to a session that could not start. A close reason is short, and stock clients show none of it: so it is opened,
// and the client's first message, which asks for the document or brings one, is answered with what went wrong.

import { EARLY_PULL } from "../../client/task.ts"
import type { NewSocket, Timers } from "../../ports.ts"
import { AWAITING_HEADER, type FrameLimits, type ReaderState, step } from "../../protocol/frames.ts"
import { ack, error } from "../../protocol/server-messages.ts"
import type { Failure } from "../report.ts"

/** Clients ask at once. */
const FIRST_MESSAGE_MS = 10_000

export interface FailedOptions {
  readonly limits: FrameLimits
  readonly timers: Timers
  /** It has asked in its URL. */
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
        // Broken frames get no reply, but the same end.
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
