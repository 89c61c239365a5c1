// What a group asks of the world, and what its members' sessions say to it.

import type { Log, Timers } from "../ports.ts"
import type { EntryStore } from "./distribution.ts"
import type { Entry, MessageEntry, Outcome, Profile } from "./entries.ts"
import type { GroupPolicy } from "./policy.ts"
import type { Progress } from "./receipts.ts"
import type { RosterStore } from "./roster.ts"
import type { Volatile } from "./volatile.ts"

export interface GroupStore extends EntryStore, RosterStore {
  /** No entry is kept. */
  readonly isEmpty: boolean
  /** A message up to this number may have been forgotten. */
  readonly forgottenSeq: number
  /** The newest `limit` that are wanted, oldest first. @param before the end, which is left out; default all */
  messagesAfter(
    seq: number,
    limit: number,
    isWanted: (message: MessageEntry) => boolean,
    before?: number,
  ): readonly MessageEntry[]
  /** The number of an entry that was taken already, by its sender and the sender's own number. */
  findSent(sender: string, sent: number): number | undefined
  /** Notes that a member has seen a message. @returns false when that was noted before */
  noteSeen(seq: number, id: string): boolean
  /** Which members have seen a message. */
  seenBy(seq: number): readonly string[]
  /** What is kept beside members and entries, as JSON. */
  kept(key: "state" | "policy"): string | undefined
  keep(key: "state" | "policy", json: string): void
}

export interface GroupPorts {
  readonly store: GroupStore
  readonly timers: Timers
  readonly log: Log
  readonly deliver: (id: string, entries: readonly Entry[]) => Promise<Outcome>
  readonly probe: (id: string) => Promise<Outcome>
  /** To a member, or a shard; default to nobody. */
  readonly deliverNow?: (id: string, messages: readonly Volatile[]) => Promise<void>
  /** How far a shard has delivered a message. */
  readonly shardProgress: (shard: string, seq: number) => Promise<Progress>
  readonly shardServing: (shard: string) => Promise<readonly string[]>
  /** Calls `tick` once at about that time, also if the object sleeps or fails meanwhile. */
  readonly wakeAt: (ms: number) => void
  /** Members that one object serves; default 500. */
  readonly shardSize?: number
}

/** What a member's session announces. */
export interface Hello extends Profile {
  readonly id: string
  readonly isOnline: boolean
  /** It has everything up to this; undefined when it has nothing yet. */
  readonly lastSeq: number | undefined
  /** How many of the last messages come first to one that has nothing yet. */
  readonly history?: number | undefined
  /** Seconds for which it stays a member without an open window. */
  readonly keep?: number | undefined
  /** Closes a group that has nobody yet. */
  readonly policy?: GroupPolicy | undefined
  /** The user's id, where there is one. */
  readonly user?: string | undefined
  /** What identifies the person, as the app says. */
  readonly as?: string | undefined
  /** Somebody hears there who comes and goes. */
  readonly listens?: true | undefined
  /** Its session looks by itself who is there, and says so when nobody is. */
  readonly looks?: true | undefined
}

/** A message that the group has taken. */
export interface Sent {
  readonly seq: number
  /** Ids it was sent to that are no members'. */
  readonly unknown: readonly string[]
  /** Who sent it, and was not named: that its other sessions have it, too, is nothing to tell. */
  readonly own?: string | undefined
}
