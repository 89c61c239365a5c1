// What a snapshot's object stores beside the document: read in each format that was ever stored, and where the snapshot may
// be opened.

import type { Snapshot } from "../../app/sharing.ts"
import { placeKey } from "../../objects/names.ts"
import type { SnapshotScope } from "../../objects/snapshot-rpc.ts"
import { FormatError } from "../../util/format-error.ts"
import { fieldsOf, isRecord } from "../../util/record.ts"

/** Format 1 has no number. */
const FORMAT = 2

export interface KeptSnapshot extends Pick<SnapshotScope, "place" | "owner"> {
  readonly format: typeof FORMAT
  readonly snapshot: Snapshot
  /** Missing in the first snapshots. */
  readonly runsCode?: boolean
  readonly sources?: readonly string[]
  /** In format 1 a snapshot belonged to its route, with any parameters. */
  readonly isForAllParams?: boolean
}

interface Kept1 extends Pick<Snapshot, "title" | "note" | "preview" | "expiresAtMs"> {
  readonly pattern: string
  readonly owner: string
}

export function keptSnapshot(snapshot: Snapshot, scope: SnapshotScope): KeptSnapshot {
  return { format: FORMAT, snapshot, ...scope }
}

/**
 * Invalid parts count as missing.
 * @throws FormatError when a newer version of the code stored it
 */
export function readKeptSnapshot(kept: unknown, id: string): KeptSnapshot | undefined {
  if (isKept(kept)) return kept
  if (isKept1(kept)) return fromFormat1(kept, id)
  const { format } = fieldsOf(kept)
  if (typeof format === "number" && format > FORMAT) {
    throw new FormatError("a snapshot", format, FORMAT)
  }
  return undefined
}

/** False in another place, and after the expiry: an alarm may be late. */
export function mayOpen(kept: KeptSnapshot, place: string, nowMs: number): boolean {
  if (kept.snapshot.expiresAtMs <= nowMs) return false
  return (
    place === kept.place || (kept.isForAllParams === true && place.startsWith(`${kept.place} `))
  )
}

function fromFormat1({ pattern, owner, ...rest }: Kept1, id: string): KeptSnapshot {
  const snapshot = { ...rest, id, link: `?bokeh-snapshot=${id}`, publishedAtMs: 0 }
  const place = placeKey({ pattern, params: {} })
  return { format: FORMAT, snapshot, place, owner, isForAllParams: true }
}

function isKept(kept: unknown): kept is KeptSnapshot {
  if (!isRecord(kept) || kept["format"] !== FORMAT) return false
  const { snapshot, place, owner } = kept
  if (!isRecord(snapshot) || !areStrings(place, owner)) return false
  const { id, title, note, link, expiresAtMs, publishedAtMs } = snapshot
  return areStrings(id, title, note, link) && areNumbers(expiresAtMs, publishedAtMs)
}

function isKept1(kept: unknown): kept is Kept1 {
  if (!isRecord(kept) || "format" in kept) return false
  const { pattern, owner, title, note, expiresAtMs } = kept
  return areStrings(pattern, owner, title, note) && areNumbers(expiresAtMs)
}

function areStrings(...values: readonly unknown[]): boolean {
  return values.every((value) => typeof value === "string")
}

function areNumbers(...values: readonly unknown[]): boolean {
  return values.every((value) => Number.isFinite(value))
}
