// Brings what happens in a group to whom it is for, in the group's own object and in each of its shards: numbered entries, which are
// stored for as long as there is room, and what is of the moment, which comes before the entries that follow it.

import { DueAlarm, type DueAlarmPorts } from "./due-alarm.ts"
import type { Entry, NewEntry } from "./entries.ts"
import { FanOut, type FanOutPorts, type FanOutStore } from "./fan-out.ts"
import { type KeptEntries, keptEntries } from "./kept-entries.ts"
import { type Volatile, VolatileFanOut } from "./volatile.ts"

const TRIM_EVERY = 100
const TRIM_BYTES = 1 << 20

/** What an entry's sender calls it: what is sent again is known by that. */
export interface SentAs {
  readonly sender: string
  /** The sender's own number, which rises. */
  readonly sent: number
}

export interface EntryStore extends FanOutStore {
  append(entry: Entry, as?: SentAs): void
  /** Keeps the newest of both kinds, and all after `seq`. */
  trim(seq: number, keep: KeptEntries): void
}

export interface DistributionPorts extends FanOutPorts, DueAlarmPorts {
  readonly store: EntryStore
  /** To a member, or a shard; default to nobody. */
  readonly deliverNow?: (id: string, messages: readonly Volatile[]) => Promise<void>
}

interface Taking {
  readonly as?: SentAs | undefined
  /** Does what belongs to it, when it is stored and before anybody hears it. */
  readonly stored?: (seq: number) => void
}

export class Distribution {
  readonly #ports: DistributionPorts
  readonly fanOut: FanOut
  readonly volatile: VolatileFanOut
  readonly alarm: DueAlarm
  /** What was said since the store was trimmed. */
  #untrimmedBytes = 0

  /** @param dueInMs when there is something to do, from now; Infinity for never */
  constructor(ports: DistributionPorts, dueInMs: (fanOut: FanOut) => number) {
    this.#ports = ports
    this.fanOut = new FanOut(ports)
    this.volatile = new VolatileFanOut(async (id, messages) => ports.deliverNow?.(id, messages))
    this.alarm = new DueAlarm(ports, () => dueInMs(this.fanOut))
  }

  /** Gives it the next number, which is returned. */
  append(entry: NewEntry, taking?: Taking): number {
    const seq = this.#ports.store.lastSeq + 1
    this.take({ ...entry, seq }, taking)
    return seq
  }

  /** One that has its number. */
  take(entry: Entry, { as, stored }: Taking = {}): void {
    const { store, timers } = this.#ports
    store.append(entry, as)
    stored?.(entry.seq)
    this.volatile.hurry()
    this.fanOut.push(entry)
    this.alarm.set()
    this.#untrimmedBytes += entry.kind === "message" ? entry.json.length : 0
    if (entry.seq % TRIM_EVERY !== 0 && this.#untrimmedBytes <= TRIM_BYTES) return
    store.trim(store.settledSeq, keptEntries(timers.now()))
    this.#untrimmedBytes = 0
  }
}
