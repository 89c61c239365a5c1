// Delivers numbered entries to recipients: to each in order, at least once, one batch at a time. A recipient that is slow
// or fails delays no other. Recipients that are away get their entries when they are back.

import type { Log, Timers } from "../ports.ts"
import { errorText } from "../util/error-text.ts"
import { batchOf, type Delivery, hasAll } from "./delivery.ts"
import { type EnrollEntry, type Entry, isFor, type Outcome } from "./entries.ts"
import { type Progress, Receipts } from "./receipts.ts"
import { isShard } from "./roster.ts"

/** A recipient, as stored. */
export interface Recipient {
  readonly id: string
  /** It has all entries up to this number; undefined while it is in step with all others. */
  readonly cursor: number | undefined
  /** "unreached": it may be online, and not know that it counts as lost. */
  readonly state: "online" | "away" | "unreached"
}

export interface FanOutStore {
  readonly lastSeq: number
  /** All recipients that are in step have all entries up to this number. */
  readonly settledSeq: number
  recipients(): readonly Recipient[]
  recipient(id: string): Recipient | undefined
  putRecipient(recipient: Recipient): void
  deleteRecipient(id: string): void
  /** In order; at most `limit`. */
  entriesAfter(seq: number, limit: number): readonly Entry[]
  /** From now on these recipients are in step, at `seq`. */
  settle(seq: number, ids: readonly string[]): void
  /** Resolves when everything written so far is safe. */
  stored(): Promise<void>
}

export interface FanOutPorts {
  readonly store: FanOutStore
  readonly timers: Timers
  readonly log: Log
  /** Rejects when the recipient can't be reached. */
  readonly deliver: (id: string, entries: readonly Entry[]) => Promise<Outcome>
  /** Whether it is online, without delivering anything. */
  readonly probe: (id: string) => Promise<Outcome>
  /**
   * "lost": it is no longer online, because its session has no open window, or could not be reached. "gone": its session
   * has ended, or is not a member. "reached": it is online again, after it could not be reached.
   */
  readonly report: (id: string, what: "lost" | "gone" | "reached") => void
}

const MAX_BATCH = 100
/** Entries that wait in memory for a slow recipient. Further entries are read from the store later. */
const MAX_QUEUED = 200
const MAX_TRIES = 5
const FIRST_RETRY_MS = 500
/** Entries are settled together when there is a pause of this length, or when there are many of them. */
const SETTLE_MS = 500
const MAX_UNSETTLED = MAX_BATCH
const PROBES_AT_ONCE = 50

const NOBODY: Progress = { delivered: [], offline: [], dropped: [] }

/** The entries that the store had after a number, when its last number was `lastSeq`. */
interface Read {
  readonly cursor: number
  readonly lastSeq: number
  readonly entries: readonly Entry[]
}

export class FanOut {
  readonly #ports: FanOutPorts
  readonly #deliveries = new Map<string, Delivery>()
  readonly #away = new Set<string>()
  /** The recipients among those away that could not be reached. */
  readonly #unreached = new Set<string>()
  readonly #receipts: Receipts
  #isStoring = false
  #isSettlePlanned = false
  #lastRead: Read = { cursor: -1, lastSeq: -1, entries: [] }

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
    return this.#deliveries.size > 0 || this.#unreached.size > 0
  }

  /** Some recipients have deliveries under way, or could not be reached. They must be probed soon, also after a crash. */
  get isBehind(): boolean {
    const { settledSeq, lastSeq } = this.#ports.store
    return this.#unreached.size > 0 || (settledSeq < lastSeq && this.#deliveries.size > 0)
  }

  /** The recipients for volatile messages, except shards that do not know yet who was removed. */
  get online(): readonly string[] {
    return [...this.#deliveries.values()].filter(knowsWhoLeft).map(({ id }) => id)
  }

  isOnline(id: string): boolean {
    return this.#deliveries.has(id)
  }

  /** The recipient has taken all its entries. */
  hasAll(id: string): boolean {
    const delivery = this.#deliveries.get(id)
    return delivery !== undefined && hasAll(delivery)
  }

  /**
   * A recipient is online, is away, or is no longer a recipient. @param cursor it has all entries up to this number;
   * undefined: what it had when it went away
   */
  enroll(id: string, change: EnrollEntry["change"], cursor: number | undefined): void {
    if (change === "removed") this.#remove(id)
    else if (change === "online") this.#setOnline(id, cursor)
    else this.#setOffline(id, cursor)
  }

  #setOnline(id: string, cursor: number | undefined): void {
    const delivery = this.#deliveries.get(id)
    if (delivery !== undefined) {
      delivery.lastSeenAtMs = this.#ports.timers.now()
      delivery.hellos++
      return
    }
    const { store } = this.#ports
    const known = store.recipient(id)
    const from = cursor ?? known?.cursor ?? store.lastSeq
    this.#away.delete(id)
    this.#unreached.delete(id)
    this.#receipts.returned(id, from)
    const recipient: Recipient = { id, cursor: from, state: "online" }
    store.putRecipient(recipient)
    this.#open(recipient, this.#ports.timers.now())
  }

  #setOffline(id: string, cursor: number | undefined, state: "away" | "unreached" = "away"): void {
    const { store } = this.#ports
    const from = this.#deliveries.get(id)?.cursor ?? store.recipient(id)?.cursor ?? cursor
    this.#deliveries.delete(id)
    this.#away.add(id)
    if (state === "unreached") this.#unreached.add(id)
    else this.#unreached.delete(id)
    store.putRecipient({ id, cursor: from ?? store.lastSeq, state })
    this.#receipts.left(id, "offline")
  }

  #remove(id: string): void {
    this.#deliveries.delete(id)
    this.#away.delete(id)
    // It may be online without knowing that it counts as lost: then it joins again.
    if (this.#unreached.delete(id)) this.askForHello(id)
    this.#ports.store.deleteRecipient(id)
    this.#receipts.left(id, "dropped")
  }

  /** Makes a session that was removed send a hello. If it is banned, that gets the refusal. */
  askForHello(id: string, failures = 0): void {
    const { deliver, timers } = this.#ports
    deliver(id, []).catch(() => {
      if (failures < 5) timers.after(1000 * 4 ** failures, () => this.askForHello(id, failures + 1))
    })
  }

  /** Adds an entry that was just stored. */
  push(entry: Entry): void {
    if (entry.kind === "message") this.#track(entry)
    for (const delivery of this.#deliveries.values()) {
      if (!this.#isFor(delivery.id, entry)) continue
      if (delivery.queue.length >= MAX_QUEUED) delivery.next = "store"
      if (delivery.next === "queue") delivery.queue.push(entry)
    }
    this.#startStored()
    this.#planSettle()
  }

  /** Nothing is delivered before it is stored. Entries that arrive until then go along, in one call to each recipient. */
  #startStored(): void {
    if (this.#isStoring) return
    this.#isStoring = true
    const start = () => {
      this.#isStoring = false
      for (const delivery of this.#deliveries.values()) {
        if (delivery.queue.length > 0 || delivery.next === "store") this.#start(delivery)
      }
    }
    void this.#ports.store.stored().then(start, start)
  }

  /** Who has taken the message so far: resolves when all who can have taken it, or after a while. */
  async progress(seq: number): Promise<Progress> {
    return (await this.#receipts.progress(seq)) ?? this.#progressByCursors(seq)
  }

  #progressByCursors(seq: number): Progress {
    const { store } = this.#ports
    const [entry] = store.entriesAfter(seq - 1, 1)
    if (entry?.seq !== seq || entry.kind !== "message") return NOBODY
    const ids = [...this.#deliveries.keys(), ...this.#away].filter((id) => this.#isFor(id, entry))
    const cursorOf = (id: string) =>
      this.#deliveries.get(id)?.cursor ?? store.recipient(id)?.cursor ?? store.settledSeq
    const delivered = ids.filter((id) => cursorOf(id) >= seq)
    const has = new Set(delivered)
    return { delivered, offline: ids.filter((id) => !has.has(id)), dropped: [] }
  }

  /** Probes recipients that have been silent for that long. */
  async probe(silentMs: (id: string) => number): Promise<void> {
    const nowMs = this.#ports.timers.now()
    const isSilent = ({ id, lastSeenAtMs }: Delivery) =>
      lastSeenAtMs <= nowMs - silentMs(id) || lastSeenAtMs > nowMs // the clock was set back
    const silent = [...this.#deliveries.values()].filter(
      (delivery) => delivery.state === "idle" && isSilent(delivery) && !isShard(delivery.id),
    )
    const ids = [...silent.map(({ id }) => id), ...this.#unreached]
    for (let i = 0; i < ids.length; i += PROBES_AT_ONCE) {
      // oxlint-disable-next-line no-await-in-loop -- not all at once
      await Promise.all(ids.slice(i, i + PROBES_AT_ONCE).map((id) => this.#probeOne(id)))
    }
  }

  async #probeOne(id: string): Promise<void> {
    const before = this.#deliveries.get(id)
    const hellos = before?.hellos
    let outcome: Outcome | "unreached"
    try {
      outcome = await this.#ports.probe(id)
    } catch {
      outcome = "unreached"
    }
    const delivery = this.#deliveries.get(id)
    if (delivery !== before || delivery?.hellos !== hellos) return
    if (outcome === "taken") {
      if (delivery !== undefined) delivery.lastSeenAtMs = this.#ports.timers.now()
      else if (this.#unreached.has(id)) this.#ports.report(id, "reached")
    } else if (delivery !== undefined) {
      this.#leave(id, outcome)
    }
  }

  #open({ id, cursor: own }: Recipient, lastSeenAtMs: number): void {
    const { settledSeq, lastSeq } = this.#ports.store
    const cursor = own ?? settledSeq
    const delivery: Delivery = {
      id,
      cursor,
      queue: [],
      next: cursor < lastSeq ? "store" : "queue",
      state: "idle",
      isCursorStored: own !== undefined,
      lastSeenAtMs,
      hellos: 0,
    }
    this.#deliveries.set(id, delivery)
    if (delivery.next === "store") this.#start(delivery)
  }

  #start(delivery: Delivery, failures = 0): void {
    if (delivery.state !== "idle") return
    this.#deliver(delivery, failures).catch((error: unknown) => {
      this.#ports.log.error("entries could not be read", { id: delivery.id, error })
    })
  }

  /** @param failures in a row so far */
  async #deliver(delivery: Delivery, failures: number): Promise<void> {
    const batch = this.#nextBatch(delivery)
    const last = batch.at(-1)
    if (last === undefined) return this.#planSettle()
    delivery.state = "delivering"
    const { hellos } = delivery
    let outcome: Outcome
    try {
      outcome = await this.#ports.deliver(delivery.id, batch)
    } catch (error) {
      this.#failed(delivery, failures + 1, error)
      return
    }
    delivery.state = "idle"
    delivery.lastSeenAtMs = this.#ports.timers.now()
    if (outcome !== "gone") {
      delivery.cursor = last.seq
      delivery.queue.splice(0, batch.length)
      for (const { seq } of batch) this.#receipts.took(seq, delivery.id)
    }
    if (this.#deliveries.get(delivery.id) !== delivery) return // it has left in the meantime
    const isThere = outcome === "taken" || (outcome === "away" && delivery.hellos > hellos)
    if (isThere) this.#start(delivery)
    else this.#leave(delivery.id, outcome === "gone" ? "gone" : "away")
  }

  #nextBatch(delivery: Delivery): readonly Entry[] {
    while (delivery.queue.length === 0 && delivery.next === "store") {
      const entries = this.#entriesAfter(delivery.cursor)
      delivery.next = entries.length === MAX_BATCH ? "store" : "queue"
      delivery.queue = entries.filter((entry) => this.#isFor(delivery.id, entry))
      if (delivery.queue.length === 0) delivery.cursor = entries.at(-1)?.seq ?? delivery.cursor
    }
    return batchOf(delivery.queue, MAX_BATCH)
  }

  /** After a wake all recipients are behind, at the same number: entries read for one are used for the others. */
  #entriesAfter(cursor: number): readonly Entry[] {
    const { store } = this.#ports
    const { lastSeq } = store
    if (this.#lastRead.cursor !== cursor || this.#lastRead.lastSeq !== lastSeq) {
      this.#lastRead = { cursor, lastSeq, entries: store.entriesAfter(cursor, MAX_BATCH) }
    }
    return this.#lastRead.entries
  }

  #failed(delivery: Delivery, failures: number, error: unknown): void {
    const { id } = delivery
    delivery.state = "idle"
    if (this.#deliveries.get(id) !== delivery) return
    const { log, timers } = this.#ports
    log.warn("a member could not be reached", { id, error: errorText(error) })
    if (failures >= MAX_TRIES && !isShard(id)) {
      this.#leave(id, "unreached")
      return
    }
    delivery.state = "waiting"
    timers.after(FIRST_RETRY_MS * 2 ** Math.min(failures - 1, MAX_TRIES), () => {
      delivery.state = "idle"
      if (this.#deliveries.get(id) === delivery) this.#start(delivery, failures)
    })
  }

  #leave(id: string, why: "away" | "gone" | "unreached"): void {
    if (why !== "gone") this.#setOffline(id, undefined, why)
    this.#ports.report(id, why === "gone" ? why : "lost")
  }

  #isFor(id: string, entry: Entry): boolean {
    // Shards get every entry.
    if (isShard(id)) return entry.kind !== "enroll" || entry.shard === id
    return isFor(id, entry)
  }

  #track(entry: Entry): void {
    const wanting = (ids: Iterable<string>) => [...ids].filter((id) => this.#isFor(id, entry))
    this.#receipts.track(entry.seq, wanting(this.#deliveries.keys()), wanting(this.#away))
  }

  /** Cursors are not stored one by one: a recipient recognizes entries that it gets again. */
  #planSettle(): void {
    if (this.#isSettlePlanned) return
    this.#isSettlePlanned = true
    const { store, timers } = this.#ports
    const { lastSeq } = store
    timers.after(SETTLE_MS, () => {
      this.#isSettlePlanned = false
      const isPause = store.lastSeq === lastSeq
      if (isPause || store.lastSeq - store.settledSeq >= MAX_UNSETTLED) this.#settle()
      else this.#planSettle()
    })
  }

  #settle(): void {
    const { store } = this.#ports
    const deliveries = [...this.#deliveries.values()]
    if (!deliveries.every(hasAll)) return
    this.#lastRead = { cursor: -1, lastSeq: -1, entries: [] }
    const late = deliveries.filter(({ isCursorStored }) => isCursorStored)
    if (store.settledSeq === store.lastSeq && late.length === 0) return
    store.settle(
      store.lastSeq,
      late.map(({ id }) => id),
    )
    for (const delivery of deliveries) {
      delivery.cursor = store.lastSeq
      delivery.isCursorStored = false
    }
  }
}

function knowsWhoLeft({ id, next, queue }: Delivery): boolean {
  return !isShard(id) || (next === "queue" && !queue.some(isRemoval))
}

function isRemoval(entry: Entry): boolean {
  return entry.kind === "enroll" && entry.change === "removed"
}
