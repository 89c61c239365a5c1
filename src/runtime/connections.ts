// An object's sockets as connections: what each keeps of itself while the object sleeps, and what an app does with it.

import {
  assertCloseCode,
  type Connection,
  ConnectionError,
  encodeConnectionData,
} from "../app/connection.ts"
import type { SessionRequest } from "../app/session-request.ts"
import { type Admission, encodeAdmission, parseAdmission } from "../objects/admission.ts"
import type { Peer } from "../ports.ts"
import { closeReason } from "../util/close-codes.ts"
import { FormatError } from "../util/format-error.ts"
import { isRecord } from "../util/record.ts"
import { peerOf } from "./do-peer.ts"

type SendMessage = (peer: Peer, msg_type: string, msg_data: unknown) => void

interface Attached {
  readonly id: string
  readonly admission: Admission
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
  create(socket: WebSocket, admission: Admission): SocketConnection {
    const attached = { id: crypto.randomUUID(), admission }
    return this.#remember(socket, attached, { state: "asking" })
  }

  /** The one connection of a socket that was accepted. */
  of(socket: WebSocket): SocketConnection {
    const known = this.#known.get(socket)
    if (known !== undefined) return known
    const attached = parseAttachment(socket.deserializeAttachment())
    return this.#remember(socket, attached, { state: "open" })
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

  #remember(socket: WebSocket, attached: Attached, state: ConnectionState): SocketConnection {
    const connection = new SocketConnection(socket, attached, state, this.#sendMessage)
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
  #attached: Attached
  #state: ConnectionState

  constructor(
    socket: WebSocket,
    attached: Attached,
    state: ConnectionState,
    sendMessage: SendMessage,
  ) {
    this.#socket = socket
    this.#attached = attached
    this.#state = state
    this.#sendMessage = sendMessage
  }

  get id(): string {
    return this.#attached.id
  }

  get admission(): Admission {
    return this.#attached.admission
  }

  get request(): SessionRequest {
    return this.admission.request
  }

  get role(): Connection["role"] {
    return this.admission.role
  }

  get inviteId(): string | undefined {
    return this.admission.inviteId
  }

  get data(): unknown {
    const { data } = this.#attached
    return data === undefined ? undefined : JSON.parse(data)
  }

  /** Set when the app closed the connection before it was accepted. */
  get refusal(): Refusal | undefined {
    return this.#state.state === "refused" ? this.#state.refusal : undefined
  }

  /** From now on the socket outlives this object. */
  accept(ctx: DurableObjectState): void {
    ctx.acceptWebSocket(this.#socket)
    this.#socket.serializeAttachment(encodeAttachment(this.#attached))
    this.#state = { state: "open" }
  }

  attach(data: unknown): void {
    this.#attached = { ...this.#attached, data: encodeConnectionData(data) }
    if (this.#state.state === "open")
      this.#socket.serializeAttachment(encodeAttachment(this.#attached))
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

/** Format 1 has no number, and its admission under the name "open". */
const FORMAT = 2

/** A socket's attachment: what is kept of it while the object sleeps. */
function encodeAttachment({ id, admission, data }: Attached): unknown {
  return { format: FORMAT, id, admission: encodeAdmission(admission), data }
}

/** @throws FormatError when a newer version of the code wrote it */
function parseAttachment(value: unknown): Attached {
  if (!isRecord(value) || typeof value["id"] !== "string") {
    throw new Error("a socket without an attachment")
  }
  const { format = 1, id, open, admission = open, data } = value
  if (format !== 1 && format !== FORMAT) {
    throw new FormatError("a socket's attachment", format, FORMAT)
  }
  return {
    id,
    admission: parseAdmission(String(admission)),
    ...(typeof data === "string" && { data }),
  }
}
