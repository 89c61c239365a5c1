// Whether there is room for one more message that waits to be sent.

import { utf8Length } from "../util/bytes.ts"
import { GROUP_LIMITS } from "../util/limits.ts"
import { GroupError } from "./group-error.ts"
import type { Outbox, Outgoing } from "./kept-membership.ts"

/** Waiting messages are stored with the session. They are limited in each group, and in all groups together. */
export function assertRoom({ unsent, unsentOfSession }: Outbox, outgoing: Outgoing): void {
  const { unsentMessages, unsentOfSession: most } = GROUP_LIMITS
  const { messages, bytes } = unsentOfSession
  const needed = bytes + utf8Length(JSON.stringify(outgoing))
  if (unsent < unsentMessages && messages < most.messages && needed <= most.bytes) return
  throw new GroupError(
    "too-often",
    `send: ${unsent} messages to this group wait, ${messages} (${bytes} bytes) to all groups`,
    1000,
  )
}
