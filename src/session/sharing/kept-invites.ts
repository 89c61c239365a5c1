// The invitations that a session has given out, as it stores them.

import * as v from "valibot"

import type { MetaStore } from "../../ports.ts"
import { storedList } from "../stored-list.ts"

/**
 * The key of invitations that are valid. It is cleared when the session ends, because a new session under its id has other
 * guests.
 */
const INVITES = "invites"
const KEPT_INVITE = v.object({
  id: v.string(),
  expiresAtMs: v.number(),
  by: v.optional(v.string()),
  role: v.optional(v.picklist(["viewer", "editor"]), "viewer"),
  createdAtMs: v.optional(v.number(), 0),
  opened: v.optional(v.number(), 0),
})
export type KeptInvite = Readonly<v.InferOutput<typeof KEPT_INVITE>>

/** Whether this session gave out the invitation, has not revoked it, and it has not expired. */
export function isInvited(store: MetaStore, inviteId: string, nowMs: number): boolean {
  return keptInvites(store).some(({ id, expiresAtMs }) => id === inviteId && expiresAtMs > nowMs)
}

/** Counts a guest who used it. */
export function countGuest(store: MetaStore, inviteId: string): void {
  const count = (invite: KeptInvite): KeptInvite =>
    invite.id === inviteId ? { ...invite, opened: invite.opened + 1 } : invite
  putInvites(store, keptInvites(store).map(count))
}

export function keptInvites(store: MetaStore): readonly KeptInvite[] {
  return storedList(KEPT_INVITE, store.getMeta(INVITES))
}

export function putInvites(store: MetaStore, invites: readonly KeptInvite[]): void {
  store.setMeta(INVITES, JSON.stringify(invites))
}
