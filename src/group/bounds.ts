// The bounds of a group, and the checks of what comes from its members.

import type { Outsider, Profile } from "./entries.ts"
import { GroupError } from "./group-error.ts"

export const MAX_MEMBERS = 10_000
/** Members that one object serves itself; more are served by shards of as many. */
export const SHARD_SIZE = 500
/** Past so many members their coming and going is no news. */
export const MAX_ANNOUNCED = 500
export const MAX_MESSAGE_BYTES = 64 * 1024
export const MAX_TARGETS = 1000
/** So many entries are kept for who is away or asks for history. */
export const MAX_HISTORY = 1000
const MAX_NAME_CHARS = 100
const MAX_DATA_BYTES = 4096

export interface OutMessage {
  readonly type: string
  /** The data as JSON text. */
  readonly json: string
  readonly to: Target | undefined
}

export interface HistoryQuery {
  /** Messages after this number; default all that are kept. */
  readonly from?: number
  /** The newest so many; default 100, at most 400. */
  readonly limit?: number
}

/** Members' ids, or everybody of a role. */
export type Target = readonly string[] | { readonly role: string }

/** @throws GroupError naming the argument */
export function assertGroupName(name: string): void {
  assertText("group: name", name)
  if (!name.startsWith("shard ")) return
  throw new GroupError("bad-argument", "group: a name can't begin with 'shard '")
}

export function assertProfile({ name, role, data }: Profile): void {
  assertText("join: name", name)
  assertText("join: role", role)
  jsonOf("join: data", data, MAX_DATA_BYTES)
}

/** @throws GroupError naming the argument */
export function outMessage(type: string, data: unknown, to: Target | undefined): OutMessage {
  assertText("send: type", type)
  const json = jsonOf("send: data", data, MAX_MESSAGE_BYTES)
  if (to !== undefined && "length" in to && to.length > MAX_TARGETS) {
    throw new GroupError("too-large", `send: to names ${to.length} members, at most ${MAX_TARGETS}`)
  }
  return { type, json, to }
}

/** Of a message from outside. @throws GroupError */
export function assertOutsider({ name, role, once }: Outsider): void {
  assertText("send: from.name", name)
  assertText("send: from.role", role)
  if (once !== undefined) assertText("send: once", once)
}

/** @throws GroupError naming the argument */
export function assertHistoryQuery({ from = 0, limit = 1 }: HistoryQuery): void {
  if (from < 0 || !Number.isInteger(from)) {
    throw new GroupError("bad-argument", "history: from must be a number that a message had, or 0")
  }
  if (limit < 1 || !Number.isInteger(limit)) {
    throw new GroupError("bad-argument", "history: limit must be a whole number, at least 1")
  }
}

function assertText(what: string, text: unknown): void {
  if (typeof text === "string" && text !== "" && text.length <= MAX_NAME_CHARS) return
  throw new GroupError(
    "bad-argument",
    `${what} must be a text of 1 to ${MAX_NAME_CHARS} characters`,
  )
}

function jsonOf(what: string, data: unknown, maxBytes: number): string {
  const json = asJson(what, data)
  const { length } = new TextEncoder().encode(json)
  if (length <= maxBytes) return json
  throw new GroupError("too-large", `${what} has ${length} bytes as JSON, at most ${maxBytes}`)
}

function asJson(what: string, data: unknown): string {
  let json: string | undefined
  let cause: unknown
  try {
    json = JSON.stringify(data ?? null)
  } catch (error) {
    cause = error
  }
  if (json !== undefined) return json // as it is for functions
  throw Object.assign(new GroupError("bad-argument", `${what} must be JSON`), { cause })
}
