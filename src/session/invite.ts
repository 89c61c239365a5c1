// Invitations into a living session: signed, for one route, with a role and an end.

import { isRecord } from "../util/record.ts"
import { type Keys, signText, TokenError, verifyText } from "./token.ts"

/** A viewer sees every change and makes none; an editor is as the owner, but can be shown out. */
export type GuestRole = "viewer" | "editor"

export interface Invite {
  readonly id: string
  /** Of the session, without its signature: of no use without a key. */
  readonly sessionId: string
  /** The key of the route with its parameters. */
  readonly place: string
  readonly role: GuestRole
  readonly expiresAtMs: number
}

/** What is signed begins with this, so that no other text of ours can pass for an invitation. */
const PURPOSE = "invite "

/** As text for a link. */
export function createInvite(invite: Invite, keys: Keys): string {
  return signText(PURPOSE, JSON.stringify(invite), keys)
}

/** @throws TokenError for a text that is not ours; the end is for the caller to check */
export function parseInvite(text: string, keys: Keys): Invite {
  const invite: unknown = JSON.parse(verifyText(PURPOSE, text, keys))
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- signed by us
  if (isRecord(invite)) return invite as unknown as Invite
  throw new TokenError("the invitation is malformed")
}
