// A part of a large group: serves some of its members. The group hands it every entry, numbered, as to a member.

import { GROUP_LIMITS } from "../util/limits.ts"
import type { EnrollEntry, Entry, Outcome } from "./entries.ts"
import { FanOut, type FanOutPorts, type FanOutStore } from "./fan-out.ts"
import type { KeptEntries } from "./group-ports.ts"
import { PROBE_MS, QUIET_PROBE_MS } from "./probing.ts"
import type { Progress } from "./receipts.ts"
import { type Volatile, VolatileFanOut } from "./volatile.ts"

export interface ShardStore extends FanOutStore {
  append(entry: Entry): void
  trim(seq: number, keep: KeptEntries): void
}

export type ShardPorts = Omit<FanOutPorts, "store" | "isShard"> & {
  readonly store: ShardStore
  readonly wakeAt: (ms: number) => void
  readonly deliverNow?: (id: string, messages: readonly Volatile[]) => Promise<void>
}

const TRIM_EVERY = 100

export class Shard {
  readonly #ports: ShardPorts
  readonly #fanOut: FanOut
  readonly #volatile: VolatileFanOut
  #wakesAtMs = Infinity

  constructor(ports: ShardPorts) {
    this.#ports = ports
    this.#volatile = new VolatileFanOut(async (id, messages) => ports.deliverNow?.(id, messages))
    this.#fanOut = new FanOut({ ...ports, isShard: () => false })
  }

  /** Takes what it has not yet; done when it is stored, not when it has reached everybody. */
  take(entries: readonly Entry[]): Outcome {
    const { store } = this.#ports
    this.#volatile.hurry()
    for (const entry of entries) {
      if (entry.seq <= store.lastSeq) continue
      store.append(entry)
      if (entry.kind === "enroll") this.#enroll(entry)
      this.#fanOut.push(entry)
      if (entry.seq % TRIM_EVERY === 0) {
        store.trim(store.settledSeq, GROUP_LIMITS.kept)
      }
    }
    this.#planTick()
    return "taken"
  }

  /** What is of the moment, for those whom it serves. */
  now(messages: readonly Volatile[]): void {
    this.#volatile.push(this.#fanOut.online, messages)
  }

  progress(seq: number): Promise<Progress> {
    return this.#fanOut.progress(seq)
  }

  /** Looks who is there. @returns ids of the members that are online */
  async serving(): Promise<readonly string[]> {
    await this.#fanOut.probe(() => PROBE_MS)
    return this.#fanOut.online
  }

  async tick(): Promise<void> {
    this.#wakesAtMs = Infinity
    await this.#fanOut.probe(() => PROBE_MS)
    this.#planTick()
  }

  #enroll({ id, change, cursor }: EnrollEntry): void {
    if (change === "removed") this.#fanOut.remove(id)
    else if (change === "offline") this.#fanOut.setOffline(id, cursor)
    else {
      // The group may hear only now that it was lost, and must not keep that for the last word.
      if (!this.#fanOut.isOnline(id)) this.#ports.report(id, "reached")
      this.#fanOut.setOnline(id, cursor)
    }
  }

  #planTick(): void {
    if (!this.#fanOut.hasOnline) return
    const { timers, wakeAt } = this.#ports
    const dueMs = timers.now() + (this.#fanOut.isBehind ? PROBE_MS : QUIET_PROBE_MS)
    if (this.#wakesAtMs <= dueMs) return
    this.#wakesAtMs = dueMs
    wakeAt(dueMs)
  }
}
