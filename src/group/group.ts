// One group: who is a member, who is there, and everything that is said, numbered. Knows no network and no storage.

import { GROUP_LIMITS } from "../util/limits.ts"
import { addressees, membersFor, onlineReaders } from "./addressees.ts"
import { assertOutsider, assertProfile, type HistoryQuery, type OutMessage } from "./bounds.ts"
import type {
  EnrollEntry,
  Entry,
  GroupMessage,
  Guest,
  Member,
  MessageEntry,
  NewEntry,
  Outsider,
  Profile,
  Receipt,
  Sender,
  Welcome,
} from "./entries.ts"
import { FanOut } from "./fan-out.ts"
import { GroupError } from "./group-error.ts"
import type { GroupPorts, Hello, Sent } from "./group-ports.ts"
import { keptEntries, NO_ENTRIES } from "./kept-entries.ts"
import { isHeardBy, messageOf } from "./messages.ts"
import { changeOf, personOf, saidBy, senderOf } from "./person.ts"
import { PROBE_MS, QUIET_PROBE_MS, silentMs } from "./probing.ts"
import { RateLimit } from "./rate-limit.ts"
import { receiptOf } from "./receipt-of.ts"
import { awaySince, goesAtMs, isShard, Roster } from "./roster.ts"
import { Rules } from "./rules.ts"
import { newlySeen } from "./seen.ts"
import { SharedState } from "./shared-state.ts"
import type { StoredMember } from "./stored-member.ts"
import { VolatileFanOut, type VolatileOut } from "./volatile.ts"

/** How long the messages of a group without members are kept. */
const FORGET_MS = 30 * 24 * 3_600_000
const TRIM_EVERY = 100
const TRIM_BYTES = 1 << 20
const DEFAULT_LIMIT = 100

export class Group {
  readonly #ports: GroupPorts
  readonly #fanOut: FanOut
  readonly #roster: Roster
  readonly #rates: RateLimit
  readonly #volatile: VolatileFanOut
  readonly #rules: Rules
  readonly #shared: SharedState
  #wakesAtMs: number | undefined
  /** What was said since the store was trimmed. */
  #untrimmedBytes = 0

  constructor(ports: GroupPorts) {
    this.#ports = ports
    this.#roster = new Roster(ports.store, ports.shardSize ?? GROUP_LIMITS.shardMembers)
    this.#rates = new RateLimit(ports.timers)
    this.#rules = new Rules(ports.store)
    this.#shared = new SharedState(ports.store)
    this.#volatile = new VolatileFanOut(async (id, messages) => ports.deliverNow?.(id, messages))
    this.#fanOut = new FanOut({
      ...ports,
      isShard,
      report: (id, what) => this.reported(id, what),
    })
  }

  get #who(): { readonly roster: Roster; readonly rules: Rules } {
    return { roster: this.#roster, rules: this.#rules }
  }

  get members(): readonly Member[] {
    return this.#roster.persons
  }

  /** A session is a member, from now on or still, and is or is not looked at. Saying so again changes nothing. */
  hello({ policy, ...hello }: Hello): Welcome {
    this.#rules.close(policy, hello, this.#roster.size === 0)
    this.#rules.assertMayJoin(hello)
    return this.#welcome(hello)
  }

  #welcome({ id, isOnline, lastSeq, history = 0, keep, ...member }: Hello): Welcome {
    assertProfile(member)
    const { store } = this.#ports
    const known = this.#roster.get(id)
    const { listens, looks } = member
    const keepMs = keep === undefined ? undefined : keep * 1000
    const joinedSeq = known === undefined ? store.lastSeq : (known.joinedSeq ?? 0)
    if (known === undefined) this.#join({ ...member, id, isOnline, keepMs, joinedSeq })
    else this.#update({ ...known, keepMs, listens, looks }, member, { isOnline, lastSeq })
    this.#planTick()
    const hasMissed = lastSeq !== undefined && (known === undefined || lastSeq < store.forgottenSeq)
    const isNew = known === undefined || lastSeq === undefined
    const since = known === undefined ? store.lastSeq : isNew ? joinedSeq : 0
    const said = lastSeq === undefined ? this.#lastMessages(id, history, joinedSeq) : []
    const state = Object.fromEntries(this.#shared.all)
    const me = this.#roster.personOf(id)
    const { lastSeq: seq } = store
    return { ...membersFor(me, this.#roster), me, seq, since, hasMissed, history: said, state }
  }

  /** What was said before it joined: the newest, oldest first. */
  #lastMessages(id: string, limit: number, untilSeq: number): readonly MessageEntry[] {
    const member = this.#roster.get(id)
    if (limit === 0 || member === undefined || !this.#rules.may("read", member)) return []
    return this.#heardBy(id, { limit, before: untilSeq + 1 })
  }

  leave(id: string): void {
    const member = this.#roster.get(id)
    if (member === undefined) return
    this.#changing(member, () => {
      this.#roster.delete(member)
      this.#serve(member, "removed", undefined)
    })
  }

  /** Does something to a session, and tells the others what has become of the person by it. */
  #changing(session: StoredMember, change: () => void): void {
    const { id } = session
    const person = personOf(session)
    const sessions = this.#roster.sessionsOf(person)
    const before = this.#roster.person(person)
    change()
    const after = this.#roster.person(person)
    const kind = changeOf(before, after)
    const member = after ?? before
    if (kind === undefined || member === undefined) return
    if (this.#roster.online > GROUP_LIMITS.announcedMembers) return
    const own = [...sessions, ...this.#roster.sessionsOf(person)].map((one) => one.id)
    this.#append({
      kind: "presence",
      change: kind,
      member: { ...member, isOnline: after?.isOnline ?? false },
      besides: kind === "updated" ? [id] : [...new Set([id, ...own])],
    })
  }

  /**
   * Takes a message of a member. `sent` is the sender's own number of it: sending the same again is one message.
   * @throws GroupError
   */
  send(id: string, sent: number, message: OutMessage): Sent {
    const member = this.#member(id, "send")
    const before = this.#ports.store.findSent(id, sent)
    if (before !== undefined) return { seq: before, unknown: [] }
    this.#rules.assertMay("send", member)
    this.#rates.take(id)
    const note = (seq: number) => this.#ports.store.noteSent(id, sent, seq)
    const from = senderOf(member, message.guest)
    if (message.isState === true) return this.#setState(from, message, note)
    const taken = this.#say({ from, session: id }, message, note)
    const { to } = message
    const isNamed =
      to !== undefined &&
      !("role" in to) &&
      to.some((one) => this.#roster.personOf(one) === from.id)
    return isNamed ? taken : { ...taken, own: from.id }
  }

  #setState(from: Sender, { json }: OutMessage, note: (seq: number) => void): Sent {
    const set = this.#shared.setter(json)
    const seq = this.#append({ kind: "state", json, from }, (number) => {
      set(number, from)
      note(number)
    })
    return { seq, unknown: [] }
  }

  /** Takes a member out of a closed group: it may not come back. @throws GroupError */
  remove(by: string, id: string): void {
    this.#rules.assertMay("remove", this.#member(by, "remove"))
    for (const session of this.#roster.sessionsOf(id)) {
      this.#rules.ban(session)
      this.leave(session.id)
      // It is told at once; where that is lost, it hears it when it says hello next.
      void this.#ports.deliver(session.id, []).catch(() => undefined)
    }
  }

  /** A member has seen these messages: whose they are hears of it, of each once. @throws GroupError */
  seen(id: string, messages: readonly number[], guest?: Guest): void {
    const member = this.#member(id, "markSeen")
    this.#rules.assertMay("read", member)
    const by = senderOf(member, guest)
    const seenAtMs = this.#ports.timers.now()
    const isHeard = (entry: MessageEntry) => isHeardBy([id, by.id], entry)
    const news = newlySeen(this.#ports.store, { id: by.id, messages, isHeard })
    for (const [sender, seqs] of news) {
      const to = this.#roster.sessionsOf(sender).map((one) => one.id)
      if (to.length > 0) this.#append({ kind: "seen", messages: seqs, by, seenAtMs, to })
    }
  }

  /** Passes on what is of the moment to who is there; who is no member is not heard. */
  now(id: string, messages: readonly VolatileOut[]): void {
    const member = this.#roster.get(id)
    if (member === undefined || !this.#rules.may("send", member)) return
    const sentAtMs = this.#ports.timers.now()
    const full = ({ guest, ...message }: VolatileOut) => {
      return { ...message, from: senderOf(member, guest), session: id, sentAtMs }
    }
    this.#volatile.push(
      this.#rules.isReadByAll ? this.#fanOut.online : onlineReaders(this.#who),
      messages.map((message) => full(message)),
    )
  }

  /** Takes a message from outside: everybody hears it, or the ones it names. @throws GroupError */
  post({ name, role, once }: Outsider, message: OutMessage): Sent {
    assertOutsider({ name, role, once })
    const { store } = this.#ports
    const sender = `once ${once ?? ""}`
    const before = once === undefined ? undefined : store.findSent(sender, 0)
    if (before !== undefined) return { seq: before, unknown: [] }
    const from = { id: undefined, name, role }
    const sent = this.#say({ from, session: undefined }, message, (seq) => {
      if (once !== undefined) store.noteSent(sender, this.#ports.timers.now(), seq)
    })
    this.#planTick()
    return sent
  }

  /** What became of a message, once everybody who is there has it, or after 5 s. */
  async receipt(sent: Sent): Promise<Receipt> {
    const { store, timers, shardProgress } = this.#ports
    const { seq } = sent
    const own = await this.#fanOut.progress(seq)
    const shards = own.delivered.filter(isShard)
    const all = await Promise.all(shards.map((shard) => shardProgress(shard, seq)))
    const known = { progress: [own, ...all], seen: store.seenBy(seq), nowMs: timers.now() }
    return receiptOf(sent, { ...known, roster: this.#roster })
  }

  /** The messages to all and those from or to `id`, oldest first. */
  history(id: string | undefined, query: HistoryQuery): readonly GroupMessage[] {
    if (id !== undefined && !this.#rules.isOpen)
      this.#rules.assertMay("read", this.#member(id, "history"))
    return this.#heardBy(id, query).map((entry) => messageOf(entry))
  }

  #heardBy(
    id: string | undefined,
    { from = 0, before, type, limit = DEFAULT_LIMIT }: HistoryQuery,
  ): readonly MessageEntry[] {
    const ids = id === undefined ? [undefined] : [id, this.#roster.personOf(id)]
    const isWanted = (entry: MessageEntry) =>
      entry.type === (type ?? entry.type) && isHeardBy(ids, entry)
    const most = Math.min(limit, GROUP_LIMITS.historyMessages)
    return this.#ports.store.messagesAfter(from, most, isWanted, before)
  }

  /** What whoever serves the member found out about it. */
  reported(id: string, what: "lost" | "gone" | "reached"): void {
    const member = this.#roster.get(id)
    if (member === undefined) return
    if (what === "gone") this.leave(id)
    else if (what === "reached") {
      if (!member.isOnline) this.#returned(id, undefined)
    } else if (member.isOnline) {
      const awaySinceMs = this.#ports.timers.now()
      this.#changing(member, () => this.#roster.put({ ...member, isOnline: false, awaySinceMs }))
      this.#planTick()
    }
  }

  /** What is due: is everybody there, who has been away for too long. */
  async tick(): Promise<void> {
    const nowMs = this.#ports.timers.now()
    this.#wakesAtMs = nowMs
    for (const member of this.#roster.all) if (goesAtMs(member) <= nowMs) this.leave(member.id)
    this.#wakesAtMs = undefined
    if (this.#roster.size === 0) this.#forget(nowMs - FORGET_MS)
    await Promise.all([
      this.#fanOut.probe((id) => silentMs(this.#roster.get(id))),
      ...[...this.#roster.shards].map((shard) => this.#compareWith(shard)),
    ])
    this.#planTick()
  }

  /** Without members: deletes everything, if the last message is older than that. Numbers continue. */
  #forget(beforeMs: number): void {
    const { store } = this.#ports
    const [newest] = store.messagesAfter(0, 1, () => true)
    if (newest !== undefined && newest.sentAtMs > beforeMs) return
    store.settle(store.lastSeq, [])
    store.trim(store.lastSeq, NO_ENTRIES)
  }

  /** What a shard reported may have been lost. */
  async #compareWith(shard: string): Promise<void> {
    const { store, shardServing } = this.#ports
    const { lastSeq } = store
    if (!this.#fanOut.hasAll(shard)) return
    const serving = await shardServing(shard).catch(() => undefined)
    if (serving === undefined || store.lastSeq > lastSeq) return // it has not received all
    const online = new Set(serving)
    for (const { id, ...member } of this.#roster.all) {
      if (member.shard !== shard || member.isOnline === online.has(id)) continue
      this.reported(id, member.isOnline ? "lost" : "reached")
    }
  }

  #join(member: Omit<StoredMember, "shard" | "awaySinceMs">): void {
    const { store, timers } = this.#ports
    if (this.#roster.size >= GROUP_LIMITS.members) this.#makeRoom()
    const awaySinceMs = member.isOnline ? undefined : timers.now()
    const stored = { ...this.#roster.asPerson(member), shard: this.#shardFor(), awaySinceMs }
    this.#changing(stored, () => {
      this.#roster.put(stored)
      this.#serve(stored, member.isOnline ? "online" : "offline", store.lastSeq)
    })
  }

  /** Members that are away don't keep others out: the one that has been away for longest is removed. */
  #makeRoom(): void {
    const first = this.#roster.all.reduce((a, b) => (awaySince(b) < awaySince(a) ? b : a))
    if (first.awaySinceMs !== undefined) return this.leave(first.id)
    throw new GroupError(
      "too-many-members",
      `join: the group already has ${GROUP_LIMITS.members} members`,
    )
  }

  #update(known: StoredMember, profile: Profile, hello: Pick<Hello, "isOnline" | "lastSeq">): void {
    const { name, data, role } = profile
    const isSaidAnew = saidBy(profile) !== (known.said ?? saidBy(known))
    const changed = { ...known, role, ...(isSaidAnew && { name, data, said: undefined }) }
    const before = this.#roster.get(known.id)
    if (JSON.stringify(changed) !== JSON.stringify(before)) {
      this.#rates.take(known.id)
      this.#changing(changed, () => {
        this.#roster.put(changed)
        if (isSaidAnew) this.#rename(changed)
      })
    }
    if (hello.isOnline) this.#returned(known.id, hello.lastSeq)
    else if (known.isOnline) {
      this.#serve(known, "offline", hello.lastSeq)
      this.reported(known.id, "lost")
    }
  }

  /** The other sessions of the person have that name and data, too. */
  #rename({ id, name, data }: StoredMember): void {
    for (const one of this.#roster.sessionsOf(id)) {
      const said = one.said ?? saidBy(one)
      if (one.id !== id) this.#roster.put({ ...one, name, data, said })
    }
  }

  #returned(id: string, lastSeq: number | undefined): void {
    const member = this.#roster.get(id)
    if (member === undefined) return
    if (member.isOnline) return this.#serve(member, "online", lastSeq)
    const back = { ...member, isOnline: true, awaySinceMs: undefined }
    this.#changing(back, () => {
      this.#roster.put(back)
      this.#serve(back, "online", lastSeq)
    })
  }

  /** Tells whoever serves the member: this object, or its shard, in order with the messages. */
  #serve(
    { id, shard }: StoredMember,
    change: EnrollEntry["change"],
    cursor: number | undefined,
  ): void {
    if (shard !== undefined) {
      this.#append({ kind: "enroll", shard, id, change, cursor })
    } else if (change === "removed") this.#fanOut.remove(id)
    else if (change === "online") this.#fanOut.setOnline(id, cursor)
    else this.#fanOut.setOffline(id, cursor)
  }

  /** Who is to serve one more; a shard that is needed for the first time hears all from now on. */
  #shardFor(): string | undefined {
    const { store } = this.#ports
    const shard = this.#roster.freeShard()
    if (shard !== undefined && store.recipient(shard) === undefined) {
      this.#fanOut.setOnline(shard, store.lastSeq)
    }
    return shard
  }

  #say(
    sender: Pick<MessageEntry, "from" | "session">,
    message: OutMessage,
    note: (seq: number) => void,
  ): Sent {
    const { to, unknown } = addressees(this.#who, sender.session, message.to)
    const { type, json, attachment } = message
    const sentAtMs = this.#ports.timers.now()
    const entry = { kind: "message", sentAtMs, type, json, ...sender, to, attachment } as const
    const seq = this.#append(entry, note)
    return { seq, unknown }
  }

  #member(id: string, what: string): StoredMember {
    const member = this.#roster.get(id)
    if (member !== undefined) return member
    throw new GroupError("not-a-member", `${what}: join the group first`)
  }

  #append(entry: NewEntry, note?: (seq: number) => void): number {
    const { store, timers } = this.#ports
    const seq = store.lastSeq + 1
    const numbered: Entry = { ...entry, seq }
    store.append(numbered)
    note?.(seq)
    this.#volatile.hurry()
    this.#fanOut.push(numbered)
    this.#planTick()
    this.#untrimmedBytes += entry.kind === "message" ? entry.json.length : 0
    if (seq % TRIM_EVERY === 0 || this.#untrimmedBytes > TRIM_BYTES) {
      store.trim(store.settledSeq, keptEntries(timers.now()))
      this.#untrimmedBytes = 0
    }
    return seq
  }

  #planTick(): void {
    const { timers, wakeAt } = this.#ports
    const nowMs = timers.now()
    if (this.#wakesAtMs !== undefined && this.#wakesAtMs <= nowMs + PROBE_MS) return
    const dueMs = nowMs + this.#dueInMs
    if (this.#wakesAtMs !== undefined && this.#wakesAtMs <= dueMs) return
    if (dueMs === Infinity) return
    this.#wakesAtMs = dueMs
    wakeAt(dueMs)
  }

  get #dueInMs(): number {
    const { store } = this.#ports
    if (this.#roster.size === 0) return store.isEmpty ? Infinity : FORGET_MS
    const goesInMs = Math.max(0, this.#roster.nextGoesAtMs - this.#ports.timers.now())
    if (this.#roster.online === 0 && !this.#fanOut.hasOnline) return goesInMs
    // Signs of life cost a wake each: they are asked for where somebody would see that there are none.
    const isSoon = this.#roster.isToBeAsked || this.#fanOut.isBehind
    return Math.min(goesInMs, isSoon ? PROBE_MS : QUIET_PROBE_MS)
  }
}
