// What a session keeps of one group with itself: who it is there, how far it has got, and what it has yet to send.

import type { JoinOptions, OutMessage } from "./bounds.ts"
import type { Guest, Profile } from "./entries.ts"

export interface KeptMembership extends JoinOptions {
  readonly profile: Profile | undefined
  readonly lastSeq: number | undefined
  /** What was taken before it left for the last time. */
  readonly leftSeq: number
  /** What was sent before the outbox noted it. */
  readonly lastSent: number
}

/** What the group does not know yet: each is kept by itself, since together they may be more than a value can hold. */
export type Outgoing =
  | { readonly kind: "send"; readonly sent: number; readonly message: OutMessage }
  | { readonly kind: "leave" }
  /** Somebody has seen the messages of these numbers. */
  | {
      readonly kind: "seen"
      readonly messages: readonly number[]
      readonly guest?: Guest | undefined
    }

export interface StoredOutgoing {
  /** Numbers rise. */
  readonly number: number
  readonly outgoing: Outgoing
}

export interface Unsent {
  readonly messages: number
  /** Of their JSON. */
  readonly bytes: number
}

/** Kept with the session. What `put` is given is kept when it returns, or it throws. */
export interface MembershipStore {
  get(): KeptMembership
  put(kept: KeptMembership): void
  /** Notes that entries were taken up to this: it is stored with the turn that they cause, or by `put`. */
  take(seq: number): void
  /** What was noted is stored. */
  readonly isTaken: boolean
  readonly outbox: Outbox
}

/** What a session has not yet sent to a group. What `push` is given is kept when it returns, or it throws. */
export interface Outbox {
  /** The first that has not been sent yet. */
  readonly first: StoredOutgoing | undefined
  /** How many have not been sent yet. */
  readonly unsent: number
  /** The same of all of the session's groups together. */
  readonly unsentOfSession: Unsent
  /** The sender's number of the last message, also when that was sent; 0 for none. */
  readonly lastSent: number
  push(outgoing: Outgoing): void
  /** It need not be sent any more. Until `tidy`, or the next `push`, it may be there again after a crash. */
  done(number: number): void
  tidy(): void
}
