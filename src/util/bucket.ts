// A budget that refills: a burst, and a rate per second in the long run.

export interface BucketLimits {
  readonly burst: number
  readonly perSecond: number
}

export class Bucket {
  readonly #limits: BucketLimits
  #left: number
  /** When something was last taken. */
  #atMs = 0

  constructor(limits: BucketLimits) {
    this.#limits = limits
    this.#left = limits.burst
  }

  /**
   * @param taken of the amount: 0 only asks. @returns 0 when it was taken; otherwise nothing is taken, and after so many ms
   * there may be enough
   */
  take(amount: number, nowMs: number, taken = amount): number {
    const { burst, perSecond } = this.#limits
    const passedMs = Math.max(0, nowMs - this.#atMs) // a clock may be set back
    this.#left = Math.min(burst, this.#left + (passedMs / 1000) * perSecond)
    this.#atMs = nowMs
    const missing = amount - this.#left
    if (missing > 0) return Math.ceil((missing / perSecond) * 1000)
    this.#left -= taken
    return 0
  }

  /** The bucket is in the same state as a new one. */
  isFull(nowMs: number): boolean {
    return this.take(this.#limits.burst, nowMs, 0) === 0
  }
}
