// The Durable Object of one snapshot: an immutable copy of a document, until it expires.

import { DurableObject } from "cloudflare:workers"

import type { Snapshot } from "../app/sharing.ts"
import type { SnapshotRpc, SnapshotScope } from "../objects/snapshot-rpc.ts"

type Env = Readonly<Record<string, unknown>>

/** The key of what is kept beside the document. */
const KEPT = "snapshot"

interface Kept extends SnapshotScope {
  readonly snapshot: Snapshot
}

/** SQLite values are limited to 2 MB in production. */
const PART_BYTES = 1 << 20

/** The class to export from a Worker and to bind as SNAPSHOTS. */
export class SnapshotObject extends DurableObject<Env> implements SnapshotRpc {
  async card(place: string): Promise<Snapshot | undefined> {
    return this.#keptFor(place)?.snapshot
  }

  async put(
    snapshot: Snapshot,
    { place, owner }: SnapshotScope,
    record: Uint8Array<ArrayBuffer>,
  ): Promise<void> {
    if (this.#kept !== undefined) throw new Error("a snapshot is never written again")
    const { sql, kv } = this.ctx.storage
    this.ctx.storage.transactionSync(() => {
      kv.put<Kept>(KEPT, { snapshot, place, owner })
      sql.exec("CREATE TABLE part (id INTEGER PRIMARY KEY, data BLOB NOT NULL)")
      for (let start = 0; start < record.byteLength; start += PART_BYTES) {
        const data = record.slice(start, start + PART_BYTES).buffer
        sql.exec("INSERT INTO part (data) VALUES (?)", data)
      }
    })
    await this.ctx.storage.setAlarm(snapshot.expiresAtMs)
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

  get #kept(): Kept | undefined {
    return this.ctx.storage.kv.get<Kept>(KEPT)
  }

  /** Undefined in another place, and when it has expired: an alarm may be late. */
  #keptFor(place: string): Kept | undefined {
    const kept = this.#kept
    return kept?.place === place && kept.snapshot.expiresAtMs > Date.now() ? kept : undefined
  }

  async #clear(): Promise<void> {
    await this.ctx.storage.deleteAlarm()
    await this.ctx.storage.deleteAll()
  }
}
