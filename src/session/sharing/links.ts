// The links that one session has given out, to copies and by invitations: who can still use them, and how many did.

import type { Connection } from "../../app/connection.ts"
import { INVITE_OPTIONS } from "../../app/option-names.ts"
import { type Invitation, type InviteOptions, type Link, SharingError } from "../../app/sharing.ts"
import type { Clock, MetaStore, Random } from "../../ports.ts"
import { assertOptions } from "../../util/assert-options.ts"
import { createInvite } from "../invite.ts"
import type { Keys } from "../token.ts"
import { type KeptInvite, keptInvites, putInvites } from "./kept-invites.ts"
import { assertSeconds, assertText, type SessionSnapshots } from "./snapshots.ts"

export interface InvitesOptions {
  readonly store: MetaStore
  readonly clock: Clock
  readonly random: Random
  readonly keys: Keys
  readonly sessionId: string
  readonly place: string
  readonly path: string
  /** Who invites, if known. */
  readonly by: string | undefined
  /** The limit of valid invitations. */
  readonly maxInvitations: number
  readonly connections: () => readonly Connection[]
  /** Closes the sockets of everybody who used the invitation. */
  readonly disconnect: (inviteId: string) => void
}

const INVITE_S = 24 * 60 * 60

export class Invites {
  readonly #options: InvitesOptions

  constructor(options: InvitesOptions) {
    this.#options = options
  }

  /** @throws SharingError */
  invite(options: Partial<InviteOptions> = {}): Invitation {
    const { role, expires = INVITE_S, by = this.#options.by } = options
    assertOptions("invite", options, INVITE_OPTIONS)
    assertSeconds("invite", expires)
    assertRole(role)
    if (by !== undefined) assertText("by", by, "invite")
    const alive = this.#alive
    this.#assertRoom(alive.length)
    const { random, clock, store } = this.#options
    const id = random.alphanumeric(8)
    const createdAtMs = clock.now()
    const invite = {
      id,
      role,
      createdAtMs,
      expiresAtMs: createdAtMs + expires * 1000,
      opened: 0,
      by,
    }
    putInvites(store, [...alive, invite])
    return { id, link: this.#linkOf(invite) }
  }

  #assertRoom(count: number): void {
    if (count < this.#options.maxInvitations) return
    throw new SharingError(`invite: ${count} invitations can still be used: revoke one first`)
  }

  /** @throws SharingError */
  revoke(id: string): void {
    assertText("id", id, "revoke") // without an id, it would disconnect those who came without an invitation
    const { store, disconnect } = this.#options
    putInvites(
      store,
      keptInvites(store).filter((invite) => invite.id !== id),
    )
    disconnect(id)
  }

  get links(): readonly Link[] {
    const connections = this.#options.connections()
    return this.#alive.map((invite) => {
      const { id, role, createdAtMs, expiresAtMs, opened } = invite
      const connected = connections.filter(({ inviteId }) => inviteId === id).length
      const link = this.#linkOf(invite)
      return { id, kind: role, title: "", link, createdAtMs, expiresAtMs, opened, connected }
    })
  }

  get #alive(): readonly KeptInvite[] {
    const { store, clock } = this.#options
    return keptInvites(store).filter(({ expiresAtMs }) => expiresAtMs > clock.now())
  }

  #linkOf({ id, role, by, expiresAtMs }: KeptInvite): string {
    const { sessionId, place, path, keys } = this.#options
    const invite = { id, sessionId, place, role, expiresAtMs }
    const text = createInvite({ ...invite, ...(by !== undefined && { by }) }, keys)
    return `${path}?bokeh-invite=${text}`
  }
}

/** All links of a session, newest first. */
export async function allLinks(
  snapshots: SessionSnapshots,
  invites: Invites,
): Promise<readonly Link[]> {
  const copies = await Promise.all(
    snapshots.all.map(async (one): Promise<Link> => {
      const { id, title, link, publishedAtMs: createdAtMs, expiresAtMs } = one
      const opened = await snapshots.opened(id)
      return { id, kind: "copy", title, link, createdAtMs, expiresAtMs, opened, connected: 0 }
    }),
  )
  return [...copies, ...invites.links].toSorted((a, b) => b.createdAtMs - a.createdAtMs)
}

/** The role may come from a visitor: nobody must become an owner. */
function assertRole(role: unknown): asserts role is InviteOptions["role"] {
  if (role === "viewer" || role === "editor") return
  throw new SharingError("invite: role must be 'viewer' or 'editor'")
}
