// What a session's side of one group is at, for the parts of it.

import type { KeptMembership, MembershipStore } from "./kept-membership.ts"

/** The group's view of this member: the last hello that it has answered, as JSON, to see whether that is still true. */
export interface Announced {
  readonly hello?: string
}

/** The group is to be told anew. */
export const UNKNOWN: Announced = {}

export class MembershipState {
  readonly #store: MembershipStore
  announced = UNKNOWN
  /** As it is stored; ahead of that by what a turn takes, until the turn is stored. */
  kept: KeptMembership

  constructor(store: MembershipStore) {
    this.#store = store
    this.kept = store.get()
  }

  /** Stores it at once. */
  keep(changes: Partial<KeptMembership>): void {
    const kept = { ...this.kept, ...changes }
    this.#store.put(kept)
    this.kept = kept
  }

  get isMember(): boolean {
    return this.kept.profile !== undefined
  }

  /** Nothing has come yet, and what was said before is to come first. */
  get awaitsHistory(): boolean {
    const { history = 0, lastSeq } = this.kept
    return history > 0 && lastSeq === undefined
  }
}
