// Brings what an object has stored from the version it was written in to the one that this code writes.

import { FormatError } from "../util/format-error.ts"

export interface Schema {
  /** What is stored, for the error: "a group". */
  readonly what: string
  /** The version that is stored; 0 when nothing is. */
  readonly stored: number
  /** What the migrations lead to, for storage that is empty; default by all of them. */
  readonly newest?: string
  /** Each entry brings storage from the version of its index to the next. Entries are never changed, only added. */
  readonly migrations: readonly string[]
  /** Stores the version. */
  readonly setVersion: (version: number) => unknown
}

/**
 * No cursor may be open: a table that is still being read can't be dropped. All in one transaction: a migration that fails leaves what was there.
 * @throws FormatError when a newer version of the code wrote it; nothing is touched then
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
