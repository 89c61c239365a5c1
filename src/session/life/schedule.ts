// When a session's object must run. Its only alarm serves signs of life, while clients that need them are connected, and
// the session's end, when nobody has been connected for long.

import type { Alarm, Clock, MetaStore } from "../../ports.ts"
import type { AlarmTimers } from "./slow-timers.ts"

/** Since when nobody is connected, in ms since the epoch. */
const EMPTY_SINCE = "empty_since"

/** How often sockets of pages that ping by themselves are checked. */
const LOOK_MS = 30 * 60_000

export interface ScheduleOptions {
  readonly alarm: Alarm
  readonly store: MetaStore
  readonly slowTimers: AlarmTimers
  readonly clock: Clock
  readonly settings: { readonly keepAliveMs: number }
  /** Whether a client is connected that does not ping by itself. */
  readonly needsSigns: () => boolean
}

export class Schedule {
  readonly #options: ScheduleOptions

  constructor(options: ScheduleOptions) {
    this.#options = options
  }

  /** Somebody is connected: sets the alarm for the next sign of life, or for an earlier callback. */
  async goOn(): Promise<void> {
    const { alarm, store, slowTimers, clock, settings, needsSigns } = this.#options
    store.deleteMeta(EMPTY_SINCE)
    const signsMs = settings.keepAliveMs > 0 && needsSigns() ? settings.keepAliveMs : LOOK_MS
    await alarm.set(Math.min(clock.now() + signsMs, slowTimers.nextMs))
  }

  /** Nobody is connected. @returns true when that has lasted for `keepMs`: the session is over */
  async isOver(keepMs: number): Promise<boolean> {
    const { alarm, store, slowTimers, clock } = this.#options
    const nowMs = clock.now()
    const stored = Number(store.getMeta(EMPTY_SINCE))
    const sinceMs = stored > 0 && stored < nowMs ? stored : nowMs // also if the clock was set back
    if (nowMs >= sinceMs + keepMs) return true
    slowTimers.stop()
    store.setMeta(EMPTY_SINCE, `${sinceMs}`)
    await alarm.set(sinceMs + keepMs)
    return false
  }
}
