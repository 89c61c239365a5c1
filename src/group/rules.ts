// The policy of one group, as stored: who may do what, and who may not come back. Source: PROTOCOL.md G6

import { GroupError } from "./group-error.ts"
import type { Closed, Comer, GroupPolicy } from "./policy.ts"
import { storedPolicy } from "./stored.ts"

export interface RulesStore {
  kept(key: "policy"): string | undefined
  keep(key: "policy", json: string): void
}

/** After this many further removals, a ban ends. */
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

  /** The first member creates the group, with its policy. Later policies are ignored. */
  close(policy: GroupPolicy | undefined, comer: Comer, isFirst: boolean): void {
    if (policy === undefined || !isFirst || !this.isOpen) return
    this.#keep({ ...policy, owner: identityOf(comer), banned: [] })
  }

  ban(comer: Comer): void {
    if (this.#closed === undefined) return
    const banned = [...this.#closed.banned, identityOf(comer)].slice(-MAX_BANNED)
    this.#keep({ ...this.#closed, banned })
  }

  isBanned(comer: Comer): boolean {
    return this.#closed?.banned.includes(identityOf(comer)) === true
  }

  may(right: keyof GroupPolicy, comer: Comer): boolean {
    if (this.#closed?.owner === identityOf(comer)) return true
    const roles = this.#closed?.[right]
    return roles === undefined ? right !== "remove" : roles.includes(comer.role)
  }

  /** @throws GroupError */
  assertMay(right: keyof GroupPolicy, comer: Comer): void {
    if (this.may(right, comer)) return
    const who = this.isOpen ? "of a group without a policy" : `of the role '${comer.role}'`
    throw new GroupError("forbidden", `${right}: nobody ${who} may`)
  }

  /** @throws GroupError for a removed person, or without a role that may join */
  assertMayJoin(comer: Comer): void {
    if (this.isBanned(comer)) {
      throw new GroupError("forbidden", "join: this member was removed from the group")
    }
    this.assertMay("join", comer)
  }

  #keep(closed: Closed): void {
    this.#store.keep("policy", JSON.stringify(closed))
    this.#closed = closed
  }
}

function identityOf({ id, user, as }: Omit<Comer, "role">): string {
  if (user !== undefined) return `user ${user}`
  return as === undefined ? `session ${id}` : `as ${as}`
}
