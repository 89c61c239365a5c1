// What may be done once in a while, and goes on while there is more of it.

import type { Timers } from "../ports.ts"

export class Pace {
  readonly #timers: Timers
  readonly #ms: number
  readonly #next: () => boolean
  #stop: (() => void) | undefined

  /** @param next does what has come meanwhile, and says whether there was anything */
  constructor(timers: Timers, ms: number, next: () => boolean) {
    this.#timers = timers
    this.#ms = ms
    this.#next = next
  }

  /** It was done not long ago: what comes now waits. */
  get isBusy(): boolean {
    return this.#stop !== undefined
  }

  /** It is done now. */
  begin(): void {
    this.#stop ??= this.#timers.after(this.#ms, () => {
      this.#stop = undefined
      if (this.#next()) this.begin()
    })
  }

  end(): void {
    this.#stop?.()
    this.#stop = undefined
  }
}
