// What a session stores: its document's records, and small values by key.

import type { SessionValues } from "../../group/session-groups-store.ts"
import type { MetaStore } from "../../ports.ts"
import type { RecordStore } from "../journal.ts"
import type { StoredRecord } from "../record.ts"
import type { StoredSession } from "../stored-state.ts"
import type { VersionStore } from "../versions/version-list.ts"

export interface SessionStore
  extends RecordStore, StoredSession, MetaStore, SessionValues, VersionStore {
  /** True while nothing was ever stored. An object that nobody joins stays like that. */
  readonly isNew: boolean
  /** Keeps the bytes of a record that could not be read, or not be used, in a place that nothing reads. */
  putAside(record: StoredRecord): void
  /** Deletes everything. */
  clear(): Promise<void>
}
