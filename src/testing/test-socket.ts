// The server's end of a socket to the test. It keeps what the session sends, as messages.

import type { NewSocket, SocketListener } from "../ports.ts"
import { AWAITING_HEADER, type RawMessage, type ReaderState, step } from "../protocol/frames.ts"

/** Tests need no limits. */
const LIMITS = { maxMessageBytes: Infinity, maxBuffers: Infinity }

export class TestSocket implements NewSocket {
  attachment: unknown
  readonly pingedAtMs = undefined
  closed: { readonly code: number; readonly reason: string } | undefined
  /** The messages received, oldest first. */
  readonly messages: RawMessage[] = []
  #reader: ReaderState = AWAITING_HEADER
  #isKept = false

  get isOpen(): boolean {
    return this.closed === undefined
  }

  /** True when the session accepted it. */
  get isKept(): boolean {
    return this.#isKept
  }

  keep(): void {
    this.#isKept = true
  }

  /** A socket that is accepted only to be closed with a reason. */
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
