// Reads back what groups, and sessions about their groups, have stored. It is checked like outside input. Invalid parts are
// left out, and affect nothing else.

import { parseJson } from "../util/parse-json.ts"
import { fieldsOf, isRecord, isStrings, oneOf } from "../util/record.ts"
import type { OutMessage } from "./bounds.ts"
import type {
  EnrollEntry,
  Entry,
  Guest,
  KeptState,
  MessageEntry,
  PresenceEntry,
  Profile,
  SeenEntry,
  Sender,
  StateEntry,
} from "./entries.ts"
import type { KeptMembership, Outgoing } from "./kept-membership.ts"
import type { Closed, GroupPolicy } from "./policy.ts"
import type { StoredMember } from "./stored-member.ts"

type Check<T> = (value: unknown) => value is T

const text: Check<string> = (value) => typeof value === "string"
const number: Check<number> = (value): value is number => Number.isSafeInteger(value)
const anything: Check<unknown> = (_value): _value is unknown => true
/** Parsed where it is used. */
const json: Check<string> = (value): value is string =>
  typeof value === "string" && parseJson(value) !== undefined
/** JSON leaves out undefined values. */
const maybe =
  <T>(check: Check<T>): Check<T | undefined> =>
  (value): value is T | undefined =>
    value === undefined || check(value)
const either =
  <T extends readonly unknown[]>(
    ...checks: { readonly [I in keyof T]: Check<T[I]> }
  ): Check<T[number]> =>
  (value): value is T[number] =>
    checks.some((check) => check(value))
const object =
  <T extends object>(fields: { readonly [Name in keyof T]: Check<T[Name]> }): Check<T> =>
  (value): value is T =>
    isRecord(value) &&
    Object.entries<Check<unknown>>(fields).every(([name, check]) => check(value[name]))

const profile = { name: text, role: text, data: anything }
const isProfile: Check<Profile> = object(profile)
const member = { ...profile, id: text, isOnline: oneOf(true, false) }
const isMember: Check<StoredMember> = object({
  ...member,
  shard: maybe(text),
  awaySinceMs: maybe(number),
  keepMs: maybe(number),
  user: maybe(text),
  as: maybe(text),
  person: maybe(text),
  said: maybe(text),
  listens: maybe(oneOf(true)),
  looks: maybe(oneOf(true)),
  joinedSeq: maybe(number),
})

const isGuest: Check<Guest> = object({
  connection: text,
  role: oneOf("editor", "viewer"),
  user: maybe(text),
  name: maybe(text),
})
const sender: Check<Sender> = object({
  id: maybe(text),
  name: text,
  role: text,
  guest: maybe(isGuest),
})

const isMessage: Check<MessageEntry> = object({
  kind: oneOf("message"),
  seq: number,
  sentAtMs: number,
  type: text,
  json,
  from: sender,
  session: maybe(text),
  to: maybe(isStrings),
  isForAll: maybe(oneOf(true)),
  attachment: maybe(text),
})
const isPresence: Check<PresenceEntry> = object({
  kind: oneOf("presence"),
  seq: number,
  change: oneOf("joined", "left", "lost", "returned", "updated"),
  member: object(member),
  besides: maybe(isStrings),
})
const isEnroll: Check<EnrollEntry> = object({
  kind: oneOf("enroll"),
  seq: number,
  shard: text,
  id: text,
  change: oneOf("online", "offline", "removed"),
  cursor: maybe(number),
})
const isState: Check<StateEntry> = object({
  kind: oneOf("state"),
  seq: number,
  json,
  gone: maybe(isStrings),
  from: sender,
  to: maybe(isStrings),
})
const numbers: Check<readonly number[]> = (value): value is readonly number[] =>
  Array.isArray(value) && value.every(number)
const isSeen: Check<SeenEntry> = object({
  kind: oneOf("seen"),
  seq: number,
  messages: numbers,
  by: sender,
  seenAtMs: number,
  to: isStrings,
})
const isEntry: Check<Entry> = either(isMessage, isState, isPresence, isSeen, isEnroll)
const isKeptState: Check<KeptState> = object({ value: anything, seq: number, from: sender })
const names: Check<readonly string[] | undefined> = maybe(isStrings)
const policy = { join: names, read: names, send: names, remove: names }
export const isPolicy: Check<GroupPolicy | undefined> = maybe(object(policy))
const isClosed: Check<Closed> = object({ owner: text, ...policy, banned: isStrings })

const isMessageOut: Check<OutMessage> = object({
  type: text,
  json,
  to: maybe(either(isStrings, object({ role: text }))),
  attachment: maybe(text),
  isState: maybe(oneOf(true)),
  gone: maybe(isStrings),
  guest: maybe(isGuest),
})
const isOutgoing: Check<Outgoing> = either(
  object({ kind: oneOf("leave") }),
  object({ kind: oneOf("seen"), sent: maybe(number), messages: numbers, guest: maybe(isGuest) }),
  object({ kind: oneOf("send"), sent: number, message: isMessageOut }),
)

/** All fields; undefined for an invalid record. @param id under which it is stored */
export function storedMember(stored: string, id: string): StoredMember | undefined {
  const found = parsed(isMember, stored)
  return found?.id === id ? found : undefined
}

/** @param seq the number under which it is stored */
export function storedEntry(stored: string, seq: number): Entry | undefined {
  const found = parsed(isEntry, stored)
  return found?.seq === seq ? found : undefined
}

export function storedMessage(stored: string, seq: number): MessageEntry | undefined {
  const found = storedEntry(stored, seq)
  return found?.kind === "message" ? found : undefined
}

export function storedOutgoing(stored: string): Outgoing | undefined {
  return parsed(isOutgoing, stored)
}

export function storedState(stored = "{}"): ReadonlyMap<string, KeptState> {
  const kept = parseJson(stored)
  const parts = Object.entries(fieldsOf(kept))
  return new Map(parts.flatMap(([key, part]) => (isKeptState(part) ? [[key, part] as const] : [])))
}

export function storedPolicy(stored = ""): Closed | undefined {
  return parsed(isClosed, stored)
}

/** Not a member when nothing valid is stored. */
export function storedMembership(stored = ""): KeptMembership {
  const kept = parseJson(stored)
  const {
    profile: own,
    lastSeq,
    leftSeq,
    lastSent,
    history,
    keep,
    as,
    policy: given,
  } = fieldsOf(kept)
  return {
    profile: right(isProfile, own),
    lastSeq: right(number, lastSeq),
    leftSeq: right(number, leftSeq) ?? 0,
    lastSent: right(number, lastSent) ?? 0,
    history: right(number, history),
    keep: right(number, keep),
    as: right(text, as),
    policy: right(isPolicy, given),
  }
}

function parsed<T>(check: Check<T>, stored: string): T | undefined {
  return right(check, parseJson(stored))
}

function right<T>(check: Check<T>, value: unknown): T | undefined {
  return check(value) ? value : undefined
}
