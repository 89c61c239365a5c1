// Tells one group who a session is there, and whether somebody looks at it, whenever the group may not know it.

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

  /** What the group is to be told; undefined when it knows that, or the session is no member. */
  get due(): Hello | undefined {
    const { announced } = this.#state
    const hello = this.#hello()
    return hello === undefined || announced.hello === keyOf(hello) ? undefined : hello
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

  /** Says it, and takes the answer. Rejects when the group can't be reached. */
  async send(hello: Hello): Promise<void> {
    const announcing: Announced = {}
    this.#state.announced = announcing
    this.#inbox.members.ask()
    let welcome: Welcome
    try {
      welcome = await this.#ports.calls.hello(hello)
    } catch (error) {
      if (!(error instanceof GroupError) || error.code === "too-often") throw error
      this.#refused(error)
      return
    }
    await this.#inbox.welcome(welcome)
    // If it answered "away" meanwhile, the group may have received the two in either order.
    if (this.#state.announced !== announcing) return
    this.#state.announced = { hello: keyOf(hello) }
  }

  /** It can't join, or is in no more: what it wanted to send there has no way. */
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

/** To see whether it is still true. What is said only once is no part of it. */
function keyOf(hello: Hello): string {
  return JSON.stringify({ ...hello, history: undefined, lastSeq: undefined })
}
