// What one session shares: copies of its document, pictures of it, and invitations. What it gave out is kept with it.

import * as v from "valibot"

import { type Invitation, type Sharing, SharingError } from "../../app/sharing.ts"
import type { Document } from "../../document/document.ts"
import type { HasProps } from "../../model/has-props.ts"
import type { Clock, MetaStore, Random } from "../../ports.ts"
import { createInvite } from "../invite.ts"
import { storedList } from "../stored-list.ts"
import type { Keys } from "../token.ts"
import { openCopy } from "./open-copy.ts"
import { assertSeconds, SessionSnapshots, type SnapshotsOptions } from "./snapshots.ts"

export interface SessionSharingOptions extends SnapshotsOptions {
  readonly random: Random
  readonly clock: Clock
  readonly keys: Keys
  readonly sessionId: string
  /** Undefined while the handler runs. */
  readonly document: () => Document | undefined
  /** Its clients may bring code: nothing of it is given to others. */
  readonly hasClientCode: boolean
  /** Closes the sockets of everybody who came by the invitation. */
  readonly disconnect: (inviteId: string) => void
  /** Asks the session's pages for a picture. */
  readonly preview: (document: Document, plot: HasProps) => Promise<string | undefined>
}

/** Those that let somebody in. What ends with the session is gone from here: a new one under its id has other guests. */
const INVITES = "invites"
const KEPT_INVITE = v.object({ id: v.string(), expiresAtMs: v.number() })
type KeptInvites = readonly v.InferOutput<typeof KEPT_INVITE>[]

const INVITE_S = 24 * 60 * 60

export interface SessionSharing extends Sharing {
  /** Publishes a document that is not the session's own of now. */
  readonly publishOther: SessionSnapshots["publish"]
}

export function sharingOf(options: SessionSharingOptions): SessionSharing {
  const { store, keys, sessionId, place, path, clock, random } = options
  const snapshots = new SessionSnapshots(options)
  return {
    publish: async (publishOptions) =>
      snapshots.publish(sharedDocument(options, "publish"), publishOptions),
    publishOther: async (...given) => {
      sharedDocument(options, "publish")
      return snapshots.publish(...given)
    },
    preview: async (plot) => options.preview(builtDocument(options, "preview"), plot),
    get snapshots() {
      return snapshots.all
    },
    unpublish: (id) => snapshots.unpublish(id),
    open: (link) => openCopy(link, options),
    invite: ({ role, expires = INVITE_S }): Invitation => {
      assertSeconds("invite", expires)
      assertRole(role)
      sharedDocument(options, "invite")
      const id = random.alphanumeric(8)
      const expiresAtMs = clock.now() + expires * 1000
      const kept = keptInvites(store).filter((invite) => invite.expiresAtMs > clock.now())
      putInvites(store, [...kept, { id, expiresAtMs }])
      const invite = createInvite({ id, sessionId, place, role, expiresAtMs }, keys)
      return { id, link: `${path}?bokeh-invite=${invite}` }
    },
    revoke: (id) => {
      putInvites(
        store,
        keptInvites(store).filter((invite) => invite.id !== id),
      )
      options.disconnect(id)
    },
  }
}

/** Whether this session gave out the invitation, and has not revoked it since. */
export function isInvited(store: MetaStore, inviteId: string): boolean {
  return keptInvites(store).some(({ id }) => id === inviteId)
}

/** What others may be shown. */
function sharedDocument(options: SessionSharingOptions, what: string): Document {
  if (!options.hasClientCode) return builtDocument(options, what)
  throw new SharingError(
    `${what}: clients of this route may bring code (session.clientCode), which would run for everybody who has the link`,
  )
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

function keptInvites(store: MetaStore): KeptInvites {
  return storedList(KEPT_INVITE, store.getMeta(INVITES))
}

function putInvites(store: MetaStore, invites: KeptInvites): void {
  store.setMeta(INVITES, JSON.stringify(invites))
}
