// The invitations that a session has given out, as it stores them.

import * as v from "valibot"

import type { MetaStore } from "../../ports.ts"
import { GUEST_ROLE, NUMBER, storedList } from "../stored-list.ts"

/**
 * The key of invitations that are valid. It is cleared when the session ends, because a new session under its id has other
 * guests.
 */
const INVITES = "invites"
const KEPT_INVITE = v.object({
  id: v.string(),
  expiresAtMs: NUMBER,
  by: v.exactOptional(v.string()),
  role: v.exactOptional(GUEST_ROLE, "viewer"),
  createdAtMs: v.exactOptional(NUMBER, 0),
  opened: v.exactOptional(NUMBER, 0),
})
type Kept = v.InferOutput<typeof KEPT_INVITE>
/** JSON leaves out undefined values. */
export type KeptInvite = Readonly<Omit<Kept, "by"> & { by?: string | undefined }>

/** Whether this session gave out the invitation, has not revoked it, and it has not expired. */
export function isInvited(store: MetaStore, inviteId: string, nowMs: number): boolean {
  return keptInvites(store).some(({ id, expiresAtMs }) => id === inviteId && expiresAtMs > nowMs)
}

/** Who an invitation says has invited its guests, if it says so. */
export function inviter(
  store: MetaStore,
  inviteId: string | undefined,
): { readonly by?: string | undefined } {
  return { by: keptInvites(store).find(({ id }) => id === inviteId)?.by }
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
