// Tells one group who a session is there, and whether somebody looks at it, whenever the group may not know it.

import type { Welcome } from "./entries.ts"
import { GroupError } from "./group-error.ts"
import type { Hello } from "./group-ports.ts"
import type { Inbox } from "./inbox.ts"
import type { MembershipPorts } from "./membership-ports.ts"
import type { Announced, MembershipState } from "./membership-state.ts"
import type { SendQueue } from "./send-queue.ts"

export interface AnnouncementParts {
  readonly state: MembershipState
  readonly ports: MembershipPorts
  readonly inbox: Inbox
  readonly queue: SendQueue
}

export class Announcement {
  readonly #parts: AnnouncementParts

  constructor(parts: AnnouncementParts) {
    this.#parts = parts
  }

  /** What the group is to be told; undefined when it knows that, or the session is no member. */
  get due(): Hello | undefined {
    const { announced } = this.#parts.state
    const hello = this.#hello()
    return hello === undefined || announced.hello === keyOf(hello) ? undefined : hello
  }

  #hello(): Hello | undefined {
    const { state, ports, inbox } = this.#parts
    const { profile, lastSeq, history, keep, policy, as } = state.kept
    if (profile === undefined) return undefined
    const isOnline = ports.isOnline()
    const { looks, reads } = ports.attention()
    const hearsPresence = inbox.members.areRead || inbox.listeners.hearsPresence
    return {
      ...profile,
      id: ports.id,
      isOnline,
      lastSeq,
      history: state.awaitsHistory ? history : undefined,
      keep,
      policy,
      user: ports.user(),
      as,
      listens: (isOnline && reads && hearsPresence) || undefined,
      looks: (isOnline && looks) || undefined,
    }
  }

  /** Says it, and takes the answer. Rejects when the group can't be reached. */
  async send(hello: Hello): Promise<void> {
    const { state, ports, inbox } = this.#parts
    const announcing: Announced = {}
    state.announced = announcing
    inbox.members.ask()
    let welcome: Welcome
    try {
      welcome = await ports.calls.hello(hello)
    } catch (error) {
      if (!(error instanceof GroupError) || error.code === "too-often") throw error
      this.#refused(error)
      return
    }
    await inbox.welcome(welcome)
    // If it answered "away" meanwhile, the group may have received the two in either order.
    if (state.announced !== announcing) return
    state.announced = { hello: keyOf(hello) }
  }

  /** It can't join, or is in no more: what it wanted to send there has no way. */
  #refused(error: GroupError): void {
    const { state, ports, inbox, queue } = this.#parts
    const { running } = ports.stage
    const { profile } = state.kept
    if (running === undefined) return
    ports.log.warn("a group refused to be joined", { group: ports.group, error })
    state.keep({ profile: undefined })
    inbox.members.forget()
    if (profile !== undefined) {
      const member = { ...profile, id: ports.id, isOnline: false }
      const news = { kind: "refused", member, reason: error.message } as const
      running.turn(() => inbox.listeners.notify(news))
    }
    queue.refuse(error)
  }
}

/** To see whether it is still true. What is said only once is no part of it. */
function keyOf(hello: Hello): string {
  return JSON.stringify({ ...hello, history: undefined, lastSeq: undefined })
}
