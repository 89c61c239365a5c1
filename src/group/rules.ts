// The policy of one group, as it is stored: who may do what.

import {
  assertMay,
  assertMayJoin,
  type Closed,
  type Comer,
  type GroupPolicy,
  identityOf,
  may,
} from "./policy.ts"
import { storedPolicy } from "./stored.ts"

export interface RulesStore {
  kept(key: "policy"): string | undefined
  keep(key: "policy", json: string): void
}

/** Nobody is removed for ever where so many were since. */
const MAX_BANNED = 1000

export class Rules {
  readonly #store: RulesStore
  #closed: Closed | undefined

  constructor(store: RulesStore) {
    this.#store = store
    this.#closed = storedPolicy(store.kept("policy"))
  }

  get isOpen(): boolean {
    return this.#closed === undefined
  }

  get isReadByAll(): boolean {
    return this.#closed?.read === undefined
  }

  /** Who comes first makes the group: what others want later counts for nothing. */
  close(policy: GroupPolicy | undefined, comer: Comer, isFirst: boolean): void {
    if (policy === undefined || !isFirst || !this.isOpen) return
    this.#keep({ ...policy, owner: identityOf(comer), banned: [] })
  }

  ban(comer: Comer): void {
    if (this.#closed === undefined) return
    const banned = [...this.#closed.banned, identityOf(comer)].slice(-MAX_BANNED)
    this.#keep({ ...this.#closed, banned })
  }

  may(right: keyof GroupPolicy, comer: Comer): boolean {
    return may(this.#closed, right, comer)
  }

  /** @throws GroupError */
  assertMay(right: keyof GroupPolicy, comer: Comer): void {
    assertMay(this.#closed, right, comer)
  }

  /** @throws GroupError */
  assertMayJoin(comer: Comer): void {
    assertMayJoin(this.#closed, comer)
  }

  #keep(closed: Closed): void {
    this.#store.keep("policy", JSON.stringify(closed))
    this.#closed = closed
  }
}
