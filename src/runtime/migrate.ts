// Migrates an object's storage from the version in which it was written to the version that this code writes.

import { FormatError } from "../util/format-error.ts"

export interface Schema {
  /** What is stored, for the error: "a group". */
  readonly what: string
  /** The stored version; 0 when nothing is stored. */
  readonly stored: number
  /** SQL with the result of all migrations, for empty storage; default the migrations themselves. */
  readonly newest?: string
  /** Each entry migrates storage from the version of its index to the next. Entries are never changed, only added. */
  readonly migrations: readonly string[]
  /** Stores the version. */
  readonly setVersion: (version: number) => unknown
}

/**
 * No cursor may be open, because a table that is being read cannot be dropped. All migrations run in one transaction: a
 * failure changes nothing.
 * @throws FormatError when a newer version of the code wrote it; nothing is changed then
 */
export function migrate(storage: DurableObjectStorage, schema: Schema): void {
  const { what, stored, newest, migrations, setVersion } = schema
  if (stored > migrations.length) throw new FormatError(what, stored, migrations.length)
  if (stored === migrations.length) return
  storage.transactionSync(() => {
    const steps = stored === 0 && newest !== undefined ? [newest] : migrations.slice(stored)
    for (const step of steps) storage.sql.exec(step)
    setVersion(migrations.length)
  })
}
