// The Durable Object of one snapshot: an immutable copy of a document, until it expires.

import { DurableObject } from "cloudflare:workers"

import type { Snapshot } from "../app/sharing.ts"
import { placeKey } from "../objects/names.ts"
import type { SnapshotCard, SnapshotRpc, SnapshotScope } from "../objects/snapshot-rpc.ts"
import { FormatError } from "../util/format-error.ts"
import { isRecord } from "../util/record.ts"

type Env = Readonly<Record<string, unknown>>

/** The key of what is kept beside the document. */
const KEPT = "snapshot"

/** The key of how many sessions have begun with it. */
const OPENED = "opened"

/** Format 1 has no number. */
const FORMAT = 2

interface Kept extends Pick<SnapshotScope, "place" | "owner"> {
  readonly format: typeof FORMAT
  readonly snapshot: Snapshot
  /** Missing in the first snapshots. */
  readonly runsCode?: boolean
  readonly sources?: readonly string[]
  /** In format 1 a snapshot belonged to its route, whatever the parameters. */
  readonly isForAllParams?: boolean
}

interface Kept1 extends Pick<Snapshot, "title" | "note" | "preview" | "expiresAtMs"> {
  readonly pattern: string
  readonly owner: string
}

/** SQLite values are limited to 2 MB in production. */
const PART_BYTES = 1 << 20

/** The class to export from a Worker and to bind as SNAPSHOTS. */
export class SnapshotObject extends DurableObject<Env> implements SnapshotRpc {
  async card(place: string): Promise<SnapshotCard | undefined> {
    const kept = this.#keptFor(place)
    if (kept === undefined) return undefined
    const { snapshot, runsCode = false, sources = [], owner } = kept
    return { snapshot, runsCode, sources, owner }
  }

  async put(
    snapshot: Snapshot,
    scope: SnapshotScope,
    record: Uint8Array<ArrayBuffer>,
  ): Promise<void> {
    if (this.#kept !== undefined) throw new Error("a snapshot is never written again")
    const { sql, kv } = this.ctx.storage
    this.ctx.storage.transactionSync(() => {
      kv.put<Kept>(KEPT, { format: FORMAT, snapshot, ...scope })
      sql.exec("CREATE TABLE part (id INTEGER PRIMARY KEY, data BLOB NOT NULL)")
      for (let start = 0; start < record.byteLength; start += PART_BYTES) {
        const data = record.slice(start, start + PART_BYTES).buffer
        sql.exec("INSERT INTO part (data) VALUES (?)", data)
      }
    })
    await this.ctx.storage.setAlarm(snapshot.expiresAtMs)
  }

  async open(place: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const record = await this.read(place)
    if (record !== undefined) this.ctx.storage.kv.put(OPENED, (await this.opened()) + 1)
    return record
  }

  async opened(): Promise<number> {
    return this.ctx.storage.kv.get<number>(OPENED) ?? 0
  }

  async read(place: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    if (this.#keptFor(place) === undefined) return undefined
    const { sql } = this.ctx.storage
    const parts = [...sql.exec<{ data: ArrayBuffer }>("SELECT data FROM part ORDER BY id")]
    const bytes = await new Blob(parts.map(({ data }) => data)).arrayBuffer()
    return new Uint8Array(bytes)
  }

  async remove(owner: string): Promise<void> {
    if (this.#kept?.owner === owner) await this.#clear()
  }

  override async alarm(): Promise<void> {
    await this.#clear()
  }

  /** @throws FormatError when a newer version of the code stored it */
  get #kept(): Kept | undefined {
    const kept = this.ctx.storage.kv.get(KEPT)
    const { format } = isRecord(kept) ? kept : {}
    if (isKept(kept)) return kept
    if (isKept1(kept)) return fromFormat1(kept, this.ctx.id.name ?? "")
    if (typeof format === "number" && format > FORMAT) {
      throw new FormatError("a snapshot", format, FORMAT)
    }
    return undefined // what can't be right is as if it were not there
  }

  /** Undefined in another place, and when it has expired: an alarm may be late. */
  #keptFor(place: string): Kept | undefined {
    const kept = this.#kept
    if (kept === undefined || kept.snapshot.expiresAtMs <= Date.now()) return undefined
    const isHere =
      place === kept.place || (kept.isForAllParams && place.startsWith(`${kept.place} `))
    return isHere ? kept : undefined
  }

  async #clear(): Promise<void> {
    await this.ctx.storage.deleteAlarm()
    await this.ctx.storage.deleteAll()
  }
}

function fromFormat1({ pattern, owner, ...rest }: Kept1, id: string): Kept {
  const snapshot = { ...rest, id, link: `?bokeh-snapshot=${id}`, publishedAtMs: 0 }
  const place = placeKey({ pattern, params: {} })
  return { format: FORMAT, snapshot, place, owner, isForAllParams: true }
}

function isKept(kept: unknown): kept is Kept {
  if (!isRecord(kept) || kept["format"] !== FORMAT) return false
  const { snapshot, place, owner } = kept
  if (!isRecord(snapshot) || !areTexts(place, owner)) return false
  const { id, title, note, link, expiresAtMs, publishedAtMs } = snapshot
  return areTexts(id, title, note, link) && areNumbers(expiresAtMs, publishedAtMs)
}

function isKept1(kept: unknown): kept is Kept1 {
  if (!isRecord(kept) || "format" in kept) return false
  const { pattern, owner, title, note, expiresAtMs } = kept
  return areTexts(pattern, owner, title, note) && areNumbers(expiresAtMs)
}

function areTexts(...values: readonly unknown[]): boolean {
  return values.every((value) => typeof value === "string")
}

function areNumbers(...values: readonly unknown[]): boolean {
  return values.every((value) => Number.isFinite(value))
}
