// A session's side of one group: what it is as a member, what it has yet to send, and who it calls when something comes.
// What it has taken and what it has yet to send is stored with the session: neither is lost, or taken twice.

import type { Log, Timers } from "../ports.ts"
import { errorText } from "../util/error-text.ts"
import {
  assertHistoryQuery,
  assertProfile,
  type HistoryQuery,
  type OutMessage,
  outMessage,
  type Target,
} from "./bounds.ts"
import type {
  Entry,
  GroupMessage,
  Member,
  Outcome,
  PresenceEntry,
  PresenceKind,
  Profile,
  Receipt,
  Welcome,
} from "./entries.ts"
import { GroupError } from "./group-error.ts"
import { type Hello, messageOf, type Sent } from "./group.ts"
import { keyOf, type KeptMembership, type Outgoing, parseKept } from "./kept-membership.ts"
import { KnownMembers } from "./known-members.ts"

/** The group's object, as a session calls it. All reject with GroupError, or when it can't be reached. */
export interface GroupCalls {
  hello(hello: Hello): Promise<Welcome>
  leave(id: string): Promise<void>
  send(id: string, sent: number, message: OutMessage): Promise<Sent>
  receipt(sent: Sent): Promise<Receipt>
  history(id: string, query: HistoryQuery): Promise<readonly GroupMessage[]>
}

export interface MembershipPorts {
  /** The session's own id as a member. */
  readonly id: string
  readonly calls: GroupCalls
  /** Kept with the session, as JSON. */
  readonly store: {
    get(key: string): unknown
    put(key: string, value: unknown): void
  }
  readonly timers: Timers
  readonly log: Log
  readonly isOnline: () => boolean
  /** Calls an app's callback as part of the turn; one that throws is reported and stops no other. */
  readonly call: (name: string, callback: () => void | Promise<void>) => void
  /** Does what changes the document and the store in one step: all of it is kept, or nothing. */
  readonly turn: (action: () => void) => void
}

export type GroupPresence =
  | { readonly kind: PresenceKind; readonly member: Member }
  /** `members` is up to date: after joining, and each time the session wakes up. */
  | { readonly kind: "synced"; readonly hasMissed: boolean }

export type MessageHandler = (message: GroupMessage) => void | Promise<void>
export type PresenceHandler = (presence: GroupPresence) => void | Promise<void>

interface Waiting {
  readonly resolve: (receipt: Receipt) => void
  readonly reject: (error: unknown) => void
}

const MAX_OUTBOX = 100
const FIRST_RETRY_MS = 500
const MAX_RETRY_MS = 30_000

export class Membership {
  readonly #name: string
  readonly #ports: MembershipPorts
  readonly #handlers = new Map<string, MessageHandler[]>()
  readonly #presenceHandlers: PresenceHandler[] = []
  readonly #known = new KnownMembers()
  readonly #waiting = new Map<number, Waiting>()
  #stored: KeptMembership
  /** What the group knows of us: as JSON, to see whether it is still true. Empty: who knows. */
  #said = ""
  /** How often the group was told by an answer, not a hello, that nobody is here. */
  #awayAnswers = 0
  #isTalking = false
  #failures = 0
  /** The handler is running: what it says counts when it is done. */
  #isBuilding = true
  #isAwake = false
  #wanted: Profile | undefined

  constructor(name: string, ports: MembershipPorts) {
    this.#name = name
    this.#ports = ports
    this.#stored = parseKept(ports.store.get(keyOf(name)))
  }

  /** The handler has run. */
  built(): void {
    this.#isBuilding = false
    if (this.#wanted !== undefined) this.join(this.#wanted)
  }

  /** The session is awake, its document as it was: it speaks and listens from now on. */
  start(): void {
    this.#isAwake = true
    this.#talk()
  }

  get isMember(): boolean {
    return this.#stored.profile !== undefined
  }

  get members(): readonly Member[] {
    return this.#known.all
  }

  get memberCount(): number {
    return this.#known.count
  }

  get me(): Member | undefined {
    return this.#known.get(this.#ports.id)
  }

  on(type: string, handler: MessageHandler): void {
    this.#handlers.set(type, [...(this.#handlers.get(type) ?? []), handler])
  }

  onPresence(handler: PresenceHandler): void {
    this.#presenceHandlers.push(handler)
  }

  /** Joins, unless it is a member already: then it stays who it is. @throws GroupError */
  join(profile: Profile): void {
    assertProfile(profile)
    if (this.#isBuilding) this.#wanted = profile
    else if (!this.isMember) this.#keep({ profile })
    this.#talk()
  }

  update(changes: Partial<Profile>): void {
    const { profile } = this.#stored
    this.#assertNow("update")
    if (profile === undefined) throw new GroupError("not-a-member", "update: join first")
    assertProfile({ ...profile, ...changes })
    this.#keep({ profile: { ...profile, ...changes } })
    this.#talk()
  }

  leave(): void {
    this.#assertNow("leave")
    if (!this.isMember) return
    const outbox = [...this.#stored.outbox, { kind: "leave" as const }]
    const { lastSeq: leftSeq = this.#stored.leftSeq } = this.#stored
    this.#keep({ profile: undefined, lastSeq: undefined, leftSeq, outbox })
    this.#known.forget()
    this.#talk()
  }

  /** Resolves when everybody who is there has it. @throws GroupError at once where it can't be sent at all */
  send(type: string, data: unknown, to: Target | undefined): Promise<Receipt> {
    this.#assertNow("send")
    if (!this.isMember) throw new GroupError("not-a-member", "send: join the group first")
    const message = outMessage(type, data, to)
    const { outbox, lastSent } = this.#stored
    if (outbox.length >= MAX_OUTBOX) {
      throw new GroupError("too-often", `send: ${outbox.length} messages wait already`, 1000)
    }
    // By the clock, since a session that begins again under its old id has forgotten its numbers.
    const sent = Math.max(lastSent + 1, Math.floor(this.#ports.timers.now()))
    this.#keep({ lastSent: sent, outbox: [...outbox, { kind: "send", sent, message }] })
    const { promise, resolve, reject } = Promise.withResolvers<Receipt>()
    promise.catch(() => undefined) // an app need not wait for it
    this.#waiting.set(sent, { resolve, reject })
    this.#talk()
    return promise
  }

  async history(query: HistoryQuery): Promise<readonly GroupMessage[]> {
    assertHistoryQuery(query)
    return this.#ports.calls.history(this.#ports.id, query)
  }

  /** Somebody has come to look at the session, or everybody has gone. */
  onlineChanged(): void {
    this.#talk()
  }

  /** Entries from the group, in order; those it has already are let pass. */
  take(entries: readonly Entry[]): Outcome {
    if (!this.isMember) return "gone"
    this.#ports.turn(() => {
      const { lastSeq, leftSeq } = this.#stored
      const last = lastSeq ?? leftSeq
      for (const entry of entries) if (entry.seq > last) this.#takeOne(entry)
    })
    return this.answer()
  }

  /** Whether somebody is here; the group takes it as said. */
  answer(): Outcome {
    if (!this.isMember) return "gone"
    if (this.#ports.isOnline()) return "taken"
    this.#awayAnswers++
    this.#said = ""
    return "away"
  }

  #takeOne(entry: Entry): void {
    this.#keep({ lastSeq: entry.seq })
    if (entry.kind === "presence") this.#presence(entry)
    if (entry.kind !== "message") return
    for (const handler of this.#handlers.get(entry.type) ?? []) {
      this.#ports.call(`group message ${entry.type}`, () => handler(messageOf(entry)))
    }
  }

  #presence(entry: PresenceEntry): void {
    this.#known.hear(entry)
    this.#tell({ kind: entry.change, member: entry.member })
  }

  #tell(presence: GroupPresence): void {
    for (const handler of this.#presenceHandlers) {
      this.#ports.call(`group presence ${presence.kind}`, () => handler(presence))
    }
  }

  #assertNow(what: string): void {
    if (!this.#isBuilding) return
    throw new GroupError(
      "not-now",
      `${what}: a handler builds and does not act, since it runs again at each wake: do it in a callback, or in context.onCreated`,
    )
  }

  /** Says what the group does not know yet, one thing after the other. */
  #talk(): void {
    if (this.#isTalking || !this.#isAwake) return
    this.#isTalking = true
    void this.#talkOn()
  }

  async #talkOn(): Promise<void> {
    try {
      // oxlint-disable-next-line no-await-in-loop -- in order
      while (await this.#sayNext()) this.#failures = 0
    } catch (error) {
      this.#ports.log.warn("a group could not be reached", {
        group: this.#name,
        error: errorText(error),
      })
      const ms = Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#failures++)
      this.#ports.timers.after(ms, () => {
        this.#isTalking = false
        this.#talk()
      })
    }
  }

  /** @returns false when there is nothing to say */
  async #sayNext(): Promise<boolean> {
    const [next] = this.#stored.outbox
    // Before it leaves it need not say who it is.
    if (next?.kind === "leave") {
      await this.#ports.calls.leave(this.#ports.id)
      this.#said = ""
      this.#unqueue(next)
      return true
    }
    const hello = this.#hello()
    if (hello !== undefined && JSON.stringify(hello) !== this.#said) {
      await this.#sayHello(hello)
      return true
    }
    if (next === undefined) {
      this.#isTalking = false // at once: what comes up from now on starts it again
      return false
    }
    await this.#sayMessage(next)
    return true
  }

  #hello(): Omit<Hello, "lastSeq"> | undefined {
    const { profile } = this.#stored
    if (profile === undefined) return undefined
    return { id: this.#ports.id, ...profile, isOnline: this.#ports.isOnline() }
  }

  async #sayHello(hello: Omit<Hello, "lastSeq">): Promise<void> {
    const { calls, turn } = this.#ports
    const { lastSeq } = this.#stored
    const answers = this.#awayAnswers
    this.#known.ask()
    this.#said = "" // until the answer is here
    let welcome: Welcome
    try {
      welcome = await calls.hello({ ...hello, lastSeq })
    } catch (error) {
      if (!(error instanceof GroupError)) throw error
      this.#refused(error)
      return
    }
    // Which of the two the group heard last is not known.
    this.#said = answers === this.#awayAnswers ? JSON.stringify(hello) : ""
    if (!this.isMember) return // it left meanwhile
    turn(() => {
      const { since, hasMissed } = welcome
      if (since > (this.#stored.lastSeq ?? 0)) this.#keep({ lastSeq: since })
      const isFirst = this.#known.sync(welcome)
      if (isFirst || hasMissed) this.#tell({ kind: "synced", hasMissed })
    })
  }

  /** It can't join: what it wanted to send there has no way. */
  #refused(error: GroupError): void {
    this.#ports.log.error("a group refused to be joined", { group: this.#name, error })
    this.#keep({ profile: undefined, outbox: [] })
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }

  async #sayMessage(next: Outgoing & { readonly kind: "send" }): Promise<void> {
    const { calls, id } = this.#ports
    const waiting = this.#waiting.get(next.sent)
    let sent: Sent
    try {
      sent = await calls.send(id, next.sent, next.message)
    } catch (error) {
      if (!(error instanceof GroupError)) throw error
      // It was forgotten there: hello again, unless it has left since.
      if (error.code === "not-a-member" && this.isMember) this.#said = ""
      else {
        this.#unqueue(next)
        waiting?.reject(error)
      }
      return
    }
    this.#unqueue(next)
    if (waiting !== undefined) calls.receipt(sent).then(waiting.resolve, waiting.reject)
  }

  #unqueue(said: Outgoing): void {
    this.#keep({ outbox: this.#stored.outbox.filter((other) => other !== said) })
    if (said.kind === "send") this.#waiting.delete(said.sent)
  }

  #keep(changes: Partial<KeptMembership>): void {
    this.#stored = { ...this.#stored, ...changes }
    this.#ports.store.put(keyOf(this.#name), this.#stored)
  }
}
