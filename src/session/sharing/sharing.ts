// What one session shares: copies of its document, pictures of it, and invitations. What it gave out is kept with it.

import { type Invitation, type Sharing, SharingError } from "../../app/sharing.ts"
import type { Document } from "../../document/document.ts"
import type { HasProps } from "../../model/has-props.ts"
import type { Clock, MetaStore, Random } from "../../ports.ts"
import { createInvite } from "../invite.ts"
import type { Keys } from "../token.ts"
import { assertSeconds, SessionSnapshots, type SnapshotsOptions } from "./snapshots.ts"

export interface SessionSharingOptions extends SnapshotsOptions {
  readonly random: Random
  readonly clock: Clock
  readonly keys: Keys
  readonly sessionId: string
  /** Undefined while the handler runs. */
  readonly document: () => Document | undefined
  /** Closes the sockets of everybody who came by the invitation. */
  readonly disconnect: (inviteId: string) => void
  /** Asks the session's pages for a picture. */
  readonly preview: (document: Document, plot: HasProps) => Promise<string | undefined>
}

const REVOKED = "revoked"
const INVITE_S = 24 * 60 * 60

export function sharingOf(options: SessionSharingOptions): Sharing {
  const { store, keys, sessionId, place, path, clock, random } = options
  const snapshots = new SessionSnapshots(options)
  return {
    publish: async (publishOptions) =>
      snapshots.publish(builtDocument(options, "publish"), publishOptions),
    preview: async (plot) => options.preview(builtDocument(options, "preview"), plot),
    get snapshots() {
      return snapshots.all
    },
    unpublish: (id) => snapshots.unpublish(id),
    invite: ({ role, expires = INVITE_S }): Invitation => {
      assertSeconds("invite", expires)
      assertRole(role)
      builtDocument(options, "invite")
      const id = random.alphanumeric(8)
      const expiresAtMs = clock.now() + expires * 1000
      const invite = createInvite({ id, sessionId, place, role, expiresAtMs }, keys)
      return { id, link: `${path}?bokeh-invite=${invite}` }
    },
    revoke: (id) => {
      store.setMeta(REVOKED, JSON.stringify([...revokedIn(store), id]))
      options.disconnect(id)
    },
  }
}

export function isRevoked(store: MetaStore, inviteId: string): boolean {
  return revokedIn(store).includes(inviteId)
}

function builtDocument({ document }: SessionSharingOptions, what: string): Document {
  const built = document()
  if (built !== undefined) return built
  throw new SharingError(
    `${what}: a handler builds and does not act, since it runs again at each wake: do it in a callback, or in context.onCreated`,
  )
}

/** It may come from a visitor: nobody is made an owner. */
function assertRole(role: string): void {
  if (role === "viewer" || role === "editor") return
  throw new SharingError("invite: role must be 'viewer' or 'editor'")
}

function revokedIn(store: MetaStore): readonly string[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written above
  return JSON.parse(store.getMeta(REVOKED) ?? "[]") as string[]
}
