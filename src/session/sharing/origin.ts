// The copy that a session started from: who made it, and when.

import * as v from "valibot"

import type { CopyNews, CopyOrigin } from "../../app/sharing.ts"
import type { SnapshotCard, SnapshotRpc } from "../../objects/snapshot-rpc.ts"
import { NUMBER, storedList } from "../stored-list.ts"

const KEY = "copy"
const ORIGIN = v.object({
  id: v.string(),
  title: v.string(),
  note: v.string(),
  by: v.exactOptional(v.string()),
  publishedAtMs: NUMBER,
})

interface OriginStore {
  readonly isNew: boolean
  getMeta(key: string): string | undefined
  setMeta(key: string, value: string): void
}

interface OriginPorts {
  readonly snapshots: (id: string) => SnapshotRpc
  readonly changedAtMs: (objectId: string) => Promise<number | undefined>
}

const NO_NEWS: CopyNews = { isThere: false, changedAtMs: undefined }

/** @param changedAtMs of its author's session */
async function newsOf(
  { owner, snapshot }: SnapshotCard,
  changedAtMs: OriginPorts["changedAtMs"],
): Promise<CopyNews> {
  const atMs = await changedAtMs(owner)
  const isNewer = atMs !== undefined && atMs > snapshot.publishedAtMs
  return { isThere: atMs !== undefined, changedAtMs: isNewer ? atMs : undefined }
}

export class Origin {
  readonly #store: OriginStore
  readonly #ports: OriginPorts
  #origin: CopyOrigin | undefined

  constructor(store: OriginStore, ports: OriginPorts) {
    this.#store = store
    this.#ports = ports
  }

  /** What has happened to the original: its author's session reports when it was last changed. */
  async news(place: string): Promise<CopyNews | undefined> {
    const origin = this.#origin
    if (origin === undefined) return undefined
    const card = await this.#ports.snapshots(origin.id).card(place)
    return card === undefined ? NO_NEWS : newsOf(card, this.#ports.changedAtMs)
  }

  get current(): CopyOrigin | undefined {
    return this.#origin
  }

  /** Call it before the handler runs. */
  async load(snapshotId: string | undefined, place: string): Promise<void> {
    if (snapshotId === this.#origin?.id) return
    this.#origin = undefined // of an earlier session in this object
    if (snapshotId === undefined) return
    const [kept] = storedList(ORIGIN, `[${this.#store.getMeta(KEY) ?? ""}]`)
    this.#origin = kept ?? (await this.#read(snapshotId, place))
    if (kept === undefined && !this.#store.isNew) this.store()
  }

  /** Viewing a copy costs no write. Call it when the session is stored anyway: the copy may be gone at the next wake. */
  store(): void {
    if (this.#origin !== undefined) this.#store.setMeta(KEY, JSON.stringify(this.#origin))
  }

  /** A copy that is gone by now was still a copy. */
  async #read(snapshotId: string, place: string): Promise<CopyOrigin> {
    const card = await this.#ports.snapshots(snapshotId).card(place)
    const { title = "", note = "", by, publishedAtMs = 0 } = card?.snapshot ?? {}
    return { id: snapshotId, title, note, by, publishedAtMs }
  }
}
