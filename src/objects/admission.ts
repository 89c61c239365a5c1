// Who is let into which session: the Worker checks it once, and hands this record to the session's object, which keeps
// it with the socket, and with the session that it opened.

import * as v from "valibot"

import type { User } from "../app/auth.ts"
import type { Connection } from "../app/connection.ts"
import type { SessionRequest } from "../app/session-request.ts"
import { base64urlFromText, textFromBase64url } from "../util/base64.ts"
import { utf8Length } from "../util/bytes.ts"
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
  /** Of its page, also when that connects again. */
  readonly windowId?: string
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
export function parseAdmission(text: string): Admission {
  const parsed = v.safeParse(ADMISSION, decoded(text))
  if (parsed.success) return parsed.output
  throw new AdmissionError(`not an admission: ${v.summarize(parsed.issues)}`)
}

function decoded(text: string): unknown {
  try {
    if (text.startsWith(FIRST_FORMAT)) return fromFirstFormat(decodeURIComponent(text))
    return JSON.parse(textFromBase64url(text))
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

// valibot's own `record` leaves out names like "constructor", which a query may have.
const dictionary = <T>(isValue: (value: unknown) => value is T) =>
  v.custom<Readonly<Record<string, T>>>(
    (value) => isRecord(value) && Object.values(value).every(isValue),
  )
const isText = (value: unknown) => typeof value === "string"
const isParam = (value: unknown) => typeof value === "string" || typeof value === "number"
const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every(isText)

const ADMISSION = v.object({
  sessionId: v.string(),
  pattern: v.string(),
  params: dictionary(isParam),
  request: v.object({
    url: v.string(),
    arguments: dictionary(isTexts),
    headers: dictionary(isText),
    cookies: dictionary(isText),
  }),
  user: v.exactOptional(
    v.custom<User>((value) => isRecord(value) && typeof value["id"] === "string"),
  ),
  role: v.picklist(["owner", "editor", "viewer"]),
  inviteId: v.exactOptional(v.string()),
  invitedBy: v.exactOptional(v.string()),
  snapshotId: v.exactOptional(v.string()),
  mayStart: v.boolean(),
  mayBringCode: v.exactOptional(v.boolean()),
  holdsKey: v.exactOptional(v.boolean()),
  bokehVersion: v.exactOptional(v.string()),
  pythonVersion: v.exactOptional(v.string()),
  isPacked: v.exactOptional(v.boolean()),
  isEmbedded: v.exactOptional(v.boolean()),
  windowId: v.exactOptional(v.string()),
  pulls: v.exactOptional(v.boolean()),
})
