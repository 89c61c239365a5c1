// Timed callbacks, which run once or repeatedly, while somebody is connected.

import { ModelError } from "../model/model-error.ts"
import { isRecord } from "../util/record.ts"

export type DocumentCallback = () => unknown

/** Milliseconds, also under Python's names for them. */
export type Delay =
  | number
  | { readonly period_milliseconds: number }
  | { readonly timeout_milliseconds: number }

/** @throws ModelError for anything that is not a delay */
export function millisecondsOf(delay: Delay): number {
  const [ms] = typeof delay === "object" ? Object.values<number>(delay) : [delay]
  if (ms !== undefined && Number.isFinite(ms) && ms >= 0) return ms
  throw new ModelError(`delay must be a non-negative number of milliseconds, got ${ms}`)
}

/** A timed callback: the return value of `add_*_callback`, by which it can be removed. */
export interface TimedCallback {
  readonly callback: DocumentCallback
  /** The time between two calls, or until the only one. */
  readonly ms: number
  readonly isPeriodic: boolean
}

/** From this interval on, it pays off that the object leaves memory in between. */
const SLOW_MS = 10_000

export interface TimerPorts {
  /** Calls `action` once, after `ms`, unless the returned function is called first. */
  after(ms: number, action: () => void, slot?: number): () => void
  /** @returns a promise while it runs */
  run(name: string, callback: DocumentCallback): Promise<void> | undefined
}

export class Timers {
  readonly #ports: TimerPorts
  /** With a function that stops its timer, while there is one. */
  readonly #all = new Map<TimedCallback, (() => void) | undefined>()
  /** Those whose call has not ended. */
  readonly #running = new Set<TimedCallback>()
  /** For rarely called callbacks that are added at the session's start: the same callback has the same number at each start. */
  readonly #slots = new Map<TimedCallback, number>()
  #givesSlots = true
  #areOn = false

  constructor(ports: TimerPorts) {
    this.#ports = ports
  }

  add(timed: TimedCallback): TimedCallback {
    this.#all.set(timed, undefined)
    const isSlow = timed.isPeriodic && timed.ms >= SLOW_MS
    if (isSlow && this.#givesSlots) this.#slots.set(timed, this.#slots.size)
    if (this.#areOn) this.#begin(timed)
    return timed
  }

  get all(): readonly TimedCallback[] {
    return [...this.#all.keys()]
  }

  /**
   * A callback that has already run can be removed as well. @throws ModelError for a function that was not added, and for
   * other values
   */
  remove(method: string, timed: TimedCallback | DocumentCallback): void {
    const isFunction = typeof timed === "function"
    const found = isFunction ? this.all.filter((one) => one.callback === timed) : [timed]
    const isOne = found.every(
      (one: unknown) => isRecord(one) && typeof one["callback"] === "function",
    )
    if (!isOne || found.length === 0) {
      const what = isFunction ? "function" : "value"
      throw new ModelError(`${method}: this ${what} was not added, or has run already`)
    }
    for (const one of found) {
      this.#all.get(one)?.()
      this.#all.delete(one)
    }
  }

  /** Timers run while somebody is connected: an object with timers cannot hibernate. */
  start(): void {
    if (this.#areOn) return
    this.#areOn = true
    for (const timed of this.#all.keys()) this.#begin(timed)
  }

  stop(): void {
    this.#areOn = false
    for (const [timed, stop] of this.#all) {
      stop?.()
      this.#all.set(timed, undefined)
    }
  }

  /** The session has started: slow callbacks that are added later have no slots. */
  endSlots(): void {
    this.#givesSlots = false
  }

  /** A periodic callback is due again when its last call has ended, so that calls of a slow one never overlap. */
  #begin(timed: TimedCallback): void {
    if (this.#running.has(timed)) return // it begins again by itself
    const { callback, ms, isPeriodic } = timed
    const call = async () => {
      if (!isPeriodic) this.#all.delete(timed)
      this.#running.add(timed)
      await this.#ports.run(isPeriodic ? "periodic callback" : "timeout callback", callback)
      this.#running.delete(timed)
      if (this.#areOn && this.#all.has(timed)) this.#begin(timed)
    }
    this.#all.set(
      timed,
      this.#ports.after(ms, () => void call(), this.#slots.get(timed)),
    )
  }
}
