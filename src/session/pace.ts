// An action that may run once in an interval, and is repeated while there is more to do.

import type { Timers } from "../ports.ts"

export class Pace {
  readonly #timers: Timers
  readonly #ms: number
  readonly #next: () => boolean
  #stop: (() => void) | undefined

  /** @param next does what has accumulated, and returns whether there was anything */
  constructor(timers: Timers, ms: number, next: () => boolean) {
    this.#timers = timers
    this.#ms = ms
    this.#next = next
  }

  /** The action ran a short while ago: what arrives now waits. */
  get isBusy(): boolean {
    return this.#stop !== undefined
  }

  /** The action runs now. */
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
