// When a session is due: the one alarm of its object is for signs of life while somebody is connected, and for its end
// when nobody has been for long.

import type { SessionStore } from "./do-store.ts"
import { nextSlowMs, stopSlowTimers } from "./slow-timers.ts"

/** Since when nobody is connected, in ms since the epoch. */
const EMPTY_SINCE = "empty_since"

export class SessionLife {
  readonly #storage: DurableObjectStorage
  readonly #store: SessionStore
  readonly #keepAliveMs: number

  /** @param keepAliveMs between two signs of life; 0 for none */
  constructor(storage: DurableObjectStorage, store: SessionStore, keepAliveMs: number) {
    this.#storage = storage
    this.#store = store
    this.#keepAliveMs = keepAliveMs
  }

  /** Somebody is connected: the next sign of life is due after a while, or a callback earlier. */
  async goOn(): Promise<void> {
    this.#store.deleteMeta(EMPTY_SINCE)
    const signMs = this.#keepAliveMs > 0 ? Date.now() + this.#keepAliveMs : Infinity
    const atMs = Math.min(signMs, nextSlowMs(this.#store))
    if (Number.isFinite(atMs)) await this.#storage.setAlarm(atMs)
  }

  /** Nobody is connected. @returns true when that has been so for `keepMs`: the session is over */
  async isOver(keepMs: number): Promise<boolean> {
    const nowMs = Date.now()
    const sinceMs = Number(this.#store.getMeta(EMPTY_SINCE) ?? nowMs)
    if (nowMs >= sinceMs + keepMs) return true
    stopSlowTimers(this.#store)
    this.#store.setMeta(EMPTY_SINCE, `${sinceMs}`)
    await this.#storage.setAlarm(sinceMs + keepMs)
    return false
  }
}
