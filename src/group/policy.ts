// A group that is closed: who may join, read, send and remove others, by roles, and who may not come back.
// Source: PROTOCOL.md G6

import { GroupError } from "./group-error.ts"

/** Roles, which the app gives in `join`; what is left out, all members may; to remove others, only who made the group. */
export interface GroupPolicy {
  readonly join?: readonly string[] | undefined
  readonly read?: readonly string[] | undefined
  readonly send?: readonly string[] | undefined
  readonly remove?: readonly string[] | undefined
}

export interface Closed extends GroupPolicy {
  /** Who made it, as `identityOf` says. */
  readonly owner: string
  /** Who was removed: users where there are some, else who the app says, else sessions. */
  readonly banned: readonly string[]
}

export interface Comer {
  readonly id: string
  readonly role: string
  /** The user's id, where there is one. */
  readonly user?: string | undefined
  /** What identifies the person, as the app says. */
  readonly as?: string | undefined
}

export function identityOf({ id, user, as }: Omit<Comer, "role">): string {
  if (user !== undefined) return `user ${user}`
  return as === undefined ? `session ${id}` : `as ${as}`
}

type Right = keyof GroupPolicy

export function may(closed: Closed | undefined, right: Right, comer: Comer): boolean {
  if (closed === undefined) return right !== "remove"
  if (identityOf(comer) === closed.owner) return true
  const roles = closed[right]
  return roles === undefined ? right !== "remove" : roles.includes(comer.role)
}

/** @throws GroupError */
export function assertMay(closed: Closed | undefined, right: Right, comer: Comer): void {
  if (may(closed, right, comer)) return
  const who = closed === undefined ? "of a group without a policy" : `of the role '${comer.role}'`
  throw new GroupError("forbidden", `${right}: nobody ${who} may`)
}

/** @throws GroupError for who was removed, or has no role that may join */
export function assertMayJoin(closed: Closed | undefined, comer: Comer): void {
  if (closed?.banned.includes(identityOf(comer)) === true) {
    throw new GroupError("forbidden", "join: this member was removed from the group")
  }
  assertMay(closed, "join", comer)
}
