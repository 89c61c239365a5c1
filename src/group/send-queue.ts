// What a session still has to send to one group, in order. It is stored with the session until the group has it.

import { Asked } from "../util/asked.ts"
import { Bucket } from "../util/bucket.ts"
import type { OutMessage } from "./bounds.ts"
import type { Receipt } from "./entries.ts"
import { GroupError } from "./group-error.ts"
import type { Sent } from "./group-ports.ts"
import type { Outgoing, StoredOutgoing } from "./kept-membership.ts"
import type { MembershipPorts } from "./membership-ports.ts"
import { type MembershipState, UNKNOWN } from "./membership-state.ts"
import { assertInTime, RATE } from "./rate-limit.ts"
import { assertRoom } from "./room.ts"

type Leave = { readonly kind: "leave" }

/** Consecutive messages share one row. */
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
  readonly #waiting = new Map<number, Waiting>()
  /**
   * Mirrors the group's rate limit for messages that the group has taken, so that a message over the limit is rejected when
   * it is sent.
   */
  readonly #rate: Bucket
  #stopTidying: (() => void) | undefined

  constructor(state: MembershipState, ports: MembershipPorts) {
    this.#state = state
    this.#ports = ports
    this.#rate = new Bucket(RATE, ports.timers.now())
  }

  /** @throws GroupError when there is no room */
  push(outgoing: Outgoing): void {
    const { outbox } = this.#ports.store
    assertRoom(outbox, outgoing)
    outbox.push(outgoing)
  }

  /** @returns its receipt, which costs a call only if somebody waits for it @throws GroupError when there is no room */
  pushMessage(message: OutMessage): Promise<Receipt> {
    const { store, timers, calls, stage } = this.#ports
    // Based on the clock, since a session that starts anew under its old id has forgotten its numbers.
    const sent = Math.max(this.#state.lastSent + 1, Math.floor(timers.now()))
    const outgoing: Outgoing = { kind: "send", sent, message }
    assertRoom(store.outbox, outgoing)
    assertInTime(this.#rate.take(1, timers.now(), 0))
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

  /** Sends it to the group. Rejects when the group can't be reached. */
  async send(stored: StoredOutgoing): Promise<void> {
    const { outgoing } = stored
    if (outgoing.kind !== "leave") return this.#sendOne(stored, outgoing)
    await this.#ports.calls.leave(this.#ports.id)
    this.#state.announced = UNKNOWN
    this.#remove(stored)
  }

  async #sendOne(stored: StoredOutgoing, outgoing: Exclude<Outgoing, Leave>): Promise<void> {
    const { calls, id, group, log, timers } = this.#ports
    const isSeen = outgoing.kind === "seen"
    const waiting = isSeen ? undefined : this.#waiting.get(outgoing.sent)
    try {
      const sent = isSeen
        ? await calls.seen(id, outgoing.messages, outgoing.guest)
        : await calls.send(id, outgoing.sent, outgoing.message)
      this.#done(stored)
      if (!sent) return
      this.#rate.take(1, timers.now())
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
  #done({ number, outgoing }: StoredOutgoing): void {
    if (this.#ports.stage.running === undefined) return // it will be sent again
    const { store, timers } = this.#ports
    store.outbox.done(number)
    if (outgoing.kind === "send") this.#waiting.delete(outgoing.sent)
    this.#stopTidying ??= timers.after(TIDY_MS, () => this.#tidy())
  }

  #tidy(): void {
    this.#stopTidying?.()
    this.#stopTidying = undefined
    if (this.#ports.stage.running !== undefined) this.#ports.store.outbox.tidy()
  }

  /** Nothing in the queue can be sent any more. */
  refuse(error: GroupError): void {
    const { outbox } = this.#ports.store
    for (let { first } = outbox; first !== undefined; first = outbox.first)
      outbox.done(first.number)
    outbox.tidy()
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}
