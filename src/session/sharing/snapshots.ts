// The copies of its document that one session has published. The list of them is stored with the session.

import * as v from "valibot"

import { PUBLISH_OPTIONS } from "../../app/option-names.ts"
import { assertPreview } from "../../app/preview.ts"
import { type PublishOptions, SharingError, type Snapshot } from "../../app/sharing.ts"
import { encodeDocument } from "../../document/document-json.ts"
import { portableAttributes } from "../../document/document-models.ts"
import { type Document, internalsOf } from "../../document/document.ts"
import { type CopyOptions, encodeCopy } from "../../document/store-document.ts"
import type { HasProps } from "../../model/has-props.ts"
import type { SnapshotRpc } from "../../objects/snapshot-rpc.ts"
import type { Clock, MetaStore, Random } from "../../ports.ts"
import { assertOptions } from "../../util/assert-options.ts"
import { type SessionLimits, SHARING_LIMITS } from "../../util/limits.ts"
import { needsOf } from "../page-needs.ts"
import { encodeWholeRecord } from "../record.ts"
import { NUMBER, storedList } from "../stored-list.ts"
import { inviter } from "./kept-invites.ts"

export interface SnapshotsOptions {
  readonly store: MetaStore
  /** The version of the app's code, if known. */
  readonly version: () => string | undefined
  /** The value of `context.state`, as JSON. */
  readonly state: () => string | undefined
  readonly clock: Clock
  readonly random: Random
  readonly snapshot: (id: string) => SnapshotRpc
  /** The session's own object. */
  readonly owner: string
  /** The key of the route with its parameters. */
  readonly place: string
  /** Who publishes, if known. */
  readonly by: string | undefined
  /** The path of the app's page. */
  readonly path: string
  /** The arguments on which the document depends, each as `name=value`. */
  readonly copyArguments: readonly string[]
  readonly limits: Pick<SessionLimits, "snapshots" | "snapshotBytes">
}

const LIST = "snapshots"
const LISTED = v.object({
  id: v.string(),
  title: v.string(),
  note: v.string(),
  by: v.exactOptional(v.string()),
  link: v.string(),
  publishedAtMs: NUMBER,
  expiresAtMs: NUMBER,
})
/** Stored apart from the list: all previews together would be too large for one value. */
const previewKey = (id: string) => `preview ${id}`
const MAX_CHARS = {
  id: SHARING_LIMITS.titleChars,
  title: SHARING_LIMITS.titleChars,
  note: SHARING_LIMITS.noteChars,
  by: SHARING_LIMITS.titleChars,
} as const
const EXPIRY_S = 30 * 24 * 60 * 60
const GIVEN_S = 24 * 60 * 60

export class SessionSnapshots {
  readonly #options: SnapshotsOptions
  /** How many copies are not in the list yet. */
  #publishing = 0

  constructor(options: SnapshotsOptions) {
    this.#options = options
  }

  /** The copies that have not expired, newest first. */
  get all(): readonly Snapshot[] {
    const { store } = this.#options
    return this.#listed
      .filter((one) => this.#isAlive(one))
      .map((one) => ({ ...one, preview: store.getMeta(previewKey(one.id)) }))
  }

  /** @param copied the code and state that belong to the document; default the current ones */
  async publish(
    document: Document,
    options: Partial<PublishOptions> = {},
    copied: CopyOptions = this.#copyOptions,
  ): Promise<Snapshot> {
    const { store } = this.#options
    const { preview } = options
    this.#forgetExpired()
    this.#assertPublishable(options)
    this.#publishing++ // its place is taken before any await
    const snapshot = await this.#put(document, options, copied).finally(() => this.#publishing--)
    if (preview !== undefined) store.setMeta(previewKey(snapshot.id), preview)
    store.setMeta(LIST, JSON.stringify([{ ...snapshot, preview: undefined }, ...this.#listed]))
    return snapshot
  }

  /**
   * Stores a copy for a day, and lists it nowhere. Its author is whom the guest's invitation names.
   * @returns its link
   */
  async give(document: Document, inviteId: string | undefined): Promise<string> {
    const { title } = document
    const options = { title, expires: GIVEN_S, ...inviter(this.#options.store, inviteId) }
    const { link } = await this.#put(document, options, this.#copyOptions)
    return link
  }

  async #put(document: Document, options: PublishOptions, copied: CopyOptions): Promise<Snapshot> {
    const { clock, random, owner, place, path, limits, copyArguments } = this.#options
    const { title, note = "", expires = EXPIRY_S, preview, by = this.#options.by } = options
    const record = recordOf(document, copied, options.models, limits)
    const id = random.alphanumeric(32)
    const link = [`${path}?bokeh-snapshot=${id}`, ...copyArguments].join("&")
    const publishedAtMs = clock.now()
    const expiresAtMs = publishedAtMs + expires * 1000
    const snapshot = { id, title, note, by, link, preview, publishedAtMs, expiresAtMs }
    await this.#options.snapshot(id).put(snapshot, { place, owner, ...needsOf(document) }, record)
    return snapshot
  }

  /** How many sessions were started from it. */
  opened(id: string): Promise<number> {
    return this.#options.snapshot(id).opened()
  }

  /** Their objects delete themselves. */
  #forgetExpired(): void {
    const { store } = this.#options
    const all = this.#listed
    const left = all.filter((one) => this.#isAlive(one))
    if (left.length === all.length) return
    for (const one of all) if (!left.includes(one)) store.deleteMeta(previewKey(one.id))
    store.setMeta(LIST, JSON.stringify(left))
  }

  /** A copy of another session stays. */
  async unpublish(id: string): Promise<void> {
    assertText("id", id, "unpublish")
    const { store, owner, snapshot } = this.#options
    await snapshot(id).remove(owner)
    store.setMeta(LIST, JSON.stringify(this.#listed.filter((one) => one.id !== id)))
    store.deleteMeta(previewKey(id))
  }

  #assertPublishable(options: Partial<PublishOptions>): asserts options is PublishOptions {
    const { title, note = "", expires = EXPIRY_S, preview, by } = options
    assertOptions("publish", options, PUBLISH_OPTIONS)
    assertSeconds("publish", expires)
    assertText("title", title)
    assertText("note", note)
    if (preview !== undefined) assertPreview(preview)
    if (by !== undefined) assertText("by", by)
    const count = this.#listed.length + this.#publishing
    if (count < this.#options.limits.snapshots) return
    throw new SharingError(`publish: this session already has ${count} snapshots: delete one first`)
  }

  #isAlive({ expiresAtMs }: Snapshot): boolean {
    return expiresAtMs > this.#options.clock.now()
  }

  get #copyOptions(): CopyOptions {
    const { version, state } = this.#options
    return { version: version(), state: state() }
  }

  /** Without their previews. */
  get #listed(): readonly Snapshot[] {
    const list = storedList(LISTED, this.#options.store.getMeta(LIST))
    return list.map((one) => ({ ...one, preview: undefined }))
  }
}

function recordOf(
  document: Document,
  options: CopyOptions,
  models: readonly HasProps[] | undefined,
  { snapshotBytes }: Pick<SessionLimits, "snapshotBytes">,
): Uint8Array<ArrayBuffer> {
  const record =
    models === undefined
      ? encodeWholeRecord(encodeCopy(document, options))
      : recordOfSome(document, models)
  if (record.byteLength <= snapshotBytes) return record
  throw new SharingError(
    `publish: the document has ${record.byteLength} bytes, a snapshot at most ${snapshotBytes}`,
  )
}

function recordOfSome(document: Document, models: readonly HasProps[]): Uint8Array<ArrayBuffer> {
  const { graph } = internalsOf(document)
  const stranger = models.find((model) => graph.find(model.id) !== model)
  if (stranger !== undefined || models.length === 0) {
    throw new SharingError("publish: models must be some of the document's own")
  }
  const { doc, buffers } = encodeDocument(document, {
    roots: models,
    reader: { read: portableAttributes },
  })
  return encodeWholeRecord({ json: JSON.stringify({ doc }), buffers })
}

/** @throws SharingError */
export function assertText(what: keyof typeof MAX_CHARS, text: unknown, of = "publish"): void {
  const max = MAX_CHARS[what]
  if (typeof text === "string" && text.length <= max) return
  throw new SharingError(`${of}: ${what} must be a string of at most ${max} characters`)
}

const MAX_S = 100 * 365 * 24 * 60 * 60

/** Checks a number of seconds until something expires. @throws SharingError */
export function assertSeconds(what: string, seconds: number): void {
  if (seconds > 0 && seconds <= MAX_S) return
  throw new SharingError(`${what}: expires must be seconds, more than 0 and at most 100 years`)
}
