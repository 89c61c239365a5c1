// What a session still has to send to one group, in order. It is stored with the session until the group has it.

import { Asked } from "../util/asked.ts"
import { GROUP_LIMITS } from "../util/limits.ts"
import type { OutMessage } from "./bounds.ts"
import type { Guest, Receipt } from "./entries.ts"
import { GroupError } from "./group-error.ts"
import type { Sent } from "./group-ports.ts"
import type { Outgoing, StoredOutgoing } from "./kept-membership.ts"
import type { MembershipPorts } from "./membership-ports.ts"
import { type MembershipState, UNKNOWN } from "./membership-state.ts"
import { Rate } from "./rate-limit.ts"
import { assertRoom } from "./room.ts"

type Leave = { readonly kind: "leave" }

/** Messages without such a pause share one row. */
const TIDY_MS = 1000

interface Waiting {
  readonly resolve: (sent: Sent) => void
  readonly reject: (error: unknown) => void
  isAwaited: boolean
}

export class SendQueue {
  readonly #state: MembershipState
  readonly #ports: MembershipPorts
  /** The callers that wait until the group has a message, by its number here. */
  readonly #waiting = new Map<number | undefined, Waiting>()
  /**
   * Mirrors the group's rate limit for messages that the group has taken, so that a message over the limit is rejected when
   * it is sent.
   */
  readonly #rate: Rate
  readonly #marks: Rate
  #stopTidying: (() => void) | undefined

  constructor(state: MembershipState, ports: MembershipPorts) {
    this.#state = state
    this.#ports = ports
    this.#rate = new Rate(ports.timers)
    this.#marks = new Rate(ports.timers)
  }

  /** Marks that wait at the end go along. @throws GroupError when there is no room */
  pushSeen(given: readonly number[], guest: Guest | undefined): void {
    const { outbox } = this.#ports.store
    const last = outbox.unsent > 1 ? outbox.at(-1) : undefined // the first one may be on its way
    const before = marksBy(guest, last)
    const marked = new Set([...(before ?? []), ...given])
    // The group keeps so many messages.
    const messages = [...marked].slice(-GROUP_LIMITS.kept.messages)
    const outgoing: Outgoing = { kind: "seen", sent: this.#nextSent, messages, guest }
    assertRoom(outbox, outgoing)
    if (before !== undefined) outbox.done(last?.number ?? 0)
    outbox.push(outgoing)
  }

  /** @returns its receipt, which costs a call only if somebody waits for it @throws GroupError when there is no room */
  pushMessage(message: OutMessage): Promise<Receipt> {
    const { store, calls, stage } = this.#ports
    const sent = this.#nextSent
    const outgoing: Outgoing = { kind: "send", sent, message }
    assertRoom(store.outbox, outgoing)
    this.#rate.take(undefined, 0)
    store.outbox.push(outgoing)
    const { promise, resolve, reject } = Promise.withResolvers<Sent>()
    promise.catch(() => undefined) // an app need not wait for it
    const waiting = { resolve, reject, isAwaited: false }
    this.#waiting.set(sent, waiting)
    return new Asked(() => {
      waiting.isAwaited = true
      const receipt = promise.then((known) => calls.receipt(known))
      stage.running?.asks(receipt)
      return receipt
    })
  }

  /** Based on the clock, since a session that starts anew under its old id has forgotten its numbers. */
  get #nextSent(): number {
    return Math.max(this.#state.lastSent + 1, Math.floor(this.#ports.timers.now()))
  }

  /** Sends it to the group. Rejects when the group can't be reached. */
  async send(stored: StoredOutgoing): Promise<void> {
    const { outgoing } = stored
    if (outgoing.kind !== "leave") return this.#sendOne(stored, outgoing)
    const { calls, id, timers } = this.#ports
    await calls.leave(id, timers.now())
    this.#state.announced = UNKNOWN
    this.#remove(stored)
  }

  async #sendOne(stored: StoredOutgoing, outgoing: Exclude<Outgoing, Leave>): Promise<void> {
    const { calls, id, group, log, timers } = this.#ports
    const isSeen = outgoing.kind === "seen"
    const waiting = this.#waiting.get(outgoing.sent)
    try {
      if (isSeen) this.#marks.take()
      const sent = isSeen
        ? await calls.seen(id, outgoing.messages, outgoing.guest)
        : await calls.send(id, outgoing.sent, outgoing.message)
      this.#done(stored)
      if (!sent) return
      this.#rate.take()
      waiting?.resolve(sent)
    } catch (error) {
      if (!(error instanceof GroupError)) throw error
      if (error.code === "not-a-member" && !this.#state.isOld(outgoing)) {
        this.#state.announced = UNKNOWN // the group no longer knows it: a hello goes first
        return
      }
      if (error.code === "too-often") {
        // The sender already has the answer that it is sent, so it is only delayed.
        return await new Promise((resolve) => timers.after(error.retryAfterMs, resolve))
      }
      this.#remove(stored)
      waiting?.reject(error)
      // A caller that awaits it starts right away; but that is after this line when the group answers immediately, as in
      // tests.
      timers.after(0, () => {
        if (waiting?.isAwaited !== true) log.warn("a group refused a message", { group, error })
      })
    }
  }

  #remove(stored: StoredOutgoing): void {
    this.#done(stored)
    this.#tidy()
  }

  /** If it is sent again after a crash, the group recognizes its number, so its row may stay for a while. */
  #done({ number, outgoing: { sent } }: StoredOutgoing): void {
    if (this.#ports.stage.running === undefined) return // it will be sent again
    this.#ports.store.outbox.done(number)
    this.#waiting.delete(sent)
    this.#stopTidying?.()
    this.#stopTidying = this.#ports.timers.after(TIDY_MS, () => this.#tidy())
  }

  #tidy(): void {
    this.#stopTidying?.()
    this.#stopTidying = undefined
    if (this.#ports.stage.running !== undefined) this.#ports.store.outbox.tidy()
  }

  /** Nothing in the queue can be sent any more. */
  refuse(error: GroupError): void {
    const { outbox } = this.#ports.store
    for (let first = outbox.at(0); first !== undefined; first = outbox.at(0))
      outbox.done(first.number)
    outbox.tidy()
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}

function marksBy(
  guest: Guest | undefined,
  stored: StoredOutgoing | undefined,
): readonly number[] | undefined {
  const outgoing = stored?.outgoing
  const isTheirs = outgoing?.kind === "seen" && outgoing.guest?.connection === guest?.connection
  return isTheirs ? outgoing.messages : undefined
}
