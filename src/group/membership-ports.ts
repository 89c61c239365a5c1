// What a session's side of a group asks of the world.

import type { Log, Timers } from "../ports.ts"
import type { HistoryQuery, OutMessage } from "./bounds.ts"
import type { GroupMessage, Guest, Receipt, Welcome } from "./entries.ts"
import type { Hello, Sent } from "./group-ports.ts"
import type { MembershipStore } from "./kept-membership.ts"
import type { Stage } from "./stage.ts"
import type { VolatileOut } from "./volatile.ts"

/** The group's object, as a session calls it. All reject with GroupError, or when it can't be reached. */
export interface GroupCalls {
  hello(hello: Hello): Promise<Welcome>
  leave(id: string): Promise<void>
  send(id: string, sent: number, message: OutMessage): Promise<Sent>
  remove(id: string, member: string): Promise<void>
  now(id: string, messages: readonly VolatileOut[]): Promise<void>
  seen(id: string, messages: readonly number[], guest: Guest | undefined): Promise<void>
  receipt(sent: Sent): Promise<Receipt>
  history(id: string, query: HistoryQuery): Promise<readonly GroupMessage[]>
}

/** What a session does by itself while it is in memory. */
export interface Attention {
  /** It looks who is still there, and says so when nobody is: groups need not ask. */
  readonly looks: boolean
  /** Somebody may read there who comes and goes: something was done in the last hour or so. */
  readonly reads: boolean
}

/** Who is in the session now. */
export interface People {
  /** Somebody looks at it, or did a moment ago. */
  readonly isOnline: boolean
  /** Who opened it, where there are users. */
  readonly user: string | undefined
  readonly attention: Attention
  /** Who causes what is done now, if not its owner. */
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
  /** What the data of a message has places for, by its attachment. */
  readonly load: (attachment: string) => Promise<readonly object[]>
}
