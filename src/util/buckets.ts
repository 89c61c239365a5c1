// A budget for each key.

import { Bucket, type BucketLimits } from "./bucket.ts"
import { getOrMake } from "./get-or-make.ts"

/** Above this number, those that are full are removed, then the oldest, so that many keys cannot fill the memory. */
const MAX_KEYS = 10_000

export class Buckets {
  readonly #limits: BucketLimits
  readonly #buckets = new Map<string, Bucket>()

  constructor(limits: BucketLimits) {
    this.#limits = limits
  }

  /** @returns 0 when 1 was taken; otherwise, after so many ms there may be enough */
  take(key: string, nowMs: number): number {
    return getOrMake(this.#buckets, key, () => {
      this.#makeRoom(nowMs)
      return new Bucket(this.#limits)
    }).take(1, nowMs)
  }

  #makeRoom(nowMs: number): void {
    if (this.#buckets.size < MAX_KEYS) return
    for (const [key, bucket] of this.#buckets) if (bucket.isFull(nowMs)) this.#buckets.delete(key)
    const [oldest] = this.#buckets.keys()
    if (this.#buckets.size >= MAX_KEYS && oldest !== undefined) this.#buckets.delete(oldest)
  }
}
