// Invitations into a living session: signed, for one route with its parameters, with a role and an end.

import { faultIn, type Fields, isNumber, isText, maybe, object, oneOf } from "../util/check.ts"
import { parseJson } from "../util/parse-json.ts"
import { type Keys, signText, TokenError, verifyText } from "./token.ts"

export interface Invite {
  readonly id: string
  /** Of the session, without its signature: of no use without a key. */
  readonly sessionId: string
  /** The key of the route with its parameters. */
  readonly place: string
  /** A viewer sees every change and makes none; an editor is as the owner, but can be disconnected. */
  readonly role: "viewer" | "editor"
  /** Who invites, where that is known: for those who come. */
  readonly by?: string
  /** Milliseconds since the epoch. */
  readonly expiresAtMs: number
}

const FIELDS: Fields<Invite> = {
  id: isText,
  sessionId: isText,
  place: isText,
  role: oneOf("viewer", "editor"),
  by: maybe(isText),
  expiresAtMs: isNumber,
}
const isInvite = object(FIELDS)

/** What is signed begins with this, so that no other string of ours can pass for an invitation. */
const PURPOSE = "invite "

/** As a string for a link. */
export function createInvite(invite: Invite, keys: Keys): string {
  return signText(PURPOSE, JSON.stringify(invite), keys)
}

/** @throws TokenError for one that is not ours, and for one that lacks something; the end is for the caller to check */
export function parseInvite(signed: string, keys: Keys): Invite {
  const invite = parseJson(verifyText(PURPOSE, signed, keys))
  if (isInvite(invite)) return invite
  throw new TokenError(`the invitation is malformed: ${faultIn(FIELDS, invite)}`)
}
