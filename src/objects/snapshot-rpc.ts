// What a snapshot's object can be asked.

import type { Snapshot } from "../app/sharing.ts"

/** Who may do what with a snapshot, and what its page needs. */
export interface SnapshotScope {
  /** The key of the place where it was published: only there it can be opened. */
  readonly place: string
  /** Who may delete it: the session that published it. */
  readonly owner: string
  /** Whether a browser must make functions of the document's strings. */
  readonly runsCode: boolean
  /** Other servers from which the document loads something as its handler built it; missing in the first snapshots. */
  readonly sources?: readonly string[]
}

export interface SnapshotCard extends Pick<SnapshotScope, "runsCode" | "sources" | "owner"> {
  readonly snapshot: Snapshot
}

export interface SnapshotRpc {
  /** @param record the document, as StoredRecord */
  put(snapshot: Snapshot, scope: SnapshotScope, record: Uint8Array<ArrayBuffer>): Promise<void>
  /** What a page may tell of it; undefined when it does not exist in this place, or has expired. */
  card(place: string): Promise<SnapshotCard | undefined>
  /** The document, for a session that begins with it: it is counted. */
  open(place: string): Promise<Uint8Array<ArrayBuffer> | undefined>
  /** How often that was. */
  opened(): Promise<number>
  /** The document. */
  read(place: string): Promise<Uint8Array<ArrayBuffer> | undefined>
  remove(owner: string): Promise<void>
}
