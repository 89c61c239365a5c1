// Who is one person: sessions of the same user, or with the same `as` from the app, are one member. Source: PROTOCOL.md G8

import type { Guest, Member, PresenceKind, Sender } from "./entries.ts"
import type { StoredMember } from "./stored-member.ts"

/** What identifies a person; undefined for a session that is a person of its own. */
export function personKey({ as, user }: Pick<StoredMember, "as" | "user">): string | undefined {
  if (as !== undefined) return `as ${as}`
  return user === undefined ? undefined : `user ${user}`
}

/** The person's id as a member: the id of its first session, even when that session is gone. */
export function personOf({ id, person = id }: Pick<StoredMember, "id" | "person">): string {
  return person
}

/** The sender, as others see it. */
export function senderOf(
  session: StoredMember,
  guest: Guest | undefined,
): Sender & { readonly id: string } {
  const { name, role } = session
  return { id: personOf(session), name, role, ...(guest !== undefined && { guest }) }
}

/** Adds the person who caused it, if that is a guest. */
export function signed<T extends object>(
  out: T,
  guest: Guest | undefined,
): T & { readonly guest?: Guest } {
  return guest === undefined ? out : { ...out, guest }
}

/** The member that these sessions, all of one person, form. */
export function asMember(sessions: readonly StoredMember[]): Member | undefined {
  const [first] = sessions
  if (first === undefined) return undefined
  const { name, role, data } = first
  return { id: personOf(first), name, role, data, isOnline: sessions.some((one) => one.isOnline) }
}

/** What has changed about a person for the others; undefined when they see no change. */
export function changeOf(
  before: Member | undefined,
  after: Member | undefined,
): PresenceKind | undefined {
  if (before === undefined) return after === undefined ? undefined : "joined"
  if (after === undefined) return "left"
  if (before.isOnline !== after.isOnline) return after.isOnline ? "returned" : "lost"
  return JSON.stringify(before) === JSON.stringify(after) ? undefined : "updated"
}

/** The name and data that a session has given, for comparisons. */
export function saidBy({ name, data }: Pick<StoredMember, "name" | "data">): string {
  return JSON.stringify([name, data])
}
