// A session's durable state in its object's SQLite: what opened it, and the journal of what changed since.

import type { EncodedEvents } from "../document/create-patch.ts"
import { encodeRecord, type JournalRecord, parseRecord } from "../session/record.ts"
import type { Journal } from "../session/session.ts"

/** SQLite values are limited to 2 MB in production: longer records are split over rows. */
const MAX_PART_BYTES = 1 << 20

export class SessionStore implements Journal {
  readonly #sql: SqlStorage
  #lastSeq: number

  constructor(sql: SqlStorage) {
    this.#sql = sql
    sql.exec(`
      CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS journal (
        seq INTEGER NOT NULL, part INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (seq, part)
      ) WITHOUT ROWID`)
    this.#lastSeq = Number(
      sql.exec("SELECT coalesce(max(seq), 0) AS seq FROM journal").one()["seq"],
    )
  }

  /** The text that opened the session (a SessionOpen), if it was kept. */
  get open(): string | undefined {
    const [row] = this.#sql.exec<{ value: string }>("SELECT value FROM meta WHERE key = 'open'")
    return row?.value
  }

  set open(text: string) {
    this.#sql.exec("INSERT OR REPLACE INTO meta VALUES ('open', ?)", text)
  }

  append(events: EncodedEvents): void {
    const bytes = encodeRecord(events)
    this.#lastSeq++
    for (let part = 0; part * MAX_PART_BYTES < bytes.byteLength; part++) {
      const data = bytes.slice(part * MAX_PART_BYTES, (part + 1) * MAX_PART_BYTES)
      this.#sql.exec("INSERT INTO journal VALUES (?, ?, ?)", this.#lastSeq, part, data.buffer)
    }
  }

  /** All records in order. */
  *records(): Iterable<JournalRecord> {
    const rows = this.#sql.exec("SELECT seq, data FROM journal ORDER BY seq, part")
    let seq: unknown
    let parts: ArrayBuffer[] = []
    for (const row of rows) {
      if (row["seq"] !== seq && parts.length > 0) yield parseRecord(joined(parts))
      if (row["seq"] !== seq) parts = []
      seq = row["seq"]
      if (row["data"] instanceof ArrayBuffer) parts.push(row["data"])
    }
    if (parts.length > 0) yield parseRecord(joined(parts))
  }
}

function joined(parts: readonly ArrayBuffer[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0))
  let offset = 0
  for (const part of parts) {
    bytes.set(new Uint8Array(part), offset)
    offset += part.byteLength
  }
  return bytes
}
