// Whom a message is for, by the roster and the group's rules; and which members a new one is told.

import { GROUP_LIMITS } from "../util/limits.ts"
import type { Target } from "./bounds.ts"
import type { Member, MessageEntry, Welcome } from "./entries.ts"
import type { Roster } from "./roster.ts"
import type { Rules } from "./rules.ts"
import type { StoredMember } from "./stored-member.ts"

interface Addressees extends Pick<MessageEntry, "to" | "isForAll"> {
  /** Who was named, and is no member. */
  readonly unknown: readonly string[]
}

/** @param session that sends it @param given undefined for everybody */
export function addressees(
  roster: Roster,
  rules: Rules,
  session: string | undefined,
  given: Target | undefined,
): Addressees {
  if (given === undefined && rules.isReadByAll) return { to: undefined, unknown: [] }
  const mayRead = (member: StoredMember) => rules.may("read", member)
  if (given === undefined || "role" in given) {
    const wanted = roster.all.filter(({ role }) => role === (given?.role ?? role))
    const to = wanted.filter(mayRead).map(({ id }) => id)
    const isForAll = given === undefined ? true : undefined
    return { to: to.filter((id) => id !== session), isForAll, unknown: [] }
  }
  const readers = (id: string) => roster.sessionsOf(id).filter(mayRead)
  // Sessions of the person that join later find it in the history by the person's id.
  const to = given.flatMap((id) => readers(id).flatMap((one) => [one.id, roster.personOf(id)]))
  return { to: [...new Set(to)], unknown: given.filter((id) => readers(id).length === 0) }
}

/** Who is there and may read: sessions. */
export function onlineReaders(roster: Roster, rules: Rules): readonly string[] {
  const readers = roster.all.filter((one) => one.isOnline && rules.may("read", one))
  return readers.map(({ id }) => id)
}

/** Everybody; where there are many, who is there; and where too many are there, the new one alone. */
export function membersFor(me: string, roster: Roster): Pick<Welcome, "members" | "memberCount"> {
  const { announcedMembers: most } = GROUP_LIMITS
  const { personCount: memberCount } = roster
  if (memberCount <= most) return { members: roster.persons, memberCount }
  const isTold = ({ id, isOnline }: Member) => id === me || isOnline
  if (roster.online <= most) return { members: roster.persons.filter(isTold), memberCount }
  return { members: [roster.person(me)].filter((one) => one !== undefined), memberCount }
}
