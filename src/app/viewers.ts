// What a route allows viewers to do, and how its app is notified of them.

import type { Connection } from "./connection.ts"

export interface ViewersOptions {
  /** The types of messages (`doc.on_message`) that viewers may send. */
  readonly messages?: readonly string[]
  /** Viewers may make a copy of their own of what they see; default true. */
  readonly copies?: boolean
  /** Viewers may request editing: see `context.on_edit_request`; default false. */
  readonly requests?: boolean
}

/** A viewer requests editing. */
export interface EditRequest {
  /** The window that sent the request. */
  readonly connection: Connection
  /**
   * Gives the window an editor's invitation, and opens its link there. @param expires of the invitation, in seconds;
   * default one day
   */
  allow(expires?: number): void
  /** Notifies the window of the refusal. */
  refuse(): void
}

export type EditRequestCallback = (request: EditRequest) => unknown

/** A window has connected or disconnected. */
export interface ConnectionChange {
  readonly kind: "came" | "left"
  readonly connection: Connection
}

export type ConnectionChangeCallback = (change: ConnectionChange) => unknown

/** The return type of `viewers`. Only apps that call it carry the code of viewers' pages. */
export interface ViewersFeature {
  readonly messages?: readonly string[]
  /** For the head of a viewer's page. */
  readonly script?: string
  /** @param parts what the session provides */
  start?(parts: object): void
}
