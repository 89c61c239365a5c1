// Whether there is room for one more message that waits to be sent.

import { utf8Length } from "../util/bytes.ts"
import { GROUP_LIMITS } from "../util/limits.ts"
import { GroupError } from "./group-error.ts"
import type { Outbox, Outgoing } from "./kept-membership.ts"

/** Waiting messages are stored with the session. They are limited in each group, and in all groups together. */
export function assertRoom({ unsent, unsentOfSession }: Outbox, outgoing: Outgoing): void {
  const { unsentMessages, unsentOfSession: most } = GROUP_LIMITS
  if (unsent >= unsentMessages) {
    throw new GroupError("too-often", `send: ${unsent} messages have not been sent yet`, 1000)
  }
  const { messages, bytes } = unsentOfSession
  const needed = bytes + utf8Length(JSON.stringify(outgoing))
  if (messages < most.messages && needed <= most.bytes) return
  throw new GroupError(
    "too-often",
    `send: ${messages} messages (${bytes} bytes) to all groups together have not been sent yet, ` +
      `at most ${most.messages} messages of ${most.bytes} bytes can wait`,
    1000,
  )
}
