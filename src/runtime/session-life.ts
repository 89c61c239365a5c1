// When a session is due: the one alarm of its object is for signs of life while somebody is connected, and for its end
// when nobody has been for long.

import type { SessionStore } from "./do-store.ts"

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

  /** Somebody is connected: the next sign of life is due after a while. */
  async goOn(): Promise<void> {
    this.#store.deleteMeta(EMPTY_SINCE)
    if (this.#keepAliveMs > 0) await this.#storage.setAlarm(Date.now() + this.#keepAliveMs)
  }

  /** Nobody is connected. @returns true when that has been so for `keepMs`: the session is over */
  async isOver(keepMs: number): Promise<boolean> {
    const nowMs = Date.now()
    const sinceMs = Number(this.#store.getMeta(EMPTY_SINCE) ?? nowMs)
    if (nowMs >= sinceMs + keepMs) return true
    this.#store.setMeta(EMPTY_SINCE, `${sinceMs}`)
    await this.#storage.setAlarm(sinceMs + keepMs)
    return false
  }
}
