// The progress of one online recipient through a group's entries.

import type { Entry } from "./entries.ts"

export interface Delivery {
  readonly id: string
  /** The recipient has all entries up to this number. */
  cursor: number
  /** In order. Entries that are being delivered stay here until the recipient has taken them. */
  queue: Entry[]
  /** Where the entries after the queue are: for a slow recipient, not all of them stay in memory. */
  next: "queue" | "store"
  /** "waiting": the last try failed, and the next one is due later. */
  state: "idle" | "delivering" | "waiting"
  /** Its cursor is stored, because it was not in step when the cursors were written. */
  isCursorStored: boolean
  lastSeenAtMs: number
  /** How many hellos it has sent: an older answer that it is away is ignored. */
  hellos: number
}

/** The size of one delivery, unless a single entry is larger. */
const MAX_BATCH_BYTES = 1 << 20

/** The recipient has taken all its entries. */
export function hasAll({ queue, next, state }: Delivery): boolean {
  return queue.length === 0 && next === "queue" && state === "idle"
}

/** The first entries of the queue: at most `maxCount`, within the size of one delivery. */
export function batchOf(queue: readonly Entry[], maxCount: number): readonly Entry[] {
  let bytes = 0
  const end = queue.findIndex((entry, i) => {
    bytes += entry.kind === "message" ? entry.json.length : 0
    return i === maxCount || (i > 0 && bytes > MAX_BATCH_BYTES)
  })
  return queue.slice(0, end < 0 ? maxCount : end)
}
