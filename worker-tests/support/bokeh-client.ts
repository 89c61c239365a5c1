// A small Bokeh client for protocol tests. It sends frames as given, and awaits messages and the close without sleeping.
// Source: bokehjs protocol/receiver.ts and client/connection.ts

import { randomUUID } from "node:crypto"
import { once } from "node:events"

import { WebSocket } from "ws"

import { PING, PONG } from "../../src/client/task.ts"
import {
  isPackedText,
  packFrames,
  unpackBinary,
  unpackText,
} from "../../src/protocol/packed-frames.ts"

const TIMEOUT_MS = 150_000

export interface Header {
  readonly msgid: string
  readonly msgtype: string
  readonly reqid?: string
  readonly num_buffers?: number
}

export interface BokehMessage {
  readonly header: Header
  readonly content: Readonly<Record<string, unknown>>
  readonly buffers: ReadonlyMap<string, Buffer>
}

export interface Close {
  readonly code: number
  readonly reason: string
}

/** Opens a socket, e.g. `ws://127.0.0.1:8787/temperature/ws`. @throws Error if the server rejects the upgrade */
export async function connect(
  url: string,
  token: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<BokehClient> {
  const socket = new WebSocket(url, ["bokeh", token], { headers })
  const client = new BokehClient(socket)
  await once(socket, "open")
  return client
}

/** The token of a new session, from the page at the address. */
export async function openToken(pageUrl: string): Promise<string> {
  return tokenIn(await (await fetch(pageUrl)).text())
}

/** The token in a page or in autoload.js. */
export function tokenIn(text: string): string {
  const token = /"token":"([^"]+)"/.exec(text)?.[1]
  if (token === undefined) throw new Error(`there is no token in ${text}`)
  return token
}

interface TokenBody {
  readonly session_id: string
  readonly session_expiry: number
}

function bodyOf(token: string): TokenBody {
  return JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString()) as TokenBody
}

/** The signed session id of a token, for `?bokeh-session-id=`. */
export function sessionIdOf(token: string): string {
  return bodyOf(token).session_id
}

/** When the token expires, in milliseconds. */
export function expiryOf(token: string): number {
  return bodyOf(token).session_expiry * 1000
}

/** @throws if the server does not accept the event */
export async function acknowledged(client: BokehClient, event: object): Promise<void> {
  const { header, content } = await client.request("PATCH-DOC", { events: [event] })
  if (header.msgtype !== "OK") throw new Error(`the answer is ${JSON.stringify(content)}`)
}

/** Sends a message that the app receives by `doc.on_message`. */
export function tell(
  client: BokehClient,
  msg_type: string,
  msg_data: unknown = null,
): Promise<void> {
  return acknowledged(client, { kind: "MessageSent", msg_type, msg_data })
}

/** The link in a test app's message "link". */
export async function linkBy(
  client: BokehClient,
  msg_type: string,
  msg_data: unknown,
): Promise<string> {
  client.send("PATCH-DOC", { events: [{ kind: "MessageSent", msg_type, msg_data }] })
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- one message after another
    const { content } = await client.waitForMessage("PATCH-DOC")
    const [, link] = /"msg_type":"link","msg_data":"([^"]+)"/.exec(JSON.stringify(content)) ?? []
    if (link !== undefined) return client.origin + link
  }
}

export class BokehClient {
  readonly #socket: WebSocket
  readonly #messages: BokehMessage[] = []
  readonly #closed: Promise<Close>
  #frames: (string | Buffer)[] = []
  #wake: () => void = () => undefined
  #answered: () => void = () => undefined

  /** Packs messages after the server's first packed message, as the server's pages do. */
  #isPacked = false

  constructor(socket: WebSocket) {
    this.#socket = socket
    this.#closed = new Promise((resolve) => {
      socket.on("close", (code, reason) => resolve({ code, reason: reason.toString() }))
    })
    socket.on("error", () => undefined) // a close follows
    socket.on("message", (data: Buffer, isBinary) =>
      this.#receive(isBinary ? data : data.toString()),
    )
  }

  /** The origin of the server's pages. */
  get origin(): string {
    return new URL(this.#socket.url.replace("ws", "http")).origin
  }

  /** The next message of the type. Earlier messages of other types stay for later calls. */
  async waitForMessage(msgtype: string): Promise<BokehMessage> {
    return this.#waitFor(msgtype, ({ header }) => header.msgtype === msgtype)
  }

  waitForClose(): Promise<Close> {
    return withTimeout(this.#closed, "the socket's close")
  }

  /** Sends a message without buffers and waits for its reply. */
  async request(msgtype: string, content: unknown = {}): Promise<BokehMessage> {
    return this.waitForReply(this.send(msgtype, content))
  }

  /** The reply to the message with the id. */
  async waitForReply(msgid: string): Promise<BokehMessage> {
    return this.#waitFor(`the reply to ${msgid}`, ({ header }) => header.reqid === msgid)
  }

  /** Sends a message, and returns its msgid. */
  send(
    msgtype: string,
    content: unknown = {},
    buffers: ReadonlyMap<string, Uint8Array> = new Map(),
  ): string {
    const msgid = randomUUID().replaceAll("-", "").toUpperCase() // like BokehJS
    const frames = [{ msgid, msgtype, num_buffers: buffers.size }, {}, content].map((part) =>
      JSON.stringify(part),
    )
    const payloads = [...buffers].flatMap(([id, bytes]) => [JSON.stringify({ id }), bytes])
    const all = [...frames, ...payloads]
    this.sendFrames(this.#isPacked ? [packFrames(all)] : all)
    return msgid
  }

  /** Sends frames as they are, even invalid ones. */
  sendFrames(frames: readonly (string | Uint8Array)[]): void {
    for (const frame of frames) this.#socket.send(frame)
  }

  /** Sends a ping as the server's pages do, and waits until the runtime has answered. */
  async ping(): Promise<void> {
    const answer = new Promise<void>((resolve) => (this.#answered = resolve))
    this.#socket.send(PING)
    await withTimeout(answer, "the answer to a ping")
  }

  /** Waits until the server has answered the close. */
  async close(code = 1000): Promise<void> {
    this.#socket.close(code)
    await this.waitForClose()
  }

  /** Drops the connection without a close frame, as a lost network does. */
  terminate(): void {
    this.#socket.terminate()
  }

  async #waitFor(what: string, isIt: (message: BokehMessage) => boolean): Promise<BokehMessage> {
    for (;;) {
      const index = this.#messages.findIndex(isIt)
      const [message] = index < 0 ? [] : this.#messages.splice(index, 1)
      if (message !== undefined) return message
      const next = new Promise<void>((resolve) => (this.#wake = resolve))
      await withTimeout(Promise.race([next, this.#failWhenClosed(what)]), what)
    }
  }

  async #failWhenClosed(what: string): Promise<never> {
    const { code, reason } = await this.#closed
    throw new Error(`the socket closed with ${code} '${reason}' before ${what}`)
  }

  #receive(data: string | Buffer): void {
    if (data === PONG) {
      this.#answered()
      return
    }
    this.#isPacked ||= typeof data === "string" && isPackedText(data)
    // Large frames arrive unpacked, since nothing is packed within a message.
    const isPacked = this.#isPacked && this.#frames.length === 0
    for (const frame of isPacked ? unpacked(data) : [data]) this.#receiveFrame(frame)
  }

  #receiveFrame(frame: string | Buffer): void {
    this.#frames.push(frame)
    const [header, , content, ...rest] = this.#frames
    if (header === undefined || content === undefined) return
    const parsed = parseObject(header) as unknown as Header
    if (rest.length < 2 * (parsed.num_buffers ?? 0)) return
    this.#frames = []
    this.#messages.push({ header: parsed, content: parseObject(content), buffers: buffersIn(rest) })
    this.#wake()
  }
}

/** Unpacks as the server's pages do. Source: src/client/packing.ts */
function unpacked(data: string | Buffer): readonly (string | Buffer)[] {
  if (typeof data === "string") return unpackText(data)
  const frames = unpackBinary(new Uint8Array(data).buffer) ?? []
  return frames.map((frame) => (typeof frame === "string" ? frame : Buffer.from(frame)))
}

function buffersIn(frames: readonly (string | Buffer)[]): ReadonlyMap<string, Buffer> {
  const buffers = new Map<string, Buffer>()
  for (let i = 0; i + 1 < frames.length; i += 2) {
    buffers.set(String(parseObject(frames[i] ?? "")["id"]), Buffer.from(frames[i + 1] ?? ""))
  }
  return buffers
}

function parseObject(frame: string | Buffer): Readonly<Record<string, unknown>> {
  return JSON.parse(frame.toString()) as Record<string, unknown>
}

async function withTimeout<T>(promise: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited ${TIMEOUT_MS} ms for ${what}`)), TIMEOUT_MS)
  })
  try {
    return await Promise.race([promise, expired])
  } finally {
    clearTimeout(timer)
  }
}
