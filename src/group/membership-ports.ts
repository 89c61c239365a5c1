// What a session's side of a group needs from the outside.

import type { Log, Timers } from "../ports.ts"
import type { HistoryQuery, OutMessage } from "./bounds.ts"
import type { GroupMessage, Guest, Receipt, Welcome } from "./entries.ts"
import type { Hello, Sent } from "./group-ports.ts"
import type { MembershipStore } from "./kept-membership.ts"
import type { Stage } from "./stage.ts"
import type { VolatileOut } from "./volatile.ts"

/** The group's object, as a session calls it. All methods reject with GroupError, or when the group can't be reached. */
export interface GroupCalls {
  hello(hello: Hello): Promise<Welcome>
  /** @param saidAtMs now */
  leave(id: string, saidAtMs: number): Promise<void>
  send(id: string, sent: number, message: OutMessage): Promise<Sent>
  remove(id: string, member: string): Promise<void>
  now(id: string, messages: readonly VolatileOut[]): Promise<void>
  seen(id: string, messages: readonly number[], guest: Guest | undefined): Promise<void>
  receipt(sent: Sent): Promise<Receipt>
  history(id: string, query: HistoryQuery): Promise<readonly GroupMessage[]>
}

/** What a session does by itself while it is in memory. */
export interface Attention {
  /** It checks who is still online, and reports when nobody is, so that groups need not probe it. */
  readonly looks: boolean
  /** Somebody may be reading presence: something was done within about the last hour. */
  readonly reads: boolean
}

/** The people in the session now. */
export interface People {
  /** Somebody has an open window, or had one a moment ago. */
  readonly isOnline: boolean
  /** The user who opened it, where there are users. */
  readonly user: string | undefined
  readonly attention: Attention
  /** The person who causes the current action, if not the owner. */
  readonly guest: Guest | undefined
}

export interface MembershipPorts {
  /** The group's name. */
  readonly group: string
  /** The session's own id as a member. */
  readonly id: string
  readonly calls: GroupCalls
  readonly store: MembershipStore
  readonly timers: Timers
  readonly log: Log
  readonly stage: Stage
  readonly people: People
  /** The objects for the places in a message's data, by its attachment. */
  readonly load: (attachment: string) => Promise<readonly object[]>
}
