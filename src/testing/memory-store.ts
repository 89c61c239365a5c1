// A session's store that lasts as long as the test. To simulate a restart, create a new session with the same store.

import type { Outbox, StoredOutgoing } from "../group/kept-membership.ts"
import { Taken } from "../group/taken.ts"
import type { SessionStore } from "../session/life/session-store.ts"
import {
  changedAtMsIn,
  type EncodedRecord,
  encodeRecord,
  readRecord,
  type StoredRecord,
} from "../session/record.ts"
import { UNPLACED } from "../session/stored-state.ts"
import { utf8Length } from "../util/bytes.ts"

/** Small, so that tests have records of several parts. */
const MAX_PART_BYTES = 1000

/** Messages that have not been sent to a group yet. */
interface Waiting {
  readonly name: string
  readonly stored: StoredOutgoing
  readonly bytes: number
}

interface Kept {
  readonly parts: readonly Uint8Array<ArrayBuffer>[]
  readonly byteLength: number
}

function keptOf(record: EncodedRecord): Kept {
  const parts = [...encodeRecord(record, MAX_PART_BYTES)]
  return { parts, byteLength: parts.reduce((sum, { byteLength }) => sum + byteLength, 0) }
}

function joined({ parts, byteLength }: Kept): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(byteLength)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.byteLength
  }
  return bytes
}

export class MemoryStore implements SessionStore {
  /** Called when something is stored for the first time. If it throws, nothing is. */
  firstStored: () => void = () => undefined
  #meta = new Map<string, string>()
  #outbox: Waiting[] = []
  #lastSent = new Map<string, number>()
  taken = new Taken()
  #storedTaken: string | undefined
  /** The bytes of records that could not be read. */
  readonly aside: Kept["parts"][] = []
  readonly #parts = new WeakMap<StoredRecord, Kept["parts"]>()
  #lastNumber = 0
  #isUsed = false
  writes = 0
  baseGoes: () => void = () => undefined
  #base: Kept | undefined
  #named = new Map<string, Kept>()
  #checkpoint: Kept | undefined
  #turns: Kept[] = []

  get baseBytes(): number {
    return this.#base?.byteLength ?? 0
  }

  get checkpointBytes(): number {
    return this.#checkpoint?.byteLength ?? 0
  }

  get turnBytes(): number {
    return this.#turns.reduce((sum, { byteLength }) => sum + byteLength, 0)
  }

  get changedAtMs(): number | undefined {
    const [start] = (this.#turns.at(-1) ?? this.#checkpoint)?.parts ?? []
    return start && changedAtMsIn(start)
  }

  /** The checkpoint and the turns. */
  get recordCount(): number {
    return this.#turns.length + (this.#checkpoint === undefined ? 0 : 1)
  }

  /** For an object that starts anew: forgets what was noted but not stored. */
  reopen(): this {
    this.taken = new Taken(this.#storedTaken)
    return this
  }

  atomically(action: () => void): void {
    const restore = this.#memory()
    try {
      action()
    } catch (error) {
      restore()
      throw error
    }
  }

  /** @returns a function that takes back all writes since */
  #memory(): () => void {
    const [base, checkpoint] = [this.#base, this.#checkpoint]
    const [turns, outbox] = [[...this.#turns], [...this.#outbox]]
    const [meta, named] = [new Map(this.#meta), new Map(this.#named)]
    const [lastSent, storedTaken] = [new Map(this.#lastSent), this.#storedTaken]
    const isUsed = this.#isUsed
    return () => {
      this.#base = base
      this.#checkpoint = checkpoint
      this.#turns = turns
      this.#outbox = outbox
      this.#meta = meta
      this.#named = named
      this.#lastSent = lastSent
      this.#storedTaken = storedTaken
      this.#isUsed = isUsed
    }
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
    const all = () => this.#outbox
    const own = () => all().filter(({ name }) => name === group)
    const lastSent = () => this.#lastSent
    return {
      at: (index) => own().at(index)?.stored,
      get unsent() {
        return own().length
      },
      get unsentOfSession() {
        const bytes = all().reduce((sum, one) => sum + one.bytes, 0)
        return { messages: all().length, bytes }
      },
      get lastSent() {
        return lastSent().get(group) ?? 0
      },
      push: (outgoing) => {
        this.#beforeWrite()
        const number = ++this.#lastNumber
        // A copy, so that later changes to the original do not change what is stored.
        const stored = { number, outgoing: structuredClone(outgoing) }
        this.#outbox.push({ name: group, stored, bytes: utf8Length(JSON.stringify(outgoing)) })
        if (outgoing.sent !== undefined) lastSent().set(group, outgoing.sent)
      },
      done: (number) => {
        this.#outbox = this.#outbox.filter(({ stored }) => stored.number !== number)
      },
      tidy: () => undefined,
    }
  }

  appendTurn(record: EncodedRecord): void {
    this.#beforeWrite()
    this.#turns.push(keptOf(record))
    this.#storeTaken()
  }

  replaceCheckpoint(record: EncodedRecord): void {
    this.#beforeWrite()
    this.#checkpoint = keptOf(record)
    this.#turns = []
    this.#storeTaken()
  }

  replaceBase(record: EncodedRecord | undefined): void {
    this.#beforeWrite()
    if (record === undefined && this.baseBytes > 0) this.baseGoes()
    this.#base = record && keptOf(record)
  }

  get base(): StoredRecord | undefined {
    return this.#base && this.#read(this.#base.parts)
  }

  named(name: string): StoredRecord | undefined {
    const kept = this.#named.get(name)
    return kept && this.#read(kept.parts)
  }

  replaceNamed(name: string, record: EncodedRecord | undefined): void {
    this.#beforeWrite()
    if (record === undefined) this.#named.delete(name)
    else this.#named.set(name, keptOf(record))
  }

  renameBase(name: string): void {
    if (this.#base !== undefined) this.#named.set(name, this.#base)
    this.#base = undefined
  }

  get unplaced(): StoredRecord | undefined {
    return this.named(UNPLACED)
  }

  get checkpoint(): StoredRecord | undefined {
    return this.#checkpoint && this.#read(this.#checkpoint.parts)
  }

  get turns(): readonly StoredRecord[] {
    return this.#turns.map(({ parts }) => this.#read(parts))
  }

  get isNew(): boolean {
    return !this.#isUsed
  }

  async clear(): Promise<void> {
    this.#meta.clear()
    this.#outbox = []
    this.#lastSent.clear()
    this.taken = new Taken()
    this.#storedTaken = undefined
    this.#base = undefined
    this.#named.clear()
    this.#checkpoint = undefined
    this.#turns = []
    this.#isUsed = false
  }

  putAside(record: StoredRecord): void {
    const parts = this.#parts.get(record)
    if (parts !== undefined) this.aside.push(parts)
  }

  /** Changes stored bytes, as a failing disk would. Without new bytes, the record is lost. */
  damage(
    change: (bytes: Uint8Array<ArrayBuffer>, record: string) => Uint8Array<ArrayBuffer>,
  ): void {
    const changed = (kept: Kept | undefined, record: string): Kept | undefined => {
      if (kept === undefined) return undefined
      const bytes = change(joined(kept), record)
      return bytes.byteLength === 0 ? undefined : { parts: [bytes], byteLength: bytes.byteLength }
    }
    this.#base = changed(this.#base, "base")
    this.#checkpoint = changed(this.#checkpoint, "checkpoint")
    for (const [name, kept] of this.#named) {
      const damaged = changed(kept, name)
      if (damaged === undefined) this.#named.delete(name)
      else this.#named.set(name, damaged)
    }
    this.#turns = this.#turns.flatMap((turn, i) => changed(turn, `turn ${i}`) ?? [])
  }

  #read(parts: Kept["parts"]): StoredRecord {
    const record = readRecord(parts)
    this.#parts.set(record, parts)
    return record
  }

  #storeTaken(): void {
    this.#storedTaken = this.taken.json ?? undefined
    this.taken.isStored = true
  }

  #beforeWrite(): void {
    this.writes++
    if (this.#isUsed) return
    this.atomically(() => {
      this.#isUsed = true
      this.firstStored()
    })
  }
}
