// What one session shares: copies of its document, and invitations. What it gave out is kept with it.

import { type Invitation, type Sharing, SharingError, type Snapshot } from "../app/sharing.ts"
import { createCheckpoint } from "../document/checkpoint.ts"
import { encodeDocument } from "../document/document-json.ts"
import { type Document, internalsOf } from "../document/document.ts"
import type { HasProps } from "../model/has-props.ts"
import { createInvite } from "../session/invite.ts"
import { encodeWholeRecord } from "../session/record.ts"
import type { Keys } from "../session/token.ts"
import type { SessionStore } from "./do-store.ts"
import { snapshotStub } from "./snapshot-object.ts"

export interface SessionSharingOptions {
  readonly env: Readonly<Record<string, unknown>>
  readonly store: SessionStore
  readonly keys: Keys
  /** The session's own object. */
  readonly owner: string
  readonly sessionId: string
  readonly pattern: string
  /** Of the app's page. */
  readonly path: string
  /** Undefined while the handler runs. */
  readonly document: () => Document | undefined
  readonly showOut: (inviteId: string) => void
}

const SNAPSHOTS = "snapshots"
const REVOKED = "revoked"
const MAX_BYTES = 16 * 1024 * 1024
const MAX_SNAPSHOTS = 100
const SNAPSHOT_S = 30 * 24 * 60 * 60
const INVITE_S = 24 * 60 * 60

export function sharingOf(options: SessionSharingOptions): Sharing {
  const { env, store, keys, owner, sessionId, pattern, path } = options
  return {
    publish: async ({ title, note = "", models, expires = SNAPSHOT_S }) => {
      assertSeconds("publish", expires)
      const document = builtDocument(options, "publish")
      const list = snapshotsIn(store)
      if (list.length >= MAX_SNAPSHOTS) {
        throw new SharingError(
          `publish: this session has ${list.length} snapshots: delete one first`,
        )
      }
      const record = models === undefined ? recordOf(document) : recordOfSome(document, models)
      if (record.byteLength > MAX_BYTES) {
        throw new SharingError(
          `publish: the document has ${record.byteLength} bytes, a snapshot at most ${MAX_BYTES}`,
        )
      }
      const id = crypto.randomUUID().replaceAll("-", "")
      const publishedAtMs = Date.now()
      const expiresAtMs = publishedAtMs + expires * 1000
      await snapshotStub(env, id).put({ pattern, owner, expiresAtMs }, record)
      const link = `${path}?bokeh-snapshot=${id}`
      const snapshot: Snapshot = { id, title, note, link, publishedAtMs, expiresAtMs }
      store.setMeta(SNAPSHOTS, JSON.stringify([snapshot, ...snapshotsIn(store)]))
      return snapshot
    },
    get snapshots() {
      return snapshotsIn(store).filter(({ expiresAtMs }) => expiresAtMs > Date.now())
    },
    unpublish: async (id) => {
      await snapshotStub(env, id).remove(owner)
      const others = snapshotsIn(store).filter((snapshot) => snapshot.id !== id)
      store.setMeta(SNAPSHOTS, JSON.stringify(others))
    },
    invite: ({ role, expires = INVITE_S }): Invitation => {
      assertSeconds("invite", expires)
      builtDocument(options, "invite")
      const id = crypto.randomUUID().slice(0, 8)
      const expiresAtMs = Date.now() + expires * 1000
      const invite = createInvite({ id, sessionId, pattern, role, expiresAtMs }, keys)
      return { id, link: `${path}?bokeh-invite=${invite}` }
    },
    revoke: (id) => {
      store.setMeta(REVOKED, JSON.stringify([...revokedIn(store), id]))
      options.showOut(id)
    },
  }
}

function recordOf(document: Document): Uint8Array<ArrayBuffer> {
  return encodeWholeRecord(createCheckpoint(document))
}

function recordOfSome(document: Document, models: readonly HasProps[]): Uint8Array<ArrayBuffer> {
  const { graph } = internalsOf(document)
  const stranger = models.find((model) => graph.find(model.id) !== model)
  if (stranger !== undefined || models.length === 0) {
    throw new SharingError("publish: models must be some of the document's own")
  }
  const { doc, buffers } = encodeDocument(document, undefined, models)
  return encodeWholeRecord({ json: JSON.stringify({ doc }), buffers })
}

export function isRevoked(store: SessionStore, inviteId: string): boolean {
  return revokedIn(store).includes(inviteId)
}

function builtDocument({ document }: SessionSharingOptions, what: string): Document {
  const built = document()
  if (built !== undefined) return built
  throw new SharingError(
    `${what}: a handler builds and does not act, since it runs again at each wake: do it in a callback`,
  )
}

function assertSeconds(what: string, seconds: number): void {
  if (Number.isFinite(seconds) && seconds > 0) return
  throw new SharingError(`${what}: expires must be a number of seconds greater than 0`)
}

function snapshotsIn(store: SessionStore): readonly Snapshot[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written above
  return JSON.parse(store.getMeta(SNAPSHOTS) ?? "[]") as Snapshot[]
}

function revokedIn(store: SessionStore): readonly string[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written above
  return JSON.parse(store.getMeta(REVOKED) ?? "[]") as string[]
}
