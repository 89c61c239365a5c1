// What a session keeps of one group with itself: who it is there, how far it has got, and what it has yet to say.

import { isRecord } from "../util/record.ts"
import type { OutMessage } from "./bounds.ts"
import type { Profile } from "./entries.ts"

export interface KeptMembership {
  readonly profile: Profile | undefined
  readonly lastSeq: number | undefined
  /** What was taken before it left for the last time. */
  readonly leftSeq: number
  readonly lastSent: number
  readonly outbox: readonly Outgoing[]
}

export type Outgoing =
  | { readonly kind: "send"; readonly sent: number; readonly message: OutMessage }
  | { readonly kind: "leave" }

const NOTHING: KeptMembership = {
  profile: undefined,
  lastSeq: undefined,
  leftSeq: 0,
  lastSent: 0,
  outbox: [],
}

/** Under which a session keeps what it is in a group. */
export function keyOf(group: string): string {
  return `group ${group}`
}

/** Of what is kept there: is the session a member, is a message on its way? */
export function summaryOf(kept: unknown): {
  readonly isMember: boolean
  readonly hasUnsent: boolean
} {
  const { profile, outbox } = parseKept(kept)
  return { isMember: profile !== undefined, hasUnsent: outbox.length > 0 }
}

/** @param value as it was kept, undefined or null for nothing */
export function parseKept(value: unknown): KeptMembership {
  if (!isRecord(value)) return NOTHING
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by `keep`
  return { ...NOTHING, ...(value as Partial<KeptMembership>) }
}
