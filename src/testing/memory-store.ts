// A session's store that lasts as long as the test: a restart is a new session over the same store.

import type { KeyValue } from "../app/context.ts"
import type { StoredOutgoing } from "../group/kept-membership.ts"
import type { Outbox } from "../group/session-groups-store.ts"
import { appStorageOn, type SessionStore } from "../session/life/session-store.ts"
import {
  type EncodedRecord,
  encodeRecord,
  parseRecord,
  type StoredRecord,
} from "../session/record.ts"

type Parts = readonly Uint8Array<ArrayBuffer>[]

/** Small, so that tests have records of several parts. */
const MAX_PART_BYTES = 100

function partsOf(record: EncodedRecord): Parts {
  return [...encodeRecord(record, MAX_PART_BYTES)]
}

function sizeOf(parts: Parts): number {
  return parts.reduce((sum, { byteLength }) => sum + byteLength, 0)
}

export class MemoryStore implements SessionStore {
  /** Called when something is stored for the first time. */
  firstStored: () => void = () => undefined
  readonly #meta = new Map<string, string>()
  #outbox: { readonly name: string; readonly stored: StoredOutgoing }[] = []
  #lastNumber = 0
  #isUsed = false
  #base: Parts | undefined
  #unplaced: Parts | undefined
  #checkpoint: Parts | undefined
  #turns: Parts[] = []

  get baseBytes(): number {
    return sizeOf(this.#base ?? [])
  }

  get checkpointBytes(): number {
    return sizeOf(this.#checkpoint ?? [])
  }

  get turnBytes(): number {
    return this.#turns.reduce((sum, parts) => sum + sizeOf(parts), 0)
  }

  /** The checkpoint and the turns. */
  get recordCount(): number {
    return this.#turns.length + (this.#checkpoint === undefined ? 0 : 1)
  }

  getMeta(key: string): string | undefined {
    return this.#meta.get(key)
  }

  setMeta(key: string, value: string): void {
    this.#beforeWrite()
    this.#meta.set(key, value)
  }

  deleteMeta(key: string): void {
    this.#meta.delete(key)
  }

  outbox(group: string): Outbox {
    const own = () => this.#outbox.filter(({ name }) => name === group)
    return {
      get first() {
        return own()[0]?.stored
      },
      get unsent() {
        return own().length
      },
      push: (outgoing) => {
        this.#beforeWrite()
        const number = ++this.#lastNumber
        // As a copy, so that it is what was put whatever becomes of it.
        this.#outbox.push({ name: group, stored: { number, outgoing: structuredClone(outgoing) } })
      },
      remove: (number) => {
        this.#outbox = this.#outbox.filter(({ stored }) => stored.number !== number)
      },
    }
  }

  appendTurn(record: EncodedRecord): void {
    this.#beforeWrite()
    this.#turns.push(partsOf(record))
  }

  replaceCheckpoint(record: EncodedRecord): void {
    this.#beforeWrite()
    this.#checkpoint = partsOf(record)
    this.#turns = []
  }

  replaceBase(record: EncodedRecord | undefined): void {
    this.#beforeWrite()
    this.#base = record && partsOf(record)
  }

  get base(): StoredRecord | undefined {
    return this.#base && parseRecord(this.#base)
  }

  replaceUnplaced(record: EncodedRecord | undefined): void {
    this.#beforeWrite()
    this.#unplaced = record && partsOf(record)
  }

  get unplaced(): StoredRecord | undefined {
    return this.#unplaced && parseRecord(this.#unplaced)
  }

  get checkpoint(): StoredRecord | undefined {
    return this.#checkpoint && parseRecord(this.#checkpoint)
  }

  get turns(): readonly StoredRecord[] {
    return this.#turns.map((parts) => parseRecord(parts))
  }

  get isNew(): boolean {
    return !this.#isUsed
  }

  get appStorage(): KeyValue {
    return appStorageOn(this)
  }

  async clear(): Promise<void> {
    this.#meta.clear()
    this.#outbox = []
    this.#base = undefined
    this.#unplaced = undefined
    this.#checkpoint = undefined
    this.#turns = []
    this.#isUsed = false
  }

  #beforeWrite(): void {
    if (this.#isUsed) return
    this.#isUsed = true
    this.firstStored()
  }
}
