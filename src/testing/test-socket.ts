// The server's end of a socket whose other end is the test: what the session sends is kept, as messages.

import type { NewSocket, SocketListener } from "../ports.ts"
import { AWAITING_HEADER, type RawMessage, type ReaderState, step } from "../protocol/frames.ts"

/** Nobody attacks a test. */
const LIMITS = { maxMessageBytes: Infinity, maxBuffers: Infinity }

export class TestSocket implements NewSocket {
  attachment: unknown
  readonly pingedAtMs = undefined
  closed: { readonly code: number; readonly reason: string } | undefined
  /** What came, the oldest first. */
  readonly messages: RawMessage[] = []
  #reader: ReaderState = AWAITING_HEADER
  #isKept = false

  get isOpen(): boolean {
    return this.closed === undefined
  }

  /** True when the session let it in. */
  get isKept(): boolean {
    return this.#isKept
  }

  keep(): void {
    this.#isKept = true
  }

  /** A socket that is let in only to be told why it is closed. */
  listen(_listener: SocketListener): void {
    this.#isKept = false
  }

  send(frame: string | Uint8Array): void {
    if (!this.isOpen) return
    const received = typeof frame === "string" ? frame : frame.slice().buffer
    const { state, message } = step(this.#reader, received, LIMITS)
    this.#reader = state
    if (message !== undefined) this.messages.push(message)
  }

  close(code: number, reason: string): void {
    this.closed ??= { code, reason }
  }
}
