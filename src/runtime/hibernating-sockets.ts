// An object's websockets as ports: accepted through the hibernation API, they outlive the object's memory. Source:
// https://developers.cloudflare.com/durable-objects/best-practices/websockets/

import { PING, PONG } from "../client/task.ts"
import type { NewSocket, SocketListener, Sockets } from "../ports.ts"
import { closeCode, closeReason } from "../util/close-codes.ts"
import { getOrMake } from "../util/get-or-make.ts"

export class HibernatingSockets implements Sockets {
  readonly #ctx: DurableObjectState
  readonly #known = new WeakMap<WebSocket, HibernatingSocket>()

  constructor(ctx: DurableObjectState) {
    this.#ctx = ctx
  }

  /** The only port of a websocket: the same object as long as this isolate lives. */
  of(socket: WebSocket): HibernatingSocket {
    return getOrMake(this.#known, socket, () => new HibernatingSocket(socket, this.#ctx))
  }

  get all(): readonly HibernatingSocket[] {
    return this.#ctx.getWebSockets().map((socket) => this.of(socket))
  }
}

class HibernatingSocket implements NewSocket {
  readonly #socket: WebSocket
  readonly #ctx: DurableObjectState

  constructor(socket: WebSocket, ctx: DurableObjectState) {
    this.#socket = socket
    this.#ctx = ctx
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN
  }

  get attachment(): unknown {
    return this.#socket.deserializeAttachment()
  }

  set attachment(value: unknown) {
    this.#socket.serializeAttachment(value)
  }

  get pingedAtMs(): number | undefined {
    return this.#ctx.getWebSocketAutoResponseTimestamp(this.#socket)?.getTime()
  }

  keep(): void {
    this.#ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PING, PONG))
    this.#ctx.acceptWebSocket(this.#socket)
  }

  listen({ message, closed }: SocketListener): void {
    this.#socket.accept()
    this.#socket.addEventListener("close", () => closed())
    this.#socket.addEventListener("message", ({ data }) => message(data))
  }

  /** A socket may die between the check and the call. Its close event follows anyway. */
  send(frame: string | Uint8Array): void {
    if (!this.isOpen) return
    try {
      this.#socket.send(frame)
    } catch {
      this.close(1011, "the connection was lost")
    }
  }

  close(code: number, reason: string): void {
    try {
      this.#socket.close(closeCode(code), closeReason(reason))
    } catch {
      // already closed
    }
  }
}
