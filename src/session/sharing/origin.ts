// The copy that a session has begun with: who has made it, and when.

import * as v from "valibot"

import type { CopyOrigin } from "../../app/sharing.ts"
import type { SnapshotRpc } from "../../objects/snapshot-rpc.ts"
import { parseJson } from "../../util/parse-json.ts"

const KEY = "copy"
const ORIGIN = v.object({
  id: v.string(),
  title: v.string(),
  note: v.string(),
  by: v.optional(v.string()),
  publishedAtMs: v.number(),
})

interface OriginStore {
  readonly isNew: boolean
  getMeta(key: string): string | undefined
  setMeta(key: string, value: string): void
}

export class Origin {
  readonly #store: OriginStore
  readonly #snapshot: (id: string) => SnapshotRpc
  #origin: CopyOrigin | undefined

  constructor(store: OriginStore, snapshot: (id: string) => SnapshotRpc) {
    this.#store = store
    this.#snapshot = snapshot
  }

  get current(): CopyOrigin | undefined {
    return this.#origin
  }

  /** Call before the handler runs. To look at a copy costs no write: it is kept with a session that is stored anyway. */
  async load(snapshotId: string | undefined, place: string): Promise<void> {
    if (snapshotId === undefined || this.#origin !== undefined) return
    const kept = v.safeParse(ORIGIN, parseJson(this.#store.getMeta(KEY) ?? ""))
    this.#origin = kept.success ? kept.output : await this.#read(snapshotId, place)
    if (!kept.success && !this.#store.isNew) this.#store.setMeta(KEY, JSON.stringify(this.#origin))
  }

  /** One that is gone meanwhile was a copy still. */
  async #read(snapshotId: string, place: string): Promise<CopyOrigin> {
    const card = await this.#snapshot(snapshotId).card(place)
    const { title = "", note = "", by, publishedAtMs = 0 } = card?.snapshot ?? {}
    return { id: snapshotId, title, note, by, publishedAtMs }
  }
}
