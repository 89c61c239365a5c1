// How long a session stays in memory: while somebody is connected, until nobody has sent anything for some time. So the
// app's variables, and callbacks that callbacks attach, live as long, as in Bokeh.

import type { Timers } from "../../ports.ts"

export class Wakefulness {
  readonly #timers: Timers
  #awakeMs = 0
  #lastMs = 0
  /** A pending timer keeps the object in memory. */
  #stop: (() => void) | undefined

  constructor(timers: Timers) {
    this.#timers = timers
  }

  /** Somebody has come, or sent something. */
  extend(awakeMs: number): void {
    this.#awakeMs = awakeMs
    this.#lastMs = this.#timers.now()
    if (this.#stop === undefined && awakeMs > 0) this.#wait(awakeMs)
  }

  /** Nobody is connected. */
  end(): void {
    this.#stop?.()
    this.#stop = undefined
  }

  #wait(ms: number): void {
    this.#stop = this.#timers.after(ms, () => {
      this.#stop = undefined
      const leftMs = this.#lastMs + this.#awakeMs - this.#timers.now()
      if (leftMs > 0) this.#wait(leftMs)
    })
  }
}
