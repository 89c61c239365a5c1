// A session's durable state in its object's SQLite: the admission that opened it, a checkpoint, and the turns since.

import type { Outbox } from "../group/kept-membership.ts"
import { Taken } from "../group/taken.ts"
import type { SessionStore } from "../session/life/session-store.ts"
import { type RecordRow, recordsIn, rowIdOf, seqOf } from "../session/record-rows.ts"
import {
  changedAtMsIn,
  type EncodedRecord,
  encodeRecord,
  HEAD_BYTES,
  readRecord,
  type StoredRecord,
} from "../session/record.ts"
import { UNPLACED } from "../session/stored-state.ts"
import { migrate } from "./migrate.ts"
import { SqlAside } from "./sql-aside.ts"
import { SqlOutbox } from "./sql-outbox.ts"

/** SQLite values are limited to 2 MB in production: longer records are split over rows. */
const MAX_PART_BYTES = 1 << 20
/** Names of records. */
const BASE = "base"
/** Selects a record's rows. */
const IN_RECORD = "record WHERE id >= ? AND id < ?"

/** See `Schema.migrations`. */
const MIGRATIONS: readonly string[] = [
  `CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
   CREATE TABLE record (id INTEGER PRIMARY KEY, data BLOB NOT NULL)`,
  // Each message that waits to be sent to a group has a row of its own, since together they may be too large for one value.
  `CREATE TABLE outbox (number INTEGER PRIMARY KEY, name TEXT NOT NULL, json TEXT NOT NULL);
   INSERT INTO outbox (name, json)
     SELECT substr(meta.key, 7), sent.value FROM meta, json_each(meta.value, '$.outbox') AS sent
     WHERE meta.key LIKE 'group %' ORDER BY meta.key, sent.key;
   UPDATE meta SET value = json_remove(value, '$.outbox') WHERE key LIKE 'group %'`,
  // What the handler built is stored apart from the changes since, and so are changes without a place in what it builds
  // now.
  "CREATE TABLE named (id INTEGER PRIMARY KEY, name TEXT NOT NULL, data BLOB NOT NULL)",
  // A turn's row stores how far the session has taken its groups' entries. The last row with a value counts.
  "ALTER TABLE record ADD COLUMN taken TEXT",
]

/** The result of all migrations, in one step, so that opening a session is fast. */
const NEWEST = `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE record (id INTEGER PRIMARY KEY, data BLOB NOT NULL, taken TEXT);
  CREATE TABLE outbox (number INTEGER PRIMARY KEY, name TEXT NOT NULL, json TEXT NOT NULL);
  CREATE TABLE named (id INTEGER PRIMARY KEY, name TEXT NOT NULL, data BLOB NOT NULL)`

export class SqlSessionStore implements SessionStore {
  readonly #storage: DurableObjectStorage
  readonly #onFirstWrite: () => void
  /** The version of what is stored; 0 when nothing is. */
  #version = 0
  #isPrepared = false
  readonly #aside: SqlAside
  #outbox: SqlOutbox | undefined
  taken = new Taken()
  /** The number of the last record; the checkpoint has 0. */
  #lastSeq = 0
  baseBytes = 0
  checkpointBytes = 0
  turnBytes = 0
  writes = 0
  baseGoes: () => void = () => undefined

  /**
   * @param onFirstWrite called when something is stored for the first time in the session's life; if it throws, nothing is
   * @throws FormatError when a newer version of the code stored the session
   */
  constructor(storage: DurableObjectStorage, onFirstWrite: () => void) {
    this.#storage = storage
    this.#aside = new SqlAside(storage)
    this.#onFirstWrite = onFirstWrite
    this.#open()
  }

  /** Notes what is stored. */
  #open(): void {
    this.#isPrepared = false
    this.#outbox = undefined
    this.#lastSeq = this.baseBytes = this.checkpointBytes = this.turnBytes = 0
    this.#version = this.#readVersion()
    if (!this.isNew) this.#prepare()
  }

  atomically(action: () => void): void {
    const { taken } = this
    try {
      this.#storage.transactionSync(action)
    } catch (error) {
      this.#open()
      this.taken = taken
      throw error
    }
  }

  /** True while nothing was ever stored. An object that nobody joins stays like that. */
  get isNew(): boolean {
    return this.#version === 0
  }

  getMeta(key: string): string | undefined {
    if (this.isNew) return undefined
    const query = "SELECT value FROM meta WHERE key = ?"
    const [row] = this.#storage.sql.exec<{ value: string }>(query, key).toArray()
    return row?.value
  }

  setMeta(key: string, value: string): void {
    this.#prepare()
    this.#storage.sql.exec("INSERT OR REPLACE INTO meta VALUES (?, ?)", key, value)
  }

  deleteMeta(key: string): void {
    if (!this.isNew) this.#storage.sql.exec("DELETE FROM meta WHERE key = ?", key)
  }

  outbox(group: string): Outbox {
    this.#outbox ??= new SqlOutbox(this.#storage, !this.isNew, () => this.#prepare())
    return this.#outbox.of(group)
  }

  appendTurn(record: EncodedRecord): void {
    const { isStored, json } = this.taken
    this.turnBytes += this.#insert(this.#lastSeq + 1, record, isStored ? null : json)
    this.#lastSeq++
  }

  get changedAtMs(): number | undefined {
    if (this.isNew) return undefined
    const query = "SELECT substr(CAST(data AS BLOB), 1, ?) AS start FROM record WHERE id = ?"
    const last = rowIdOf(this.#lastSeq)
    const [row] = this.#storage.sql.exec<{ start: ArrayBuffer }>(query, HEAD_BYTES, last).toArray()
    return row && changedAtMsIn(new Uint8Array(row.start))
  }

  replaceCheckpoint(record: EncodedRecord): void {
    this.#prepare()
    this.#storage.sql.exec("DELETE FROM record")
    this.checkpointBytes = this.#insert(0, record, this.taken.json)
    this.#lastSeq = 0
    this.turnBytes = 0
  }

  get checkpoint(): StoredRecord | undefined {
    const [record] = this.#records(0, rowIdOf(1), this.checkpointBytes)
    return record
  }

  get turns(): Iterable<StoredRecord> {
    return this.#records(1, Number.MAX_SAFE_INTEGER, this.turnBytes)
  }

  putAside(record: StoredRecord): void {
    this.#prepare()
    this.#aside.put(record)
  }

  replaceBase(record: EncodedRecord | undefined): void {
    if (record === undefined && this.baseBytes > 0) this.baseGoes()
    this.baseBytes = this.replaceNamed(BASE, record)
  }

  get base(): StoredRecord | undefined {
    return this.named(BASE)
  }

  renameBase(name: string): void {
    this.#storage.sql.exec("UPDATE named SET name = ? WHERE name = ?", name, BASE)
    this.baseBytes = 0
  }

  get unplaced(): StoredRecord | undefined {
    return this.named(UNPLACED)
  }

  /** @returns the record's size in bytes */
  replaceNamed(name: string, record: EncodedRecord | undefined): number {
    this.#prepare()
    return this.#storage.transactionSync(() => {
      this.#storage.sql.exec("DELETE FROM named WHERE name = ?", name)
      let byteLength = 0
      for (const { buffer } of record === undefined ? [] : encodeRecord(record, MAX_PART_BYTES)) {
        this.#storage.sql.exec("INSERT INTO named (name, data) VALUES (?, ?)", name, buffer)
        byteLength += buffer.byteLength
      }
      return byteLength
    })
  }

  named(name: string): StoredRecord | undefined {
    if (this.isNew) return undefined
    const { sql } = this.#storage
    const maxBytes = this.#sizeOf(name)
    const query = "SELECT CAST(data AS BLOB) AS data FROM named WHERE name = ? ORDER BY id"
    const rows = sql.exec<{ data: ArrayBuffer }>(query, name)
    const first = rows.next()
    if (first.done === true) return undefined
    function* parts(): Iterable<Uint8Array<ArrayBuffer>> {
      for (let row: typeof first = first; row.done !== true; row = rows.next()) {
        yield new Uint8Array(row.value.data)
      }
    }
    const record = readRecord(parts(), maxBytes)
    return this.#aside.known(record, "named WHERE name = ?", [name])
  }

  #sizeOf(name: string): number {
    const query = "SELECT coalesce(sum(length(data)), 0) AS size FROM named WHERE name = ?"
    return this.#storage.sql.exec<{ size: number }>(query, name).one().size
  }

  /** Deletes everything. */
  async clear(): Promise<void> {
    await this.#storage.deleteAlarm()
    await this.#storage.deleteAll()
    this.taken = new Taken()
    this.#open()
  }

  #readVersion(): number {
    const { sql } = this.#storage
    const [table] = sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'meta'").toArray()
    if (table === undefined) return 0
    const query = "SELECT value FROM meta WHERE key = 'version'"
    const [row] = sql.exec<{ value: string }>(query).toArray()
    const version = Number(row?.value)
    return Number.isSafeInteger(version) && version > 0 ? version : this.#versionByTables()
  }

  /** Used when the version itself cannot be read. */
  #versionByTables(): number {
    const query =
      "SELECT name FROM sqlite_master WHERE name IN ('outbox', 'named') OR sql LIKE '%taken TEXT%'"
    return 1 + this.#storage.sql.exec(query).toArray().length
  }

  /** Creates or migrates what is stored, and measures it. */
  #prepare(): void {
    this.writes++
    if (this.#isPrepared) return
    if (!this.isNew) return this.#measure()
    this.atomically(() => {
      this.#migrate()
      this.#onFirstWrite()
    })
  }

  #migrate(): void {
    const { sql } = this.#storage
    migrate(this.#storage, {
      what: "a session",
      stored: this.#version,
      newest: NEWEST,
      migrations: MIGRATIONS,
      setVersion: (newest) =>
        sql.exec("INSERT OR REPLACE INTO meta VALUES ('version', ?)", `${newest}`),
    })
    this.#isPrepared = true
    this.#version = MIGRATIONS.length
  }

  #measure(): void {
    this.#migrate()
    this.baseBytes = this.#sizeOf(BASE)
    let last: string | undefined
    const rows = "SELECT id, length(data) AS size, taken FROM record ORDER BY id"
    for (const { id, size, taken } of this.#storage.sql.exec<Sizes>(rows)) {
      last = taken ?? last
      const seq = seqOf(id)
      this.#lastSeq = Math.max(this.#lastSeq, seq)
      if (seq === 0) this.checkpointBytes += size
      else this.turnBytes += size
    }
    this.taken = new Taken(last)
  }

  /** Inserts all rows of a record, or none. */
  #insert(seq: number, record: EncodedRecord, taken: string | null): number {
    let [id, byteLength] = [rowIdOf(seq), 0]
    const insert = ({ buffer }: Uint8Array<ArrayBuffer>) => {
      this.#storage.sql.exec("INSERT INTO record VALUES (?, ?, ?)", id++, buffer, taken)
      byteLength += buffer.byteLength
    }
    this.writes++
    const parts = encodeRecord(record, MAX_PART_BYTES)
    const { value: first = new Uint8Array() } = parts.next()
    // A single row needs no transaction, which would take half as long again as the row.
    if (first.byteLength < MAX_PART_BYTES) insert(first)
    else
      this.#storage.transactionSync(() => {
        insert(first)
        for (const part of parts) insert(part)
      })
    this.taken.isStored = true
    return byteLength
  }

  /** The records from a number on, up to the row `to`. */
  *#records(first: number, to: number, maxBytes: number): Iterable<StoredRecord> {
    if (this.isNew) return
    const query = `SELECT id, CAST(data AS BLOB) AS data FROM ${IN_RECORD} ORDER BY id`
    const rows = this.#storage.sql.exec<RecordRow>(query, rowIdOf(first), to)
    for (const { seq, record } of recordsIn(rows, first, maxBytes)) {
      if (seq === undefined) yield record
      else yield this.#aside.known(record, IN_RECORD, [rowIdOf(seq), rowIdOf(seq + 1)])
    }
  }
}

type Sizes = { id: number; size: number; taken: string | null }
