// Distributes what happens in a group to its recipients, in the group's own object and in each of its shards. Numbered
// entries are stored as long as there is room. Volatile messages are not stored, and go out before the entries that follow
// them.

import { DueAlarm, type DueAlarmPorts } from "./due-alarm.ts"
import type { Entry, NewEntry } from "./entries.ts"
import { FanOut, type FanOutPorts, type FanOutStore } from "./fan-out.ts"
import { type KeptEntries, keptEntries } from "./kept-entries.ts"
import { type Volatile, VolatileFanOut } from "./volatile.ts"

const TRIM_EVERY = 100
const TRIM_BYTES = 1 << 20

/** The sender's identification of an entry, by which repeated entries are recognized. */
export interface SentAs {
  readonly sender: string
  /** The sender's own number, which increases. */
  readonly sent: number
}

export interface EntryStore extends FanOutStore {
  append(entry: Entry, as?: SentAs): void
  /** Keeps the newest messages and other entries, and all after `seq`. */
  trim(seq: number, keep: KeptEntries): void
}

export interface DistributionPorts extends FanOutPorts, DueAlarmPorts {
  readonly store: EntryStore
  /** Delivers to a member, or to a shard; by default to nobody. */
  readonly deliverNow?: (id: string, messages: readonly Volatile[]) => Promise<void>
}

interface Taking {
  readonly as?: SentAs | undefined
  /** Runs when the entry is stored, and before anybody gets it. */
  readonly stored?: () => void
}

export class Distribution {
  readonly #ports: DistributionPorts
  readonly fanOut: FanOut
  readonly volatile: VolatileFanOut
  readonly alarm: DueAlarm
  /** The bytes of messages since the store was last trimmed. */
  #untrimmedBytes = 0

  /** @param dueInMs when something is due, from now; Infinity for never */
  constructor(ports: DistributionPorts, dueInMs: (fanOut: FanOut) => number) {
    this.#ports = ports
    this.fanOut = new FanOut(ports)
    this.volatile = new VolatileFanOut(async (id, messages) => ports.deliverNow?.(id, messages))
    this.alarm = new DueAlarm(ports, () => dueInMs(this.fanOut))
  }

  /** Gives the entry the next number. @returns the number */
  append(entry: NewEntry, taking?: Taking): number {
    const seq = this.#ports.store.lastSeq + 1
    this.take({ ...entry, seq }, taking)
    return seq
  }

  /** Takes an entry that already has a number. */
  take(entry: Entry, { as, stored }: Taking = {}): void {
    const { store, timers } = this.#ports
    store.append(entry, as)
    stored?.()
    this.volatile.hurry()
    this.fanOut.push(entry)
    this.alarm.set()
    this.#untrimmedBytes += entry.kind === "message" ? entry.json.length : 0
    if (entry.seq % TRIM_EVERY !== 0 && this.#untrimmedBytes <= TRIM_BYTES) return
    store.trim(store.settledSeq, keptEntries(timers.now()))
    this.#untrimmedBytes = 0
  }
}
