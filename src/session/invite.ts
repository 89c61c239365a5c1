// Invitations into a living session: signed, for one route with its parameters, with a role and an end.

import * as v from "valibot"

import { parseJson } from "../util/parse-json.ts"
import { type Keys, signText, TokenError, verifyText } from "./token.ts"

export type Invite = Readonly<v.InferOutput<typeof INVITE>>

const INVITE = v.object({
  id: v.string(),
  /** Of the session, without its signature: of no use without a key. */
  sessionId: v.string(),
  /** The key of the route with its parameters. */
  place: v.string(),
  /** A viewer sees every change and makes none; an editor is as the owner, but can be disconnected. */
  role: v.picklist(["viewer", "editor"]),
  /** Who invites, where that is known: for those who come. */
  by: v.exactOptional(v.string()),
  /** Milliseconds since the epoch. */
  expiresAtMs: v.custom<number>(Number.isFinite),
})

/** What is signed begins with this, so that no other string of ours can pass for an invitation. */
const PURPOSE = "invite "

/** As a string for a link. */
export function createInvite(invite: Invite, keys: Keys): string {
  return signText(PURPOSE, JSON.stringify(invite), keys)
}

/** @throws TokenError for one that is not ours, and for one that lacks something; the end is for the caller to check */
export function parseInvite(text: string, keys: Keys): Invite {
  const invite = v.safeParse(INVITE, parseJson(verifyText(PURPOSE, text, keys)))
  if (invite.success) return invite.output
  throw new TokenError(`the invitation is malformed: ${v.summarize(invite.issues)}`)
}
