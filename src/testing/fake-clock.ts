// A clock that a test moves by hand.

import type { Timers } from "../ports.ts"

export class FakeClock implements Timers {
  #nowMs: number
  #due: { readonly atMs: number; readonly action: () => void }[] = []

  constructor(nowMs = 1_000_000) {
    this.#nowMs = nowMs
  }

  now(): number {
    return this.#nowMs
  }

  after(ms: number, action: () => void): () => void {
    const entry = { atMs: this.#nowMs + ms, action }
    this.#due.push(entry)
    this.#due.sort((a, b) => a.atMs - b.atMs)
    return () => {
      this.#due = this.#due.filter((other) => other !== entry)
    }
  }

  /** As when somebody corrects the clock: timers still run after the time that they were set for. */
  setBack(ms: number): void {
    this.#nowMs -= ms
    this.#due = this.#due.map(({ atMs, action }) => ({ atMs: atMs - ms, action }))
  }

  /** When the next action is due; undefined when none is. */
  get nextMs(): number | undefined {
    return this.#due[0]?.atMs
  }

  /** Moves the clock forward, and runs the actions that become due. */
  advance(ms: number): void {
    const until = this.#nowMs + ms
    for (let next = this.#due[0]; next !== undefined && next.atMs <= until; next = this.#due[0]) {
      this.#due.shift()
      this.#nowMs = next.atMs
      next.action()
    }
    this.#nowMs = until
  }
}
