// Sends what is due, one item at a time. A failed item is tried again after increasing delays.

import type { Timers } from "../ports.ts"

const FIRST_RETRY_MS = 500
const MAX_RETRY_MS = 30_000

export class SendLoop {
  readonly #timers: Timers
  readonly #sendNext: () => Promise<boolean>
  readonly #failed: (error: unknown) => void
  #state: "idle" | "sending" | "waiting" = "idle"
  /** More became due while it was sending. */
  #isAsked = false

  /** @param sendNext resolves with false when nothing is due */
  constructor(timers: Timers, sendNext: () => Promise<boolean>, failed: (error: unknown) => void) {
    this.#timers = timers
    this.#sendNext = sendNext
    this.#failed = failed
  }

  /** Call it whenever something may be due. */
  run(failures = 0): void {
    this.#isAsked = true
    if (this.#state !== "idle") return
    this.#state = "sending"
    void this.#sendAll(failures)
  }

  async #sendAll(before: number): Promise<void> {
    let failures = before
    try {
      while (this.#isAsked) {
        this.#isAsked = false
        // oxlint-disable-next-line no-await-in-loop -- in order
        while (await this.#sendNext()) failures = 0
      }
      this.#state = "idle"
    } catch (error) {
      this.#failed(error)
      this.#sendAgain(failures)
    }
  }

  #sendAgain(failures: number): void {
    this.#state = "waiting"
    const ms = Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** failures)
    this.#timers.after(ms, () => {
      this.#state = "idle"
      this.run(failures + 1)
    })
  }
}
