// Who is one person: sessions of the same user, or of whom the app says so, are one member. Source: PROTOCOL.md G8

import type { Guest, Member, PresenceKind, Sender } from "./entries.ts"
import type { StoredMember } from "./stored-member.ts"

/** What identifies a person; undefined for a session that is a person by itself. */
export function personKey({ as, user }: Pick<StoredMember, "as" | "user">): string | undefined {
  if (as !== undefined) return `as ${as}`
  return user === undefined ? undefined : `user ${user}`
}

/** The person's id as a member: that of its first session, also when that is gone. */
export function personOf({ id, person = id }: Pick<StoredMember, "id" | "person">): string {
  return person
}

/** As the others see who has sent something. */
export function senderOf(
  session: StoredMember,
  guest: Guest | undefined,
): Sender & { readonly id: string } {
  const { name, role } = session
  return { id: personOf(session), name, role, ...(guest !== undefined && { guest }) }
}

/** With who has caused it, where that is a guest. */
export function signed<T extends object>(
  out: T,
  guest: Guest | undefined,
): T & { readonly guest?: Guest } {
  return guest === undefined ? out : { ...out, guest }
}

/** One member of these sessions, which are one person's. */
export function asMember(sessions: readonly StoredMember[]): Member | undefined {
  const [first] = sessions
  if (first === undefined) return undefined
  const { name, role, data } = first
  return { id: personOf(first), name, role, data, isOnline: sessions.some((one) => one.isOnline) }
}

/** What has become of a person, for the others; undefined when they see nothing of it. */
export function changeOf(
  before: Member | undefined,
  after: Member | undefined,
): PresenceKind | undefined {
  if (before === undefined) return after === undefined ? undefined : "joined"
  if (after === undefined) return "left"
  if (before.isOnline !== after.isOnline) return after.isOnline ? "returned" : "lost"
  return JSON.stringify(before) === JSON.stringify(after) ? undefined : "updated"
}

/** The name and data that a session has given, to be compared. */
export function saidBy({ name, data }: Pick<StoredMember, "name" | "data">): string {
  return JSON.stringify([name, data])
}
