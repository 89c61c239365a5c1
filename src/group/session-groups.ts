// The groups of one session: starts its memberships when it wakes, ends them when it ends, and takes deliveries.

import { GROUP_LIMITS } from "../util/limits.ts"
import type { Entry, Outcome } from "./entries.ts"
import { GroupError } from "./group-error.ts"
import type { GroupCalls, MembershipPorts } from "./membership-ports.ts"
import { Membership } from "./membership.ts"
import type { SessionGroupsStore } from "./session-groups-store.ts"
import { type Running, Stage } from "./stage.ts"
import type { Volatile } from "./volatile.ts"

export interface SessionGroupsPorts extends Omit<
  MembershipPorts,
  "group" | "store" | "calls" | "stage" | "load"
> {
  readonly store: SessionGroupsStore
  readonly callsTo: (group: string) => GroupCalls
  /** The objects for the places in a message's data. */
  readonly load: (group: string, attachment: string) => Promise<readonly object[]>
}

export class SessionGroups {
  readonly #ports: SessionGroupsPorts
  readonly #memberships = new Map<string, Membership>()
  #stage = new Stage()

  constructor(ports: SessionGroupsPorts) {
    this.#ports = ports
  }

  /** The session's side of a group, member or not. */
  membership(group: string): Membership {
    const known = this.#memberships.get(group)
    if (known !== undefined) return known
    const { store, callsTo, load, ...ports } = this.#ports
    const made = new Membership({
      ...ports,
      group,
      stage: this.#stage,
      load: (attachment) => load(group, attachment),
      calls: callsTo(group),
      store: store.membership(group, () => this.#noteJoined(group)),
    })
    this.#memberships.set(group, made)
    made.tellNews()
    return made
  }

  /** @throws GroupError when the session is in too many groups */
  #noteJoined(group: string): void {
    const { store } = this.#ports
    const { joined } = store
    if (joined.includes(group)) return
    const { groupsOfSession } = GROUP_LIMITS
    const active = joined.filter((one) => this.#isActive(one))
    if (active.length >= groupsOfSession) {
      throw new GroupError(
        "too-many-groups",
        `join: a session can be in at most ${groupsOfSession} groups`,
      )
    }
    store.joined = [...active, group]
  }

  /** Not left, or left without the group knowing yet. */
  #isActive(group: string): boolean {
    return this.isMember(group) || this.#ports.store.membership(group).outbox.unsent > 0
  }

  /** The handler is about to run: earlier registrations are dropped. */
  reset(): void {
    this.#stage.now = { state: "over" }
    this.#memberships.clear()
    this.#stage = new Stage()
  }

  /** The handler has run: requests of the app take effect from now on. */
  built(): void {
    this.#stage.now = { state: "built" }
    for (const membership of this.#memberships.values()) membership.built()
  }

  /** The session is restored: from now on it sends to its groups, and receives. */
  start(running: Running): void {
    this.#stage.now = { state: "awake", running }
    this.onlineChanged()
    for (const group of this.#ports.store.joined) this.membership(group)
  }

  onlineChanged(): void {
    for (const membership of this.#memberships.values()) membership.tellNews()
  }

  /**
   * Entries from a group, with the attachments of messages. No entries: it must send a hello, and will learn that it was
   * removed.
   * @param inTurn runs its argument when callbacks may run
   */
  async take(
    group: string,
    entries: readonly Entry[],
    inTurn: (action: () => Outcome | Promise<Outcome>) => Promise<Outcome>,
  ): Promise<Outcome> {
    const membership = this.membership(group)
    const { load } = this.#ports
    if (entries.length === 0) return inTurn(() => membership.sayHello())
    let outcome: Outcome = "taken"
    let chunk: Entry[] = []
    for (const [i, entry] of entries.entries()) {
      chunk.push(entry)
      const isHeard = entry.kind === "message" && membership.inbox.listeners.hears(entry.type)
      const { attachment } = isHeard ? entry : {}
      if (attachment === undefined && i < entries.length - 1) continue
      const taken = chunk
      chunk = []
      // oxlint-disable-next-line no-await-in-loop -- in order, and one attachment in memory at a time
      const objects = attachment === undefined ? undefined : await load(group, attachment)
      // oxlint-disable-next-line no-await-in-loop -- its callbacks run when it is their turn
      outcome = await inTurn(() => membership.inbox.receive(taken, objects))
      if (outcome === "gone") return outcome
    }
    return outcome
  }

  hear(group: string, messages: readonly Volatile[]): void {
    this.membership(group).inbox.hear(messages)
  }

  /** Answers without waking the session. */
  presence(group: string): Outcome {
    const membership = this.#memberships.get(group)
    if (membership !== undefined) return membership.inbox.presence()
    if (!this.isMember(group)) return "gone"
    return this.#ports.people.isOnline ? "taken" : "away"
  }

  isMember(group: string): boolean {
    return this.#ports.store.membership(group).get().profile !== undefined
  }

  get isInAny(): boolean {
    return this.#ports.store.joined.some((group) => this.isMember(group))
  }

  /** Something has not been sent yet: the session must be woken for it. */
  get hasUnsent(): boolean {
    const { store } = this.#ports
    return store.joined.some((group) => store.membership(group).outbox.unsent > 0)
  }

  /** The session ends. Groups that can't be reached now find out by themselves. */
  async leaveAll(): Promise<void> {
    const { store, callsTo, id, timers } = this.#ports
    this.reset()
    await Promise.allSettled(store.joined.map((group) => callsTo(group).leave(id, timers.now())))
  }
}
