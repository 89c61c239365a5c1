// How often one member may send, change its name, or ask.

import type { Clock } from "../ports.ts"
import { Bucket, type BucketLimits } from "../util/bucket.ts"
import { Buckets } from "../util/buckets.ts"
import { GROUP_LIMITS } from "../util/limits.ts"
import { GroupError } from "./group-error.ts"

const RATE = { burst: GROUP_LIMITS.messageBurst, perSecond: GROUP_LIMITS.messagesPerSecond }
const MESSAGES = `send: at most ${RATE.perSecond} messages`

/** The rate of one member, in its session. */
export class Rate {
  readonly #clock: Clock
  readonly #bucket: Bucket

  constructor(clock: Clock, limits: BucketLimits = RATE) {
    this.#clock = clock
    this.#bucket = new Bucket(limits)
  }

  /** @param most that may be done a second @param taken 0 only asks @throws GroupError with the time of the next try */
  take(most = MESSAGES, taken = 1): void {
    assertInTime(this.#bucket.take(1, this.#clock.now(), taken), most)
  }
}

/** The rates of all members, in the group. */
export class RateLimit {
  readonly #clock: Clock
  readonly #buckets = new Buckets(RATE)

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** @throws GroupError with the time of the next try */
  take(id: string): void {
    assertInTime(this.#buckets.take(id, this.#clock.now()), MESSAGES)
  }
}

function assertInTime(retryAfterMs: number, most: string): void {
  if (retryAfterMs === 0) return
  const text = `${most} a second, try again in ${retryAfterMs} ms`
  throw new GroupError("too-often", text, retryAfterMs)
}
