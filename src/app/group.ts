// A group, as an app sees it: sessions that send each other messages and see who is there.

import type { HistoryQuery, JoinOptions } from "../group/bounds.ts"
import type { GroupMessage, Member, Profile, Receipt, Seen } from "../group/entries.ts"
import type { GroupState } from "../group/known-state.ts"
import type { GroupPresence } from "../group/listeners.ts"
import { isList, isRecord } from "../util/record.ts"

/** Ids, members, or all members with a role. */
export type SendTarget = string | Member | readonly (string | Member)[] | { readonly role: string }

/** The ids of members, or a role. What is neither is passed on, and refused where it is sent. */
export function targetOf(to: unknown): unknown {
  if (typeof to === "string") return [to]
  if (isList(to)) return to.map((one) => keyOf(one, "id"))
  return isRecord(to) && "id" in to ? [to["id"]] : to
}

/** What identifies a member or a message, which may be given by just that. */
export function keyOf(given: unknown, key: "id" | "seq"): unknown {
  return isRecord(given) ? given[key] : given
}

/** A message, or its number (`seq`). */
export type SentMessage = number | { readonly seq: number }

/** The messages of a group without type arguments: any data, under any name. */
export type AnyMessages = Readonly<Record<string, unknown>>

type TypeOf<Messages> = keyof Messages & string

/** @typeParam Messages the data of each type of message: `group<{ note: string; graph: { plot: Figure } }>("team")` */
export interface Group<Messages = AnyMessages> {
  readonly name: string
  /** The members, including this session: up to date after "synced". In groups of more than 500 members, only this session. */
  readonly members: readonly Member[]
  readonly memberCount: number
  /** This session as a member; undefined until it has joined. */
  readonly me: Member | undefined
  /**
   * Makes this session a member. Joining again changes nothing: see `update`. With `history`, the callbacks of `on` first
   * get that many of the last messages, without a gap and each once. A session without an open window stays a member for
   * `keep` seconds (5 minutes), and messages to it wait as long. Sessions of one user, or with the same `as`, count as one
   * member. @throws GroupError
   */
  join(profile?: Partial<Profile>, options?: JoinOptions): void
  /** Changes the profile that other members see of this session. @throws GroupError */
  update(changes: Partial<Profile>): void
  leave(): void
  /**
   * Sends `data` to all other members, or to some of them: JSON of at most 64 KiB, which may contain models of at most 16
   * MiB in addition. The message is stored before this returns (with models: as soon as they are stored), survives crashes,
   * and takes effect once in each member's session, in order. Resolves when all members that are present have it.
   * @throws GroupError, also as a rejection: too large, too often, not a member
   */
  send<T extends TypeOf<Messages>>(
    type: T,
    data: Messages[T],
    options?: { readonly to?: SendTarget },
  ): Promise<Receipt>
  /**
   * Sends something momentary (JSON, at most 4 KiB), such as a cursor or a hovered point, to the members that are present.
   * It is neither stored nor numbered. Of each type the newest wins, at most 25 times a second. Callbacks of `on` get it
   * with a `seq` of 0. @throws GroupError
   */
  sendNow<T extends TypeOf<Messages>>(type: T, data: Messages[T]): void
  /**
   * A small object (JSON, at most 64 KiB) that all members share. The group stores it and orders the changes. Call it in
   * the handler.
   */
  state<T extends object>(initial: T): GroupState<T>
  /**
   * Removes a member from a group that was created with a `policy`. The removed member cannot come back: they are
   * recognized by their user if there are users, else by `as`, else by their session. Rejects with GroupError when this
   * session's role may not remove members.
   */
  remove(member: string | Member): Promise<void>
  /** Calls back for each message of that type. The callback runs in this session, and may change the document. */
  on<T extends TypeOf<Messages>>(
    type: T,
    callback: (message: GroupMessage<Messages[T]>) => unknown,
  ): void
  on_presence(callback: (presence: GroupPresence) => unknown): void
  /**
   * Notifies the senders of these messages that somebody has seen them. Each message counts once, even when this is called
   * again. @throws GroupError
   */
  markSeen(messages: SentMessage | readonly SentMessage[]): void
  /** Calls back when somebody has seen a message that this session sent. */
  on_seen(callback: (seen: Seen) => unknown): void
  /** The current receipt of a message that this session sent: who has it, and who has seen it. */
  receipt(message: SentMessage): Promise<Receipt>
  /**
   * The messages that were sent to this session, or would have been if it had been a member, oldest first. Where data has
   * models, null stands for each model until the message is opened. Rejects with GroupError for an invalid query.
   */
  history<T extends TypeOf<Messages>>(
    query?: HistoryQuery<T>,
  ): Promise<readonly GroupMessage<Messages[T]>[]>
  /** The same message with its models, which `history` leaves out. The models belong to this session. */
  open<D>(message: GroupMessage<D>): Promise<GroupMessage<D>>
}

/** A group, as the Worker's own code reaches it without being a member. */
export interface OutsideGroup {
  /** Sends to all members, or to some of them. @throws GroupError */
  send(type: string, data: unknown, options?: OutsideOptions): Promise<Receipt>
  members(): Promise<readonly Member[]>
  /** The messages that went to all members, oldest first. */
  history(query?: HistoryQuery): Promise<readonly GroupMessage[]>
}

export interface OutsideOptions {
  readonly to?: SendTarget
  /** The sender that the receivers see; default "server". */
  readonly from?: { readonly name: string; readonly role: string }
  /** A key of at most 100 characters. A message with a key that was used before is the same message, and is not sent again. */
  readonly once?: string
}
