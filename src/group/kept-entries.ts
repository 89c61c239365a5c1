// How much a group keeps.

import { GROUP_LIMITS } from "../util/limits.ts"
import type { KeptEntries } from "./group-ports.ts"

/** Longer than a signature holds, which is five minutes before and after its time: what somebody sends again is not taken. */
const ONCE_MS = 15 * 60_000

export function keptEntries(nowMs: number): KeptEntries {
  return { ...GROUP_LIMITS.kept, onceSinceMs: nowMs - ONCE_MS }
}

export const NO_ENTRIES: KeptEntries = { messages: 0, messageBytes: 0, others: 0 }
