// A session's store that lasts as long as the test: a restart is a new session over the same store.

import type { StoredSession } from "../../src/session/build-document.ts"
import type { RecordStore } from "../../src/session/journal.ts"
import {
  type EncodedRecord,
  encodeRecord,
  parseRecord,
  type StoredRecord,
} from "../../src/session/record.ts"

export class MemoryStore implements RecordStore, StoredSession {
  #checkpoint: Uint8Array<ArrayBuffer> | undefined
  #turns: Uint8Array<ArrayBuffer>[] = []

  get checkpointBytes(): number {
    return this.#checkpoint?.byteLength ?? 0
  }

  get turnBytes(): number {
    return this.#turns.reduce((sum, { byteLength }) => sum + byteLength, 0)
  }

  /** The checkpoint and the turns. */
  get recordCount(): number {
    return this.#turns.length + (this.#checkpoint === undefined ? 0 : 1)
  }

  appendTurn(record: EncodedRecord): void {
    this.#turns.push(encodeRecord(record))
  }

  replaceCheckpoint(record: EncodedRecord): void {
    this.#checkpoint = encodeRecord(record)
    this.#turns = []
  }

  get checkpoint(): StoredRecord | undefined {
    return this.#checkpoint && parseRecord(this.#checkpoint)
  }

  get turns(): readonly StoredRecord[] {
    return this.#turns.map(parseRecord)
  }
}
