// Announces a session to one group, and whether it has an open window, whenever the group may not know.

import type { Welcome } from "./entries.ts"
import { GroupError } from "./group-error.ts"
import type { Hello } from "./group-ports.ts"
import type { Inbox } from "./inbox.ts"
import type { MembershipPorts } from "./membership-ports.ts"
import type { Announced, MembershipState } from "./membership-state.ts"
import type { SendQueue } from "./send-queue.ts"

export class Announcement {
  readonly #state: MembershipState
  readonly #ports: MembershipPorts
  readonly #inbox: Inbox
  readonly #queue: SendQueue

  constructor(state: MembershipState, ports: MembershipPorts, inbox: Inbox, queue: SendQueue) {
    this.#state = state
    this.#ports = ports
    this.#inbox = inbox
    this.#queue = queue
  }

  /** What to announce to the group; undefined when the group knows it, or the session is not a member. */
  get due(): Hello | undefined {
    const { announced } = this.#state
    const hello = this.#hello()
    return hello && announced.hello !== keyOf(hello) ? hello : undefined
  }

  #hello(): Hello | undefined {
    const { profile, lastSeq, history, keep, policy, as } = this.#state.kept
    if (profile === undefined) return undefined
    const { isOnline, attention, user } = this.#ports.people
    const { looks, reads } = attention
    const hearsPresence = this.#inbox.members.areRead || this.#inbox.listeners.hearsPresence
    return {
      ...profile,
      id: this.#ports.id,
      isOnline,
      lastSeq,
      history: this.#state.awaitsHistory ? history : undefined,
      keep,
      policy,
      user,
      as,
      listens: (isOnline && reads && hearsPresence) || undefined,
      looks: (isOnline && looks) || undefined,
    }
  }

  /** Sends the announcement and handles the answer. Rejects when the group can't be reached. */
  async send(hello: Hello): Promise<void> {
    const announcing: Announced = {}
    const { profile } = this.#state.kept
    const { calls, timers } = this.#ports
    this.#state.announced = announcing
    this.#inbox.members.ask()
    let welcome: Welcome
    try {
      welcome = await calls.hello({ ...hello, saidAtMs: timers.now() })
    } catch (error) {
      if (!(error instanceof GroupError) || error.code === "too-often") throw error
      if (this.#state.kept.profile === profile) this.#refused(error)
      return
    }
    // If the session has left in the meantime, and joined again, it sends another hello. If it answered "away", the group may
    // have received the two in either order.
    const isCurrent = () => this.#state.announced === announcing
    await this.#inbox.welcome(welcome, isCurrent)
    if (isCurrent()) this.#state.announced = { hello: keyOf(hello) }
  }

  /** The session may not join, or is no longer a member: what waits to be sent there can never be sent. */
  #refused(error: GroupError): void {
    const { running } = this.#ports.stage
    const { profile } = this.#state.kept
    if (running === undefined) return
    const { group, log } = this.#ports
    log.warn(`a group refused to be joined: ${error.message}`, { group }) // no fault: it needs no stack
    this.#state.keep({ profile: undefined })
    this.#inbox.members.forget()
    if (profile !== undefined) {
      const member = { ...profile, id: this.#ports.id, isOnline: false }
      const news = { kind: "refused", member, reason: error.message } as const
      running.turn(() => this.#inbox.listeners.notify(news))
    }
    this.#queue.refuse(error)
  }
}

/** A key that changes when the announcement is out of date. Fields that are sent only once are left out. */
function keyOf(hello: Hello): string {
  return JSON.stringify({ ...hello, history: undefined, lastSeq: undefined })
}
