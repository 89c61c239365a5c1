// The Durable Object of one snapshot: an immutable copy of a document, until it expires.

import { DurableObject } from "cloudflare:workers"

import type { Snapshot } from "../app/sharing.ts"
import type { SnapshotCard, SnapshotRpc, SnapshotScope } from "../objects/snapshot-rpc.ts"
import {
  type KeptSnapshot,
  keptSnapshot,
  mayOpen,
  readKeptSnapshot,
} from "../session/sharing/kept-snapshot.ts"

type Env = Readonly<Record<string, unknown>>

/** The key of the values that are stored beside the document. */
const KEPT = "snapshot"

/** The key of the number of sessions that were started from it. */
const OPENED = "opened"

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
      kv.put(KEPT, keptSnapshot(snapshot, scope))
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
  get #kept(): KeptSnapshot | undefined {
    return readKeptSnapshot(this.ctx.storage.kv.get(KEPT), this.ctx.id.name ?? "")
  }

  #keptFor(place: string): KeptSnapshot | undefined {
    const kept = this.#kept
    return kept && mayOpen(kept, place, Date.now()) ? kept : undefined
  }

  async #clear(): Promise<void> {
    await this.ctx.storage.deleteAlarm()
    await this.ctx.storage.deleteAll()
  }
}
