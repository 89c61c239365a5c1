// What a group needs from the outside, and what its members' sessions send to it.

import type { Log, Timers } from "../ports.ts"
import type { EntryStore } from "./distribution.ts"
import type { Entry, MessageEntry, Outcome, Profile } from "./entries.ts"
import type { GroupPolicy } from "./policy.ts"
import type { Progress } from "./receipts.ts"
import type { RosterStore } from "./roster.ts"
import type { Volatile } from "./volatile.ts"

export interface GroupStore extends EntryStore, RosterStore {
  /** No entry is stored. */
  readonly isEmpty: boolean
  /** Messages up to this number may have been deleted. */
  readonly forgottenSeq: number
  /** The newest `limit` messages that are wanted, oldest first. @param before the exclusive end; default no end */
  messagesAfter(
    seq: number,
    limit: number,
    isWanted: (message: MessageEntry) => boolean,
    before?: number,
  ): readonly MessageEntry[]
  /** The number of an entry that was already taken, by its sender and the sender's own number. */
  findSent(sender: string, sent: number): number | undefined
  /** Notes that a member has seen a message. @returns false when that was already noted */
  noteSeen(seq: number, id: string): boolean
  /** The members that have seen a message. */
  seenBy(seq: number): readonly string[]
  /** Values beside members and entries, as JSON. */
  kept(key: "state" | "policy"): string | undefined
  keep(key: "state" | "policy", json: string): void
}

export interface GroupPorts {
  readonly store: GroupStore
  readonly timers: Timers
  readonly log: Log
  readonly deliver: (id: string, entries: readonly Entry[]) => Promise<Outcome>
  readonly probe: (id: string) => Promise<Outcome>
  /** Delivers to a member, or to a shard; by default to nobody. */
  readonly deliverNow?: (id: string, messages: readonly Volatile[]) => Promise<void>
  /** How far a shard has delivered a message. */
  readonly shardProgress: (shard: string, seq: number) => Promise<Progress>
  readonly shardServing: (shard: string) => Promise<readonly string[]>
  /** Calls `tick` once at about that time, also if the object sleeps or fails before. */
  readonly wakeAt: (ms: number) => void
  /** How many members one object serves; default 500. */
  readonly shardSize?: number
}

/** The announcement of a member's session. */
export interface Hello extends Profile {
  readonly id: string
  readonly isOnline: boolean
  /** When it was sent. Earlier versions do not say. */
  readonly saidAtMs?: number | undefined
  /** It has all entries up to this number; undefined when it has none yet. */
  readonly lastSeq: number | undefined
  /** How many of the last messages a session that has none yet gets first. */
  readonly history?: number | undefined
  /** How many seconds it stays a member without an open window. */
  readonly keep?: number | undefined
  /** The policy for a group without members. */
  readonly policy?: GroupPolicy | undefined
  /** The user's id, where there are users. */
  readonly user?: string | undefined
  /** Identifies the person, as given by the app. */
  readonly as?: string | undefined
  /** The session listens for presence. */
  readonly listens?: true | undefined
  /** The session checks by itself whether anybody is online, and reports when nobody is. */
  readonly looks?: true | undefined
}

/** A message that the group has taken. */
export interface Sent {
  readonly seq: number
  /** Addressed ids that are no members' ids. */
  readonly unknown: readonly string[]
  /** The sender, if it was not named: that its other sessions get the message as well is not reported. */
  readonly own?: string | undefined
}
