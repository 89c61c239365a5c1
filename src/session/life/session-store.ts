// What a session keeps: its document's records, and small values by key, ours and the app's.

import type { KeyValue } from "../../app/context.ts"
import type { SessionValues } from "../../group/session-groups-store.ts"
import type { MetaStore } from "../../ports.ts"
import type { StoredSession } from "../build-document.ts"
import type { RecordStore } from "../journal.ts"

export interface SessionStore extends RecordStore, StoredSession, MetaStore, SessionValues {
  /** True while nothing was ever stored. An object that nobody joins keeps it so. */
  readonly isNew: boolean
  /** The app's own small state. */
  readonly appStorage: KeyValue
  /** Archives the records under the time: the code has changed and can't use them. */
  setAside(nowMs: number): void
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
