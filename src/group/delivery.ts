// How far the entries of a group have come to one recipient that is online.

import type { Entry } from "./entries.ts"

export interface Delivery {
  readonly id: string
  /** It has everything up to this. */
  cursor: number
  /** In order; what it is being handed stays here until it has taken it. */
  queue: Entry[]
  /** Where what comes after the queue is: not all of it is kept in memory for a slow recipient. */
  next: "queue" | "store"
  /** "waiting" for the next try, after one that failed. */
  state: "idle" | "delivering" | "waiting"
  /** Its cursor is stored: it was not in step when that was written. */
  isCursorStored: boolean
  lastSeenAtMs: number
  /** How often it said by itself that it is there: an older answer that it is not is ignored. */
  hellos: number
}

/** So much is handed over at once, unless one entry is more. */
const MAX_BATCH_BYTES = 1 << 20

/** It has taken everything there is for it. */
export function hasAll({ queue, next, state }: Delivery): boolean {
  return queue.length === 0 && next === "queue" && state === "idle"
}

/** The first entries of the queue: at most `maxCount`, and not too large together. */
export function batchOf(queue: readonly Entry[], maxCount: number): readonly Entry[] {
  let bytes = 0
  const end = queue.findIndex((entry, i) => {
    bytes += entry.kind === "message" ? entry.json.length : 0
    return i === maxCount || (i > 0 && bytes > MAX_BATCH_BYTES)
  })
  return end < 0 ? [...queue] : queue.slice(0, end)
}
