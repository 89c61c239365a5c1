// Session ids and tokens in Bokeh's format, always signed. Source: Python bokeh.util.token (3.10), PROTOCOL.md T-rules

import { createHmac, timingSafeEqual } from "node:crypto"
import { deflateSync, inflateSync } from "node:zlib"

import type { Random } from "../ports.ts"
import {
  base64urlFromBytes,
  base64urlFromText,
  bytesFromBase64url,
  textFromBase64url,
} from "../util/base64.ts"
import { REQUEST_LIMITS } from "../util/limits.ts"
import { fieldsOf, isRecord, mapValues } from "../util/record.ts"

/** What the page's request passes on to the session. */
export interface TokenPayload {
  readonly headers: Readonly<Record<string, string>>
  readonly cookies: Readonly<Record<string, string>>
  readonly arguments: Readonly<Record<string, readonly string[]>>
}

export interface Token {
  /** Without its signature. */
  readonly sessionId: string
  readonly expiresAtMs: number
  /** Undefined in tokens that Python's client creates. */
  readonly payload: TokenPayload | undefined
  /** A short string for what the token may open. Undefined in tokens that Python creates: those are for any route. */
  readonly purpose?: string | undefined
  /** A snippet's token: its page belongs to another site. */
  readonly isEmbedded?: boolean
  /**
   * The window of the page that it was created for: all sockets of the page belong to it. Undefined in tokens that Python
   * creates.
   */
  readonly windowId?: string | undefined
}

/** The keys of the server: the first signs, all verify. */
export type Keys = readonly [string, ...string[]]

export class TokenError extends Error {
  override readonly name = "TokenError"
}

/**
 * The prefix of ids that this server's pages create, by which they differ from those of other services. No other id has it
 * by chance, and visitors cannot sign an id.
 */
const OWN_PREFIX = "bokehedge"

/** 44 characters, as in Bokeh. */
export function createSessionId(random: Random): string {
  return OWN_PREFIX + random.alphanumeric(44 - OWN_PREFIX.length)
}

/**
 * The id of the one session that all visitors of a place share. It is not secret, since only signed ids open anything.
 * @param hash of the place
 */
export function sharedSessionId(hash: string): string {
  return `${OWN_PREFIX}shared${hash}`
}

export function isSharedSessionId(id: string): boolean {
  return id.startsWith(`${OWN_PREFIX}shared`)
}

/** Whether one of this server's pages created it: any visitor can get such an id. */
export function isOwnSessionId(id: string): boolean {
  return id.startsWith(OWN_PREFIX)
}

/** A session's id, and the id signed with the server's first key. */
export interface SignedId {
  readonly id: string
  readonly signed: string
}

/** `ID.SIGNATURE` */
export function signSessionId(sessionId: string, keys: Keys): string {
  return `${sessionId}.${signature(sessionId, keys[0])}`
}

/** @throws TokenError when none of the server's keys signed it, or signed it for another purpose */
export function openSignedId(signed: string, keys: Keys): SignedId {
  const [id, given] = splitAtDot(signed)
  if (id === "") throw new TokenError("the session id is empty")
  const signer = signerOf(id, given, keys)
  if (signer === undefined)
    throw new TokenError("the session id is not signed with this server's key")
  if (isOfOtherKind(id)) throw new TokenError("this is not a session id")
  return { id, signed: signer === keys[0] ? signed : signSessionId(id, keys) }
}

/** Bokeh signs ids and tokens alike. The server's other signed strings begin with their purpose. Neither can pass for an id. */
function isOfOtherKind(id: string): boolean {
  if (PURPOSES.some((purpose) => id.startsWith(purpose))) return true
  try {
    return parseBody(id).session_id !== undefined
  } catch {
    return false
  }
}

/**
 * @param signedId the session's id, if it is already signed
 * @throws TokenError when it would be too long for a header
 */
export function createToken(
  { sessionId, expiresAtMs, payload, purpose, isEmbedded = false, windowId }: Token,
  keys: Keys,
  signedId = signSessionId(sessionId, keys),
  maxChars: number = REQUEST_LIMITS.ownTokenChars,
): string {
  const body = base64urlFromText(
    JSON.stringify({
      session_id: signedId,
      session_expiry: Math.floor(expiresAtMs / 1000),
      ...(purpose !== undefined && { purpose }),
      ...(isEmbedded && { embedded: true }),
      window: windowId,
      ...(payload !== undefined && { __bk__zlib_: encodePayload(payload) }),
    }),
  )
  const token = `${body}.${signature(body, keys[0])}`
  if (token.length <= maxChars) return token
  const parts = Object.entries({ "session id": sessionId, ...payload })
  const lengths = parts.map(([name, part]) => `${name} (${JSON.stringify(part).length})`)
  throw new TokenError(
    `the token would have ${token.length} characters, more than the ${maxChars} that fit; ` +
      `it carries the request's ${lengths.join(", ")}`,
  )
}

/** Checks both signatures, but not the expiry: an old token may join a live session again. @throws TokenError */
export function parseToken(text: string, keys: Keys): Token {
  if (text.length > REQUEST_LIMITS.tokenChars)
    throw new TokenError(`the token is longer than ${REQUEST_LIMITS.tokenChars} characters`)
  const [body, given] = splitAtDot(text)
  if (signerOf(body, given, keys) === undefined)
    throw new TokenError("the token is not signed with this server's key")
  const { session_id, session_expiry, purpose, embedded, window, __bk__zlib_ } = parseBody(body)
  if (typeof session_id !== "string") throw new TokenError("the token has no session_id")
  if (typeof session_expiry !== "number") throw new TokenError("the token has no session_expiry")
  return {
    sessionId: openSignedId(session_id, keys).id,
    expiresAtMs: session_expiry * 1000,
    payload: typeof __bk__zlib_ === "string" ? parsePayload(__bk__zlib_) : undefined,
    purpose: typeof purpose === "string" ? purpose : undefined,
    ...(embedded === true && { isEmbedded: true }),
    ...(typeof window === "string" && { windowId: window }),
  }
}

interface Body {
  readonly session_id?: unknown
  readonly session_expiry?: unknown
  readonly purpose?: unknown
  readonly embedded?: unknown
  readonly window?: unknown
  readonly __bk__zlib_?: unknown
}

function parseBody(body: string): Body {
  try {
    const value: unknown = JSON.parse(textFromBase64url(body))
    if (isRecord(value)) return value
  } catch {
    // not base64 of JSON
  }
  throw new TokenError("the token is malformed")
}

/** Bokeh's argument values are bytes; in JSON they are `{"bytes": base64url}`. */
function encodePayload({ headers, cookies, arguments: args }: TokenPayload): string {
  const values = mapValues(args, (items) =>
    items.map((item) => ({ bytes: base64urlFromText(item) })),
  )
  const json = JSON.stringify({ headers, cookies, arguments: values })
  return base64urlFromBytes(deflateSync(utf8(json), { level: 9 }))
}

function parsePayload(text: string): TokenPayload {
  try {
    const bytes = inflateSync(bytesFromBase64url(text), {
      maxOutputLength: REQUEST_LIMITS.payloadBytes,
    })
    const payload: unknown = JSON.parse(new TextDecoder().decode(bytes))
    if (!isRecord(payload)) throw new TokenError("the token's payload is not an object")
    return {
      headers: textsIn(payload["headers"]),
      cookies: textsIn(payload["cookies"]),
      arguments: argumentsIn(payload["arguments"]),
    }
  } catch (cause) {
    throw new TokenError("the token's payload is malformed", { cause })
  }
}

function textsIn(value: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries(fieldsOf(value))
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => isString(entry[1])),
  )
}

function argumentsIn(value: unknown): TokenPayload["arguments"] {
  return mapValues(fieldsOf(value), (items) =>
    Array.isArray(items) ? items.map(argumentText) : [],
  )
}

function isString(value: unknown): value is string {
  return typeof value === "string"
}

function argumentText(item: unknown): string {
  const bytes = fieldsOf(item)["bytes"]
  return typeof bytes === "string" ? textFromBase64url(bytes) : String(item)
}

/** What is signed beside ids and tokens: the purpose, then the body. */
export type Purpose = (typeof PURPOSES)[number]
const PURPOSES = ["invite "] as const

/** `BODY.SIGNATURE` */
export function signText(purpose: Purpose, text: string, keys: Keys): string {
  const body = base64urlFromText(text)
  return `${body}.${signature(purpose + body, keys[0])}`
}

/** The text that signText signed. @throws TokenError when none of the server's keys signed it for that purpose */
export function verifyText(purpose: Purpose, signed: string, keys: Keys): string {
  const [body, given] = splitAtDot(signed)
  if (
    signed.length <= REQUEST_LIMITS.tokenChars &&
    signerOf(purpose + body, given, keys) !== undefined
  ) {
    return textFromBase64url(body)
  }
  throw new TokenError("it is not signed with this server's key")
}

function signature(text: string, key: string): string {
  return createHmac("sha256", key).update(text).digest("base64url")
}

/** The key of the server that made a signature. */
function signerOf(text: string, given: string, keys: Keys): string | undefined {
  const givenBytes = utf8(given)
  return keys.find((key) => {
    const expected = utf8(signature(text, key))
    return expected.byteLength === givenBytes.byteLength && timingSafeEqual(expected, givenBytes)
  })
}

function splitAtDot(text: string): readonly [string, string] {
  const dot = text.indexOf(".")
  return dot < 0 ? [text, ""] : [text.slice(0, dot), text.slice(dot + 1)]
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
