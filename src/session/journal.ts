// When a session writes what: one record for each turn, and a checkpoint in their place when they outgrow it.
// Source: PROTOCOL.md S11

import { createCheckpoint } from "../document/checkpoint.ts"
import type { EncodedEvents } from "../document/create-patch.ts"
import type { Document } from "../document/document.ts"
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

/** Below this, reading the turns back costs less than writing the document again. */
const MIN_TURN_BYTES = 512 * 1024

export class Journal {
  readonly #store: RecordStore
  readonly #document: Document

  constructor(store: RecordStore, document: Document) {
    this.#store = store
    this.#document = document
  }

  /** Keeps what a turn changed. Without a checkpoint below it, the whole document is written. */
  append({ events, buffers }: EncodedEvents): void {
    if (!this.hasCheckpoint) return this.checkpoint()
    this.#store.appendTurn({ json: `{"events":[${events.join(",")}]}`, buffers })
  }

  get hasCheckpoint(): boolean {
    return this.#store.checkpointBytes > 0
  }

  /** True when the turns have become as large as the document: reading back stays cheap then. */
  get isCheckpointDue(): boolean {
    const { checkpointBytes, turnBytes } = this.#store
    return turnBytes > Math.max(MIN_TURN_BYTES, checkpointBytes)
  }

  checkpoint(): void {
    this.#store.replaceCheckpoint(createCheckpoint(this.#document))
  }
}
