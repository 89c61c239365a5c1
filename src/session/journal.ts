// When a session writes what: what its handler built, once; one record for each turn; and the changes as a whole, instead
// of the turns, when the turns outgrow the rest. Source: PROTOCOL.md S11

import type { SessionHistory } from "../app/versions.ts"
import { type Document, internalsOf } from "../document/document.ts"
import type { EncodedEvents } from "../document/encode-events.ts"
import { encodeBase, encodeChanges, encodeWhole, newPartsIn } from "../document/store-document.ts"
import type { Timers } from "../ports.ts"
import type { LeftOut } from "../serialization/encode.ts"
import type { EncodedRecord } from "./record.ts"

/** A record is durable before anything that is sent after it leaves. */
export interface RecordStore {
  /** Bytes of what the handler built; 0 when it is not stored. */
  readonly baseBytes: number
  /** Bytes of the checkpoint; 0 when there is none yet. */
  readonly checkpointBytes: number
  /** Bytes of the turns after it. */
  readonly turnBytes: number
  /** When somebody last changed the document; undefined when nobody has, or older code stored it. */
  readonly changedAtMs: number | undefined
  /** Increases with every write, also of values that are not records. */
  readonly writes: number
  /** Stores all of what the action writes, or nothing. @throws what the action throws */
  atomically(action: () => void): void
  /** Undefined: a client has replaced the document. */
  replaceBase(record: EncodedRecord | undefined): void
  /** Stores all of it, or nothing. */
  appendTurn(record: EncodedRecord): void
  /** Replaces the last checkpoint and all turns. */
  replaceCheckpoint(record: EncodedRecord): void
}

export interface JournalOptions {
  readonly store: RecordStore
  readonly document: Document
  /** The version of the code, if known. */
  readonly version?: string | undefined
  readonly timers: Timers
  /** The app's values beside the document. `toStore` returns the action that stores them, if they have changed. */
  readonly appState?: { toStore(): (() => void) | undefined } | undefined
  /** If given, not every change counts as one of the content of copies. */
  readonly history?: Pick<SessionHistory, "changedAtMs"> | undefined
  /** Runs the action after the current one. */
  readonly soon: (action: () => void) => void
  /** An app can set values that cannot be written: the session continues. */
  readonly failed: (failure: unknown) => void
  /** The same for one property. */
  readonly leftOut: LeftOut
}

/** Below this, reading the turns back costs less than writing the document again. */
const MIN_TURN_BYTES = 512 * 1024
/** From the first pull to the first checkpoint, unless something changes before: a change is stored immediately. */
const FIRST_CHECKPOINT_MS = 1000
const RETRY_MS = 10_000

export class Journal {
  readonly #options: JournalOptions
  #isSeen = false
  /** Cancels the checkpoint that is due. */
  #stopDue: (() => void) | undefined
  /** When somebody last changed the content of copies. */
  #changedAtMs: number | undefined
  /** A write has failed: the stored turns are incomplete. */
  #isIncomplete = false

  constructor(options: JournalOptions) {
    this.#options = options
    this.#changedAtMs = options.store.changedAtMs
  }

  /** A client has seen the document, during this object's lifetime or before. */
  get wasSeen(): boolean {
    return this.#isSeen || isStored(this.#options.store)
  }

  /** The next turn is stored with everything before it. */
  get isBehind(): boolean {
    return this.#isIncomplete || !isStored(this.#options.store)
  }

  /** Stores the changes of a turn. If the base is not stored, or after a failed write, everything is written. */
  append({ events, buffers }: EncodedEvents): void {
    const storeState = this.#stateToStore()
    if (events.length === 0 && storeState === undefined) return
    const atMs = events.length === 0 ? this.#changedAtMs : this.#noteChange()
    if (this.isBehind) return this.#checkpoint(storeState)
    this.#write(storeState, ({ store, document }) => {
      if (events.length === 0) return
      const { graph } = internalsOf(document)
      const { lastNumber } = graph
      const renamed = graph.renamed.size > 0 ? [...graph.renamed] : undefined
      const rest = JSON.stringify({ lastNumber, parts: newPartsIn(document), renamed })
      graph.renamed.clear()
      const json = `${rest.slice(0, -1)},"events":[${events.join(",")}]}`
      store.appendTurn({ json, atMs, buffers })
    })
    if (storeState !== undefined && this.isBehind) this.#checkpoint(storeState)
    if (!this.#isCheckpointDue) return
    this.#options.soon(() => {
      if (this.#isCheckpointDue) this.#checkpoint() // after what is sent now: the client need not wait for it
    })
  }

  /** The document must be stored, in whatever state it is. */
  begin(): void {
    if (this.isBehind) this.#checkpoint()
  }

  /** Stores a change that no event describes. */
  checkpoint(): void {
    this.#noteChange()
    this.#checkpoint()
  }

  #noteChange(): number | undefined {
    const { history, timers } = this.#options
    this.#changedAtMs = history ? (history.changedAtMs ?? this.#changedAtMs) : timers.now()
    return this.#changedAtMs
  }

  #checkpoint(storeState = this.#stateToStore()): void {
    this.#isIncomplete = false
    const atMs = this.#changedAtMs
    this.#write(storeState, ({ store, ...options }) =>
      store.atomically(() => storeDocument(store, { ...options, atMs })),
    )
  }

  /** The app's state is stored, or lost, together with the document. */
  #stateToStore(): (() => void) | undefined {
    try {
      return this.#options.appState?.toStore()
    } catch (failure) {
      this.#options.failed(failure)
      return undefined
    }
  }

  /**
   * The bytes of what has changed since the handler built the document, and of `bytes` more. If that exceeds the limit, the
   * changes are written anew first, which removes replaced turns.
   */
  sizeWith(bytes: number, limit: number): number {
    const { store } = this.#options
    const isTooMuch = store.checkpointBytes + store.turnBytes + bytes > limit
    if (isTooMuch && store.turnBytes > limit / 8) this.#checkpoint()
    return store.checkpointBytes + store.turnBytes
  }

  /**
   * What a client has seen must still be there after a wake. But many visitors look once and leave, and these must cost no
   * write.
   */
  pulled(): void {
    this.#isSeen = true
    if (!isStored(this.#options.store)) this.#beginIn(FIRST_CHECKPOINT_MS)
  }

  /** Clients show what could not be stored. Until it is stored, the timer keeps the session in memory. */
  tryAgain(): void {
    this.#beginIn(RETRY_MS)
  }

  #beginIn(ms: number): void {
    this.#stopDue ??= this.#options.timers.after(ms, () => {
      this.#stopDue = undefined
      this.begin()
    })
  }

  /** Everybody has left. */
  stop(): void {
    this.#stopDue?.()
    this.#stopDue = undefined
  }

  /** True when the turns have become as large as the rest, so that reading back stays cheap. */
  get #isCheckpointDue(): boolean {
    const { baseBytes, checkpointBytes, turnBytes } = this.#options.store
    return turnBytes > Math.max(MIN_TURN_BYTES, baseBytes + checkpointBytes)
  }

  #write(storeState: (() => void) | undefined, write: (options: JournalOptions) => void): void {
    try {
      // One row alone needs no transaction, which would take half as long again.
      if (storeState === undefined) return write(this.#options)
      this.#options.store.atomically(() => {
        write(this.#options)
        storeState()
      })
    } catch (failure) {
      this.#isIncomplete = true
      this.#options.failed(failure)
    }
  }
}

export interface StoreOptions {
  readonly document: Document
  readonly version?: string | undefined
  readonly leftOut: LeftOut
  /** When somebody last changed it. */
  readonly atMs?: number | undefined
}

/** Writes what the handler built, unless it is stored, and all changes since. */
export function storeDocument(store: RecordStore, options: StoreOptions): void {
  const { document, version, leftOut, atMs } = options
  const { build, graph } = internalsOf(document)
  graph.renamed.clear() // they are among the changes
  if (build.isReplaced) {
    const whole = encodeWhole(document, leftOut)
    if (store.baseBytes > 0) store.replaceBase(undefined)
    store.replaceCheckpoint({ ...whole, atMs })
    return
  }
  newPartsIn(document) // so are they
  const changes = encodeChanges(document, leftOut)
  if (store.baseBytes === 0) store.replaceBase(encodeBase(document, version, leftOut))
  store.replaceCheckpoint({ ...changes, atMs })
}

/** True when anything of the document is stored. */
export function isStored({ baseBytes, checkpointBytes }: RecordStore): boolean {
  return baseBytes + checkpointBytes > 0
}
