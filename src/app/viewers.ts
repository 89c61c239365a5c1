// What a route lets those do who look on, and how its app hears of them.

import type { Connection } from "./connection.ts"

export interface ViewersOptions {
  /** The types of messages (`doc.on_message`) that are taken from them. */
  readonly messages?: readonly string[]
  /** They may make a copy of their own of what they see; default true. */
  readonly copies?: boolean
  /** They may ask to edit: see `context.on_edit_request`; default false. */
  readonly requests?: boolean
}

/** A viewer asks to edit. */
export interface EditRequest {
  /** Of the window that asks. */
  readonly connection: Connection
  /** Gives the window an editor's invitation, and leads it there. @param expires of the invitation, in seconds; default one day */
  allow(expires?: number): void
  /** Tells it so. */
  refuse(): void
}

export type EditRequestCallback = (request: EditRequest) => unknown

/** Somebody's window has come, or is gone. */
export interface ConnectionChange {
  readonly kind: "came" | "left"
  readonly connection: Connection
}

export type ConnectionChangeCallback = (change: ConnectionChange) => unknown

/** What `viewers` makes. Only apps that have one carry the code of viewers' pages. */
export interface ViewersFeature {
  readonly messages?: readonly string[]
  /** For the head of a viewer's page. */
  readonly script?: string
  /** @param parts what the session gives */
  start?(parts: object): void
}
