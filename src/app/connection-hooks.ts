// Hooks with which an app takes part in what its sockets carry, without touching the routing. In Django Channels, a wrapper
// around a websocket consumer does this. Source: docs/design.md, "Socket hooks"

import type { Document } from "../document/document.ts"
import type { Connection, SocketMessage } from "./connection.ts"
import type { Context } from "./context.ts"

/** A hook that throws closes its own socket (1011), and the error is logged. */
export interface ConnectionHooks {
  /** A socket wants to join, before the handler runs for it. `connection.close(code, reason)` refuses it. */
  readonly connect?: (connection: Connection, context: Context) => unknown
  /** A message has arrived. Return false, or a string with the reason, to drop it: the client gets ERROR. */
  readonly receive?: (
    connection: Connection,
    message: SocketMessage,
    doc: Document,
    context: Context,
  ) => boolean | string | void
  /** A message is about to be sent. Return false to drop it. A client that expects it as a reply gets none. */
  readonly send?: (
    connection: Connection,
    message: SocketMessage,
    doc: Document,
    context: Context,
  ) => boolean | void
  /** A socket has closed (code 1006: without a close frame). It is no longer in `context.connections`. */
  readonly disconnect?: (
    connection: Connection,
    code: number,
    doc: Document,
    context: Context,
  ) => unknown
}
