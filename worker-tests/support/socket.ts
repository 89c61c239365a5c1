// A client's socket inside workerd, opened through the Worker's own fetch. It sends frames and receives messages.

import { SELF } from "cloudflare:test"

import { sessionName } from "../../src/objects/names.ts"
import {
  AWAITING_HEADER,
  type RawMessage,
  type ReaderState,
  step,
} from "../../src/protocol/frames.ts"
import { createToken } from "../../src/session/token.ts"

export const KEY = "runtime-tests"
const LIMITS = { maxMessageBytes: 1e9, maxBuffers: 1e6 }

export interface Close {
  readonly code: number
  readonly reason: string
}

/** A token for the session id, valid for `ttlMs`. */
export function tokenFor(sessionId: string, ttlMs = 60_000): string {
  return createToken({ sessionId, expiresAtMs: Date.now() + ttlMs, payload: undefined }, [KEY])
}

/** The object's name, as in the Worker. */
export function objectName(
  pattern: string,
  sessionId: string,
  params: Readonly<Record<string, string>> = {},
): string {
  return sessionName({ pattern, params }, sessionId)
}

export class TestSocket {
  readonly #socket: WebSocket
  readonly #messages: RawMessage[] = []
  readonly #closed: Promise<Close>
  #reader: ReaderState = AWAITING_HEADER
  #lastMsgid = 0
  #wake: () => void = () => undefined

  private constructor(socket: WebSocket) {
    this.#socket = socket
    this.#closed = new Promise((resolve) => {
      socket.addEventListener("close", ({ code, reason }) => resolve({ code, reason }))
    })
    socket.addEventListener("message", ({ data }) => this.#receive(data))
    socket.binaryType = "arraybuffer"
    socket.accept()
  }

  /** Opens PATH/ws with the subprotocols. The server answers with ACK unless it rejects the socket. */
  static async openWith(
    path: string,
    protocols: readonly string[],
    query = "",
  ): Promise<TestSocket> {
    const headers: Record<string, string> = { Upgrade: "websocket" }
    if (protocols.length > 0) headers["Sec-WebSocket-Protocol"] = protocols.join(", ")
    return TestSocket.from(await SELF.fetch(`http://server${path}/ws${query}`, { headers }))
  }

  /** The socket of a response. @throws Error if it has none */
  static from(response: Response): TestSocket {
    if (response.webSocket === null) throw new Error(`status ${response.status}`)
    return new TestSocket(response.webSocket)
  }

  static async open(path: string, sessionId: string, query = ""): Promise<TestSocket> {
    const socket = await TestSocket.openWith(path, ["bokeh", tokenFor(sessionId)], query)
    await socket.next("ACK")
    return socket
  }

  /** The next message of the type. Messages of other types before it are dropped. */
  async next(msgtype: string): Promise<RawMessage> {
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- one message after another
      const message = await this.#any()
      if (message.msgtype === msgtype) return message
    }
  }

  /** The messages before the next one of the type, which is dropped. */
  async until(msgtype: string): Promise<readonly RawMessage[]> {
    const before: RawMessage[] = []
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- one message after another
      const message = await this.#any()
      if (message.msgtype === msgtype) return before
      before.push(message)
    }
  }

  /** The types of the next messages that have one of the given types, up to the given number. */
  async nextOf(types: readonly string[], count: number): Promise<readonly string[]> {
    const found: string[] = []
    while (found.length < count) {
      // oxlint-disable-next-line no-await-in-loop -- one message after another
      const { msgtype } = await this.#any()
      if (types.includes(msgtype)) found.push(msgtype)
    }
    return found
  }

  sendFrame(frame: string | ArrayBuffer): void {
    this.#socket.send(frame)
  }

  send(msgtype: string, content: unknown): void {
    const msgid = `c${++this.#lastMsgid}`
    for (const part of [{ msgid, msgtype }, {}, content]) this.sendFrame(JSON.stringify(part))
  }

  /** Sends events; resolves with the type of the reply. */
  async patch(...events: readonly unknown[]): Promise<string> {
    this.send("PATCH-DOC", { events })
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- one message after another
      const { msgtype } = await this.#any()
      if (msgtype === "OK" || msgtype === "ERROR") return msgtype
    }
  }

  /** The document, pulled, as JSON with its buffers as lists of bytes. */
  async pull(): Promise<unknown> {
    this.send("PULL-DOC-REQ", {})
    const { content, buffers } = await this.next("PULL-DOC-REPLY")
    return { content, buffers: [...buffers].map(([id, data]) => [id, [...new Uint8Array(data)]]) }
  }

  closed(): Promise<Close> {
    return this.#closed
  }

  close(): void {
    this.#socket.close(1000, "done")
  }

  async #any(): Promise<RawMessage> {
    for (;;) {
      const message = this.#messages.shift()
      if (message !== undefined) return message
      // oxlint-disable-next-line no-await-in-loop -- one message after another
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }

  #receive(data: string | ArrayBuffer): void {
    const { state, message } = step(this.#reader, data, LIMITS)
    this.#reader = state
    if (message === undefined) return
    this.#messages.push(message)
    this.#wake()
  }
}
