// Sharing, as an app sees it: copies of its document for others, and guests in the session itself.

import type { HasProps } from "../model/has-props.ts"

export interface PublishOptions {
  readonly title: string
  readonly note?: string
  /** Only these, with what they refer to, and without callbacks; default the whole document. */
  readonly models?: readonly HasProps[]
  /** A small picture for those who choose: what `preview(plot)` gives. */
  readonly preview?: string | undefined
  /** Seconds until it is deleted; default 30 days. */
  readonly expires?: number
  /** Whose it is, for those who open it; default the user's name, or id. */
  readonly by?: string | undefined
}

/** An immutable copy of a document. */
export interface Snapshot {
  readonly id: string
  readonly title: string
  readonly note: string
  /** Whose it is, where that is known. */
  readonly by?: string | undefined
  /** Opens a session of the visitor's own that begins as the document was; with `&bokeh-view`, to look at only. */
  readonly link: string
  readonly preview: string | undefined
  /** Milliseconds since the epoch. */
  readonly publishedAtMs: number
  readonly expiresAtMs: number
}

export interface InviteOptions {
  /** A viewer sees every change and makes none; an editor is as the owner. */
  readonly role: "viewer" | "editor"
  /** Seconds until it expires; default one day. */
  readonly expires?: number
  /** Whose view it is, for those who come; default the user's name, or id. */
  readonly by?: string | undefined
}

export interface Invitation {
  readonly id: string
  /** Leads into this very session. */
  readonly link: string
}

/** What leads others to what this session has. */
export interface Link {
  readonly id: string
  /** A copy, or an invitation for such guests. */
  readonly kind: "copy" | "viewer" | "editor"
  /** Of a copy. */
  readonly title: string
  readonly link: string
  /** Milliseconds since the epoch. */
  readonly createdAtMs: number
  readonly expiresAtMs: number
  /** How often a session has begun by it, or a guest's window has come in. */
  readonly opened: number
  /** Guests' windows that are open now. */
  readonly connected: number
}

export interface Links {
  /** All that work still, the newest first. */
  list(): Promise<readonly Link[]>
  /** Nobody comes in by it any more: a copy is deleted, guests are shown out. */
  revoke(id: string): Promise<void>
}

/** What a session has begun with: somebody's copy. */
export type CopyOrigin = Pick<Snapshot, "id" | "title" | "note" | "by" | "publishedAtMs">

/** What has become of what the copy was made of. */
export interface CopyNews {
  /** Its author's session is still there. */
  readonly isThere: boolean
  /** When somebody has changed that since, in milliseconds since the epoch; undefined when nobody has. */
  readonly changedAtMs: number | undefined
}

/** What a copy holds, in models of this session's own: in no document yet. */
export interface OpenedCopy {
  readonly title: string
  readonly note: string
  /** The roots of the copied document, without callbacks. */
  readonly models: readonly HasProps[]
  /** Milliseconds since the epoch. */
  readonly publishedAtMs: number
}

export interface Sharing {
  /** Keeps a copy of the document as it is now (at most 16 MiB), and gives it a link. @throws SharingError */
  publish(options: PublishOptions): Promise<Snapshot>
  /**
   * A small picture of a plot (or of a layout with plots) as a page shows it now: a data URL, of at most 320 pixels and
   * 48 KiB. Undefined when no page can draw one, or none answers in 3 s. @throws SharingError while the handler runs
   */
  preview(plot: HasProps): Promise<string | undefined>
  /** The copies that this session has published, the newest first. */
  readonly snapshots: readonly Snapshot[]
  unpublish(id: string): Promise<void>
  /**
   * What the copy has that a link of `publish` leads to, for this session's document. Undefined when there is none (any
   * more) in this place: a copy belongs to its route with its parameters. @throws SharingError for what is no such link
   */
  open(link: string): Promise<OpenedCopy | undefined>
  /** A link for others into this session. @throws SharingError */
  invite(options: InviteOptions): Invitation
  /** Disconnects everyone who used that invitation, and admits nobody by it any more. */
  revoke(id: string): void
  /** Every link that this session has given out. */
  readonly links: Links
}

/** An app asks for what can't be shared, or not now. */
export class SharingError extends Error {
  override readonly name = "SharingError"
}

/** For documents that no session holds. */
export const NO_SHARING: Sharing = {
  publish: () => Promise.reject(new SharingError("publish: there is no session")),
  preview: () => Promise.resolve(undefined),
  snapshots: [],
  unpublish: () => Promise.reject(new SharingError("unpublish: there is no session")),
  open: () => Promise.reject(new SharingError("open: there is no session")),
  invite: () => {
    throw new SharingError("invite: there is no session")
  },
  revoke: () => undefined,
  links: { list: () => Promise.resolve([]), revoke: () => Promise.resolve() },
}
