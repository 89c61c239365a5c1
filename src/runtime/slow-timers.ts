// Timers for periodic callbacks that are called rarely: the object's alarm calls them, so that it may leave memory between.
// Their times are kept in the store; the callbacks are there again when the handler has run.

import type { SlowTimers } from "../ports.ts"
import type { SessionStore } from "./do-store.ts"

/** When each is due: JSON of [slot, ms since the epoch] pairs. */
const DUE = "slow_timers"

export class AlarmTimers implements SlowTimers {
  readonly #store: SessionStore
  readonly #changed: () => void
  readonly #actions = new Map<number, () => void>()
  /** Until anything of the session is stored. */
  #unstored: ReadonlyMap<number, number> = new Map()

  /** @param changed called when the alarm may be due earlier than it was */
  constructor(store: SessionStore, changed: () => void) {
    this.#store = store
    this.#changed = changed
  }

  after(slot: number, ms: number, action: () => void): () => void {
    this.#actions.set(slot, action)
    const due = this.#due
    if (!due.has(slot)) {
      this.#keep(new Map(due).set(slot, Date.now() + ms))
      this.#changed()
    }
    return () => {
      this.#actions.delete(slot)
      this.#keep(without(this.#due, slot))
    }
  }

  /** Calls those that are due. */
  run(): void {
    const nowMs = Date.now()
    for (const [slot, atMs] of this.#due) {
      if (atMs > nowMs) continue
      this.#keep(without(this.#due, slot))
      this.#actions.get(slot)?.()
    }
  }

  /** Call when the session is stored for the first time. */
  store(): void {
    if (this.#unstored.size > 0) storeDue(this.#store, this.#unstored)
  }

  get #due(): ReadonlyMap<number, number> {
    return this.#store.isNew ? this.#unstored : storedDue(this.#store)
  }

  #keep(due: ReadonlyMap<number, number>): void {
    if (this.#store.isNew) this.#unstored = due
    else storeDue(this.#store, due)
  }
}

/** When the next is due, in ms since the epoch; Infinity when none is. */
export function nextSlowMs(store: SessionStore): number {
  return Math.min(...storedDue(store).values())
}

/** Nobody is connected: time stands still. */
export function stopSlowTimers(store: SessionStore): void {
  store.deleteMeta(DUE)
}

function without(due: ReadonlyMap<number, number>, slot: number): ReadonlyMap<number, number> {
  return new Map([...due].filter(([other]) => other !== slot))
}

function storedDue(store: SessionStore): ReadonlyMap<number, number> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by storeDue, never from outside
  return new Map(JSON.parse(store.getMeta(DUE) ?? "[]") as readonly (readonly [number, number])[])
}

function storeDue(store: SessionStore, due: ReadonlyMap<number, number>): void {
  store.setMeta(DUE, JSON.stringify([...due]))
}
