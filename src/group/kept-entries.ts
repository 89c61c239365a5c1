// How much a group keeps.

import { GROUP_LIMITS } from "../util/limits.ts"

/** How much is kept. Comings and goings are of no use to a member that is away: they must not cost it messages. */
export interface KeptEntries {
  readonly messages: number
  /** Of all messages, as JSON. */
  readonly messageBytes: number
  /** Of what is not a message. */
  readonly others: number
  /** Since when it is known what was sent, also when the messages are not kept: default since these are. */
  readonly sentSinceMs?: number
}

/**
 * What is sent again is not taken: longer than a signature holds, which is five minutes before and after its time, and than a
 * session sleeps with what it may have sent before a crash, which is half an hour.
 */
const SENT_MS = 40 * 60_000

export function keptEntries(nowMs: number): KeptEntries {
  return { ...GROUP_LIMITS.kept, sentSinceMs: nowMs - SENT_MS }
}

export const NO_ENTRIES: KeptEntries = { messages: 0, messageBytes: 0, others: 0 }
