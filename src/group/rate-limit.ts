// How often one member may speak: a bucket of 60 messages that refills by 20 a second.

import type { Timers } from "../ports.ts"
import { GroupError } from "./group-error.ts"

const BURST = 60
const PER_SECOND = 20
const REFILL_MS = (BURST / PER_SECOND) * 1000
/** As many members as one object serves; above it those that have been quiet are forgotten. */
const MAX_BUCKETS = 500

export class RateLimit {
  readonly #timers: Timers
  readonly #buckets = new Map<string, { left: number; atMs: number }>()

  constructor(timers: Timers) {
    this.#timers = timers
  }

  /** @throws GroupError that says when to try again */
  take(id: string): void {
    const nowMs = this.#timers.now()
    const { left, atMs } = this.#buckets.get(id) ?? { left: BURST, atMs: nowMs }
    const passedMs = Math.max(0, nowMs - atMs) // a clock may be set back
    const now = Math.min(BURST, left + (passedMs / 1000) * PER_SECOND)
    if (now < 1) {
      const retryAfterMs = Math.ceil(((1 - now) / PER_SECOND) * 1000)
      throw new GroupError(
        "too-often",
        `send: at most ${PER_SECOND} messages a second, try again in ${retryAfterMs} ms`,
        retryAfterMs,
      )
    }
    this.#buckets.set(id, { left: now - 1, atMs: nowMs })
    if (this.#buckets.size > MAX_BUCKETS) this.#forgetFull(nowMs)
  }

  /** A bucket that has refilled says nothing that a new one would not. */
  #forgetFull(nowMs: number): void {
    for (const [id, { atMs }] of this.#buckets) {
      if (nowMs - atMs >= REFILL_MS) this.#buckets.delete(id)
    }
  }
}
