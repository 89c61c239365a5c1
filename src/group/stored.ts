// What groups, and sessions of their groups, have stored, read back: checked as if it came from outside. What can't be right
// is left out, and costs nothing else.

import { parseJson } from "../util/parse-json.ts"
import { isRecord } from "../util/record.ts"
import type { Entry, MessageEntry } from "./entries.ts"
import type { KeptMembership, Outgoing } from "./kept-membership.ts"
import type { StoredMember } from "./roster.ts"

type Check = (value: unknown) => boolean

const text: Check = (value) => typeof value === "string"
const number: Check = Number.isSafeInteger
/** Parsed where it is used. */
const json: Check = (value) => typeof value === "string" && parseJson(value) !== undefined
const ids: Check = (value) => Array.isArray(value) && value.every(text)
const oneOf =
  (...values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value)
/** JSON leaves out what is undefined. */
const maybe =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value)
const either =
  (...checks: readonly Check[]): Check =>
  (value) =>
    checks.some((check) => check(value))
const object =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isRecord(value) && Object.entries(fields).every(([name, check]) => check(value[name]))

const profile = { name: text, role: text }
const member = { ...profile, id: text, isOnline: oneOf(true, false) }
const isMember = object({ ...member, shard: maybe(text), awaySinceMs: maybe(number) })
const kind = (name: string) => ({ kind: oneOf(name) })

const isMessage = object({
  ...kind("message"),
  sentAtMs: number,
  type: text,
  json,
  from: object({ ...profile, id: maybe(text) }),
  to: maybe(ids),
})
const isEntry = either(
  isMessage,
  object({
    ...kind("presence"),
    change: oneOf("joined", "left", "lost", "returned", "updated"),
    member: object(member),
  }),
  object({
    ...kind("enroll"),
    shard: text,
    id: text,
    change: oneOf("online", "offline", "removed"),
    cursor: maybe(number),
  }),
)
const isOutgoing = either(
  object(kind("leave")),
  object({
    ...kind("send"),
    sent: number,
    message: object({ type: text, json, to: maybe(either(ids, object({ role: text }))) }),
  }),
)

/** All of these: undefined for what can't be right. @param id under which it is stored */
export function storedMember(stored: string, id: string): StoredMember | undefined {
  const found = parsed<StoredMember>(isMember, stored)
  return found?.id === id ? found : undefined
}

/** @param seq the number under which it is stored */
export function storedEntry(stored: string, seq: number): Entry | undefined {
  const found = parsed<Entry>(isEntry, stored)
  return found?.seq === seq ? found : undefined
}

export function storedMessage(stored: string, seq: number): MessageEntry | undefined {
  const found = storedEntry(stored, seq)
  return found?.kind === "message" ? found : undefined
}

export function storedOutgoing(stored: string): Outgoing | undefined {
  return parsed(isOutgoing, stored)
}

/** No member where nothing is stored, or nothing that can be right. */
export function storedMembership(stored = ""): KeptMembership {
  const kept = parseJson(stored)
  const { profile: own, lastSeq, leftSeq, lastSent } = isRecord(kept) ? kept : {}
  return {
    profile: right(object(profile), own),
    lastSeq: right(number, lastSeq),
    leftSeq: right(number, leftSeq) ?? 0,
    lastSent: right(number, lastSent) ?? 0,
  }
}

function parsed<T>(check: Check, stored: string): T | undefined {
  return right(check, parseJson(stored))
}

function right<T>(check: Check, value: unknown): T | undefined {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- just checked
  return check(value) ? (value as T) : undefined
}
