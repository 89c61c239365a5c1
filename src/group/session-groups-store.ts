// What a session stores of its groups, in its own store.

import { parseJson } from "../util/parse-json.ts"
import type { MembershipStore, Outbox } from "./kept-membership.ts"
import { storedMembership } from "./stored.ts"
import type { Taken } from "./taken.ts"

/** Stored with the session, so that it knows which groups to call when it wakes. */
export interface SessionGroupsStore {
  /** The names of the groups that it has joined, in that order. Some may have been left since. */
  joined: readonly string[]
  /** @param joins called before anything of the group is stored for the first time */
  membership(group: string, joins?: () => void): MembershipStore
}

/** The session's store: small values under keys, and an outbox for each group. */
export interface SessionValues {
  getMeta(key: string): string | undefined
  setMeta(key: string, value: string): void
  outbox(group: string): Outbox
  readonly taken: Taken
}

const JOINED = "groups"
const keyOf = (group: string) => `group ${group}`

export function groupsStore(values: SessionValues): SessionGroupsStore {
  const joined = (): readonly string[] => {
    const names: unknown = parseJson(values.getMeta(JOINED) ?? "[]")
    return Array.isArray(names) ? names.filter((name) => typeof name === "string") : []
  }
  return {
    get joined() {
      return joined()
    },
    set joined(names) {
      values.setMeta(JOINED, JSON.stringify(names))
    },
    membership: (group, joins) => membershipStore(values, group, joins),
  }
}

function membershipStore(
  values: SessionValues,
  group: string,
  joins: (() => void) | undefined,
): MembershipStore {
  let hasJoined = false
  return {
    get: () => {
      const kept = storedMembership(values.getMeta(keyOf(group)))
      // After leaving, or before the first entry, earlier positions do not count.
      if (kept.lastSeq === undefined) return kept
      return { ...kept, lastSeq: Math.max(kept.lastSeq, values.taken.upTo(group)) }
    },
    put: (kept) => {
      if (!hasJoined) joins?.()
      hasJoined = true
      values.setMeta(keyOf(group), JSON.stringify(kept))
      if (kept.lastSeq === undefined) values.taken.forget(group)
      values.taken.isStored = true
    },
    take: (seq) => values.taken.note(group, seq),
    get isTaken() {
      return values.taken.isStored
    },
    outbox: values.outbox(group),
  }
}
