// Records of a session that can't be read any more: their bytes are kept as long as the session, for who wants to look.

import type { StoredRecord } from "../session/record.ts"

/** Above this, no more is kept: a session may not outgrow its object by what it has lost. */
const MAX_BYTES = 16 << 20

interface Rows {
  /** A table, and which of its rows. */
  readonly from: string
  readonly values: readonly (string | number)[]
}

export class SqlAside {
  readonly #storage: DurableObjectStorage
  /** Where each record was read. */
  readonly #rows = new WeakMap<StoredRecord, Rows>()
  readonly #done = new Set<string>()

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage
  }

  known(record: StoredRecord, from: string, values: Rows["values"]): StoredRecord {
    this.#rows.set(record, { from, values })
    return record
  }

  /** Sessions that lose nothing have no table for it. */
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
