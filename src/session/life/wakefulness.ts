// How long a session stays in memory: while somebody is connected, until nobody has sent anything for some time. So the
// app's variables, and callbacks that callbacks attach, live as long, as in Bokeh. During that time it checks by itself who
// is online.

import type { Timers } from "../../ports.ts"

/** The interval of the checks: a page that vanished without closing is asked at the second check, and closed at the third. */
const LOOK_MS = 20_000

export interface WakefulnessOptions {
  readonly timers: Timers
  readonly look: () => void
  /** Called when nobody has sent anything for that time. */
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

  /** The session stays in memory, and checks who is online. */
  get isOn(): boolean {
    return this.#stop !== undefined
  }

  /** Somebody has connected, or sent something. @returns whether it was already on */
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
