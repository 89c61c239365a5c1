// Volatile messages: cursors, hovered points. They are neither stored nor numbered, and go to those who are online. While
// one is on its way, only the newest of those that follow waits. Source: PROTOCOL.md G4

import type { Timers } from "../ports.ts"
import { getOrMake } from "../util/get-or-make.ts"
import { GROUP_LIMITS } from "../util/limits.ts"
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

/** What waits for one destination: the newest of each kind. */
class Newest<T> {
  #pending = new Map<string, T>()

  get isEmpty(): boolean {
    return this.#pending.size === 0
  }

  put(key: string, value: T): void {
    this.#pending.delete(key)
    this.#pending.set(key, value)
    const [oldest] = this.#pending.keys()
    const { kinds } = GROUP_LIMITS.volatile
    if (this.#pending.size > kinds && oldest !== undefined) this.#pending.delete(oldest)
  }

  take(): readonly T[] {
    const taken = [...this.#pending.values()]
    this.#pending = new Map()
    return taken
  }
}

/** A session's channel to its group: limited in rate, one call at a time. */
export class VolatileSender {
  readonly #timers: Timers
  readonly #send: (messages: readonly VolatileOut[]) => Promise<void>
  readonly #newest = new Newest<VolatileOut>()
  #isWaiting = false

  constructor(timers: Timers, send: (messages: readonly VolatileOut[]) => Promise<void>) {
    this.#timers = timers
    this.#send = send
  }

  put(message: VolatileOut): void {
    this.#newest.put(`${message.guest?.connection ?? ""} ${message.type}`, message)
    if (!this.#isWaiting) void this.#go()
  }

  /** Another message is about to be sent: what waits goes before it. */
  hurry(): void {
    if (!this.#newest.isEmpty) void this.#pass()
  }

  /** A lost message is not sent again: the next one is newer. */
  #pass(): Promise<void> {
    return this.#send(this.#newest.take()).catch(() => undefined)
  }

  async #go(): Promise<void> {
    this.#isWaiting = true
    const paused = new Promise<void>((resolve) => void this.#timers.after(EVERY_MS, resolve))
    await Promise.all([paused, this.#pass()])
    this.#isWaiting = false
    if (!this.#newest.isEmpty) void this.#go()
  }
}

interface Way {
  readonly newest: Newest<Volatile>
  isBusy: boolean
}

/** A group's channels to its members, or to its shards: one call at a time to each. */
export class VolatileFanOut {
  readonly #deliver: (id: string, messages: readonly Volatile[]) => Promise<void>
  readonly #ways = new Map<string, Way>()

  constructor(deliver: (id: string, messages: readonly Volatile[]) => Promise<void>) {
    this.#deliver = deliver
  }

  push(ids: Iterable<string>, messages: readonly Volatile[]): void {
    for (const id of ids) {
      const way = getOrMake(this.#ways, id, () => ({
        newest: new Newest<Volatile>(),
        isBusy: false,
      }))
      for (const message of messages) {
        const { from, session = from.id, type } = message
        const who = `${session} ${from.guest?.connection ?? ""}`
        if (session !== id) way.newest.put(`${who} ${type}`, message)
      }
      if (!way.isBusy && !way.newest.isEmpty) void this.#go(id, way)
    }
  }

  /** Another message is about to go the same way: what waits goes before it. */
  hurry(): void {
    for (const [id, { newest }] of this.#ways) if (!newest.isEmpty) void this.#pass(id, newest)
  }

  #pass(id: string, newest: Newest<Volatile>): Promise<void> {
    return this.#deliver(id, newest.take()).catch(() => undefined)
  }

  async #go(id: string, way: Way): Promise<void> {
    way.isBusy = true
    await this.#pass(id, way.newest)
    way.isBusy = false
    if (way.newest.isEmpty) this.#ways.delete(id)
    else void this.#go(id, way)
  }
}
