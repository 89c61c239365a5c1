// When a session is due: the one alarm of its object is for signs of life while somebody is connected, and for its end
// when nobody has been for long.

import type { Alarm, Clock, MetaStore } from "../../ports.ts"
import type { AlarmTimers } from "./slow-timers.ts"

/** Since when nobody is connected, in ms since the epoch. */
const EMPTY_SINCE = "empty_since"

export interface ScheduleOptions {
  readonly alarm: Alarm
  readonly store: MetaStore
  readonly slowTimers: AlarmTimers
  readonly clock: Clock
  readonly settings: { readonly keepAliveMs: number }
}

export class Schedule {
  readonly #options: ScheduleOptions

  constructor(options: ScheduleOptions) {
    this.#options = options
  }

  /** Somebody is connected: the next sign of life is due after a while, or a callback earlier. */
  async goOn(): Promise<void> {
    const { alarm, store, slowTimers, clock, settings } = this.#options
    store.deleteMeta(EMPTY_SINCE)
    const signMs = settings.keepAliveMs > 0 ? clock.now() + settings.keepAliveMs : Infinity
    const atMs = Math.min(signMs, slowTimers.nextMs)
    if (Number.isFinite(atMs)) await alarm.set(atMs)
  }

  /** Nobody is connected. @returns true when that has been so for `keepMs`: the session is over */
  async isOver(keepMs: number): Promise<boolean> {
    const { alarm, store, slowTimers, clock } = this.#options
    const nowMs = clock.now()
    const sinceMs = Number(store.getMeta(EMPTY_SINCE) ?? nowMs)
    if (nowMs >= sinceMs + keepMs) return true
    slowTimers.stop()
    store.setMeta(EMPTY_SINCE, `${sinceMs}`)
    await alarm.set(sinceMs + keepMs)
    return false
  }
}
