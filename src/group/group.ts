// One group: who is a member, who is there, and everything that is said, numbered. Knows no network and no storage.

import { GROUP_LIMITS } from "../util/limits.ts"
import {
  assertOutsider,
  assertProfile,
  type HistoryQuery,
  type OutMessage,
  type Target,
} from "./bounds.ts"
import type {
  EnrollEntry,
  Entry,
  GroupMessage,
  Member,
  MessageEntry,
  Outsider,
  PresenceEntry,
  PresenceKind,
  Profile,
  Receipt,
  SeenEntry,
  Sender,
  StateEntry,
  Welcome,
} from "./entries.ts"
import { FanOut } from "./fan-out.ts"
import { GroupError } from "./group-error.ts"
import type { GroupPorts, Hello, KeptEntries, Sent } from "./group-ports.ts"
import { isHeardBy, messageOf } from "./messages.ts"
import { RateLimit } from "./rate-limit.ts"
import type { Progress } from "./receipts.ts"
import { awaySince, goesAtMs, isShard, publicly, Roster, type StoredMember } from "./roster.ts"
import { Rules } from "./rules.ts"
import { newlySeen } from "./seen.ts"
import { SharedState } from "./shared-state.ts"
import { VolatileFanOut, type VolatileOut } from "./volatile.ts"

const PROBE_MS = 20_000
/** How long the messages of a group without members are kept. */
const FORGET_MS = 30 * 24 * 3_600_000
const TRIM_EVERY = 100
const TRIM_BYTES = 1 << 20
const NOTHING: KeptEntries = { messages: 0, messageBytes: 0, others: 0 }
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
      onLeft: (id, why) => this.reported(id, why),
      onReached: (id) => this.reported(id, "reached"),
    })
  }

  get members(): readonly Member[] {
    return this.#roster.all.map(publicly)
  }

  /** A session is a member, from now on or still, and is or is not looked at. Saying so again changes nothing. */
  hello({ policy, ...hello }: Hello): Welcome {
    this.#rules.close(policy, hello, this.#roster.size === 0)
    this.#rules.assertMayJoin(hello)
    return this.#welcome(hello)
  }

  #welcome({ id, isOnline, lastSeq, history = 0, keep, user, ...profile }: Hello): Welcome {
    assertProfile(profile)
    const { store } = this.#ports
    const known = this.#roster.get(id)
    const keepMs = keep === undefined ? undefined : keep * 1000
    const joinedSeq = known === undefined ? store.lastSeq : (known.joinedSeq ?? 0)
    if (known === undefined) this.#join({ id, ...profile, isOnline }, { keepMs, joinedSeq, user })
    else this.#update({ ...known, keepMs }, profile, { isOnline, lastSeq })
    this.#planTick()
    const hasMissed = lastSeq !== undefined && (known === undefined || lastSeq < store.forgottenSeq)
    const isNew = known === undefined || lastSeq === undefined
    const since = known === undefined ? store.lastSeq : isNew ? joinedSeq : 0
    const said = lastSeq === undefined ? this.#lastMessages(id, history, joinedSeq) : []
    const state = Object.fromEntries(this.#shared.all)
    return { ...this.#membersFor(id), since, hasMissed, history: said, state }
  }

  /** What was said before it joined: the newest, oldest first. */
  #lastMessages(id: string, count: number, untilSeq: number): readonly MessageEntry[] {
    const member = this.#roster.get(id)
    if (count === 0 || member === undefined || !this.#rules.may("read", member)) return []
    const isWanted = (entry: MessageEntry) => entry.seq <= untilSeq && isHeardBy(id, entry)
    return this.#ports.store.messagesAfter(
      0,
      Math.min(count, GROUP_LIMITS.historyMessages),
      isWanted,
    )
  }

  leave(id: string): void {
    const member = this.#roster.get(id)
    if (member === undefined) return
    this.#roster.delete(member)
    this.#serve(member, "removed", undefined)
    this.#announce("left", { ...member, isOnline: false })
  }

  /**
   * Takes a message of a member. `sent` is the sender's own number of it: sending the same again is one message.
   * @throws GroupError
   */
  send(id: string, sent: number, message: OutMessage): Sent {
    const member = this.#roster.get(id)
    if (member === undefined) {
      throw new GroupError("not-a-member", "send: this session is not in the group: join first")
    }
    const before = this.#ports.store.findSent(id, sent)
    if (before !== undefined) return { seq: before, unknown: [] }
    this.#rules.assertMay("send", member)
    this.#rates.take(id)
    const { name, role } = member
    const note = (seq: number) => this.#ports.store.noteSent(id, sent, seq)
    const from = { id, name, role }
    return message.isState === true
      ? this.#setState(from, message, note)
      : this.#say(from, message, note)
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
    const [remover, member] = [this.#roster.get(by), this.#roster.get(id)]
    if (remover === undefined) throw new GroupError("not-a-member", "remove: join the group first")
    this.#rules.assertMay("remove", remover)
    if (member === undefined) return
    this.#rules.ban(member)
    this.leave(id)
  }

  /** A member has seen these messages: whose they are hears of it, of each once. @throws GroupError */
  seen(id: string, messages: readonly number[]): void {
    const member = this.#roster.get(id)
    if (member === undefined) throw new GroupError("not-a-member", "markSeen: join the group first")
    this.#rules.assertMay("read", member)
    const by = { id, name: member.name, role: member.role }
    const seenAtMs = this.#ports.timers.now()
    const isHeard = (entry: MessageEntry) => isHeardBy(id, entry)
    for (const [to, seqs] of newlySeen(this.#ports.store, { id, messages, isHeard })) {
      if (this.#roster.has(to))
        this.#append({ kind: "seen", messages: seqs, by, seenAtMs, to: [to] })
    }
  }

  /** Passes on what is of the moment to who is there; who is no member is not heard. */
  now(id: string, messages: readonly VolatileOut[]): void {
    const member = this.#roster.get(id)
    if (member === undefined || !this.#rules.may("send", member)) return
    const from = { id, name: member.name, role: member.role }
    const sentAtMs = this.#ports.timers.now()
    this.#volatile.push(
      this.#rules.isReadByAll ? this.#fanOut.online : this.#readers,
      messages.map((message) => ({ ...message, from, sentAtMs })),
    )
  }

  /** Takes a message from outside: everybody hears it, or the ones it names. @throws GroupError */
  post({ name, role, once }: Outsider, message: OutMessage): Sent {
    assertOutsider({ name, role, once })
    const { store } = this.#ports
    const sender = `once ${once ?? ""}`
    const before = once === undefined ? undefined : store.findSent(sender, 0)
    if (before !== undefined) return { seq: before, unknown: [] }
    const sent = this.#say({ id: undefined, name, role }, message, (seq) => {
      if (once !== undefined) store.noteSent(sender, 0, seq)
    })
    this.#planTick()
    return sent
  }

  /** What became of a message, once everybody who is there has it, or after 5 s. */
  async receipt({ seq, unknown }: Sent): Promise<Receipt> {
    const { shardProgress } = this.#ports
    const own = await this.#fanOut.progress(seq)
    const shards = own.delivered.filter(isShard)
    const all = await Promise.all(shards.map((shard) => shardProgress(shard, seq)))
    const isOf = (id: string) => !isShard(id) && (this.#roster.get(id)?.joinedSeq ?? 0) < seq
    const merged = (key: keyof Progress) =>
      [own, ...all].flatMap((progress) => progress[key]).filter(isOf)
    return {
      seq,
      seen: this.#ports.store.seenBy(seq),
      delivered: merged("delivered"),
      offline: merged("offline"),
      dropped: [...merged("dropped"), ...unknown],
      awayForMs: this.#awayForMs(merged("offline")),
    }
  }

  #awayForMs(ids: readonly string[]): Readonly<Record<string, number>> {
    const nowMs = this.#ports.timers.now()
    const awayForMs = (id: string) => nowMs - (this.#roster.get(id)?.awaySinceMs ?? nowMs)
    return Object.fromEntries(ids.map((id) => [id, awayForMs(id)] as const))
  }

  /** The messages to all and those from or to `id`, oldest first. */
  history(id: string | undefined, query: HistoryQuery): readonly GroupMessage[] {
    if (id !== undefined) this.#assertMayRead(id)
    const { from = 0, before, type, limit = DEFAULT_LIMIT } = query
    const isWanted = (entry: MessageEntry) =>
      entry.type === (type ?? entry.type) && isHeardBy(id, entry)
    return this.#ports.store
      .messagesAfter(from, Math.min(limit, GROUP_LIMITS.historyMessages), isWanted, before)
      .map((entry) => messageOf(entry))
  }

  /** What whoever serves the member found out about it. */
  reported(id: string, what: "lost" | "gone" | "reached"): void {
    const member = this.#roster.get(id)
    if (member === undefined) return
    if (what === "gone") this.leave(id)
    else if (what === "reached") {
      if (!member.isOnline) this.#returned(id, undefined)
    } else if (member.isOnline) {
      const lost = { ...member, isOnline: false, awaySinceMs: this.#ports.timers.now() }
      this.#roster.put(lost)
      this.#announce("lost", lost)
    }
  }

  /** What is due: is everybody there, who has been away for too long. */
  async tick(): Promise<void> {
    this.#wakesAtMs = undefined
    const nowMs = this.#ports.timers.now()
    for (const member of this.#roster.all) if (goesAtMs(member) <= nowMs) this.leave(member.id)
    if (this.#roster.size === 0) this.#forget(nowMs - FORGET_MS)
    await Promise.all([
      this.#fanOut.probe(PROBE_MS),
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
    store.trim(store.lastSeq, NOTHING)
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

  #join(member: Member, more: Pick<StoredMember, "keepMs" | "joinedSeq" | "user">): void {
    const { store, timers } = this.#ports
    if (this.#roster.size >= GROUP_LIMITS.members) this.#makeRoom()
    const awaySinceMs = member.isOnline ? undefined : timers.now()
    const stored = { ...member, ...more, shard: this.#shardFor(), awaySinceMs }
    this.#roster.put(stored)
    this.#serve(stored, member.isOnline ? "online" : "offline", store.lastSeq)
    this.#announce("joined", stored)
  }

  /** Members that are away don't keep others out: the one that has been away for longest is removed. */
  #makeRoom(): void {
    const away = this.#roster.all.filter(({ awaySinceMs }) => awaySinceMs !== undefined)
    const [first, ...rest] = away
    if (first === undefined) {
      throw new GroupError(
        "too-many-members",
        `join: the group already has ${GROUP_LIMITS.members} members`,
      )
    }
    this.leave(rest.reduce((a, b) => (awaySince(b) < awaySince(a) ? b : a), first).id)
  }

  #update(known: StoredMember, profile: Profile, hello: Pick<Hello, "isOnline" | "lastSeq">): void {
    const changed = { ...known, ...profile }
    const before = this.#roster.get(known.id)
    if (JSON.stringify(changed) !== JSON.stringify(before)) {
      this.#rates.take(known.id)
      this.#roster.put(changed)
      this.#announce("updated", changed)
    }
    if (hello.isOnline) this.#returned(known.id, hello.lastSeq)
    else if (known.isOnline) {
      this.#serve(known, "offline", hello.lastSeq)
      this.reported(known.id, "lost")
    }
  }

  #returned(id: string, lastSeq: number | undefined): void {
    const member = this.#roster.get(id)
    if (member === undefined) return
    if (member.isOnline) return this.#serve(member, "online", lastSeq)
    const back = { ...member, isOnline: true, awaySinceMs: undefined }
    this.#roster.put(back)
    this.#serve(back, "online", lastSeq)
    this.#announce("returned", back)
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

  #announce(change: PresenceKind, member: StoredMember): void {
    if (this.#roster.online > GROUP_LIMITS.announcedMembers) return
    this.#append({ kind: "presence", change, member: publicly(member) })
  }

  #say(from: Sender, message: OutMessage, note: (seq: number) => void): Sent {
    const { to, unknown } = this.#targets(from, message.to)
    const { type, json, attachment } = message
    const sentAtMs = this.#ports.timers.now()
    const entry = { kind: "message", sentAtMs, type, json, from, to, attachment } as const
    const seq = this.#append(entry, note)
    return { seq, unknown }
  }

  /** Of a closed group. */
  #assertMayRead(id: string): void {
    if (this.#rules.isOpen) return
    const member = this.#roster.get(id)
    if (member === undefined) throw new GroupError("not-a-member", "history: join the group first")
    this.#rules.assertMay("read", member)
  }

  /** Who is there and may read. */
  get #readers(): readonly string[] {
    const readers = this.#roster.all.filter((one) => one.isOnline && this.#rules.may("read", one))
    return readers.map(({ id }) => id)
  }

  #targets(
    from: Sender,
    given: Target | undefined,
  ): Pick<MessageEntry, "to"> & { readonly unknown: readonly string[] } {
    const { isReadByAll } = this.#rules
    if (given === undefined && isReadByAll) return { to: undefined, unknown: [] }
    const mayRead = (member: StoredMember) => this.#rules.may("read", member)
    if (given === undefined || "role" in given) {
      const wanted = this.#roster.all.filter(({ role }) => role === (given?.role ?? role))
      const to = wanted.filter(mayRead).map(({ id }) => id)
      return { to: to.filter((id) => id !== from.id), unknown: [] }
    }
    const isReader = (id: string) => {
      const member = this.#roster.get(id)
      return member !== undefined && mayRead(member)
    }
    return { to: given.filter(isReader), unknown: given.filter((id) => !isReader(id)) }
  }

  #append(entry: NewEntry, note?: (seq: number) => void): number {
    const { store } = this.#ports
    const seq = store.lastSeq + 1
    const numbered: Entry = { ...entry, seq }
    store.append(numbered)
    note?.(seq)
    this.#fanOut.push(numbered)
    this.#untrimmedBytes += entry.kind === "message" ? entry.json.length : 0
    if (seq % TRIM_EVERY === 0 || this.#untrimmedBytes > TRIM_BYTES) this.#trim()
    return seq
  }

  #trim(): void {
    const { store } = this.#ports
    store.trim(store.settledSeq, GROUP_LIMITS.kept)
    this.#untrimmedBytes = 0
  }

  #membersFor(id: string): Pick<Welcome, "seq" | "members" | "memberCount"> {
    const memberCount = this.#roster.size
    const me = this.#roster.get(id)
    const { announcedMembers: most } = GROUP_LIMITS
    const isThere = ({ id: one, isOnline }: Member) => one === id || isOnline
    const online = this.#roster.online <= most ? this.#roster.all.filter(isThere) : []
    const some = online.length > 0 || me === undefined ? online : [me]
    const members = memberCount <= most ? this.members : some.map(publicly)
    return { seq: this.#ports.store.lastSeq, members, memberCount }
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
    const isOnline = this.#roster.all.some((member) => member.isOnline)
    if (isOnline || this.#fanOut.hasOnline) return PROBE_MS
    return Math.max(0, Math.min(...this.#roster.all.map(goesAtMs)) - this.#ports.timers.now())
  }
}

type NewEntry =
  | Omit<SeenEntry, "seq">
  | Omit<StateEntry, "seq">
  | Omit<MessageEntry, "seq">
  | Omit<PresenceEntry, "seq">
  | Omit<EnrollEntry, "seq">
