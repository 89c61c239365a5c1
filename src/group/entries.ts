// What a group keeps and hands on: who its members are, and numbered entries.

/** What a member tells the others of itself. */
export interface Profile {
  readonly name: string
  readonly role: string
  /** JSON of the app's own, at most 4 KiB. */
  readonly data: unknown
}

/** A session, or all sessions of one person. */
export interface Member extends Profile {
  /** The same as long as a session of the member's is in the group. */
  readonly id: string
  /** Somebody looks at it now. */
  readonly isOnline: boolean
}

/** Who sent a message; without an id it came from outside of the group, say from a cron trigger. */
export interface Sender {
  readonly id: string | undefined
  readonly name: string
  readonly role: string
  /** Who did it there; undefined for the session's owner, and for what no window has caused. */
  readonly guest?: Guest | undefined
}

/** Who acts in the session of another, or in one that all at a path share. */
export interface Guest {
  /** Of the window. */
  readonly connection: string
  readonly role: "editor" | "viewer"
  /** The user's id, where there are users. */
  readonly user?: string | undefined
  /** The user's `name`, or the one in what the app has attached to the window. */
  readonly name?: string | undefined
}

/** Who sends without being a member. */
export interface Outsider extends Omit<Sender, "id" | "guest"> {
  /** What comes again under the same text is the same message. */
  readonly once?: string | undefined
}

export interface GroupMessage<D = unknown> {
  /** Numbers rise within a group; those between two messages are of other entries. */
  readonly seq: number
  readonly type: string
  /** Models are this session's own, ready to be put into its document; null where they are kept no longer. */
  readonly data: D
  readonly from: Sender
  /** Milliseconds since the epoch. */
  readonly sentAtMs: number
  /** Under which its models are kept, if it has any. */
  readonly attachment?: string | undefined
}

/** "lost": its session has no open window any more; it stays a member, and its messages are kept until it has "returned". */
export type PresenceKind = "joined" | "left" | "lost" | "returned" | "updated"

export type Entry = MessageEntry | PresenceEntry | EnrollEntry | StateEntry | SeenEntry

/** One that has no number yet. */
export type NewEntry = Entry extends infer E ? (E extends Entry ? Omit<E, "seq"> : never) : never

export interface MessageEntry {
  readonly kind: "message"
  readonly seq: number
  readonly sentAtMs: number
  readonly type: string
  /** The data as JSON text: it is parsed once, where it is used. */
  readonly json: string
  readonly from: Sender
  /** Which of the sender's sessions has sent it; default the one of the sender's id. */
  readonly session?: string | undefined
  /** Ids of sessions, and of the persons that were named; undefined for everybody but the session that has sent it. */
  readonly to: readonly string[] | undefined
  /** `to` has all who might read it: who may and joins later finds it in the history. */
  readonly isForAll?: true | undefined
  readonly attachment?: string | undefined
}

export interface PresenceEntry {
  readonly kind: "presence"
  readonly seq: number
  readonly change: PresenceKind
  readonly member: Member
  /** Sessions that need not hear of it; default the one of the member's id. */
  readonly besides?: readonly string[] | undefined
}

/** Somebody has set parts of what the group's members share. */
export interface StateEntry {
  readonly kind: "state"
  readonly seq: number
  /** The new values by key, as JSON. */
  readonly json: string
  readonly from: Sender
}

/** A member has seen messages of another, who hears of it. */
export interface SeenEntry {
  readonly kind: "seen"
  readonly seq: number
  /** Their numbers. */
  readonly messages: readonly number[]
  readonly by: Sender
  readonly seenAtMs: number
  /** Whose they are. */
  readonly to: readonly string[]
}

/** Somebody has seen a message of this session's. */
export interface Seen {
  /** Of the message. */
  readonly seq: number
  readonly by: Sender
  /** Milliseconds since the epoch. */
  readonly seenAtMs: number
}

/** One part of what the members share, and who has set it last. */
export interface KeptState {
  readonly value: unknown
  /** Of the entry that set it. */
  readonly seq: number
  readonly from: Sender
}

/** For a shard alone: from here on it serves a member, or stops serving it. */
export interface EnrollEntry {
  readonly kind: "enroll"
  readonly seq: number
  readonly shard: string
  readonly id: string
  readonly change: "online" | "offline" | "removed"
  /** What the member has; undefined when its shard knows. */
  readonly cursor: number | undefined
}

/** What became of a message: ids of members. */
export interface Receipt {
  readonly seq: number
  /** In whose sessions it has taken effect. */
  readonly delivered: readonly string[]
  /** Who has said, by `markSeen`, that somebody has seen it. */
  readonly seen: readonly string[]
  /** For whom it is kept until they are back, or reached. */
  readonly offline: readonly string[]
  /** Who is no member any more, or never was. */
  readonly dropped: readonly string[]
  /** For how many ms those that are offline have been away. */
  readonly awayForMs: Readonly<Record<string, number>>
}

/** The answer to a member that joins, or returns. */
export interface Welcome {
  /** The group's last number: members are as of then. */
  readonly seq: number
  /** Which of the members it is; default the one of its own id. */
  readonly me?: string | undefined
  /** A new member's entries begin after this; 0 for a member that continues where it is. */
  readonly since: number
  /** Everybody; past 500 members only the member itself, and presence is not announced. */
  readonly members: readonly Member[]
  readonly memberCount: number
  /** It was away for longer than messages are kept: some are lost to it. */
  readonly hasMissed: boolean
  /** What it wanted to have of what was said before, oldest first. */
  readonly history: readonly MessageEntry[]
  /** What the members share, by key. */
  readonly state: Readonly<Record<string, KeptState>>
}

/** The answer of a member's session to entries that are delivered. */
export type Outcome = "taken" | "away" | "gone"

export function isFor(id: string, entry: Entry): boolean {
  if (entry.kind === "message") {
    const { to, from, session = from.id } = entry
    return to === undefined ? session !== id : to.includes(id)
  }
  if (entry.kind === "state") return true
  if (entry.kind === "seen") return entry.to.includes(id)
  if (entry.kind === "enroll") return false
  const { besides = [entry.member.id] } = entry
  return !besides.includes(id)
}

/** Whether who has one of these ids may have heard it, or has sent it; undefined is who is no member. */
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
