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
    const [owner = ""] = identitiesOf(comer)
    this.#keep({ ...policy, owner, banned: [] })
  }

  ban(comer: Comer): void {
    if (this.#closed === undefined) return
    const [one = ""] = identitiesOf(comer)
    const banned = [...this.#closed.banned, one].slice(-MAX_BANNED)
    this.#keep({ ...this.#closed, banned })
  }

  isBanned(comer: Comer): boolean {
    return identitiesOf(comer).some((one) => this.#closed?.banned.includes(one))
  }

  may(right: keyof GroupPolicy, comer: Comer): boolean {
    if (identitiesOf(comer).some((one) => one === this.#closed?.owner)) return true
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

/** The first one is noted. The app may have known less of a person whom it noted earlier. */
function identitiesOf({ id, user, as }: Omit<Comer, "role">): readonly string[] {
  const known = Object.entries({ user, as, session: id })
  return known.flatMap(([kind, one]) => (one === undefined ? [] : `${kind} ${one}`))
}
