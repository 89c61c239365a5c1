// A socket that records: what a session sent to it, as messages.

import type { Peer } from "../../src/ports.ts"
import {
  AWAITING_HEADER,
  type RawMessage,
  type ReaderState,
  step,
} from "../../src/protocol/frames.ts"
import { isRecord } from "../../src/util/record.ts"

const LIMITS = { maxMessageBytes: 1e9, maxBuffers: 1e6 }

export class FakePeer implements Peer {
  isOpen = true
  /** What came and was not taken yet. */
  readonly messages: RawMessage[] = []
  closed: { readonly code: number; readonly reason: string } | undefined
  #reader: ReaderState = AWAITING_HEADER

  send(frame: string | Uint8Array): void {
    const bytes = typeof frame === "string" ? frame : frame.slice().buffer
    const { state, message } = step(this.#reader, bytes, LIMITS)
    this.#reader = state
    if (message !== undefined) this.messages.push(message)
  }

  close(code: number, reason: string): void {
    this.isOpen = false
    this.closed = { code, reason }
  }

  /** The messages since the last call. */
  take(): readonly RawMessage[] {
    return this.messages.splice(0)
  }

  takeTypes(): readonly string[] {
    return this.take().map(({ msgtype }) => msgtype)
  }

  /** The events of all PATCH-DOCs since the last call. */
  takeEvents(): readonly unknown[] {
    return this.take().flatMap(({ content }) =>
      isRecord(content) && Array.isArray(content["events"]) ? content["events"] : [],
    )
  }
}
