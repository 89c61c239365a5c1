// A group, as an app sees it: sessions that send each other messages and see who is there.

import type { HistoryQuery, JoinOptions, Target } from "../group/bounds.ts"
import type { GroupMessage, Member, Profile, Receipt, Seen } from "../group/entries.ts"
import type { GroupState } from "../group/known-state.ts"
import type { GroupPresence } from "../group/listeners.ts"

/** Ids or members, or everybody of a role. */
export type SendTarget = string | Member | readonly (string | Member)[] | { readonly role: string }

/** Members' ids, or a role. */
export function targetOf(to: SendTarget | undefined): Target | undefined {
  if (to === undefined) return undefined
  if (typeof to === "string") return [to]
  if ("length" in to) return to.map((one) => (typeof one === "string" ? one : one.id))
  return "id" in to ? [to.id] : to
}

/** A message, or its number. */
export type SentMessage = number | { readonly seq: number }

/** What a group without types of its own says: anything, under any name. */
export type AnyMessages = Readonly<Record<string, unknown>>

type TypeOf<Messages> = keyof Messages & string

/** @typeParam Messages what is sent, by the messages' types: `group<{ note: string; graph: { plot: Figure } }>("team")` */
export interface Group<Messages = AnyMessages> {
  readonly name: string
  /** Who is in it, this session included: up to date after "synced". Past 500 members, only this session. */
  readonly members: readonly Member[]
  readonly memberCount: number
  /** This session as a member; undefined until it has joined. */
  readonly me: Member | undefined
  /**
   * Makes this session a member; once it is one, joining again changes nothing: see `update`. With `history`, the last so
   * many messages come first, to the callbacks of `on`, without a gap and each once. A session without an open window stays a
   * member for `keep` seconds (5 minutes), and what is sent to it waits as long. Sessions of one user, or with the same `as`, are one
   * member. @throws GroupError
   */
  join(profile?: Partial<Profile>, options?: JoinOptions): void
  /** Changes what the others see of this session. @throws GroupError */
  update(changes: Partial<Profile>): void
  leave(): void
  /**
   * Sends `data` to the others, or to some: JSON of at most 64 KiB, in which models may stand, which have at most 16 MiB
   * beside it. It is stored before this returns (with models, as soon as these are), survives crashes, and takes effect in
   * each member's session once, in order. Resolves when all who are there have it.
   * @throws GroupError, also as a rejection: too large, too often, not a member
   */
  send<T extends TypeOf<Messages>>(
    type: T,
    data: Messages[T],
    options?: { readonly to?: SendTarget },
  ): Promise<Receipt>
  /**
   * Tells who is there something of the moment (JSON, at most 4 KiB): a cursor, a hovered point. It is neither stored nor numbered;
   * of one type the newest wins, at most 25 times a second. Callbacks of `on` hear it, with 0 for a `seq`. @throws GroupError
   */
  sendNow<T extends TypeOf<Messages>>(type: T, data: Messages[T]): void
  /**
   * A small object (JSON, at most 64 KiB) that all members share, stored in the group, which orders what is set. Call it in the handler.
   */
  state<T extends object>(initial: T): GroupState<T>
  /**
   * Takes a member out of a group that was made with a `policy`: who was removed does not come back, by their user where there
   * are users, else by `as`, else by their session. Rejects with GroupError where this session's role may not.
   */
  remove(member: string | Member): Promise<void>
  /** Calls back for each message of that type, in this session, where the document may be changed. */
  on<T extends TypeOf<Messages>>(
    type: T,
    callback: (message: GroupMessage<Messages[T]>) => unknown,
  ): void
  on_presence(callback: (presence: GroupPresence) => unknown): void
  /** Tells whoever sent these messages that somebody has seen them: each once, also when it is called again. @throws GroupError */
  markSeen(messages: SentMessage | readonly SentMessage[]): void
  /** Calls back when somebody has seen a message that this session sent. */
  on_seen(callback: (seen: Seen) => unknown): void
  /** What has become by now of a message that this session sent: who has it, who has seen it. */
  receipt(message: SentMessage): Promise<Receipt>
  /**
   * The messages this session was sent or could have been, oldest first; where data has models, null stands for each until the
   * message is opened. Rejects with GroupError for a bad query.
   */
  history<T extends TypeOf<Messages>>(
    query?: HistoryQuery<T>,
  ): Promise<readonly GroupMessage<Messages[T]>[]>
  /** The same message with its models, which `history` leaves out: models of this session's own. */
  open<D>(message: GroupMessage<D>): Promise<GroupMessage<D>>
}

/** A group, as the Worker's own code reaches it without being a member. */
export interface OutsideGroup {
  /** Sends to all members, or to some. @throws GroupError */
  send(type: string, data: unknown, options?: OutsideOptions): Promise<Receipt>
  members(): Promise<readonly Member[]>
  /** The messages to everybody, oldest first. */
  history(query?: HistoryQuery): Promise<readonly GroupMessage[]>
}

export interface OutsideOptions {
  readonly to?: SendTarget
  /** Who says it, for those who hear it; default "server". */
  readonly from?: { readonly name: string; readonly role: string }
  /** What is sent again under the same text (of at most 100 characters) is the same message, and not sent again. */
  readonly once?: string
}
