// Timers for periodic callbacks that run rarely: the object's alarm calls them, so that the object may leave memory in
// between. Their times are stored; the handler registers the callbacks again.

import * as v from "valibot"

import type { Clock, MetaStore, SlowTimers } from "../../ports.ts"
import { storedList } from "../stored-list.ts"

/** When each timer is due: JSON of [slot, ms since the epoch] pairs. */
const DUE = "slow_timers"
/** The slot, and its time in milliseconds. */
const DUE_AT = v.custom<readonly [slot: number, atMs: number]>(
  (due) => Array.isArray(due) && due.length === 2 && due.every(Number.isFinite),
)

type Due = ReadonlyMap<number, number>
type Store = MetaStore & { readonly isNew: boolean }

export class AlarmTimers implements SlowTimers {
  readonly #store: Store
  readonly #clock: Clock
  readonly #changed: () => void
  readonly #actions = new Map<number, () => void>()
  /** Until anything of the session is stored. */
  #unstored: Due = new Map()

  /** @param changed called when the alarm may be due earlier than before */
  constructor(store: Store, clock: Clock, changed: () => void) {
    this.#store = store
    this.#clock = clock
    this.#changed = changed
  }

  after(slot: number, ms: number, action: () => void): () => void {
    this.#actions.set(slot, action)
    const due = this.#due
    const atMs = this.#clock.now() + ms
    // One that is due later is from before the clock was set back.
    if ((due.get(slot) ?? Infinity) > atMs) {
      this.#keep(new Map(due).set(slot, atMs))
      this.#changed()
    }
    return () => {
      this.#actions.delete(slot)
      this.#keep(without(this.#due, slot))
    }
  }

  /** The clock was set back by so many ms. */
  setBack(ms: number): void {
    this.#keep(new Map([...this.#due].map(([slot, atMs]) => [slot, atMs - ms])))
    this.#changed()
  }

  /** Calls the callbacks that are due. */
  run(): void {
    const nowMs = this.#clock.now()
    for (const [slot, atMs] of this.#due) {
      if (atMs > nowMs) continue
      this.#keep(without(this.#due, slot))
      this.#actions.get(slot)?.()
    }
  }

  /** When the next stored timer is due, in ms since the epoch; Infinity when none is. */
  get nextMs(): number {
    return Math.min(...this.#stored.values())
  }

  /** Nobody is connected: timers pause. */
  stop(): void {
    this.#unstored = new Map()
    this.#store.deleteMeta(DUE)
  }

  /** Call it when the session is stored for the first time. */
  store(): void {
    if (this.#unstored.size > 0) this.#keep(this.#unstored)
  }

  get #due(): Due {
    return this.#store.isNew ? this.#unstored : this.#stored
  }

  get #stored(): Due {
    return new Map(storedList(DUE_AT, this.#store.getMeta(DUE)))
  }

  #keep(due: Due): void {
    if (this.#store.isNew) this.#unstored = due
    else this.#store.setMeta(DUE, JSON.stringify([...due]))
  }
}

function without(due: Due, slot: number): Due {
  return new Map([...due].filter(([other]) => other !== slot))
}
