// A socket that records the messages that a session sends to it.

import type { NewSocket, Peer, Socket, SocketListener } from "../../src/ports.ts"
import {
  AWAITING_HEADER,
  framesIn,
  type RawMessage,
  type ReaderState,
  step,
} from "../../src/protocol/frames.ts"
import { closeCode, closeReason } from "../../src/util/close-codes.ts"
import { isRecord } from "../../src/util/record.ts"

const LIMITS = { maxMessageBytes: 1e9, maxBuffers: 1e6 }

/** A socket that keeps the frames that were sent. */
export class FakeSocket implements Socket {
  isOpen = true
  readonly frames: (string | ArrayBuffer)[] = []
  closed: { readonly code: number; readonly reason: string } | undefined

  send(frame: string | Uint8Array): void {
    if (this.isOpen) this.frames.push(typeof frame === "string" ? frame : frame.slice().buffer)
  }

  close(code: number, reason: string): void {
    this.isOpen = false
    this.closed ??= { code: closeCode(code), reason: closeReason(reason) }
  }
}

/** A socket that keeps the messages that were sent. */
class RecordingSocket extends FakeSocket {
  /** Received messages that were not taken yet. */
  readonly messages: RawMessage[] = []
  /** Websocket messages, each of which can have several frames. */
  sentCount = 0
  #reader: ReaderState = AWAITING_HEADER

  override send(frame: string | Uint8Array): void {
    super.send(frame)
    for (const sent of this.frames.splice(0)) {
      this.sentCount++
      for (const one of framesIn(sent, this.#reader)) {
        const { state, message } = step(this.#reader, one, LIMITS)
        this.#reader = state
        if (message !== undefined) this.messages.push(message)
      }
    }
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

export interface FakePeerOptions {
  readonly isViewer?: boolean
  readonly isEmbedded?: boolean
  readonly mayBringCode?: boolean
  /** Default: the value of `mayBringCode`. */
  readonly holdsKey?: boolean
  readonly bokehVersion?: string | undefined
  /** Default false: a program. */
  readonly isBokehJs?: boolean
}

/** A session's peer. */
export class FakePeer extends RecordingSocket implements Peer {
  isBokehJs: boolean
  readonly isViewer: boolean
  readonly isEmbedded: boolean
  readonly mayBringCode: boolean
  readonly holdsKey: boolean
  readonly bokehVersion: string | undefined

  constructor({
    isViewer = false,
    isEmbedded = false,
    mayBringCode = true,
    holdsKey = mayBringCode,
    bokehVersion,
    isBokehJs = false,
  }: FakePeerOptions = {}) {
    super()
    this.isBokehJs = isBokehJs
    this.isViewer = isViewer
    this.isEmbedded = isEmbedded
    this.mayBringCode = mayBringCode
    this.holdsKey = holdsKey
    this.bokehVersion = bokehVersion
  }

  noteBokehJs(): void {
    this.isBokehJs = true
  }

  flush(): void {
    // each frame has left already
  }
}

/** An object's socket. */
export class FakeKeptSocket extends RecordingSocket implements NewSocket {
  attachment: unknown
  pingedAtMs: number | undefined
  isKept = false
  listener: SocketListener | undefined

  keep(): void {
    this.isKept = true
  }

  listen(listener: SocketListener): void {
    this.listener = listener
  }
}
