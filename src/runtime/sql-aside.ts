// Records of a session that can no longer be read: their bytes are kept as long as the session, for analysis.

import type { StoredRecord } from "../session/record.ts"

/** Above this size, no more is kept: lost records must not make a session outgrow its object. */
const MAX_BYTES = 16 << 20

interface Rows {
  /** A table, and a condition for its rows. */
  readonly from: string
  readonly values: readonly (string | number)[]
}

export class SqlAside {
  readonly #storage: DurableObjectStorage
  /** Where each record was read from. */
  readonly #rows = new WeakMap<StoredRecord, Rows>()
  readonly #done = new Set<string>()

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage
  }

  known(record: StoredRecord, from: string, values: Rows["values"]): StoredRecord {
    this.#rows.set(record, { from, values })
    return record
  }

  /** The table is created only for sessions that lose something. */
  put(record: StoredRecord): void {
    const rows = this.#rows.get(record)
    if (rows === undefined) return
    const key = `${rows.from} ${rows.values.join()}`
    if (this.#done.has(key)) return
    this.#done.add(key)
    const { sql } = this.#storage
    sql.exec("CREATE TABLE IF NOT EXISTS aside (id INTEGER PRIMARY KEY, source TEXT, data BLOB)")
    const kept = "SELECT coalesce(sum(length(data)), 0) AS size FROM aside"
    if (sql.exec<{ size: number }>(kept).one().size > MAX_BYTES) return
    const { from, values } = rows
    const source = from.slice(0, from.indexOf(" "))
    const insert = `INSERT INTO aside (source, data) SELECT ?, data FROM ${from} ORDER BY id`
    sql.exec(insert, source, ...values)
  }
}
