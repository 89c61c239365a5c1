// A hand-written websocket that, unlike any client library, never answers a Close frame.

import { randomBytes } from "node:crypto"
import { once } from "node:events"
import { connect, type Socket } from "node:net"

const TEXT = 1
const CLOSE = 8

interface Frame {
  readonly opcode: number
  readonly payload: Uint8Array
}

/** Opens one, e.g. at `http://127.0.0.1:8787/temperature/ws`. @throws Error when the server refuses the upgrade */
export async function openRaw(url: string, token: string): Promise<RawSocket> {
  const { hostname, port, host, pathname, origin } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.on("error", () => undefined) // the expected data then does not arrive
  await once(socket, "connect")
  const lines = [
    `GET ${pathname} HTTP/1.1`,
    `Host: ${host}`,
    `Origin: ${origin}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}`,
    `Sec-WebSocket-Protocol: bokeh, ${token}`,
  ]
  const raw = new RawSocket(socket)
  socket.write(`${lines.join("\r\n")}\r\n\r\n`)
  await raw.opened()
  return raw
}

export class RawSocket {
  readonly #socket: Socket
  readonly frames: Frame[] = []
  /** The server's response to the request. */
  #head: string | undefined
  #bytes = new Uint8Array()
  #isOver = false
  #changed: () => void = () => undefined

  constructor(socket: Socket) {
    this.#socket = socket
    socket.on("data", (bytes: Uint8Array) => {
      this.#bytes = joined([this.#bytes, bytes])
      this.#read()
      this.#changed()
    })
    socket.on("close", () => {
      this.#isOver = true
      this.#changed()
    })
  }

  /** Resolves when the server has accepted it. */
  async opened(): Promise<void> {
    await this.#until(() => this.#head !== undefined)
    if (this.#head?.startsWith("HTTP/1.1 101") !== true) throw new Error(`refused: ${this.#head}`)
  }

  /** The code of the server's Close frame, or undefined if the connection was cut without one. */
  async closeCode(): Promise<number | undefined> {
    const close = () => this.frames.find(({ opcode }) => opcode === CLOSE)
    await this.#until(() => close() !== undefined)
    const payload = close()?.payload
    return payload && viewOf(payload).getUint16(0)
  }

  get isOver(): boolean {
    return this.#isOver
  }

  /** All received text messages. */
  get texts(): readonly string[] {
    return this.frames.flatMap(({ opcode, payload }) => (opcode === TEXT ? [textOf(payload)] : []))
  }

  /** Sends a message of the protocol. */
  send(msgtype: string, content: object): void {
    for (const part of [{ msgid: "c1", msgtype }, {}, content]) this.sendText(JSON.stringify(part))
  }

  sendText(text: string): void {
    const payload = new TextEncoder().encode(text)
    // A mask of zeros is valid, too.
    const head = new Uint8Array(8)
    head.set([0x80 | TEXT, 0x80 | 126])
    viewOf(head).setUint16(2, payload.byteLength)
    this.#socket.write(joined([head, payload]))
  }

  destroy(): void {
    this.#socket.destroy()
  }

  async #until(isSo: () => boolean): Promise<void> {
    while (!isSo() && !this.#isOver) {
      // oxlint-disable-next-line no-await-in-loop -- what comes, comes one after another
      await new Promise<void>((resolve) => (this.#changed = resolve))
    }
  }

  #read(): void {
    if (this.#head === undefined) {
      const end = textOf(this.#bytes).indexOf("\r\n\r\n")
      if (end < 0) return
      this.#head = textOf(this.#bytes.subarray(0, end))
      this.#bytes = this.#bytes.subarray(end + 4)
    }
    for (let frame = this.#next(); frame !== undefined; frame = this.#next())
      this.frames.push(frame)
  }

  #next(): Frame | undefined {
    const bytes = this.#bytes
    if (bytes.byteLength < 10) return this.#short(bytes)
    const view = viewOf(bytes)
    const short = view.getUint8(1) & 0x7f
    if (short < 126) return this.#short(bytes)
    return short === 126
      ? this.#take(4, view.getUint16(2))
      : this.#take(10, Number(view.getBigUint64(2)))
  }

  /** A frame short enough to have no extended length. */
  #short(bytes: Uint8Array): Frame | undefined {
    const short = (bytes[1] ?? 0) & 0x7f
    return bytes.byteLength < 2 || short > 125 ? undefined : this.#take(2, short)
  }

  #take(start: number, length: number): Frame | undefined {
    const bytes = this.#bytes
    if (bytes.byteLength < start + length) return undefined
    this.#bytes = bytes.subarray(start + length)
    return { opcode: (bytes[0] ?? 0) & 0x0f, payload: bytes.subarray(start, start + length) }
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.byteLength
  }
  return all
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength)
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}
