// The limits of a group, and the checks of what its members send.

import { depthOf } from "../protocol/json-depth.ts"
import type { OptionNames } from "../util/assert-options.ts"
import { utf8Length } from "../util/bytes.ts"
import { checkedJson } from "../util/checked-json.ts"
import { shown } from "../util/clipped.ts"
import { GROUP_LIMITS, MESSAGE_LIMITS } from "../util/limits.ts"
import { isRecord } from "../util/record.ts"
import type { Guest, Outsider, Profile } from "./entries.ts"
import { GroupError, type GroupErrorCode } from "./group-error.ts"
import type { PlaceOf } from "./message-data.ts"
import type { GroupPolicy } from "./policy.ts"
import { isReservedName } from "./reserved-names.ts"

const { messageBytes, nameChars, profileBytes, targets } = GROUP_LIMITS

export interface OutMessage {
  readonly type: string
  /** The data as a JSON string. */
  readonly json: string
  readonly to: Target | undefined
  /** The key under which its models are stored, if it has any. */
  readonly attachment?: string | undefined
  /** Set when the message changes the shared state: `json` has the values by key. */
  readonly isState?: true | undefined
  /** Keys of the shared state that are deleted. */
  readonly gone?: readonly string[] | undefined
  /** The person who caused it, if not the session's owner. */
  readonly guest?: Guest | undefined
}

/** How a session joins. */
export interface JoinOptions {
  /** How many of the last messages are delivered first; default none. */
  readonly history?: number | undefined
  /**
   * Identifies the person, e.g. an id from a cookie: sessions with the same value are one member. Keep it secret. Default
   * the user's id, where there are users.
   */
  readonly as?: string | undefined
  /** How many seconds the session stays a member without an open window; default 5 minutes. */
  readonly keep?: number | undefined
  /** Applies to the group if this session creates it by joining. An existing group keeps its policy. */
  readonly policy?: GroupPolicy | undefined
}

export const JOIN_OPTIONS = {
  history: true,
  as: true,
  keep: true,
  policy: { join: true, read: true, send: true, remove: true } satisfies OptionNames<GroupPolicy>,
} satisfies OptionNames<JoinOptions>

export interface HistoryQuery<T extends string = string> {
  /** Messages after this number; default all stored messages. */
  readonly from?: number
  /** Messages before this number: to get the previous page, use the `seq` of the oldest message. */
  readonly before?: number
  /** Only messages of this type. */
  readonly type?: T
  /** At most this many of the newest; default 100, at most 400. */
  readonly limit?: number
}

/** The ids of members, or all members with a role. */
export type Target = readonly string[] | { readonly role: string }

/** Whether a string can be the name of an app's group. Names may come from visitors, so reserved names are not allowed. */
export function isGroupName(name: unknown): name is string {
  return isShortString(name) && !isReservedName(name)
}

/** @throws GroupError */
export function assertGroupName(name: string): void {
  assertShort("group: name", name, "bad-name")
  if (!isReservedName(name)) return
  throw new GroupError("bad-name", `group: names such as '${name}' are reserved`)
}

export function assertProfile(profile: Partial<Profile>): asserts profile is Profile {
  const { name, role, data } = profile
  assertShort("join: name", name)
  assertShort("join: role", role)
  jsonOf("join: data", data, profileBytes)
}

/** @throws GroupError naming the argument */
export function assertJoin({ history = 0, keep = 0, as }: JoinOptions): void {
  if (as !== undefined) assertShort("join: as", as)
  assertWhole("join: history must be how many messages, 0 or more", history)
  assertWhole("join: keep must be seconds, 0 or more", keep)
}

/** @param placeOf gives places to objects that travel beside the data. @throws GroupError naming the argument */
export function outMessage(
  type: string,
  data: unknown,
  to?: unknown,
  placeOf?: PlaceOf,
): OutMessage {
  assertShort("send: type", type)
  const json = jsonOf("send: data", data, messageBytes, placeOf)
  assertTarget(to)
  return { type, json, to }
}

/** @throws GroupError naming the argument */
export function stateOut(changes: object): OutMessage {
  assertObject("state: changes", changes)
  const json = jsonOf("state: changes", changes, messageBytes)
  const gone = Object.keys(changes).filter((key) => changes[key] === undefined)
  jsonOf("state: changes", gone, messageBytes)
  return { type: "state", json, to: undefined, isState: true, gone }
}

/** @throws GroupError naming the argument */
export function volatileOut(
  type: string,
  data: unknown,
): { readonly type: string; readonly json: string } {
  assertShort("sendNow: type", type)
  return { type, json: jsonOf("sendNow: data", data, GROUP_LIMITS.volatile.bytes) }
}

/** Apps pass on what visitors chose, so it may be anything. */
function assertTarget(to: unknown): asserts to is Target | undefined {
  if (to === undefined) return
  const isRole = isRecord(to) && isShortString(to["role"])
  const isIds = Array.isArray(to) && to.every(isShortString)
  if (!isRole && !isIds) {
    const wrong: unknown = Array.isArray(to) ? to.find((id) => !isShortString(id)) : to
    throw new GroupError(
      "bad-argument",
      `send: to must be member ids or { role }, strings of 1 to ${nameChars} characters, got ${shown(wrong)}`,
    )
  }
  if (isIds) assertAtMost("send: to must have", targets, "members", to.length)
}

/** Checks the sender of a message from outside. @throws GroupError */
export function assertOutsider({ name, role, once }: Outsider): void {
  assertShort("send: from.name", name)
  assertShort("send: from.role", role)
  if (once !== undefined) assertShort("send: once", once)
}

/** @throws GroupError naming the argument */
export function assertHistoryQuery(query: HistoryQuery): void {
  assertObject("history: query", query)
  const { from = 0, before = 1, limit = 1, type } = query
  assertWhole("history: from must be the seq of a message, or 0", from)
  assertWhole("history: before must be the seq of a message", before, 1)
  if (type !== undefined) assertShort("history: type", type)
  assertWhole("history: limit must be how many messages, 1 or more", limit, 1)
}

/** @throws GroupError */
export function assertObject(
  what: string,
  value: unknown,
): asserts value is Readonly<Record<string, unknown>> {
  if (isRecord(value)) return
  throw new GroupError("bad-argument", `${what} must be an object, got ${shown(value)}`)
}

/** @param due says what the value must be, at least `least` @throws GroupError */
export function assertWhole(due: string, value: unknown, least = 0): asserts value is number {
  if (Number.isSafeInteger(value) && Number(value) >= least) return
  throw new GroupError("bad-argument", `${due}, got ${shown(value)}`)
}

function assertShort(what: string, value: unknown, code: GroupErrorCode = "bad-argument"): void {
  if (isShortString(value)) return
  const got = typeof value === "string" ? value.length : `a value of type ${typeof value}`
  throw new GroupError(code, `${what} must be a string of 1 to ${nameChars} characters, got ${got}`)
}

function isShortString(value: unknown): value is string {
  return typeof value === "string" && value !== "" && value.length <= nameChars
}

/** @throws GroupError naming the argument */
export function jsonOf(what: string, data: unknown, maxBytes: number, placeOf?: PlaceOf): string {
  const refused = (reason: string, options: ErrorOptions) =>
    Object.assign(new GroupError("bad-argument", `${what} ${reason}`), options)
  const json = checkedJson(data, refused, placeOf)
  assertAtMost(`${what} must be JSON of`, maxBytes, "bytes", utf8Length(json))
  assertAtMost(`${what} must be JSON of`, MESSAGE_LIMITS.depth, "levels", depthOf(json))
  return json
}

/** @throws GroupError */
export function assertAtMost(due: string, most: number, unit: string, got: number): void {
  if (got > most) throw new GroupError("too-large", `${due} at most ${most} ${unit}, got ${got}`)
}
