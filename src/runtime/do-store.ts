// A session's durable state in its object's SQLite: what opened it, a checkpoint, and the turns since.

import type { KeyValue } from "../app/context.ts"
import type { StoredSession } from "../session/build-document.ts"
import type { RecordStore } from "../session/journal.ts"
import {
  type EncodedRecord,
  encodeRecord,
  parseRecord,
  type StoredRecord,
} from "../session/record.ts"

/** SQLite values are limited to 2 MB in production: longer records are split over rows. */
const MAX_PART_BYTES = 1 << 20

/** Each entry brings a store from the version of its index to the next. Entries are never changed, only added. */
const MIGRATIONS: readonly string[] = [
  `CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
   CREATE TABLE record (
     seq INTEGER NOT NULL, part INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (seq, part)
   ) WITHOUT ROWID;
   CREATE TABLE diverged (
     at_ms INTEGER NOT NULL, seq INTEGER NOT NULL, part INTEGER NOT NULL, data BLOB NOT NULL
   )`,
]

export class SessionStore implements RecordStore, StoredSession {
  readonly #storage: DurableObjectStorage
  /** Of the last record; the checkpoint's is 0. */
  #lastSeq = 0
  checkpointBytes = 0
  turnBytes = 0

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage
  }

  /** True while nothing was ever stored: an object that nobody joins keeps it so. */
  get isNew(): boolean {
    return this.#version() === 0
  }

  /** Call before writing: makes, or brings up to date, what is stored. */
  prepare(): void {
    const { sql } = this.#storage
    const version = this.#version()
    if (version < MIGRATIONS.length) {
      this.#storage.transactionSync(() => {
        for (const migration of MIGRATIONS.slice(version)) sql.exec(migration)
        this.setMeta("version", `${MIGRATIONS.length}`)
      })
    }
    const sizes = sql.exec<{ seq: number; size: number }>(
      "SELECT seq, sum(length(data)) AS size FROM record GROUP BY seq",
    )
    for (const { seq, size } of sizes) {
      this.#lastSeq = Math.max(this.#lastSeq, seq)
      if (seq === 0) this.checkpointBytes = size
      else this.turnBytes += size
    }
  }

  getMeta(key: string): string | undefined {
    const [row] = this.#storage.sql.exec<{ value: string }>(
      "SELECT value FROM meta WHERE key = ?",
      key,
    )
    return row?.value
  }

  setMeta(key: string, value: string): void {
    this.#storage.sql.exec("INSERT OR REPLACE INTO meta VALUES (?, ?)", key, value)
  }

  deleteMeta(key: string): void {
    this.#storage.sql.exec("DELETE FROM meta WHERE key = ?", key)
  }

  /** The app's own small state, kept as JSON beside ours. */
  get appStorage(): KeyValue {
    return {
      get: (key) => {
        const text = this.getMeta(`app ${key}`)
        return text === undefined ? undefined : JSON.parse(text)
      },
      put: (key, value) => this.setMeta(`app ${key}`, JSON.stringify(value ?? null)),
      delete: (key) => this.deleteMeta(`app ${key}`),
    }
  }

  appendTurn(record: EncodedRecord): void {
    this.turnBytes += this.#insert(++this.#lastSeq, record)
  }

  replaceCheckpoint(record: EncodedRecord): void {
    this.#storage.transactionSync(() => {
      this.#storage.sql.exec("DELETE FROM record")
      this.checkpointBytes = this.#insert(0, record)
    })
    this.#lastSeq = 0
    this.turnBytes = 0
  }

  get checkpoint(): StoredRecord | undefined {
    const [record] = this.#records("seq = 0")
    return record
  }

  get turns(): Iterable<StoredRecord> {
    return this.#records("seq > 0")
  }

  /** Puts the records aside, under the time: the code has changed and can't use them. */
  setAside(nowMs: number): void {
    this.#storage.transactionSync(() => {
      const { sql } = this.#storage
      sql.exec("INSERT INTO diverged SELECT ?, seq, part, data FROM record", nowMs)
      sql.exec("DELETE FROM record")
    })
    this.#lastSeq = 0
    this.checkpointBytes = 0
    this.turnBytes = 0
  }

  #version(): number {
    const { sql } = this.#storage
    const [table] = sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'meta'")
    return table === undefined ? 0 : Number(this.getMeta("version") ?? 0)
  }

  #insert(seq: number, record: EncodedRecord): number {
    const bytes = encodeRecord(record)
    for (let part = 0; part * MAX_PART_BYTES < bytes.byteLength; part++) {
      const data = bytes.slice(part * MAX_PART_BYTES, (part + 1) * MAX_PART_BYTES)
      this.#storage.sql.exec("INSERT INTO record VALUES (?, ?, ?)", seq, part, data.buffer)
    }
    return bytes.byteLength
  }

  *#records(where: "seq = 0" | "seq > 0"): Iterable<StoredRecord> {
    const rows = this.#storage.sql.exec<{ seq: number; data: ArrayBuffer }>(
      `SELECT seq, data FROM record WHERE ${where} ORDER BY seq, part`,
    )
    let current = -1
    let parts: ArrayBuffer[] = []
    for (const { seq, data } of rows) {
      if (seq !== current && parts.length > 0) yield parseRecord(joined(parts))
      if (seq !== current) parts = []
      current = seq
      parts.push(data)
    }
    if (parts.length > 0) yield parseRecord(joined(parts))
  }
}

function joined(parts: readonly ArrayBuffer[]): Uint8Array<ArrayBuffer> {
  const [only] = parts
  if (only !== undefined && parts.length === 1) return new Uint8Array(only)
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0))
  let offset = 0
  for (const part of parts) {
    bytes.set(new Uint8Array(part), offset)
    offset += part.byteLength
  }
  return bytes
}
