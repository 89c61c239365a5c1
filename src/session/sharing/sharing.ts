// What one session shares: copies of its document, pictures of it, and invitations. The list of these is stored with it.

import { type Sharing, SharingError } from "../../app/sharing.ts"
import type { Document } from "../../document/document.ts"
import type { HasProps } from "../../model/has-props.ts"
import { inviter } from "./kept-invites.ts"
import { allLinks, Invites, type InvitesOptions } from "./links.ts"
import { openCopy } from "./open-copy.ts"
import { SessionSnapshots, type SnapshotsOptions } from "./snapshots.ts"

export interface SessionSharingOptions extends SnapshotsOptions, InvitesOptions {
  /** Undefined while the handler runs. */
  readonly document: () => Document | undefined
  /** Its clients may bring code: nothing of it is given to others. */
  readonly hasClientCode: boolean
  /** Asks the session's pages for a picture. */
  readonly preview: (document: Document, plot: HasProps) => Promise<string | undefined>
}

export interface SessionSharing extends Sharing {
  /** Publishes a document other than the session's current one. */
  readonly publishOther: SessionSnapshots["publish"]
  /**
   * Creates a copy of the current document that is in no list, for a day.
   * @param inviteId the invitation that the guest came by
   * @returns its link
   */
  readonly give: (inviteId: string | undefined) => Promise<string>
  /** Invites a guest to edit, in the name of who invited the guest before. @returns the link */
  readonly letEdit: (inviteId: string | undefined, expires: number | undefined) => string
}

export function sharingOf(options: SessionSharingOptions): SessionSharing {
  const invites = new Invites(options)
  const snapshots = new SessionSnapshots(options)
  const invite: Sharing["invite"] = (inviteOptions) => {
    sharedDocument(options, "invite")
    return invites.invite(inviteOptions)
  }
  return {
    publish: async (publishOptions) =>
      snapshots.publish(sharedDocument(options, "publish"), publishOptions),
    publishOther: async (...given) => {
      sharedDocument(options, "publish")
      return snapshots.publish(...given)
    },
    give: async (inviteId) => snapshots.give(sharedDocument(options, "publish"), inviteId),
    preview: async (plot) => options.preview(builtDocument(options, "preview"), plot),
    get snapshots() {
      return snapshots.all
    },
    unpublish: (id) => snapshots.unpublish(id),
    open: (link) => openCopy(link, options),
    invite,
    letEdit: (inviteId, expires) =>
      invite({ role: "editor", expires, ...inviter(options.store, inviteId) }).link,
    revoke: (id) => invites.revoke(id),
    links: {
      list: () => allLinks(snapshots, invites),
      revoke: async (id) => {
        if (snapshots.all.some((one) => one.id === id)) await snapshots.unpublish(id)
        else invites.revoke(id)
      },
    },
  }
}

/** The part of the document that others may see. */
function sharedDocument(options: SessionSharingOptions, what: string): Document {
  if (!options.hasClientCode) return builtDocument(options, what)
  throw new SharingError(`${what}: clients of this route may bring code (session.clientCode)`)
}

function builtDocument({ document }: SessionSharingOptions, what: string): Document {
  const built = document()
  if (built !== undefined) return built
  throw new SharingError(
    `${what}: a handler runs again at each wake: do it in a callback or onCreated`,
  )
}
