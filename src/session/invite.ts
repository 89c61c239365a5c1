// Invitations into a live session: signed, for one route with its parameters, with a role and an expiry.

import * as v from "valibot"

import { parseJson } from "../util/parse-json.ts"
import { GUEST_ROLE, NUMBER } from "./stored-list.ts"
import { type Keys, signText, TokenError, verifyText } from "./token.ts"

export type Invite = Readonly<v.InferOutput<typeof INVITE>>

const INVITE = v.object({
  id: v.string(),
  /** The session's id, without its signature: of no use without a key. */
  sessionId: v.string(),
  /** The key of the route with its parameters. */
  place: v.string(),
  /** A viewer sees every change and can make none. An editor has the rights of the owner, but can be disconnected. */
  role: GUEST_ROLE,
  /** Who invites, if known: shown to those who come. */
  by: v.exactOptional(v.string()),
  /** Milliseconds since the epoch. */
  expiresAtMs: NUMBER,
})

/** Everything signed begins with this, so that no other string of the server's can pass for an invitation. */
const PURPOSE = "invite "

/** The invitation as a string for a link. */
export function createInvite(invite: Invite, keys: Keys): string {
  return signText(PURPOSE, JSON.stringify(invite), keys)
}

/** @throws TokenError for an invitation that is not the server's, or is incomplete; the caller must check its expiry */
export function parseInvite(text: string, keys: Keys): Invite {
  const invite = v.safeParse(INVITE, parseJson(verifyText(PURPOSE, text, keys)))
  if (invite.success) return invite.output
  const [{ path, message }] = invite.issues
  const at = path === undefined ? "" : ` at ${String(path[0].key)}`
  throw new TokenError(`the invitation is malformed: ${message}${at}`)
}
