// The calls that a snapshot's object answers.

import type { Snapshot } from "../app/sharing.ts"

/** Who may do what with a snapshot, and what its page needs. */
export interface SnapshotScope {
  /** The key of the place where it was published. It can be opened only there. */
  readonly place: string
  /** The session that published it: only this session may delete it. */
  readonly owner: string
  /** Whether a browser must compile strings of the document to functions. */
  readonly runsCode: boolean
  /** Other servers from which the document, as its handler built it, loads something. Missing in the first snapshots. */
  readonly sources?: readonly string[]
}

export interface SnapshotCard extends Pick<SnapshotScope, "runsCode" | "sources" | "owner"> {
  readonly snapshot: Snapshot
}

export interface SnapshotRpc {
  /** @param record the document, as StoredRecord */
  put(snapshot: Snapshot, scope: SnapshotScope, record: Uint8Array<ArrayBuffer>): Promise<void>
  /** What a page may show of it; undefined when it does not exist in this place, or has expired. */
  card(place: string): Promise<SnapshotCard | undefined>
  /** The document, for a session that starts from it. The call is counted. */
  open(place: string): Promise<Uint8Array<ArrayBuffer> | undefined>
  /** How often it was opened. */
  opened(): Promise<number>
  /** The document, without counting. */
  read(place: string): Promise<Uint8Array<ArrayBuffer> | undefined>
  remove(owner: string): Promise<void>
}
