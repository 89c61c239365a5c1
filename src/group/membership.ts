// A session's side of one group: what it is as a member, what it has yet to send, and who it calls when something comes.
// What it has taken and what it has yet to send is stored with the session: neither is lost, or taken twice.

import { errorText } from "../util/error-text.ts"
import {
  assertHistoryQuery,
  assertJoin,
  assertProfile,
  type HistoryQuery,
  type JoinOptions,
  type OutMessage,
  stateOut,
  volatileOut,
} from "./bounds.ts"
import type {
  Entry,
  GroupMessage,
  Guest,
  Member,
  Outcome,
  PresenceEntry,
  Profile,
  Receipt,
  Welcome,
} from "./entries.ts"
import { GroupError } from "./group-error.ts"
import type { Hello } from "./group-ports.ts"
import type { KeptMembership, Outgoing, StoredOutgoing } from "./kept-membership.ts"
import { KnownMembers } from "./known-members.ts"
import { type GroupState, KnownState } from "./known-state.ts"
import { Listeners } from "./listeners.ts"
import { loadHistory } from "./load-history.ts"
import type { MembershipPorts } from "./membership-ports.ts"
import { type Announced, helloOf, keyOf, type Running, type State } from "./membership-state.ts"
import { filled } from "./message-data.ts"
import { messageOf } from "./messages.ts"
import { signed } from "./person.ts"
import { assertRoom } from "./room.ts"
import { SendLoop } from "./send-loop.ts"
import { type Volatile, VolatileSender } from "./volatile.ts"

type Leave = { readonly kind: "leave" }

/** Messages that follow each other take one row. */
const TIDY_MS = 1000

interface Waiting {
  readonly resolve: (receipt: Receipt) => void
  readonly reject: (error: unknown) => void
}

export class Membership {
  readonly #name: string
  readonly #ports: MembershipPorts
  /** Who hears what comes. */
  readonly listeners = new Listeners((name, callback) => this.#call(name, callback))
  readonly #known = new KnownMembers()
  readonly #waiting = new Map<number, Waiting>()
  readonly #volatile: VolatileSender
  readonly #loop: SendLoop
  readonly #shared = new KnownState()
  /** The app wants to know who is there. */
  #readsMembers = false
  /** Its id as a member, as the group says. */
  #me: string | undefined
  #stored: KeptMembership
  #state: State = { state: "building", wanted: undefined }
  #announced: Announced = { state: "unknown" }
  #stopTidying: (() => void) | undefined

  constructor(name: string, ports: MembershipPorts) {
    this.#name = name
    this.#ports = ports
    this.#volatile = new VolatileSender(ports.timers, (out) => ports.calls.now(ports.id, out))
    this.#loop = new SendLoop(ports.timers, {
      sendNext: () => this.#sendNext(),
      failed: (error) => {
        ports.log.warn("a group could not be reached", { group: name, error: errorText(error) })
      },
    })
    this.#stored = ports.store.get()
  }

  /** The handler has run. */
  built(): void {
    if (this.#state.state !== "building") return
    const { wanted } = this.#state
    this.#state = { state: "built" }
    if (wanted !== undefined) this.join(wanted.profile, wanted)
  }

  /** The session is awake, its document as it was: it sends and receives from now on. */
  start(running: Running): void {
    this.built()
    this.#state = { state: "awake", running }
    this.#send()
  }

  /** From now on nothing is sent, received or kept. */
  stop(): void {
    this.#state = { state: "over" }
  }

  get isMember(): boolean {
    return this.#stored.profile !== undefined
  }

  get members(): readonly Member[] {
    if (!this.#readsMembers) {
      this.#readsMembers = true
      this.#send() // the group is to know
    }
    return this.#known.all
  }

  get memberCount(): number {
    return this.#known.count
  }

  get me(): Member | undefined {
    return this.#known.get(this.#me ?? this.#ports.id)
  }

  /** Joins, unless it is a member already: then it stays who it is. @throws GroupError */
  join(profile: Profile, { history, keep, policy, as }: JoinOptions = {}): void {
    assertProfile(profile)
    assertJoin({ history, keep, as })
    const wanted = { profile, history, keep, policy, as }
    if (this.#state.state === "building") this.#state = { state: "building", wanted }
    else if (!this.isMember) this.#keep(wanted)
    this.#send()
  }

  update(changes: Partial<Profile>): void {
    const { profile } = this.#stored
    this.#assertBuilt("update")
    if (profile === undefined) throw new GroupError("not-a-member", "update: join first")
    assertProfile({ ...profile, ...changes })
    this.#keep({ profile: { ...profile, ...changes } })
    this.#send()
  }

  leave(): void {
    this.#assertBuilt("leave")
    if (!this.isMember) return
    const { lastSeq: leftSeq = this.#stored.leftSeq } = this.#stored
    this.#ports.store.outbox.push({ kind: "leave" })
    this.#keep({ profile: undefined, lastSeq: undefined, leftSeq })
    this.#known.forget()
    this.#send()
  }

  /** Who causes what is done now, if not the session's owner. */
  get guest(): Guest | undefined {
    return this.#ports.guest?.()
  }

  /** Resolves when everybody who is there has it. @throws GroupError at once where it can't be sent at all */
  send(message: OutMessage): Promise<Receipt> {
    this.assertMaySend()
    const { store, timers } = this.#ports
    // By the clock, since a session that begins again under its old id has forgotten its numbers.
    const sent = Math.max(this.#stored.lastSent + 1, Math.floor(timers.now()))
    const outgoing: Outgoing = { kind: "send", sent, message }
    assertRoom(store.outbox, outgoing)
    this.#keep({ lastSent: sent })
    store.outbox.push(outgoing)
    const { promise, resolve, reject } = Promise.withResolvers<Receipt>()
    promise.catch(() => undefined) // an app need not wait for it
    if (this.#state.state === "awake") this.#state.running.asks(promise)
    this.#volatile.hurry()
    this.#waiting.set(sent, { resolve, reject })
    this.#send()
    return promise
  }

  /** Somebody has seen messages of others. @throws GroupError */
  markSeen(given: readonly number[]): void {
    this.assertMaySend("markSeen")
    const messages = given.filter((seq) => seq > 0) // what is of the moment has no number
    if (messages.length === 0) return
    const outgoing: Outgoing = { kind: "seen", messages, guest: this.guest }
    const { outbox } = this.#ports.store
    assertRoom(outbox, outgoing)
    outbox.push(outgoing)
    this.#send()
  }

  /** What has become of a message by now. */
  receipt(seq: number): Promise<Receipt> {
    return this.#ports.calls.receipt({ seq, unknown: [], own: this.me?.id })
  }

  /** What the members share, with these values where nobody has set any. */
  state<T extends object>(initial: T): GroupState<T> {
    const set = (changes: Partial<T>) =>
      this.send(signed(stateOut(changes), this.guest)).then(() => undefined)
    return this.#shared.handle(initial, set)
  }

  /** Takes a member out of a closed group. Rejects with GroupError. */
  async remove(member: string): Promise<void> {
    this.assertMaySend()
    await this.#ports.calls.remove(this.#ports.id, member)
  }

  /** To who is there: neither stored nor numbered, and the newest wins. @throws GroupError */
  sendNow(type: string, data: unknown): void {
    this.assertMaySend()
    this.#volatile.put(signed(volatileOut(type, data), this.guest))
  }

  hear(messages: readonly Volatile[]): void {
    if (this.#state.state !== "awake") return
    this.#state.running.turn(() => {
      for (const { type, json, from, sentAtMs } of messages) {
        const data: unknown = JSON.parse(json)
        this.listeners.tell({ seq: 0, type, data, from, sentAtMs })
      }
    })
  }

  /** @throws GroupError where nothing can be sent now */
  assertMaySend(what = "send"): void {
    this.#assertBuilt(what)
    if (!this.isMember) throw new GroupError("not-a-member", `${what}: join the group first`)
  }

  async history(query: HistoryQuery): Promise<readonly GroupMessage[]> {
    assertHistoryQuery(query)
    const messages = await this.#ports.calls.history(this.#ports.id, query)
    return messages.map((message) => filled(message))
  }

  /** Somebody has come to look at the session, or everybody has gone. */
  onlineChanged(): void {
    this.#send()
  }

  /**
   * Entries from the group, in order; those it has already are ignored. None: it is to say hello, and hear that it is out.
   * @param objects what the data of the last has places for
   */
  receive(entries: readonly Entry[], objects?: readonly object[]): Outcome {
    if (!this.isMember) return "gone"
    if (this.#state.state !== "awake") throw new Error("the session is not awake")
    if (entries.length === 0) {
      this.#announced = { state: "unknown" }
      this.#send()
    }
    if (this.#awaitsHistory) throw new Error("what was said before comes first")
    const { store } = this.#ports
    const before = this.#stored
    try {
      this.#state.running.turn(() => {
        const last = before.lastSeq ?? before.leftSeq
        for (const entry of entries) if (entry.seq > last) this.#receiveOne(entry, objects)
        const { lastSeq = last } = this.#stored
        if (lastSeq > last) store.take(lastSeq)
      })
      if (!store.isTaken) this.#keep({})
    } catch (error) {
      if (!store.isTaken) this.#takeBack(before)
      throw error
    }
    return this.presence()
  }

  /** Nothing has come yet, and what was said before is to come first. */
  get #awaitsHistory(): boolean {
    const { history = 0, lastSeq } = this.#stored
    return history > 0 && lastSeq === undefined
  }

  /** Whether the session has an open window. "away" tells the group what a hello would. */
  presence(): Outcome {
    if (!this.isMember) return "gone"
    if (this.#ports.isOnline()) return "taken"
    this.#announced = { state: "unknown" }
    return "away"
  }

  /** Nothing of it is kept: it comes again. */
  #takeBack(before: KeptMembership): void {
    this.#stored = before
    this.#ports.store.take(before.lastSeq ?? 0)
  }

  #receiveOne(entry: Entry, objects?: readonly object[]): void {
    if (!this.isMember) return // it has left since it took the one before
    this.#stored = { ...this.#stored, lastSeq: entry.seq }
    if (entry.kind === "presence") this.#receivePresence(entry)
    if (entry.kind === "seen") this.listeners.tellSeen(entry)
    if (entry.kind === "state") this.#shared.receive(entry, (name, run) => this.#call(name, run))
    if (entry.kind !== "message") return
    if (this.listeners.hears(entry.type)) this.listeners.tell(filled(messageOf(entry), objects))
  }

  #receivePresence(entry: PresenceEntry): void {
    this.#known.receive(entry)
    this.listeners.notify({ kind: entry.change, member: entry.member })
  }

  #call(name: string, callback: () => unknown): void {
    if (this.#state.state === "awake") this.#state.running.call(name, callback)
  }

  #assertBuilt(what: string): void {
    if (this.#state.state !== "building") return
    throw new GroupError(
      "not-now",
      `${what}: a handler builds and does not act, since it runs again at each wake: do it in a callback, or in context.onCreated`,
    )
  }

  /** Sends what the group does not know yet. */
  #send(): void {
    if (this.#isAwake) this.#loop.run()
  }

  /** @returns false when the group knows everything */
  async #sendNext(): Promise<boolean> {
    if (!this.#isAwake) return false
    const { first } = this.#ports.store.outbox
    // Before it leaves it need not announce itself.
    if (first?.outgoing.kind === "leave") {
      await this.#ports.calls.leave(this.#ports.id)
      this.#announced = { state: "unknown" }
      this.#remove(first)
      return this.#isAwake
    }
    const hello = this.#hello()
    if (hello !== undefined && !this.#isAnnounced(hello)) {
      await this.#sendHello(hello)
      return this.#isAwake
    }
    if (first === undefined) return false
    await this.#sendOne(first, first.outgoing)
    return this.#isAwake
  }

  get #isAwake(): boolean {
    return this.#state.state === "awake"
  }

  #hello(): Omit<Hello, "lastSeq"> | undefined {
    const listens = this.#readsMembers || this.listeners.hearsPresence
    return helloOf(this.#ports, this.#stored, { awaitsHistory: this.#awaitsHistory, listens })
  }

  #isAnnounced(hello: Omit<Hello, "lastSeq">): boolean {
    const announced = this.#announced
    return announced.state === "announced" && announced.hello === keyOf(hello)
  }

  async #sendHello(hello: Omit<Hello, "lastSeq">): Promise<void> {
    const { lastSeq } = this.#stored
    const announcing: Announced = { state: "announcing" }
    this.#announced = announcing
    this.#known.ask()
    let welcome: Welcome
    try {
      welcome = await this.#ports.calls.hello({ ...hello, lastSeq })
    } catch (error) {
      if (!(error instanceof GroupError) || error.code === "too-often") throw error
      this.#refused(error)
      return
    }
    const heard = welcome.history.filter(({ type }) => this.listeners.hears(type))
    const objects = await loadHistory(heard, async (one) => (await this.#ports.load?.(one)) ?? [])
    if (this.isMember) this.#welcome(welcome, objects) // otherwise it has left meanwhile
    // If it answered "away" meanwhile, the group may have received the two in either order.
    if (this.#announced !== announcing) return
    this.#announced = { state: "announced", hello: keyOf(hello) }
  }

  #welcome(welcome: Welcome, objects: ReadonlyMap<number, readonly object[]>): void {
    if (this.#state.state !== "awake") return
    this.#state.running.turn(() => {
      if (this.#stored.lastSeq === undefined) {
        for (const entry of welcome.history) this.#receiveOne(entry, objects.get(entry.seq))
      }
      const { since, hasMissed, me } = welcome
      this.#me = me
      if (since >= (this.#stored.lastSeq ?? 0)) this.#keep({ lastSeq: since })
      const wasHere = this.#isHere()
      const isFirst = this.#known.sync(welcome)
      this.#shared.sync(welcome.state, (name, run) => this.#call(name, run))
      // Nobody else tells it that it is there itself.
      const isBack = !wasHere && this.#isHere()
      if (isFirst || hasMissed || isBack) this.listeners.notify({ kind: "synced", hasMissed })
    })
  }

  #isHere(): boolean {
    return this.me?.isOnline === true
  }

  /** It can't join, or is in no more: what it wanted to send there has no way. */
  #refused(error: GroupError): void {
    if (this.#state.state !== "awake") return
    const { log, store } = this.#ports
    const { outbox } = store
    log.warn("a group refused to be joined", { group: this.#name, error })
    const { profile } = this.#stored
    this.#keep({ profile: undefined })
    this.#known.forget()
    if (profile !== undefined) {
      const member = { ...profile, id: this.#ports.id, isOnline: false }
      const news = { kind: "refused", member, reason: error.message } as const
      this.#state.running.turn(() => this.listeners.notify(news))
    }
    for (let { first } = outbox; first !== undefined; first = outbox.first)
      outbox.done(first.number)
    outbox.tidy()
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }

  /** The group does not know it as a member any more: hello again, unless it has left since. */
  #isForgotten({ code }: GroupError): boolean {
    if (code !== "not-a-member" || !this.isMember) return false
    this.#announced = { state: "unknown" }
    return true
  }

  async #sendOne(stored: StoredOutgoing, outgoing: Exclude<Outgoing, Leave>): Promise<void> {
    const { calls, id } = this.#ports
    const isSeen = outgoing.kind === "seen"
    const waiting = isSeen ? undefined : this.#waiting.get(outgoing.sent)
    try {
      const sent = isSeen
        ? await calls.seen(id, outgoing.messages, outgoing.guest)
        : await calls.send(id, outgoing.sent, outgoing.message)
      this.#done(stored)
      if (sent && waiting) calls.receipt(sent).then(waiting.resolve, waiting.reject)
    } catch (error) {
      if (!(error instanceof GroupError)) throw error
      if (this.#isForgotten(error)) return
      this.#remove(stored)
      waiting?.reject(error)
    }
  }

  #remove(stored: StoredOutgoing): void {
    this.#done(stored)
    this.#tidy()
  }

  /** Sent again after a crash, it is known to the group by its number: its row may stay for a while. */
  #done({ number, outgoing }: StoredOutgoing): void {
    if (!this.#isAwake) return // it will be sent again
    const { store, timers } = this.#ports
    store.outbox.done(number)
    if (outgoing.kind === "send") this.#waiting.delete(outgoing.sent)
    this.#stopTidying ??= timers.after(TIDY_MS, () => this.#tidy())
  }

  #tidy(): void {
    this.#stopTidying?.()
    this.#stopTidying = undefined
    if (this.#isAwake) this.#ports.store.outbox.tidy()
  }

  #keep(changes: Partial<KeptMembership>): void {
    const kept = { ...this.#stored, ...changes }
    this.#ports.store.put(kept)
    this.#stored = kept
  }
}
