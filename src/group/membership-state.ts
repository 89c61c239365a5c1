// The state of a session's side of one group, which its parts share.

import type { KeptMembership, MembershipStore, Outgoing } from "./kept-membership.ts"

/** The last hello that the group has answered, as JSON: it shows whether the group's view is still up to date. */
export interface Announced {
  readonly hello?: string
}

/** A new hello is needed. */
export const UNKNOWN: Announced = {}

export class MembershipState {
  readonly #store: MembershipStore
  announced = UNKNOWN
  /** What is stored. During a turn it is ahead of the store by what the turn takes. */
  kept: KeptMembership

  constructor(store: MembershipStore) {
    this.#store = store
    this.kept = store.get()
  }

  /** Stores the changes immediately. */
  keep(changes: Partial<KeptMembership>): void {
    const kept = { ...this.kept, ...changes }
    this.#store.put(kept)
    this.kept = kept
  }

  get isMember(): boolean {
    return this.kept.profile !== undefined
  }

  /** The sender's number of the last item. */
  get lastSent(): number {
    return Math.max(this.kept.lastSent, this.#store.outbox.lastSent)
  }

  /** It is of an earlier membership: it goes out under the name of that time, or not at all. */
  isOld(outgoing: Outgoing): boolean {
    if (!this.isMember || outgoing.kind === "leave") return true
    return (outgoing.sent ?? Infinity) <= this.kept.lastSent
  }

  /** No entry has arrived yet, and earlier messages are to come first. */
  get awaitsHistory(): boolean {
    const { history = 0, lastSeq } = this.kept
    return history > 0 && lastSeq === undefined
  }
}
