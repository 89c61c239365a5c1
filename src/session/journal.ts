// When a session writes what: one record for each turn, and a checkpoint in their place when they outgrow it.
// Source: PROTOCOL.md S11

import { createCheckpoint } from "../document/checkpoint.ts"
import type { EncodedEvents } from "../document/create-patch.ts"
import { type Document, internalsOf } from "../document/document.ts"
import type { Timers } from "../ports.ts"
import type { EncodedRecord } from "./record.ts"

/** Durable before anything that is sent after it leaves. */
export interface RecordStore {
  /** Bytes of the checkpoint; 0 when there is none yet. */
  readonly checkpointBytes: number
  /** Bytes of the turns after it. */
  readonly turnBytes: number
  appendTurn(record: EncodedRecord): void
  /** Takes the place of the last checkpoint and all turns. */
  replaceCheckpoint(record: EncodedRecord): void
}

export interface JournalOptions {
  readonly store: RecordStore
  readonly document: Document
  readonly timers: Timers
  /** Calls back after what runs now. */
  readonly soon: (action: () => void) => void
  /** An app can set what can't be written: the session goes on. */
  readonly failed: (failure: unknown) => void
}

/** Below this, reading the turns back costs less than writing the document again. */
const MIN_TURN_BYTES = 512 * 1024
/** From the first pull to the first checkpoint, where nothing changes before: that is stored at once. */
const FIRST_CHECKPOINT_MS = 1000

/** Whether a client has seen the document, and while nothing is stored, what stops the first checkpoint. */
type Audience =
  | { readonly state: "unseen" }
  | { readonly state: "waiting"; readonly stop: () => void }
  | { readonly state: "seen" }

export class Journal {
  readonly #options: JournalOptions
  #audience: Audience = { state: "unseen" }

  constructor(options: JournalOptions) {
    this.#options = options
  }

  /** A client has seen the document, in this object's time or before. */
  get wasSeen(): boolean {
    return this.#audience.state !== "unseen" || this.#hasCheckpoint
  }

  get #hasCheckpoint(): boolean {
    return this.#options.store.checkpointBytes > 0
  }

  /** Keeps what a turn changed. Without a checkpoint below it, the whole document is written. */
  append({ events, buffers }: EncodedEvents): void {
    if (events.length === 0) return
    if (!this.#hasCheckpoint) return this.checkpoint()
    this.#write(({ store, document }) => {
      const { lastNumber } = internalsOf(document).graph
      const json = `{"lastNumber":${lastNumber},"events":[${events.join(",")}]}`
      store.appendTurn({ json, buffers })
    })
    if (!this.#isCheckpointDue) return
    this.#options.soon(() => {
      if (this.#isCheckpointDue) this.checkpoint() // after what is sent now: the client need not wait for it
    })
  }

  checkpoint(): void {
    this.#write(({ store, document }) => store.replaceCheckpoint(createCheckpoint(document)))
  }

  /** What a client has seen must still be there after a wake; but many look once and go: they cost no write. */
  pulled(): void {
    if (this.#audience.state === "waiting") return
    if (this.#hasCheckpoint) {
      this.#audience = { state: "seen" }
      return
    }
    const stop = this.#options.timers.after(FIRST_CHECKPOINT_MS, () => {
      this.#audience = { state: "seen" }
      if (!this.#hasCheckpoint) this.checkpoint()
    })
    this.#audience = { state: "waiting", stop }
  }

  /** Everybody has gone. */
  stop(): void {
    if (this.#audience.state !== "waiting") return
    this.#audience.stop()
    this.#audience = { state: "seen" }
  }

  /** True when the turns have become as large as the document: reading back stays cheap then. */
  get #isCheckpointDue(): boolean {
    const { checkpointBytes, turnBytes } = this.#options.store
    return turnBytes > Math.max(MIN_TURN_BYTES, checkpointBytes)
  }

  #write(write: (options: JournalOptions) => void): void {
    try {
      write(this.#options)
    } catch (failure) {
      this.#options.failed(failure)
    }
  }
}
