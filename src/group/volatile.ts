// Volatile messages: cursors, hovered points. They are neither stored nor numbered, and go to those who are online. While
// one is on its way, only the newest of those that follow waits. Source: PROTOCOL.md G4

import type { Timers } from "../ports.ts"
import { getOrMake } from "../util/get-or-make.ts"
import { GROUP_LIMITS } from "../util/limits.ts"
import { putNewest } from "../util/put-newest.ts"
import type { Guest, Sender } from "./entries.ts"

export interface VolatileOut {
  readonly type: string
  readonly json: string
  /** The person who caused it, if not the session's owner. */
  readonly guest?: Guest | undefined
}

export interface Volatile extends Omit<VolatileOut, "guest"> {
  readonly from: Sender
  /** The session that sent it; default the session with the sender's id. */
  readonly session?: string | undefined
  readonly sentAtMs: number
}

const EVERY_MS = 1000 / GROUP_LIMITS.volatile.perSecond

/** The way to one destination: one call at a time, with the newest of each kind that waits. */
class Way<T> {
  readonly #send: (messages: readonly T[]) => Promise<void>
  /** Resolves when the next call may begin. */
  readonly #pause: () => Promise<void>
  #pending = new Map<string, T>()
  #isBusy = false

  constructor(send: (messages: readonly T[]) => Promise<void>, pause = () => Promise.resolve()) {
    this.#send = send
    this.#pause = pause
  }

  get isIdle(): boolean {
    return !this.#isBusy && this.#pending.size === 0
  }

  put(key: string, message: T): void {
    putNewest(this.#pending, key, message, GROUP_LIMITS.volatile.kinds)
  }

  /** Sends what waits, after the call that is under way. */
  async go(): Promise<void> {
    while (!this.#isBusy && this.#pending.size > 0) {
      this.#isBusy = true
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await Promise.all([this.#pause(), this.hurry()])
      this.#isBusy = false
    }
  }

  /** Another message is about to go the same way: what waits goes before it. A lost message is not sent again. */
  async hurry(): Promise<void> {
    if (this.#pending.size === 0) return
    const taken = [...this.#pending.values()]
    this.#pending = new Map()
    await this.#send(taken).catch(() => undefined)
  }
}

/** A session's way to its group, limited in rate. */
export class VolatileSender {
  readonly #way: Way<VolatileOut>

  constructor(timers: Timers, send: (messages: readonly VolatileOut[]) => Promise<void>) {
    const pause = () => new Promise<void>((resolve) => void timers.after(EVERY_MS, resolve))
    this.#way = new Way(send, pause)
  }

  put(message: VolatileOut): void {
    this.#way.put(`${message.guest?.connection ?? ""} ${message.type}`, message)
    void this.#way.go()
  }

  hurry(): void {
    void this.#way.hurry()
  }
}

/** A group's ways to its members, or to its shards. */
export class VolatileFanOut {
  readonly #deliver: (id: string, messages: readonly Volatile[]) => Promise<void>
  readonly #ways = new Map<string, Way<Volatile>>()

  constructor(deliver: (id: string, messages: readonly Volatile[]) => Promise<void>) {
    this.#deliver = deliver
  }

  push(ids: Iterable<string>, messages: readonly Volatile[]): void {
    for (const id of ids) {
      const way = getOrMake(this.#ways, id, () => new Way((sent) => this.#deliver(id, sent)))
      for (const message of messages) {
        const { from, session = from.id, type } = message
        if (session !== id) way.put(`${session} ${from.guest?.connection ?? ""} ${type}`, message)
      }
      void this.#go(id, way)
    }
  }

  hurry(): void {
    for (const way of this.#ways.values()) void way.hurry()
  }

  async #go(id: string, way: Way<Volatile>): Promise<void> {
    await way.go()
    if (way.isIdle) this.#ways.delete(id)
  }
}
