// Objects that can be evicted: their memory is created again at the next call.

import type { Timers } from "../ports.ts"

export class Evictable<T> {
  readonly #timers: Timers
  readonly #make: (timers: Timers) => T
  #generation = 0
  #living: { readonly object: T } | undefined

  constructor(timers: Timers, make: (timers: Timers) => T) {
    this.#timers = timers
    this.#make = make
  }

  get living(): T {
    if (this.#living !== undefined) return this.#living.object
    const generation = ++this.#generation
    const object = this.#make(this.#timersWhile(() => this.#generation === generation))
    this.#living = { object }
    return object
  }

  evict(): void {
    this.#generation++
    this.#living = undefined
  }

  /** An object's timers do not outlive it. */
  #timersWhile(isAlive: () => boolean): Timers {
    return {
      now: () => this.#timers.now(),
      after: (ms, action) => this.#timers.after(ms, () => isAlive() && action()),
    }
  }
}
