// A session's side of one group: who it is there, and what it sends. The inbox handles what arrives, the queue what waits.

import { Asked } from "../util/asked.ts"
import { errorText } from "../util/error-text.ts"
import { GROUP_LIMITS } from "../util/limits.ts"
import { Announcement } from "./announcement.ts"
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
import type { GroupMessage, Guest, Member, Outcome, Profile, Receipt } from "./entries.ts"
import { GroupError } from "./group-error.ts"
import { Inbox } from "./inbox.ts"
import type { GroupState } from "./known-state.ts"
import type { GroupCalls, MembershipPorts } from "./membership-ports.ts"
import { MembershipState, UNKNOWN } from "./membership-state.ts"
import { filled } from "./message-data.ts"
import { signed } from "./person.ts"
import { Rate } from "./rate-limit.ts"
import { SendLoop } from "./send-loop.ts"
import { SendQueue } from "./send-queue.ts"
import { isPolicy } from "./stored.ts"
import { VolatileSender } from "./volatile.ts"

/** More than 30 years. */
const MAX_KEEP_S = 1e9

interface Wanted extends JoinOptions {
  readonly profile: Profile
}

export class Membership {
  readonly #ports: MembershipPorts
  readonly #state: MembershipState
  readonly inbox: Inbox
  readonly #queue: SendQueue
  readonly #announcement: Announcement
  readonly #volatile: VolatileSender
  readonly #loop: SendLoop
  readonly #questions: Rate
  /** What the handler has requested. */
  #wanted: Wanted | undefined

  constructor(ports: MembershipPorts) {
    this.#ports = ports
    this.#questions = new Rate(ports.timers)
    this.#state = new MembershipState(ports.store)
    this.inbox = new Inbox(this.#state, ports)
    this.#queue = new SendQueue(this.#state, ports)
    this.#announcement = new Announcement(this.#state, ports, this.inbox, this.#queue)
    this.#volatile = new VolatileSender(ports.timers, (out) => ports.calls.now(ports.id, out))
    const failed = (error: unknown) => {
      const { log, group } = ports
      log.warn("a group could not be reached", { group, error: errorText(error) })
    }
    this.#loop = new SendLoop(ports.timers, () => this.#sendNext(), failed)
  }

  /** The handler has run. */
  built(): void {
    if (this.#wanted !== undefined) this.join(this.#wanted.profile, this.#wanted)
  }

  get isMember(): boolean {
    return this.#state.isMember
  }

  get members(): readonly Member[] {
    const { members } = this.inbox
    if (!members.areRead) {
      members.areRead = true
      this.tellNews()
    }
    return members.all
  }

  /** Joins, unless it is already a member: then it keeps its profile. @throws GroupError */
  join(profile: Profile, { history, keep: keepFor, policy, as }: JoinOptions = {}): void {
    // Whole seconds, and no more than an alarm can wait for.
    const keep = keepFor && Math.min(Math.ceil(keepFor), MAX_KEEP_S)
    const wanted = { profile, history, keep, policy, as }
    assertProfile(profile)
    assertJoin(wanted)
    if (!isPolicy(policy)) throw new GroupError("bad-argument", "join: policy must list roles")
    if (this.#ports.stage.isBuilding) this.#wanted = wanted
    else if (!this.isMember) this.#state.keep(wanted)
    this.tellNews()
  }

  update(changes: Partial<Profile>): void {
    this.assertMaySend("update")
    const profile = { ...this.#state.kept.profile, ...changes }
    assertProfile(profile)
    this.#state.keep({ profile })
    this.tellNews()
  }

  leave(): void {
    this.#assertBuilt("leave")
    if (!this.isMember) return
    const { leftSeq: before, lastSeq: leftSeq = before } = this.#state.kept
    this.#ports.store.outbox.push({ kind: "leave" })
    this.#state.announced = UNKNOWN
    const { lastSent } = this.#state
    this.#state.keep({ profile: undefined, lastSeq: undefined, leftSeq, lastSent })
    this.inbox.members.forget()
    this.tellNews()
  }

  /** The person who causes the current action, if not the session's owner. */
  get guest(): Guest | undefined {
    return this.#ports.people.guest
  }

  /** Resolves when everybody who is online has it. @throws GroupError immediately when it cannot be sent at all */
  send(message: OutMessage): Promise<Receipt> {
    this.assertMaySend()
    const receipt = this.#queue.pushMessage(message)
    this.#volatile.hurry()
    this.tellNews()
    return receipt
  }

  /** Reports that somebody has seen messages of others. @throws GroupError */
  markSeen(given: readonly number[]): void {
    this.assertMaySend("markSeen")
    const messages = given.filter((seq) => seq > 0) // volatile messages have no number
    if (messages.length > 0) this.#queue.pushSeen(messages, this.guest)
    this.tellNews()
  }

  /** Sends to those who are online: neither stored nor numbered, and the newest wins. @throws GroupError */
  sendNow(type: string, data: unknown): void {
    this.assertMaySend()
    this.#volatile.put(signed(volatileOut(type, data), this.guest))
  }

  /** The shared state, with these values for keys that nobody has set. */
  state<T extends object>(initial: T): GroupState<T> {
    const set: GroupState<T>["set"] = (changes) => {
      const receipt = this.send(signed(stateOut(changes), this.guest))
      return new Asked(() => receipt.then(() => undefined))
    }
    return this.inbox.shared.handle(initial, set)
  }

  /** Removes a member from a closed group. Rejects with GroupError. */
  async remove(member: string): Promise<void> {
    this.assertMaySend("remove")
    await this.#ask("remove").remove(this.#ports.id, member)
  }

  /** The current receipt of a message. */
  async receipt(seq: number): Promise<Receipt> {
    this.assertMaySend("receipt")
    return this.#ask("receipt").receipt({ seq, unknown: [], own: this.inbox.members.me?.id })
  }

  async history(query: HistoryQuery): Promise<readonly GroupMessage[]> {
    assertHistoryQuery(query)
    const messages = await this.#ask("history").history(this.#ports.id, query)
    return messages.map((message) => filled(message))
  }

  /** The group, for a question. @throws GroupError when there are too many */
  #ask(what: string): GroupCalls {
    this.#questions.take(`${what}: at most ${GROUP_LIMITS.messagesPerSecond} calls`)
    return this.#ports.calls
  }

  /** @throws GroupError when nothing can be sent now */
  assertMaySend(what = "send"): void {
    this.#assertBuilt(what)
    if (!this.isMember) throw new GroupError("not-a-member", `${what}: join the group first`)
  }

  #assertBuilt(what: string): void {
    if (!this.#ports.stage.isBuilding) return
    throw new GroupError(
      "not-now",
      `${what}: a handler runs again at each wake: do it in a callback or onCreated`,
    )
  }

  /** The group asks for a hello: it may no longer know this member. */
  sayHello(): Outcome {
    this.#state.announced = UNKNOWN
    this.tellNews()
    return this.inbox.presence()
  }

  /** Sends what the group does not know yet. Call it when something of that has changed. */
  tellNews(): void {
    if (this.#ports.stage.running !== undefined) this.#loop.run()
  }

  /** @returns false when the group knows everything */
  async #sendNext(): Promise<boolean> {
    if (this.#ports.stage.running === undefined) return false
    const first = this.#ports.store.outbox.at(0)
    // A session that is about to leave need not announce itself.
    const hello = first && this.#state.isOld(first.outgoing) ? undefined : this.#announcement.due
    if (hello !== undefined) await this.#announcement.send(hello)
    else if (first !== undefined) await this.#queue.send(first)
    else return false
    return this.#ports.stage.running !== undefined
  }
}
