// What groups, and sessions of their groups, have stored, read back: checked as if it came from outside. What can't be right
// is left out, and costs nothing else.

import {
  type Check,
  either,
  isAnything,
  isBoolean,
  isInteger,
  isText,
  listOf,
  maybe,
  object,
  oneOf,
  parsed,
  right,
} from "../util/check.ts"
import { parseJson } from "../util/parse-json.ts"
import { fieldsOf } from "../util/record.ts"
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
import type { Closed } from "./policy.ts"
import type { StoredMember } from "./stored-member.ts"

/** Parsed where it is used. */
const json: Check<string> = (value): value is string =>
  isText(value) && parseJson(value) !== undefined
const ids = listOf(isText)

const profile = { name: isText, role: isText, data: isAnything }
const isProfile: Check<Profile> = object(profile)
const member = { ...profile, id: isText, isOnline: isBoolean }
const isMember: Check<StoredMember> = object({
  ...member,
  shard: maybe(isText),
  awaySinceMs: maybe(isInteger),
  keepMs: maybe(isInteger),
  user: maybe(isText),
  as: maybe(isText),
  person: maybe(isText),
  said: maybe(isText),
  listens: maybe(oneOf(true)),
  looks: maybe(oneOf(true)),
  joinedSeq: maybe(isInteger),
})

const isGuest: Check<Guest> = object({
  connection: isText,
  role: oneOf("editor", "viewer"),
  user: maybe(isText),
  name: maybe(isText),
})
const sender: Check<Sender> = object({
  id: maybe(isText),
  name: isText,
  role: isText,
  guest: maybe(isGuest),
})

const isMessage: Check<MessageEntry> = object({
  kind: oneOf("message"),
  seq: isInteger,
  sentAtMs: isInteger,
  type: isText,
  json,
  from: sender,
  session: maybe(isText),
  to: maybe(ids),
  isForAll: maybe(oneOf(true)),
  attachment: maybe(isText),
})
const isPresence: Check<PresenceEntry> = object({
  kind: oneOf("presence"),
  seq: isInteger,
  change: oneOf("joined", "left", "lost", "returned", "updated"),
  member: object(member),
  besides: maybe(ids),
})
const isEnroll: Check<EnrollEntry> = object({
  kind: oneOf("enroll"),
  seq: isInteger,
  shard: isText,
  id: isText,
  change: oneOf("online", "offline", "removed"),
  cursor: maybe(isInteger),
})
const isState: Check<StateEntry> = object({
  kind: oneOf("state"),
  seq: isInteger,
  json,
  from: sender,
})
const numbers = listOf(isInteger)
const isSeen: Check<SeenEntry> = object({
  kind: oneOf("seen"),
  seq: isInteger,
  messages: numbers,
  by: sender,
  seenAtMs: isInteger,
  to: ids,
})
const isEntry: Check<Entry> = either(
  either(isMessage, isState),
  either(either(isPresence, isSeen), isEnroll),
)
const isKeptState: Check<KeptState> = object({ value: isAnything, seq: isInteger, from: sender })
const names: Check<readonly string[] | undefined> = maybe(ids)
const isClosed: Check<Closed> = object({
  owner: isText,
  join: names,
  read: names,
  send: names,
  remove: names,
  banned: ids,
})

const isMessageOut: Check<OutMessage> = object({
  type: isText,
  json,
  to: maybe(either(ids, object({ role: isText }))),
  attachment: maybe(isText),
  isState: maybe(oneOf(true)),
  guest: maybe(isGuest),
})
const isOutgoing: Check<Outgoing> = either(
  either(
    object({ kind: oneOf("leave") }),
    object({ kind: oneOf("seen"), messages: numbers, guest: maybe(isGuest) }),
  ),
  object({ kind: oneOf("send"), sent: isInteger, message: isMessageOut }),
)

/** All of these: undefined for what can't be right. @param id under which it is stored */
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

/** No member where nothing is stored, or nothing that can be right. */
export function storedMembership(stored = ""): KeptMembership {
  const kept = parseJson(stored)
  const { profile: own, lastSeq, leftSeq, lastSent, history, keep, as } = fieldsOf(kept)
  return {
    profile: right(isProfile, own),
    lastSeq: right(isInteger, lastSeq),
    leftSeq: right(isInteger, leftSeq) ?? 0,
    lastSent: right(isInteger, lastSent) ?? 0,
    history: right(isInteger, history),
    keep: right(isInteger, keep),
    as: right(isText, as),
  }
}
