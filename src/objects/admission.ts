// Who is admitted into which session. The Worker checks it once, and passes this record to the session's object, which
// stores it with the socket, and with the session that it opened.

import * as v from "valibot"

import type { User } from "../app/auth.ts"
import type { Connection } from "../app/connection.ts"
import type { SessionRequest } from "../app/session-request.ts"
import { base64urlFromText, textFromBase64url } from "../util/base64.ts"
import { utf8Length } from "../util/bytes.ts"
import { REQUEST_LIMITS } from "../util/limits.ts"
import { isRecord, isStrings, oneOf } from "../util/record.ts"
import type { Place } from "./names.ts"

export interface Admission extends Place {
  readonly sessionId: string
  readonly request: SessionRequest
  /** The user, if the route has an `auth` hook. */
  readonly user?: User
  readonly role: Connection["role"]
  /** The invitation by which this socket enters somebody else's session. */
  readonly inviteId?: string
  /** The inviter's name, from the invitation. */
  readonly invitedBy?: string
  /** The snapshot that the session starts from, if this admission opens it. */
  readonly snapshotId?: string
  /** False for guests and old tokens: they may join a live session, but not start one. */
  readonly mayStart: boolean
  /** Set for holders of the key, and for clients of routes that trust their clients: they may bring code. */
  readonly mayBringCode?: boolean
  /** Set for programs that created their token themselves, which no visitor can. */
  readonly holdsKey?: boolean
  /** The version of BokehJS that the client sent. */
  readonly bokehVersion?: string
  /** The version of Python's Bokeh that the client sent. */
  readonly pythonVersion?: string
  /** The client accepts several frames in one websocket message. */
  readonly isPacked?: boolean
  /** Its page belongs to another site: it has a snippet, or a program with the key created it. */
  readonly isEmbedded?: boolean
  /** The id of its window, which stays the same after a reconnect. */
  readonly windowId?: string
  /** It gets the document without a request. */
  readonly pulls?: boolean
}

export class AdmissionError extends Error {
  override readonly name = "AdmissionError"
}

/** As characters that a header may contain. @throws AdmissionError when it is too long to be stored */
export function encodeAdmission(admission: Admission): string {
  return base64urlFromText(keepable(admission))
}

/** @throws AdmissionError when it is too long to be stored */
export function assertKeepable(admission: Admission): void {
  keepable(admission)
}

function keepable(admission: Admission): string {
  const json = JSON.stringify(admission)
  const length = Math.ceil((utf8Length(json) * 4) / 3) // in base64
  if (length <= REQUEST_LIMITS.admissionChars) return json
  const { request, user } = admission
  const lengths = Object.entries({ ...request, ...(user !== undefined && { user }) }).map(
    ([name, part]) => `${name} (${JSON.stringify(part).length})`,
  )
  throw new AdmissionError(
    `the request is too long to be kept: ${length} characters, at most ${REQUEST_LIMITS.admissionChars}; ` +
      `it has ${lengths.join(", ")}`,
  )
}

/** @throws AdmissionError when encodeAdmission did not create the text */
export function parseAdmission(text: string): Admission {
  const parsed = v.safeParse(ADMISSION, decoded(text))
  if (parsed.success) return parsed.output
  throw new AdmissionError(`not an admission: ${parsed.issues[0].message}`)
}

function decoded(text: string): unknown {
  try {
    if (text.startsWith(FIRST_FORMAT)) return fromFirstFormat(decodeURIComponent(text))
    return JSON.parse(textFromBase64url(text))
  } catch {
    return undefined
  }
}

/** Sessions that were stored before roles existed have percent-encoded JSON. */
const FIRST_FORMAT = "%7B"

function fromFirstFormat(json: string): unknown {
  const value: unknown = JSON.parse(json)
  if (!isRecord(value)) return value
  const { hasExpired, invite, ...rest } = value
  const guest = isRecord(invite) ? { inviteId: invite["id"], role: invite["role"] } : {}
  return { ...rest, role: "owner", mayStart: hasExpired !== true, ...guest }
}

// valibot's own `record` leaves out names like "constructor", which a query may contain.
const dictionary = <T>(isValue: (value: unknown) => value is T) =>
  v.custom<Readonly<Record<string, T>>>(
    (value) => isRecord(value) && Object.values(value).every(isValue),
  )
const isText = (value: unknown) => typeof value === "string"
const isParam = (value: unknown) => typeof value === "string" || typeof value === "number"

/** One check for values of a set keeps valibot's own for each kind out of bundles. */
const FLAG = v.custom<boolean>(oneOf(true, false))
const ADMISSION = v.object({
  sessionId: v.string(),
  pattern: v.string(),
  params: dictionary(isParam),
  request: v.object({
    url: v.string(),
    arguments: dictionary(isStrings),
    headers: dictionary(isText),
    cookies: dictionary(isText),
  }),
  user: v.exactOptional(
    v.custom<User>((value) => isRecord(value) && typeof value["id"] === "string"),
  ),
  role: v.custom<Admission["role"]>(oneOf("owner", "editor", "viewer")),
  inviteId: v.exactOptional(v.string()),
  invitedBy: v.exactOptional(v.string()),
  snapshotId: v.exactOptional(v.string()),
  mayStart: FLAG,
  mayBringCode: v.exactOptional(FLAG),
  holdsKey: v.exactOptional(FLAG),
  bokehVersion: v.exactOptional(v.string()),
  pythonVersion: v.exactOptional(v.string()),
  isPacked: v.exactOptional(FLAG),
  isEmbedded: v.exactOptional(FLAG),
  windowId: v.exactOptional(v.string()),
  pulls: v.exactOptional(FLAG),
})
