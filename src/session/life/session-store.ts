// What a session keeps: its document's records, and small values by key, ours and the app's.

import type { KeyValue } from "../../app/context.ts"
import type { SessionValues } from "../../group/session-groups-store.ts"
import type { MetaStore } from "../../ports.ts"
import type { RecordStore } from "../journal.ts"
import type { EncodedRecord, StoredRecord } from "../record.ts"
import type { StoredSession } from "../restore.ts"
import type { VersionStore } from "../versions/version-list.ts"

export interface SessionStore
  extends RecordStore, StoredSession, MetaStore, SessionValues, VersionStore {
  /** True while nothing was ever stored. An object that nobody joins keeps it so. */
  readonly isNew: boolean
  /** The app's own small state. */
  readonly appStorage: KeyValue
  /** What had no place in what the handler builds now. */
  readonly unplaced: StoredRecord | undefined
  replaceUnplaced(record: EncodedRecord | undefined): void
  /** Deletes everything. */
  clear(): Promise<void>
}

/** The app's values are kept as JSON beside ours. */
export function appStorageOn(store: MetaStore): KeyValue {
  return {
    get: (key) => {
      const text = store.getMeta(`app ${key}`)
      return text === undefined ? undefined : JSON.parse(text)
    },
    put: (key, value) => store.setMeta(`app ${key}`, JSON.stringify(value ?? null)),
    delete: (key) => store.deleteMeta(`app ${key}`),
  }
}
