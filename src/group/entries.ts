// What a group stores and delivers: its members, and numbered entries.

/** What a member shows to the others. */
export interface Profile {
  readonly name: string
  readonly role: string
  /** JSON of the app's own, at most 4 KiB. */
  readonly data: unknown
}

/** A session, or all sessions of one person. */
export interface Member extends Profile {
  /** Stays the same as long as any session of the member is in the group. */
  readonly id: string
  /** The member has an open window. */
  readonly isOnline: boolean
}

/** The sender of a message. Without an id, it was sent from outside the group, for example by a cron trigger. */
export interface Sender {
  readonly id: string | undefined
  readonly name: string
  readonly role: string
  /** The person who caused it; undefined for the session's owner, and for changes that no window caused. */
  readonly guest?: Guest | undefined
}

/** A person who acts in another person's session, or in a session that all visitors of a path share. */
export interface Guest {
  /** The id of the window's connection. */
  readonly connection: string
  readonly role: "editor" | "viewer"
  /** The user's id, where there are users. */
  readonly user?: string | undefined
  /** The user's `name`, or the `name` that the app has attached to the window. */
  readonly name?: string | undefined
}

/** A sender that is not a member. */
export interface Outsider extends Omit<Sender, "id" | "guest"> {
  /** A message with the same key is the same message. */
  readonly once?: string | undefined
}

export interface GroupMessage<D = unknown> {
  /** Numbers increase within a group. The numbers between two messages belong to other entries. */
  readonly seq: number
  readonly type: string
  /** Models are new models of this session, which you can add to its document; null for models that are no longer stored. */
  readonly data: D
  readonly from: Sender
  /** Milliseconds since the epoch. */
  readonly sentAtMs: number
  /** The key under which its models are stored, if it has any. */
  readonly attachment?: string | undefined
}

/** "lost": its session no longer has an open window. It stays a member, and its messages are kept until it has "returned". */
export type PresenceKind = "joined" | "left" | "lost" | "returned" | "updated"

export type Entry = MessageEntry | PresenceEntry | EnrollEntry | StateEntry | SeenEntry

/** An entry without a number. */
export type NewEntry = Entry extends infer E ? (E extends Entry ? Omit<E, "seq"> : never) : never

export interface MessageEntry {
  readonly kind: "message"
  readonly seq: number
  readonly sentAtMs: number
  readonly type: string
  /** The data as JSON text, which is parsed once, where it is used. */
  readonly json: string
  readonly from: Sender
  /** The session that sent it; default the session with the sender's id. */
  readonly session?: string | undefined
  /** The ids of sessions, and of the persons that were named; undefined for everybody but the sending session. */
  readonly to: readonly string[] | undefined
  /** `to` lists everybody who may read the message. Readers that join later find it in the history. */
  readonly isForAll?: true | undefined
  readonly attachment?: string | undefined
}

export interface PresenceEntry {
  readonly kind: "presence"
  readonly seq: number
  readonly change: PresenceKind
  readonly member: Member
  /** Sessions that are not notified; default the session with the member's id. */
  readonly besides?: readonly string[] | undefined
}

/** Somebody has set parts of the shared state. */
export interface StateEntry {
  readonly kind: "state"
  readonly seq: number
  /** The new values by key, as JSON. */
  readonly json: string
  /** The keys that were deleted. */
  readonly gone?: readonly string[] | undefined
  readonly from: Sender
  /** The sessions that may read it; undefined for all. */
  readonly to?: readonly string[] | undefined
}

/** A member has seen messages of another member, who is notified. */
export interface SeenEntry {
  readonly kind: "seen"
  readonly seq: number
  /** The numbers of the messages. */
  readonly messages: readonly number[]
  readonly by: Sender
  readonly seenAtMs: number
  /** The senders of the messages. */
  readonly to: readonly string[]
}

/** Somebody has seen a message that this session sent. */
export interface Seen {
  /** The message's number. */
  readonly seq: number
  readonly by: Sender
  /** Milliseconds since the epoch. */
  readonly seenAtMs: number
}

/** One part of the shared state, and who has set it last. */
export interface KeptState {
  /** Undefined for a part that was deleted. */
  readonly value: unknown
  /** The number of the entry that set it. */
  readonly seq: number
  readonly from: Sender
}

/** For a shard only: from this entry on it serves a member, or stops serving it. */
export interface EnrollEntry {
  readonly kind: "enroll"
  readonly seq: number
  readonly shard: string
  readonly id: string
  readonly change: "online" | "offline" | "removed"
  /** What the member already has; undefined when its shard knows. */
  readonly cursor: number | undefined
}

/** What became of a message: ids of members. */
export interface Receipt {
  readonly seq: number
  /** Members in whose sessions it has taken effect. */
  readonly delivered: readonly string[]
  /** Members who have reported it as seen, by `markSeen`. */
  readonly seen: readonly string[]
  /** Members for whom it is kept until they are back, or can be reached. */
  readonly offline: readonly string[]
  /** Ids that are not members', or no longer. */
  readonly dropped: readonly string[]
  /** How long the offline members have been away, in ms. */
  readonly awayForMs: Readonly<Record<string, number>>
}

/** The answer to a member's hello. */
export interface Welcome {
  /** The group's last number, at which `members` was read. */
  readonly seq: number
  /** This session's id as a member; default its own id. */
  readonly me?: string | undefined
  /** A new member gets the entries after this number; 0 for a member that continues where it was. */
  readonly since: number
  /** All members. In groups of more than 500, only the member itself, and presence is not announced. */
  readonly members: readonly Member[]
  readonly memberCount: number
  /** The member was away for longer than messages are kept, and has lost some. */
  readonly hasMissed: boolean
  /** The earlier messages that it asked for, oldest first. */
  readonly history: readonly MessageEntry[]
  /** The shared state, by key. */
  readonly state: Readonly<Record<string, KeptState>>
}

/** A session's answer to delivered entries. */
export type Outcome = "taken" | "away" | "gone"

export function isFor(id: string, entry: Entry): boolean {
  if (entry.kind === "enroll") return false
  if (entry.kind === "presence") return !(entry.besides ?? [entry.member.id]).includes(id)
  if (entry.to !== undefined) return entry.to.includes(id)
  return entry.kind !== "message" || (entry.session ?? entry.from.id) !== id
}

/** Whether a member with one of these ids may have received the message, or sent it; undefined stands for a non-member. */
export function isHeardBy(
  ids: readonly (string | undefined)[],
  { to, from, isForAll }: MessageEntry,
): boolean {
  return (
    to === undefined ||
    isForAll === true ||
    ids.some((id) => from.id === id || to.includes(id ?? ""))
  )
}
