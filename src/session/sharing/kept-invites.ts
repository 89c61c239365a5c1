// The invitations that a session has given out, as it keeps them.

import type { MetaStore } from "../../ports.ts"
import { isNumber, isText, maybe, object, oneOf } from "../../util/check.ts"
import { storedList } from "../stored-list.ts"

/** Those that let somebody in. What ends with the session is gone from here: a new one under its id has other guests. */
const INVITES = "invites"

export interface KeptInvite {
  readonly id: string
  readonly expiresAtMs: number
  readonly by?: string | undefined
  readonly role: "viewer" | "editor"
  readonly createdAtMs: number
  readonly opened: number
}

/** What the first ones were kept without. */
const DEFAULTS = { role: "viewer", createdAtMs: 0, opened: 0 } as const
type Stored = Pick<KeptInvite, "id" | "expiresAtMs"> & Partial<KeptInvite>

const isStored = object<Stored>({
  id: isText,
  expiresAtMs: isNumber,
  by: maybe(isText),
  role: maybe(oneOf("viewer", "editor")),
  createdAtMs: maybe(isNumber),
  opened: maybe(isNumber),
})

/** Whether this session gave out the invitation, has not revoked it since, and it has not expired. */
export function isInvited(store: MetaStore, inviteId: string, nowMs: number): boolean {
  return keptInvites(store).some(({ id, expiresAtMs }) => id === inviteId && expiresAtMs > nowMs)
}

/** Somebody has come by it. */
export function countGuest(store: MetaStore, inviteId: string): void {
  const count = (invite: KeptInvite): KeptInvite =>
    invite.id === inviteId ? { ...invite, opened: invite.opened + 1 } : invite
  putInvites(store, keptInvites(store).map(count))
}

export function keptInvites(store: MetaStore): readonly KeptInvite[] {
  return storedList(isStored, store.getMeta(INVITES)).map((one) => ({ ...DEFAULTS, ...one }))
}

export function putInvites(store: MetaStore, invites: readonly KeptInvite[]): void {
  store.setMeta(INVITES, JSON.stringify(invites))
}
