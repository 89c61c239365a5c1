// How often one member may send, or change its name.

import type { Timers } from "../ports.ts"
import { Bucket } from "../util/bucket.ts"
import { getOrMake } from "../util/get-or-make.ts"
import { GROUP_LIMITS } from "../util/limits.ts"
import { GroupError } from "./group-error.ts"

export const RATE = { burst: GROUP_LIMITS.messageBurst, perSecond: GROUP_LIMITS.messagesPerSecond }
/** Above this number, the buckets of members that have been quiet are removed. */
const MAX_BUCKETS = GROUP_LIMITS.shardMembers

export class RateLimit {
  readonly #timers: Timers
  readonly #buckets = new Map<string, Bucket>()

  constructor(timers: Timers) {
    this.#timers = timers
  }

  /** @throws GroupError with the time of the next try */
  take(id: string): void {
    const nowMs = this.#timers.now()
    const bucket = getOrMake(this.#buckets, id, () => new Bucket(RATE, nowMs))
    const retryAfterMs = bucket.take(1, nowMs)
    if (this.#buckets.size > MAX_BUCKETS) this.#forgetFull(nowMs)
    assertInTime(retryAfterMs)
  }

  #forgetFull(nowMs: number): void {
    for (const [id, bucket] of this.#buckets) if (bucket.isFull(nowMs)) this.#buckets.delete(id)
  }
}

/** @throws GroupError unless the wait is 0 */
export function assertInTime(retryAfterMs: number): void {
  if (retryAfterMs === 0) return
  throw new GroupError(
    "too-often",
    `send: at most ${RATE.perSecond} messages a second, try again in ${retryAfterMs} ms`,
    retryAfterMs,
  )
}
