// What a session keeps of one group with itself: who it is there, how far it has got, and what it has yet to send.

import { isRecord } from "../util/record.ts"
import type { OutMessage } from "./bounds.ts"
import type { Profile } from "./entries.ts"

export interface KeptMembership {
  readonly profile: Profile | undefined
  readonly lastSeq: number | undefined
  /** What was taken before it left for the last time. */
  readonly leftSeq: number
  readonly lastSent: number
}

/** What the group does not know yet: each is kept by itself, since together they may be more than a value can hold. */
export type Outgoing =
  | { readonly kind: "send"; readonly sent: number; readonly message: OutMessage }
  | { readonly kind: "leave" }

export interface StoredOutgoing {
  /** Numbers rise. */
  readonly number: number
  readonly outgoing: Outgoing
}

/** Kept with the session. What `put` and `push` are given is kept when they return, or they throw. */
export interface MembershipStore {
  get(): KeptMembership
  put(kept: KeptMembership): void
  /** The first that has not been sent yet. */
  readonly first: StoredOutgoing | undefined
  /** How many have not been sent yet. */
  readonly unsent: number
  push(outgoing: Outgoing): void
  remove(number: number): void
}

export const NO_MEMBERSHIP: KeptMembership = {
  profile: undefined,
  lastSeq: undefined,
  leftSeq: 0,
  lastSent: 0,
}

/** @param value as it was kept, undefined or null for nothing */
export function parseKept(value: unknown): KeptMembership {
  if (!isRecord(value)) return NO_MEMBERSHIP
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by `put`
  return { ...NO_MEMBERSHIP, ...(value as Partial<KeptMembership>) }
}
