// The messages that a member has seen: noted once for each, and reported to their senders. Source: PROTOCOL.md G7

import { append } from "../util/append.ts"
import type { MessageEntry } from "./entries.ts"
import type { GroupStore } from "./group-ports.ts"

export interface SeenBy {
  /** The person's id. */
  readonly id: string
  /** The numbers of the messages. */
  readonly messages: readonly number[]
  readonly isHeard: (message: MessageEntry) => boolean
}

/** Notes what is new. @returns the numbers of these messages, by the ids of their senders */
export function newlySeen(
  store: Pick<GroupStore, "messagesAfter" | "noteSeen">,
  { id, messages, isHeard }: SeenBy,
): ReadonlyMap<string, readonly number[]> {
  const bySender = new Map<string, number[]>()
  for (const seq of messages) {
    const [message] = store.messagesAfter(seq - 1, 1, isHeard, seq + 1)
    if (message === undefined || message.from.id === id || !store.noteSeen(seq, id)) continue
    const { id: sender } = message.from
    if (sender !== undefined) append(bySender, sender, [seq])
  }
  return bySender
}
