// One group: what its members send and receive. It has no access to network or storage.

import { GROUP_LIMITS } from "../util/limits.ts"
import { isList } from "../util/record.ts"
import { addressees, membersFor, onlineReaders } from "./addressees.ts"
import { Attendance } from "./attendance.ts"
import { assertOutsider, assertProfile, type HistoryQuery, type OutMessage } from "./bounds.ts"
import { Distribution, type SentAs } from "./distribution.ts"
import { dueInMs, FORGET_MS } from "./due.ts"
import {
  type GroupMessage,
  type Guest,
  isFor,
  isHeardBy,
  type Member,
  type MessageEntry,
  type Outsider,
  type Receipt,
  type Sender,
  type Welcome,
} from "./entries.ts"
import { GroupError } from "./group-error.ts"
import type { GroupPorts, Hello, Sent } from "./group-ports.ts"
import { NO_ENTRIES } from "./kept-entries.ts"
import { messageOf } from "./message-data.ts"
import { senderOf } from "./person.ts"
import { silentMs } from "./probing.ts"
import { RateLimit } from "./rate-limit.ts"
import { receiptOf } from "./receipt-of.ts"
import type { Progress } from "./receipts.ts"
import { goesAtMs, isShard, Roster } from "./roster.ts"
import { Rules } from "./rules.ts"
import { newlySeen } from "./seen.ts"
import { SharedState } from "./shared-state.ts"
import type { StoredMember } from "./stored-member.ts"
import type { VolatileOut } from "./volatile.ts"

const DEFAULT_LIMIT = 100

export class Group {
  readonly #ports: GroupPorts
  readonly #roster: Roster
  readonly #rates: RateLimit
  readonly #rules: Rules
  readonly #shared: SharedState
  readonly #out: Distribution
  readonly attendance: Attendance

  constructor(ports: GroupPorts) {
    const report: Attendance["reported"] = (id, what) => this.attendance.reported(id, what)
    this.#ports = ports
    this.#roster = new Roster(ports.store, ports.shardSize ?? GROUP_LIMITS.shardMembers)
    this.#rates = new RateLimit(ports.timers)
    this.#rules = new Rules(ports.store)
    this.#shared = new SharedState(ports.store)
    this.#out = new Distribution({ ...ports, report }, (fanOut) =>
      dueInMs(ports, this.#roster, fanOut),
    )
    this.attendance = new Attendance(ports, this.#roster, this.#rates, this.#out)
  }

  get members(): readonly Member[] {
    return this.#roster.persons
  }

  /** A session is a member, from now on or still, and has an open window or not. Repeating the same hello changes nothing. */
  hello({ policy, ...hello }: Hello): Welcome {
    this.attendance.said(hello.id, hello.saidAtMs)
    this.#rules.close(policy, hello, this.#roster.size === 0)
    this.#rules.assertMayJoin(hello)
    const welcome = this.#welcome(hello)
    return this.#rules.may("read", hello) ? welcome : { ...welcome, history: [], state: {} }
  }

  #welcome(hello: Hello): Welcome {
    assertProfile(hello)
    const { store } = this.#ports
    const { lastSeq, history = 0, keep, ...member } = hello
    const { id, listens, looks } = member
    const known = this.#roster.get(id)
    const keepMs = keep && keep * 1000
    const joinedSeq = known === undefined ? store.lastSeq : (known.joinedSeq ?? 0)
    if (known === undefined) this.attendance.join({ ...member, keepMs, joinedSeq })
    else this.attendance.update({ ...known, keepMs, listens, looks }, hello)
    this.#out.alarm.set()
    const hasMissed = lastSeq !== undefined && (known === undefined || lastSeq < store.forgottenSeq)
    const isNew = known === undefined || lastSeq === undefined
    const since = isNew ? joinedSeq : 0
    const before = { limit: history, before: joinedSeq + 1 }
    const said = lastSeq === undefined ? this.#heardBy(id, before) : []
    const state = Object.fromEntries(this.#shared.all)
    const me = this.#roster.personOf(id)
    const { lastSeq: seq } = store
    return { ...membersFor(me, this.#roster), me, seq, since, hasMissed, history: said, state }
  }

  /** The messages to everybody and those from or to `id`, oldest first. */
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

  /**
   * Takes a message of a member. `sent` is the sender's own number for it: a message with the same number is the same
   * message.
   * @throws GroupError
   */
  send(id: string, sent: number, message: OutMessage): Sent {
    const member = this.#member(id, "send")
    const before = this.#ports.store.findSent(id, sent)
    if (before !== undefined) return { seq: before, unknown: [] }
    this.#rules.assertMay("send", member)
    this.#rates.take(id)
    const as = { sender: id, sent }
    const from = senderOf(member, message.guest)
    if (message.isState === true) return this.#setState(from, message, as)
    const taken = this.#say({ from, session: id }, message, as)
    const { to } = message
    const isNamed = isList(to) && to.some((one) => this.#roster.personOf(one) === from.id)
    return isNamed ? taken : { ...taken, own: from.id }
  }

  #setState(from: Sender, { json, gone }: OutMessage, as: SentAs): Sent {
    const { to, unknown } = addressees(this.#roster, this.#rules)
    const seq = this.#ports.store.lastSeq + 1
    const entry = { kind: "state", seq, json, gone, from, to } as const
    this.#out.take(entry, { as, stored: this.#shared.setter(entry) })
    return { seq, unknown }
  }

  /** Takes a message from outside, for all members or for those that it names. @throws GroupError */
  post({ name, role, once }: Outsider, message: OutMessage): Sent {
    assertOutsider({ name, role, once })
    const { store, timers } = this.#ports
    const sender = `once ${once ?? ""}`
    const before = once === undefined ? undefined : store.findSent(sender, 0)
    if (before !== undefined) return { seq: before, unknown: [] }
    const from = { id: undefined, name, role }
    const as = once === undefined ? undefined : { sender, sent: timers.now() }
    const sent = this.#say({ from, session: undefined }, message, as)
    this.#out.alarm.set()
    return sent
  }

  #say(
    sender: Pick<MessageEntry, "from" | "session">,
    message: OutMessage,
    as: SentAs | undefined,
  ): Sent {
    const { unknown, ...whom } = addressees(this.#roster, this.#rules, sender.session, message.to)
    const { type, json, attachment } = message
    const sentAtMs = this.#ports.timers.now()
    const entry = { kind: "message", sentAtMs, type, json, ...sender, ...whom, attachment } as const
    const seq = this.#out.append(entry, { as })
    return { seq, unknown }
  }

  /** Passes on volatile messages to the members that are online. Those of non-members are ignored. */
  now(id: string, messages: readonly VolatileOut[]): void {
    const member = this.#roster.get(id)
    if (member === undefined || !this.#rules.may("send", member)) return
    const sentAtMs = this.#ports.timers.now()
    const full = messages.map(({ guest, ...message }) => {
      return { ...message, from: senderOf(member, guest), session: id, sentAtMs }
    })
    this.#out.volatile.push(
      this.#rules.isReadByAll ? this.#out.fanOut.online : onlineReaders(this.#roster, this.#rules),
      full,
    )
  }

  /** What became of a message: resolves when everybody who is online has it, or after 5 s. */
  async receipt(sent: Sent): Promise<Receipt> {
    const { store, timers, shardProgress } = this.#ports
    const { seq } = sent
    const own = await this.#out.fanOut.progress(seq)
    const behind = (shard: string) => this.#behind(shard, seq)
    const asked = own.delivered
      .filter(isShard)
      .map((shard) => shardProgress(shard, seq).catch(() => behind(shard)))
    const silent = own.offline.filter(isShard).map(behind)
    const progress = [own, ...silent, ...(await Promise.all(asked))]
    const known = { progress, seen: store.seenBy(seq), nowMs: timers.now() }
    return receiptOf(sent, { ...known, roster: this.#roster })
  }

  /** The progress of a message in a shard that does not answer: its members get the message when they can be reached. */
  #behind(shard: string, seq: number): Progress {
    const [entry] = this.#ports.store.entriesAfter(seq - 1, 1)
    const isWaiting = (one: StoredMember) => one.shard === shard && entry && isFor(one.id, entry)
    const offline = this.#roster.all.filter(isWaiting).map(({ id }) => id)
    return { delivered: [], offline, dropped: [] }
  }

  /** A member has seen these messages: their senders are notified, once for each message. @throws GroupError */
  seen(id: string, messages: readonly number[], guest?: Guest): void {
    const member = this.#member(id, "markSeen")
    this.#rules.assertMay("read", member)
    const by = senderOf(member, guest)
    const seenAtMs = this.#ports.timers.now()
    const isHeard = (entry: MessageEntry) => isHeardBy([id, by.id], entry)
    const news = newlySeen(this.#ports.store, { id: by.id, messages, isHeard })
    for (const [sender, seqs] of news) {
      const to = this.#roster.sessionsOf(sender).map((one) => one.id)
      if (to.length > 0) this.#out.append({ kind: "seen", messages: seqs, by, seenAtMs, to })
    }
  }

  /** Removes a member from a closed group for good. @throws GroupError */
  remove(by: string, id: string): void {
    this.#rules.assertMay("remove", this.#member(by, "remove"))
    const sessions = this.#roster.sessionsOf(id)
    // A non-member might come back: who it is becomes known only with its session.
    if (sessions.length === 0) throw new GroupError("not-a-member", "remove: they are no member")
    for (const session of sessions) this.#rules.ban(session)
    // A user who is banned may also be here as somebody else.
    for (const session of this.#roster.all) {
      if (!this.#rules.isBanned(session)) continue
      this.attendance.leave(session.id)
      this.#out.fanOut.askForHello(session.id)
    }
  }

  #member(id: string, what: string): StoredMember {
    const member = this.#roster.get(id)
    if (member !== undefined) return member
    throw new GroupError("not-a-member", `${what}: join the group first`)
  }

  /** Does what is due: probes members, and removes those that have been away for too long. */
  async tick(): Promise<void> {
    this.#out.alarm.ring((nowMs) => {
      for (const member of this.#roster.all)
        if (goesAtMs(member) <= nowMs) this.attendance.leave(member.id)
    })
    if (this.#roster.size === 0) this.#forget()
    await Promise.all([
      this.#out.fanOut.probe((id) => silentMs(this.#roster.get(id))),
      ...[...this.#roster.shards].map((shard) => this.attendance.compareWith(shard)),
    ])
    this.#out.alarm.set()
  }

  /** Without members: deletes everything, if the last message is old. Numbers continue. */
  #forget(): void {
    const { store, timers } = this.#ports
    const [newest] = store.messagesAfter(0, 1, () => true)
    if (newest !== undefined && newest.sentAtMs > timers.now() - FORGET_MS) return
    store.settle(store.lastSeq, [])
    store.trim(store.lastSeq, NO_ENTRIES)
  }
}
