// An object's sockets as connections: what each keeps of itself while the object sleeps, and what an app does with it.

import {
  assertCloseCode,
  type Connection,
  ConnectionError,
  encodeConnectionData,
} from "../app/connection.ts"
import { parseSessionOpen } from "../app/session-open.ts"
import type { SessionRequest } from "../app/session-request.ts"
import type { Peer } from "../ports.ts"
import { closeReason } from "../util/close-codes.ts"
import { isRecord } from "../util/record.ts"
import { peerOf } from "./do-peer.ts"

type SendMessage = (peer: Peer, msg_type: string, msg_data: unknown) => void

/** A socket's attachment. */
interface Attachment {
  readonly id: string
  /** The text of its SessionOpen. */
  readonly open: string
  /** What the app attached, as JSON. */
  readonly data?: string
}

export class Connections {
  readonly #ctx: DurableObjectState
  readonly #sendMessage: SendMessage
  readonly #known = new WeakMap<WebSocket, SocketConnection>()
  readonly #byPeer = new WeakMap<Peer, SocketConnection>()

  constructor(ctx: DurableObjectState, sendMessage: SendMessage) {
    this.#ctx = ctx
    this.#sendMessage = sendMessage
  }

  /** A socket that is not accepted yet. */
  create(socket: WebSocket, open: string): SocketConnection {
    const attachment = { id: crypto.randomUUID(), open }
    return this.#remember(socket, attachment, { state: "asking" })
  }

  /** The one connection of a socket that was accepted. */
  of(socket: WebSocket): SocketConnection {
    const known = this.#known.get(socket)
    if (known !== undefined) return known
    const attachment = parseAttachment(socket.deserializeAttachment())
    return this.#remember(socket, attachment, { state: "open" })
  }

  ofPeer(peer: Peer): SocketConnection {
    const known = this.#byPeer.get(peer)
    if (known !== undefined) return known
    const socket = this.#ctx.getWebSockets().find((candidate) => peerOf(candidate) === peer)
    if (socket === undefined) throw new Error("a peer without a socket")
    return this.of(socket)
  }

  get open(): readonly SocketConnection[] {
    return this.#ctx
      .getWebSockets()
      .filter((socket) => peerOf(socket).isOpen)
      .map((socket) => this.of(socket))
  }

  #remember(socket: WebSocket, attachment: Attachment, state: ConnectionState): SocketConnection {
    const connection = new SocketConnection(socket, attachment, state, this.#sendMessage)
    this.#known.set(socket, connection)
    this.#byPeer.set(peerOf(socket), connection)
    return connection
  }
}

export interface Refusal {
  readonly code: number
  readonly reason: string
}

type ConnectionState =
  | { readonly state: "asking" }
  | { readonly state: "refused"; readonly refusal: Refusal }
  | { readonly state: "open" }

export class SocketConnection implements Connection {
  readonly #socket: WebSocket
  readonly #sendMessage: SendMessage
  #attachment: Attachment
  #state: ConnectionState

  constructor(
    socket: WebSocket,
    attachment: Attachment,
    state: ConnectionState,
    sendMessage: SendMessage,
  ) {
    this.#socket = socket
    this.#attachment = attachment
    this.#state = state
    this.#sendMessage = sendMessage
  }

  get id(): string {
    return this.#attachment.id
  }

  get openText(): string {
    return this.#attachment.open
  }

  get request(): SessionRequest {
    return parseSessionOpen(this.#attachment.open).request
  }

  get role(): Connection["role"] {
    const { invite, request } = parseSessionOpen(this.#attachment.open)
    const { "bokeh-snapshot": snapshot, "bokeh-view": view } = request.arguments
    const isView = snapshot !== undefined && view !== undefined
    return invite?.role ?? (isView ? "viewer" : "owner")
  }

  get inviteId(): string | undefined {
    return parseSessionOpen(this.#attachment.open).invite?.id
  }

  get data(): unknown {
    const { data } = this.#attachment
    return data === undefined ? undefined : JSON.parse(data)
  }

  /** Set when the app closed the connection before it was accepted. */
  get refusal(): Refusal | undefined {
    return this.#state.state === "refused" ? this.#state.refusal : undefined
  }

  /** From now on the socket outlives this object. */
  accept(ctx: DurableObjectState): void {
    ctx.acceptWebSocket(this.#socket)
    this.#socket.serializeAttachment(this.#attachment)
    this.#state = { state: "open" }
  }

  attach(data: unknown): void {
    this.#attachment = { ...this.#attachment, data: encodeConnectionData(data) }
    if (this.#state.state === "open") this.#socket.serializeAttachment(this.#attachment)
  }

  send_message(msg_type: string, msg_data: unknown): void {
    if (this.#state.state !== "open") {
      throw new ConnectionError("the connection is not open yet: send from a callback")
    }
    this.#sendMessage(peerOf(this.#socket), msg_type, msg_data)
  }

  close(code = 1000, reason = ""): void {
    assertCloseCode(code)
    if (this.#state.state === "open") peerOf(this.#socket).close(code, closeReason(reason))
    else this.#state = { state: "refused", refusal: { code, reason: closeReason(reason) } }
  }
}

function parseAttachment(value: unknown): Attachment {
  if (isRecord(value) && typeof value["id"] === "string" && typeof value["open"] === "string") {
    const { id, open, data } = value
    return { id, open, ...(typeof data === "string" && { data }) }
  }
  throw new Error("a socket without an attachment")
}
