// How long a session stays in memory: while somebody is connected, until nobody has sent anything for some time. So the
// app's variables, and callbacks that callbacks attach, live as long, as in Bokeh. Meanwhile it looks itself who is there.

import type { Timers } from "../../ports.ts"

/** How often it looks: a page that is gone without a word is asked at the second look, and closed at the third. */
const LOOK_MS = 20_000

export interface WakefulnessOptions {
  readonly timers: Timers
  readonly look: () => void
  /** Nobody has sent anything for long. */
  readonly ended: () => void
}

export class Wakefulness {
  readonly #options: WakefulnessOptions
  #awakeMs = 0
  #lastMs = 0
  /** A pending timer keeps the object in memory. */
  #stop: (() => void) | undefined

  constructor(options: WakefulnessOptions) {
    this.#options = options
  }

  /** It stays in memory, and looks who is there. */
  get isOn(): boolean {
    return this.#stop !== undefined
  }

  /** Somebody has come, or sent something. @returns whether it was on */
  extend(awakeMs: number): boolean {
    const { isOn } = this
    this.#awakeMs = awakeMs
    this.#lastMs = this.#options.timers.now()
    if (!isOn && awakeMs > 0) this.#wait(awakeMs)
    return isOn
  }

  /** Nobody is connected. */
  end(): void {
    this.#stop?.()
    this.#stop = undefined
  }

  #wait(leftMs: number): void {
    const { timers, look, ended } = this.#options
    this.#stop = timers.after(Math.min(leftMs, LOOK_MS), () => {
      this.#stop = undefined
      const stillMs = this.#lastMs + this.#awakeMs - timers.now()
      if (stillMs <= 0) return ended()
      this.#wait(stillMs)
      look()
    })
  }
}
