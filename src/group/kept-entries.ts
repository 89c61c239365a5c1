// How much a group stores.

import { GROUP_LIMITS } from "../util/limits.ts"

/** How much is stored. Members that are away have no use for presence entries: these must not displace messages. */
export interface KeptEntries {
  readonly messages: number
  /** The size of all messages, as JSON. */
  readonly messageBytes: number
  /** The number of entries that are not messages. */
  readonly others: number
  /** How far back sent numbers are known, also when the entries are deleted; default as far as entries go. */
  readonly sentSinceMs?: number
}

/**
 * For this long, a message that is sent again is recognized. That is longer than a signature is valid (five minutes before
 * and after its time), and longer than a session sleeps with messages that it may have sent before a crash (half an hour).
 */
const SENT_MS = 40 * 60_000

export function keptEntries(nowMs: number): KeptEntries {
  return { ...GROUP_LIMITS.kept, sentSinceMs: nowMs - SENT_MS }
}

export const NO_ENTRIES: KeptEntries = { messages: 0, messageBytes: 0, others: 0 }
