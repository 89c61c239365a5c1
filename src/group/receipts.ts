// The progress of the latest messages: who still has to take each of them, and who has.

import type { Timers } from "../ports.ts"

const TIMEOUT_MS = 5000
/** Nobody may ever ask for a receipt, and a timer would keep the object from sleeping. */
const MAX_TRACKED = 100

/** Ids of recipients. */
export interface Progress {
  readonly delivered: readonly string[]
  readonly offline: readonly string[]
  readonly dropped: readonly string[]
}

interface Tracking {
  readonly remaining: Set<string>
  readonly delivered: Set<string>
  /** They may still take it. */
  readonly offline: Set<string>
  readonly dropped: Set<string>
  readonly done: Promise<void>
  readonly resolve: () => void
}

export class Receipts {
  readonly #timers: Timers
  readonly #tracked = new Map<number, Tracking>()

  constructor(timers: Timers) {
    this.#timers = timers
  }

  /** Tracks a message that is on its way to some recipients, and waits for others. */
  track(seq: number, to: readonly string[], away: readonly string[]): void {
    const { promise: done, resolve } = Promise.withResolvers<void>()
    const [remaining, offline] = [new Set(to), new Set(away)]
    const [delivered, dropped] = [new Set<string>(), new Set<string>()]
    this.#tracked.set(seq, { remaining, delivered, offline, dropped, done, resolve })
    if (remaining.size === 0) resolve()
    for (const oldest of this.#tracked.keys()) {
      if (this.#tracked.size > MAX_TRACKED) this.#tracked.delete(oldest)
    }
  }

  took(seq: number, id: string): void {
    const tracking = this.#tracked.get(seq)
    if (tracking !== undefined) settle(tracking, id, "delivered")
  }

  /** The recipient is back, and has all messages up to this number. */
  returned(id: string, upTo: number): void {
    for (const [seq, tracking] of this.#tracked) if (seq <= upTo) settle(tracking, id, "delivered")
  }

  /** The recipient takes nothing more, for now or for good. */
  left(id: string, as: "offline" | "dropped"): void {
    for (const tracking of this.#tracked.values()) settle(tracking, id, as)
  }

  /**
   * Who has taken the message so far: resolves when all who can have taken it, or after 5 s. Undefined when it is no longer
   * tracked.
   */
  async progress(seq: number): Promise<Progress | undefined> {
    const tracking = this.#tracked.get(seq)
    if (tracking === undefined) return undefined
    const stop = this.#timers.after(TIMEOUT_MS, tracking.resolve)
    await tracking.done
    stop()
    this.#tracked.delete(seq)
    const { delivered, offline, dropped, remaining } = tracking
    return {
      delivered: [...delivered],
      offline: [...offline, ...remaining],
      dropped: [...dropped],
    }
  }
}

function settle(tracking: Tracking, id: string, as: keyof Progress): void {
  if (!tracking.remaining.delete(id) && !tracking.offline.delete(id)) return
  tracking[as].add(id)
  if (tracking.remaining.size === 0) tracking.resolve()
}
