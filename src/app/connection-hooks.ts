// How an app takes part in what its sockets carry, without touching the routing.
// Source: docs/design.md, "Socket hooks"; what a wrapper around a websocket consumer does in Django Channels

import type { Document } from "../document/document.ts"
import type { Connection, SocketMessage } from "./connection.ts"
import type { Context } from "./context.ts"

/** A hook that throws ends its own socket (1011), and is logged. */
export interface ConnectionHooks {
  /** A socket wants to join, before the handler runs for it. `connection.close(code, reason)` refuses it. */
  readonly connect?: (connection: Connection, context: Context) => unknown
  /** A message came. False, or a string that says why, drops it: the client is answered with ERROR. */
  readonly receive?: (
    connection: Connection,
    message: SocketMessage,
    doc: Document,
    context: Context,
  ) => boolean | string | void
  /** A message is about to go out. False drops it; a client that waits for such a reply waits on. */
  readonly send?: (
    connection: Connection,
    message: SocketMessage,
    doc: Document,
    context: Context,
  ) => boolean | void
  /** A socket has closed (1006: without saying so). It is not among `context.connections` any more. */
  readonly disconnect?: (
    connection: Connection,
    code: number,
    doc: Document,
    context: Context,
  ) => unknown
}
