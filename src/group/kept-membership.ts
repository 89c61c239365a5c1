// What a session stores of one group: who it is there, how far it has got, and what it still has to send.

import type { JoinOptions, OutMessage } from "./bounds.ts"
import type { Guest, Profile } from "./entries.ts"

export interface KeptMembership extends JoinOptions {
  readonly profile: Profile | undefined
  readonly lastSeq: number | undefined
  /** How far it had got when it last left. */
  readonly leftSeq: number
  /** The number of the last item of an earlier membership. */
  readonly lastSent: number
}

/**
 * What the group does not know yet. Each item is stored in a row of its own, because together they may be too large for one
 * value.
 */
export type Outgoing =
  | { readonly kind: "send"; readonly sent: number; readonly message: OutMessage }
  | { readonly kind: "leave"; readonly sent?: undefined }
  /** Somebody has seen the messages with these numbers. */
  | {
      readonly kind: "seen"
      /** As that of a message. Earlier versions stored none. */
      readonly sent?: number | undefined
      readonly messages: readonly number[]
      readonly guest?: Guest | undefined
    }

export interface StoredOutgoing {
  /** Numbers increase. */
  readonly number: number
  readonly outgoing: Outgoing
}

export interface Unsent {
  readonly messages: number
  /** The size of the JSON. */
  readonly bytes: number
}

/** Stored with the session. When `put` returns, the value is stored; otherwise it throws. */
export interface MembershipStore {
  get(): KeptMembership
  put(kept: KeptMembership): void
  /** Notes that entries were taken up to this number. It is stored with the turn that they cause, or by `put`. */
  take(seq: number): void
  /** What was noted is stored. */
  readonly isTaken: boolean
  readonly outbox: Outbox
}

/** What a session still has to send to a group. When `push` returns, the item is stored; otherwise it throws. */
export interface Outbox {
  /** An item that has not been sent yet: the first, or the last (-1). */
  at(index: 0 | -1): StoredOutgoing | undefined
  /** How many items have not been sent yet. */
  readonly unsent: number
  /** The same for all of the session's groups together. */
  readonly unsentOfSession: Unsent
  /** The sender's number of the last item, even if it was already sent; 0 for none. */
  readonly lastSent: number
  push(outgoing: Outgoing): void
  /** The item need not be sent any more. Until `tidy`, or the next `push`, it may reappear after a crash. */
  done(number: number): void
  tidy(): void
}
