// Brings numbered entries to recipients: to each in order, at least once, one batch at a time; who is slow or fails
// delays nobody else. Recipients that are away get theirs when they are back.

import type { Log, Timers } from "../ports.ts"
import { errorText } from "../util/error-text.ts"
import { type Entry, isFor, type Outcome } from "./entries.ts"
import { type Progress, Receipts } from "./receipts.ts"

/** A recipient as it is stored. */
export interface Recipient {
  readonly id: string
  /** It has everything up to this; undefined while it is in step with all others. */
  readonly cursor: number | undefined
  /** "unreached": it may be there, without knowing that it was lost. */
  readonly state: "online" | "away" | "unreached"
}

export interface FanOutStore {
  readonly lastSeq: number
  /** All recipients that are in step have everything up to this. */
  readonly settledSeq: number
  recipients(): readonly Recipient[]
  recipient(id: string): Recipient | undefined
  putRecipient(recipient: Recipient): void
  deleteRecipient(id: string): void
  /** In order; at most `limit`. */
  entriesAfter(seq: number, limit: number): readonly Entry[]
  /** From now on these recipients are in step, at `seq`. */
  settle(seq: number, ids: readonly string[]): void
}

export interface FanOutPorts {
  readonly store: FanOutStore
  readonly timers: Timers
  readonly log: Log
  /** Rejects when the recipient can't be reached. */
  readonly deliver: (id: string, entries: readonly Entry[]) => Promise<Outcome>
  /** Whether it is there, without handing it anything. */
  readonly probe: (id: string) => Promise<Outcome>
  /** It is online no more: nobody looks at its session, it could not be reached, or it has ended. */
  readonly onLeft: (id: string, why: "lost" | "gone") => void
  /** It is there again, after it could not be reached. */
  readonly onReached: (id: string) => void
  /** Hands shards every entry. */
  readonly isShard: (id: string) => boolean
}

const MAX_BATCH = 100
/** Entries that wait in memory for a slow recipient; beyond that it reads them from the store. */
const MAX_QUEUED = 200
const MAX_TRIES = 5
const FIRST_RETRY_MS = 500
const SETTLE_MS = 500
const PROBES_AT_ONCE = 50

/** The way to one recipient that is online. */
interface Lane {
  readonly id: string
  cursor: number
  queue: Entry[]
  /** What comes next is in the store, not in the queue. */
  isBehind: boolean
  isBusy: boolean
  /** Its cursor is stored: it was not in step when that was written. */
  hasOwnCursor: boolean
  failures: number
  heardAtMs: number
  /** How often it said by itself that it is there: an older answer that it is not counts no more. */
  hellos: number
}

export class FanOut {
  readonly #ports: FanOutPorts
  readonly #lanes = new Map<string, Lane>()
  readonly #away = new Set<string>()
  /** Of those that are away, the ones that could not be reached. */
  readonly #unreached = new Set<string>()
  readonly #receipts: Receipts
  #isSettlePlanned = false

  constructor(ports: FanOutPorts) {
    this.#ports = ports
    this.#receipts = new Receipts(ports.timers)
    const { store } = ports
    for (const recipient of store.recipients()) {
      const { id, state } = recipient
      if (state === "online") this.#open(recipient, 0)
      else this.#away.add(id)
      if (state === "unreached") this.#unreached.add(id)
    }
  }

  get hasOnline(): boolean {
    return this.#lanes.size > 0 || this.#unreached.size > 0
  }

  get online(): readonly string[] {
    return [...this.#lanes.keys()]
  }

  isOnline(id: string): boolean {
    return this.#lanes.has(id)
  }

  /** It has taken everything there is for it. */
  hasAll(id: string): boolean {
    const lane = this.#lanes.get(id)
    return lane !== undefined && lane.queue.length === 0 && !lane.isBusy && !lane.isBehind
  }

  /** A recipient that has everything up to `cursor` (undefined: what it had when it went). */
  setOnline(id: string, cursor: number | undefined): void {
    const lane = this.#lanes.get(id)
    if (lane !== undefined) {
      lane.heardAtMs = this.#ports.timers.now()
      lane.hellos++
      return
    }
    const { store } = this.#ports
    const known = store.recipient(id)
    const from = cursor ?? known?.cursor ?? store.lastSeq
    this.#away.delete(id)
    this.#unreached.delete(id)
    const recipient: Recipient = { id, cursor: from, state: "online" }
    store.putRecipient(recipient)
    this.#open(recipient, this.#ports.timers.now())
  }

  setOffline(id: string, cursor?: number, state: "away" | "unreached" = "away"): void {
    const { store } = this.#ports
    const from = this.#lanes.get(id)?.cursor ?? store.recipient(id)?.cursor ?? cursor
    this.#lanes.delete(id)
    this.#away.add(id)
    if (state === "unreached") this.#unreached.add(id)
    else this.#unreached.delete(id)
    store.putRecipient({ id, cursor: from ?? store.lastSeq, state })
    this.#receipts.left(id, "offline")
  }

  remove(id: string): void {
    this.#lanes.delete(id)
    this.#away.delete(id)
    this.#unreached.delete(id)
    this.#ports.store.deleteRecipient(id)
    this.#receipts.left(id, "dropped")
  }

  /** An entry that was just stored. */
  push(entry: Entry): void {
    if (entry.kind === "message") this.#track(entry)
    for (const lane of this.#lanes.values()) {
      if (!this.#isFor(lane.id, entry)) continue
      if (lane.queue.length >= MAX_QUEUED) lane.isBehind = true
      if (!lane.isBehind) lane.queue.push(entry)
      this.#start(lane)
    }
    this.#planSettle()
  }

  /** Who took the message so far: all who can, or after a while those who did. */
  progress(seq: number): Promise<Progress> {
    return this.#receipts.progress(seq)
  }

  /** Asks everybody of whom nothing was heard for `sinceMs` whether they are there. */
  async probe(sinceMs: number): Promise<void> {
    const oldest = this.#ports.timers.now() - sinceMs
    const silent = [...this.#lanes.values()].filter(
      (lane) => !lane.isBusy && lane.heardAtMs <= oldest && !this.#ports.isShard(lane.id),
    )
    const ids = [...silent.map(({ id }) => id), ...this.#unreached]
    for (let i = 0; i < ids.length; i += PROBES_AT_ONCE) {
      // oxlint-disable-next-line no-await-in-loop -- not all at once
      await Promise.all(ids.slice(i, i + PROBES_AT_ONCE).map((id) => this.#probeOne(id)))
    }
  }

  async #probeOne(id: string): Promise<void> {
    const before = this.#lanes.get(id)
    const hellos = before?.hellos
    let outcome: Outcome | "unreached"
    try {
      outcome = await this.#ports.probe(id)
    } catch {
      outcome = "unreached"
    }
    const lane = this.#lanes.get(id)
    if (lane !== before || lane?.hellos !== hellos) return
    if (outcome === "taken") {
      if (lane !== undefined) lane.heardAtMs = this.#ports.timers.now()
      else if (this.#unreached.has(id)) this.#ports.onReached(id)
    } else if (lane !== undefined) {
      this.#leave(id, outcome)
    }
  }

  #open({ id, cursor: own }: Recipient, heardAtMs: number): void {
    const { settledSeq, lastSeq } = this.#ports.store
    const cursor = own ?? settledSeq
    const lane: Lane = {
      id,
      cursor,
      queue: [],
      isBehind: cursor < lastSeq,
      isBusy: false,
      hasOwnCursor: own !== undefined,
      failures: 0,
      heardAtMs,
      hellos: 0,
    }
    this.#lanes.set(id, lane)
    if (lane.isBehind) this.#start(lane)
  }

  #start(lane: Lane): void {
    if (lane.isBusy) return
    this.#pump(lane).catch((error: unknown) => {
      this.#ports.log.error("entries could not be read", { id: lane.id, error })
    })
  }

  async #pump(lane: Lane): Promise<void> {
    const batch = this.#nextBatch(lane)
    const last = batch.at(-1)
    if (last === undefined) return this.#planSettle()
    lane.isBusy = true
    const { hellos } = lane
    let outcome: Outcome
    try {
      outcome = await this.#ports.deliver(lane.id, batch)
    } catch (error) {
      lane.isBusy = false
      this.#failed(lane, error)
      return
    }
    lane.isBusy = false
    lane.failures = 0
    lane.heardAtMs = this.#ports.timers.now()
    if (outcome !== "gone") {
      lane.cursor = last.seq
      lane.queue.splice(0, batch.length)
      for (const { seq } of batch) this.#receipts.took(seq, lane.id)
    }
    if (this.#lanes.get(lane.id) !== lane) return // it left meanwhile
    if (outcome === "taken" || (outcome === "away" && lane.hellos > hellos)) this.#start(lane)
    else this.#leave(lane.id, outcome)
  }

  #nextBatch(lane: Lane): readonly Entry[] {
    const { store } = this.#ports
    while (lane.queue.length === 0 && lane.isBehind) {
      const entries = store.entriesAfter(lane.cursor, MAX_BATCH)
      lane.isBehind = entries.length === MAX_BATCH
      lane.queue = entries.filter((entry) => this.#isFor(lane.id, entry))
      if (lane.queue.length === 0) lane.cursor = entries.at(-1)?.seq ?? lane.cursor
    }
    return lane.queue.slice(0, MAX_BATCH)
  }

  #failed(lane: Lane, error: unknown): void {
    if (this.#lanes.get(lane.id) !== lane) return
    lane.failures++
    const { log, timers, isShard } = this.#ports
    log.warn("a member could not be reached", { id: lane.id, error: errorText(error) })
    if (lane.failures >= MAX_TRIES && !isShard(lane.id)) {
      this.#leave(lane.id, "unreached")
      return
    }
    lane.isBusy = true // until it is tried again
    timers.after(FIRST_RETRY_MS * 2 ** Math.min(lane.failures - 1, MAX_TRIES), () => {
      lane.isBusy = false
      if (this.#lanes.get(lane.id) === lane) this.#start(lane)
    })
  }

  #leave(id: string, why: "away" | "gone" | "unreached"): void {
    if (why === "gone") {
      this.#ports.onLeft(id, "gone")
      return
    }
    this.setOffline(id, undefined, why)
    this.#ports.onLeft(id, "lost")
  }

  #isFor(id: string, entry: Entry): boolean {
    if (this.#ports.isShard(id)) return entry.kind !== "enroll" || entry.shard === id
    return isFor(id, entry)
  }

  #track(entry: Entry): void {
    const wanting = (ids: Iterable<string>) => [...ids].filter((id) => this.#isFor(id, entry))
    this.#receipts.track(entry.seq, wanting(this.#lanes.keys()), wanting(this.#away))
  }

  /** Cursors are not stored one by one: a recipient that is handed an entry again knows it. */
  #planSettle(): void {
    if (this.#isSettlePlanned) return
    this.#isSettlePlanned = true
    this.#ports.timers.after(SETTLE_MS, () => {
      this.#isSettlePlanned = false
      this.#settle()
    })
  }

  #settle(): void {
    const { store } = this.#ports
    const lanes = [...this.#lanes.values()]
    if (lanes.some(({ queue, isBehind, isBusy }) => queue.length > 0 || isBehind || isBusy)) return
    const late = lanes.filter(({ hasOwnCursor }) => hasOwnCursor)
    if (store.settledSeq === store.lastSeq && late.length === 0) return
    store.settle(
      store.lastSeq,
      late.map(({ id }) => id),
    )
    for (const lane of lanes) {
      lane.cursor = store.lastSeq
      lane.hasOwnCursor = false
    }
  }
}
