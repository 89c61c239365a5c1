// Sharing, as an app sees it: copies of its document for others, and guests in the session itself.

import type { HasProps } from "../model/has-props.ts"

export interface PublishOptions {
  readonly title: string
  readonly note?: string
  /** Only these models, with all that they refer to, and without callbacks; default the whole document. */
  readonly models?: readonly HasProps[]
  /** A small picture that helps others to choose: the result of `preview(plot)`. */
  readonly preview?: string | undefined
  /** Seconds until the copy is deleted; default 30 days. */
  readonly expires?: number
  /** The author's name, shown to those who open the copy; default the user's name, or id. */
  readonly by?: string | undefined
}

/** An immutable copy of a document. */
export interface Snapshot {
  readonly id: string
  readonly title: string
  readonly note: string
  /** The author's name, if known. */
  readonly by?: string | undefined
  /** Opens a new session of the visitor's own that starts with the copied document; with `&bokeh-view`, read-only. */
  readonly link: string
  readonly preview: string | undefined
  /** Milliseconds since the epoch. */
  readonly publishedAtMs: number
  readonly expiresAtMs: number
}

export interface InviteOptions {
  /** A viewer sees every change and can make none. An editor has the rights of the owner. */
  readonly role: "viewer" | "editor"
  /** Seconds until it expires; default one day. */
  readonly expires?: number | undefined
  /** The owner's name, shown to the guests; default the user's name, or id. */
  readonly by?: string | undefined
}

export interface Invitation {
  readonly id: string
  /** Leads into this session itself. */
  readonly link: string
}

/** A link that this session has given out. */
export interface Link {
  readonly id: string
  /** A copy, or an invitation for guests of that role. */
  readonly kind: "copy" | "viewer" | "editor"
  /** The copy's title. */
  readonly title: string
  readonly link: string
  /** Milliseconds since the epoch. */
  readonly createdAtMs: number
  readonly expiresAtMs: number
  /** How many sessions were started from the copy, or how many guests' windows have connected. */
  readonly opened: number
  /** Guests' windows that are connected now. */
  readonly connected: number
}

export interface Links {
  /** All links that still work, newest first. */
  list(): Promise<readonly Link[]>
  /** Makes the link invalid: a copy is deleted, guests are disconnected. */
  revoke(id: string): Promise<void>
}

/** The copy that a session was started from. */
export type CopyOrigin = Pick<Snapshot, "id" | "title" | "note" | "by" | "publishedAtMs">

/** What has happened to the original of a copy. */
export interface CopyNews {
  /** The author's session still exists. */
  readonly isThere: boolean
  /** When the original was last changed since the copy, in milliseconds since the epoch; undefined when it was not. */
  readonly changedAtMs: number | undefined
}

/** The content of a copy, as new models of this session that are in no document yet. */
export interface OpenedCopy {
  readonly title: string
  readonly note: string
  /** The roots of the copied document, without callbacks. */
  readonly models: readonly HasProps[]
  /** Milliseconds since the epoch. */
  readonly publishedAtMs: number
}

export interface Sharing {
  /** Stores a copy of the document as it is now (at most 16 MiB), and gives it a link. @throws SharingError */
  publish(options: PublishOptions): Promise<Snapshot>
  /**
   * A small picture of a plot (or of a layout with plots) as a page shows it now: a data URL of at most 320 pixels and 48
   * KiB. Undefined when no page can draw one, or when none responds within 3 s. @throws SharingError while the handler runs
   */
  preview(plot: HasProps): Promise<string | undefined>
  /** The copies that this session has published, newest first. */
  readonly snapshots: readonly Snapshot[]
  unpublish(id: string): Promise<void>
  /**
   * Opens the copy that a link of `publish` leads to, for this session's document. Undefined when there is no such copy, or
   * no longer, for this route with these parameters: a copy belongs to both. @throws SharingError for any other link
   */
  open(link: string): Promise<OpenedCopy | undefined>
  /** A link for others into this session. @throws SharingError */
  invite(options: InviteOptions): Invitation
  /** Disconnects everyone who used that invitation. It no longer lets anybody in. */
  revoke(id: string): void
  /** Every link that this session has given out. */
  readonly links: Links
}

/** An app tries to share something that cannot be shared, or cannot be shared now. */
export class SharingError extends Error {
  override readonly name = "SharingError"
}
