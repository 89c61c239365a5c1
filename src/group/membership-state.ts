// What a session's side of a group is at.

import type { JoinOptions } from "./bounds.ts"
import type { Profile } from "./entries.ts"
import type { Hello } from "./group-ports.ts"
import type { KeptMembership } from "./kept-membership.ts"
import type { Attention, MembershipPorts } from "./membership-ports.ts"

/** The session, awake. */
export interface Running {
  /** Calls an app's callback as part of the turn; one that throws is reported and stops no other. */
  readonly call: (name: string, callback: () => unknown) => void
  /** Does what changes the document and the store in one step: all of it is kept, or nothing. */
  readonly turn: (action: () => void) => void
  /** A callback may wait for this answer of other members. */
  readonly asks: (answer: Promise<unknown>) => void
}

/** What the session does: only one that is awake sends and receives. */
export type State =
  /** The handler is running: what it asks for counts when it has run. */
  | { readonly state: "building"; readonly wanted: Wanted | undefined }
  /** The handler has run, the document is not yet as it was. */
  | { readonly state: "built" }
  | { readonly state: "awake"; readonly running: Running }
  /** The session starts anew, or is over: another membership takes its place. */
  | { readonly state: "over" }

export interface Wanted extends JoinOptions {
  readonly profile: Profile
}

/** The group's view of this member. */
export type Announced =
  | { readonly state: "unknown" }
  | { readonly state: "announcing" }
  /** The hello, as JSON, to see whether it is still true. */
  | { readonly state: "announced"; readonly hello: string }

/** What the session announces; undefined for one that is no member. */
export function helloOf(
  {
    id,
    isOnline,
    user,
    attention,
  }: Pick<MembershipPorts, "id" | "isOnline" | "user" | "attention">,
  { profile, history, keep, policy, as }: KeptMembership,
  { awaitsHistory, listens }: { readonly awaitsHistory: boolean; readonly listens: boolean },
): Omit<Hello, "lastSeq"> | undefined {
  if (profile === undefined) return undefined
  const opener = user?.()
  const isHere = isOnline()
  return {
    id,
    ...profile,
    isOnline: isHere,
    ...(awaitsHistory && { history }),
    ...(keep !== undefined && { keep }),
    ...(policy !== undefined && { policy }),
    ...(opener !== undefined && { user: opener }),
    ...(as !== undefined && { as }),
    ...attentive(attention?.() ?? NO_ATTENTION, { isOnline: isHere, listens }),
  }
}

const NO_ATTENTION: Attention = { looks: false, reads: true }

function attentive(
  { looks, reads }: Attention,
  { isOnline, listens }: Record<"isOnline" | "listens", boolean>,
): Pick<Hello, "looks" | "listens"> {
  if (!isOnline) return {}
  return { ...(listens && reads && { listens }), ...(looks && { looks }) }
}

/** To see whether it is still true. What is said only once is no part of it. */
export function keyOf(hello: Omit<Hello, "lastSeq">): string {
  return JSON.stringify({ ...hello, history: undefined })
}
