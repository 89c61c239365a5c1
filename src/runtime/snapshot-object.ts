// The Durable Object of one snapshot: an immutable copy of a document, until it expires.

import { DurableObject } from "cloudflare:workers"

import { snapshotsOf } from "../env.ts"

type Env = Readonly<Record<string, unknown>>

export interface StoredSnapshot {
  /** Of the route: only its handler can open the copy. */
  readonly pattern: string
  /** Who may delete it: the session that published it. */
  readonly owner: string
  readonly expiresAtMs: number
  readonly title: string
  readonly note: string
  /** A data URL. */
  readonly preview: string | undefined
}

export interface SnapshotRpc {
  put(snapshot: StoredSnapshot, record: Uint8Array<ArrayBuffer>): Promise<void>
  /** Undefined when there is none, any more or ever. */
  read(pattern: string): Promise<Uint8Array<ArrayBuffer> | undefined>
  remove(owner: string): Promise<void>
}

/** SQLite values are limited to 2 MB in production. */
const PART_BYTES = 1 << 20

/** @throws ConfigError when there is no binding */
export function snapshotStub(env: Env, id: string): SnapshotRpc {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the class that is bound there
  return snapshotsOf(env).getByName(id) as unknown as SnapshotRpc
}

/** The class to export from a Worker and to bind as SNAPSHOTS. */
export class SnapshotObject extends DurableObject<Env> implements SnapshotRpc {
  /** What a page may tell of it, as JSON, or 404; the URL's `pattern` is of the page's route. */
  override async fetch({ url }: Request): Promise<Response> {
    const meta = this.#metaFor(new URL(url).searchParams.get("pattern") ?? "")
    if (meta === undefined) return new Response(null, { status: 404 })
    const { title, note, preview } = meta
    return Response.json({ title, note, preview })
  }

  async put(snapshot: StoredSnapshot, record: Uint8Array<ArrayBuffer>): Promise<void> {
    if (this.#meta !== undefined) throw new Error("a snapshot is never written again")
    const { sql, kv } = this.ctx.storage
    this.ctx.storage.transactionSync(() => {
      kv.put("snapshot", snapshot)
      sql.exec("CREATE TABLE part (id INTEGER PRIMARY KEY, data BLOB NOT NULL)")
      for (let start = 0; start < record.byteLength; start += PART_BYTES) {
        const data = record.slice(start, start + PART_BYTES).buffer
        sql.exec("INSERT INTO part (data) VALUES (?)", data)
      }
    })
    await this.ctx.storage.setAlarm(snapshot.expiresAtMs)
  }

  async read(pattern: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    if (this.#metaFor(pattern) === undefined) return undefined
    const { sql } = this.ctx.storage
    const parts = [...sql.exec<{ data: ArrayBuffer }>("SELECT data FROM part ORDER BY id")]
    const bytes = await new Blob(parts.map(({ data }) => data)).arrayBuffer()
    return new Uint8Array(bytes)
  }

  async remove(owner: string): Promise<void> {
    if (this.#meta?.owner === owner) await this.#clear()
  }

  override async alarm(): Promise<void> {
    await this.#clear()
  }

  get #meta(): StoredSnapshot | undefined {
    return this.ctx.storage.kv.get<StoredSnapshot>("snapshot")
  }

  /** Undefined for another route, and when it has expired: an alarm may be late. */
  #metaFor(pattern: string): StoredSnapshot | undefined {
    const meta = this.#meta
    return meta?.pattern === pattern && meta.expiresAtMs > Date.now() ? meta : undefined
  }

  async #clear(): Promise<void> {
    await this.ctx.storage.deleteAlarm()
    await this.ctx.storage.deleteAll()
  }
}
