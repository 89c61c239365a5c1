// Who is let into which session: the Worker checks it once, and hands this record to the session's object, which keeps
// it with the socket, and with the session that it opened.

import type { User } from "../app/auth.ts"
import type { Connection } from "../app/connection.ts"
import type { SessionRequest } from "../app/session-request.ts"
import { base64urlFromText, textFromBase64url } from "../util/base64.ts"
import { utf8Length } from "../util/bytes.ts"
import {
  type Check,
  dictionaryOf,
  either,
  faultIn,
  type Fields,
  isBoolean,
  isNumber,
  isText,
  listOf,
  maybe,
  object,
  oneOf,
} from "../util/check.ts"
import { REQUEST_LIMITS } from "../util/limits.ts"
import { isRecord } from "../util/record.ts"
import type { Place } from "./names.ts"

export interface Admission extends Place {
  readonly sessionId: string
  readonly request: SessionRequest
  /** Whose session it is, where the route asks. */
  readonly user?: User
  readonly role: Connection["role"]
  /** By which invitation this socket comes into somebody else's session. */
  readonly inviteId?: string
  /** Whose view it is, as the invitation says. */
  readonly invitedBy?: string
  /** What the session begins with, when this opens it. */
  readonly snapshotId?: string
  /** False for guests and old tokens: they may join a session that lives, and start none. */
  readonly mayStart: boolean
  /** Set for holders of the key, and clients of routes that trust theirs: the code that they bring is taken. */
  readonly mayBringCode?: boolean
  /** Set for those who made their token themselves: no visitor can. */
  readonly holdsKey?: boolean
  /** BokehJS's, as the client says. */
  readonly bokehVersion?: string
  /** Of Python's Bokeh, where a client of it says so. */
  readonly pythonVersion?: string
  /** It takes several frames as one websocket message. */
  readonly isPacked?: boolean
  /** Its page is somebody else's: a snippet's, or what a program with the key has made. */
  readonly isEmbedded?: boolean
  /** It is sent the document without asking. */
  readonly pulls?: boolean
}

export class AdmissionError extends Error {
  override readonly name = "AdmissionError"
}

/** In characters that may stand in a header. @throws AdmissionError when it is too long to be kept */
export function encodeAdmission(admission: Admission): string {
  return base64urlFromText(keepable(admission))
}

/** @throws AdmissionError when it is too long to be kept */
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

/** @throws AdmissionError when the text is not one of encodeAdmission's */
export function parseAdmission(encoded: string): Admission {
  const admission = decoded(encoded)
  if (isAdmission(admission)) return admission
  throw new AdmissionError(`not an admission: ${faultIn(FIELDS, admission)}`)
}

function decoded(encoded: string): unknown {
  try {
    if (encoded.startsWith(FIRST_FORMAT)) return fromFirstFormat(decodeURIComponent(encoded))
    return JSON.parse(textFromBase64url(encoded))
  } catch {
    return undefined
  }
}

/** Sessions stored before there were roles have percent-encoded JSON. */
const FIRST_FORMAT = "%7B"

function fromFirstFormat(json: string): unknown {
  const value: unknown = JSON.parse(json)
  if (!isRecord(value)) return value
  const { hasExpired, invite, ...rest } = value
  const guest = isRecord(invite) ? { inviteId: invite["id"], role: invite["role"] } : {}
  return { ...rest, role: "owner", mayStart: hasExpired !== true, ...guest }
}

const isRequest = object<SessionRequest>({
  url: isText,
  arguments: dictionaryOf(listOf(isText)),
  headers: dictionaryOf(isText),
  cookies: dictionaryOf(isText),
})
const isUser: Check<User> = (value): value is User => isRecord(value) && isText(value["id"])

const FIELDS: Fields<Admission> = {
  sessionId: isText,
  pattern: isText,
  params: dictionaryOf(either(isText, isNumber)),
  request: isRequest,
  user: maybe(isUser),
  role: oneOf("owner", "editor", "viewer"),
  inviteId: maybe(isText),
  invitedBy: maybe(isText),
  snapshotId: maybe(isText),
  mayStart: isBoolean,
  mayBringCode: maybe(isBoolean),
  holdsKey: maybe(isBoolean),
  bokehVersion: maybe(isText),
  pythonVersion: maybe(isText),
  isPacked: maybe(isBoolean),
  isEmbedded: maybe(isBoolean),
  pulls: maybe(isBoolean),
}
const isAdmission = object(FIELDS)
