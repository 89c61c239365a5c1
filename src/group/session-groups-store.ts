// What a session keeps of its groups, in its own store.

import { type MembershipStore, parseKept } from "./kept-membership.ts"

/** Kept with the session, so that it is known which groups to call when it wakes. */
export interface SessionGroupsStore {
  /** The names of the groups that it has joined, in that order; those that it has left may be among them. */
  joined: readonly string[]
  membership(group: string): MembershipStore
}

/** What a session has not yet sent to a group. */
export type Outbox = Pick<MembershipStore, "first" | "unsent" | "push" | "remove">

/** The session's store: small values under keys, and an outbox for each group. */
export interface SessionValues {
  getMeta(key: string): string | undefined
  setMeta(key: string, value: string): void
  outbox(group: string): Outbox
}

const JOINED = "groups"
const keyOf = (group: string) => `group ${group}`

export function groupsStore(values: SessionValues): SessionGroupsStore {
  const joined = (): readonly string[] => {
    const names: unknown = JSON.parse(values.getMeta(JOINED) ?? "[]")
    return Array.isArray(names) ? names.filter((name) => typeof name === "string") : []
  }
  return {
    get joined() {
      return joined()
    },
    set joined(names) {
      values.setMeta(JOINED, JSON.stringify(names))
    },
    membership: (group) => membershipStore(values, group),
  }
}

function membershipStore(values: SessionValues, group: string): MembershipStore {
  const outbox = values.outbox(group)
  return {
    get: () => parseKept(JSON.parse(values.getMeta(keyOf(group)) ?? "null")),
    put: (kept) => values.setMeta(keyOf(group), JSON.stringify(kept)),
    get first() {
      return outbox.first
    },
    get unsent() {
      return outbox.unsent
    },
    push: (outgoing) => outbox.push(outgoing),
    remove: (number) => outbox.remove(number),
  }
}
