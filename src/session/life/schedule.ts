// When a session is due: the one alarm of its object is for signs of life while somebody is connected who needs them, and
// for its end when nobody has been for long.

import type { Alarm, Clock, MetaStore } from "../../ports.ts"
import type { AlarmTimers } from "./slow-timers.ts"

/** Since when nobody is connected, in ms since the epoch. */
const EMPTY_SINCE = "empty_since"

/** How often it is looked whether those that give signs of life by themselves are there. */
const LOOK_MS = 30 * 60_000

export interface ScheduleOptions {
  readonly alarm: Alarm
  readonly store: MetaStore
  readonly slowTimers: AlarmTimers
  readonly clock: Clock
  readonly settings: { readonly keepAliveMs: number }
  /** Whether somebody is connected who gives no signs of life. */
  readonly needsSigns: () => boolean
}

export class Schedule {
  readonly #options: ScheduleOptions

  constructor(options: ScheduleOptions) {
    this.#options = options
  }

  /** Somebody is connected: the next sign of life is due after a while, or a callback earlier. */
  async goOn(): Promise<void> {
    const { alarm, store, slowTimers, clock, settings, needsSigns } = this.#options
    store.deleteMeta(EMPTY_SINCE)
    const signsMs = settings.keepAliveMs > 0 && needsSigns() ? settings.keepAliveMs : LOOK_MS
    await alarm.set(Math.min(clock.now() + signsMs, slowTimers.nextMs))
  }

  /** Nobody is connected. @returns true when that has been so for `keepMs`: the session is over */
  async isOver(keepMs: number): Promise<boolean> {
    const { alarm, store, slowTimers, clock } = this.#options
    const nowMs = clock.now()
    const stored = Number(store.getMeta(EMPTY_SINCE) ?? nowMs)
    const sinceMs = Number.isFinite(stored) ? stored : nowMs
    if (nowMs >= sinceMs + keepMs) return true
    slowTimers.stop()
    store.setMeta(EMPTY_SINCE, `${sinceMs}`)
    await alarm.set(sinceMs + keepMs)
    return false
  }
}
