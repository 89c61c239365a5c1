// The addressees of a message, by the roster and the group's rules, and the members that a new member is told of.

import { GROUP_LIMITS } from "../util/limits.ts"
import type { Target } from "./bounds.ts"
import type { Member, MessageEntry, Welcome } from "./entries.ts"
import { personOf } from "./person.ts"
import type { Roster } from "./roster.ts"
import type { Rules } from "./rules.ts"
import type { StoredMember } from "./stored-member.ts"

interface Addressees extends Pick<MessageEntry, "to" | "isForAll"> {
  /** Ids that were named but are no members' ids. */
  readonly unknown: readonly string[]
}

/** @param session the sender's, which does not get it @param given undefined for all members */
export function addressees(
  roster: Roster,
  rules: Rules,
  session?: string,
  given?: Target,
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
  // Later sessions of the same person find the message in the history by the person's id. That is also the id of a session,
  // which may have joined as somebody else, or may not read.
  const sessions = given.flatMap(readers)
  const persons = sessions.map(personOf).filter((person) => roster.get(person) === undefined)
  const to = [...sessions.map(({ id }) => id), ...persons]
  return { to: [...new Set(to)], unknown: given.filter((id) => readers(id).length === 0) }
}

/** The sessions that are online and may read. */
export function onlineReaders(roster: Roster, rules: Rules): readonly string[] {
  const readers = roster.all.filter((one) => one.isOnline && rules.may("read", one))
  return readers.map(({ id }) => id)
}

/** All members; in a larger group, those that are online; when too many are online, only the new member. */
export function membersFor(me: string, roster: Roster): Pick<Welcome, "members" | "memberCount"> {
  const { announcedMembers: most } = GROUP_LIMITS
  const { personCount: memberCount } = roster
  if (memberCount <= most) return { members: roster.persons, memberCount }
  const isTold = ({ id, isOnline }: Member) => id === me || isOnline
  if (roster.online <= most) return { members: roster.persons.filter(isTold), memberCount }
  return { members: [roster.person(me)].filter((one) => one !== undefined), memberCount }
}
