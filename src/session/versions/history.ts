// A session's recent states, and who did what in it. A state is kept when somebody has changed something, at most once in
// a while: a move of a slider writes nothing more than it does without.

import type { Connection } from "../../app/connection.ts"
import { type PublishOptions, SharingError, type Snapshot } from "../../app/sharing.ts"
import type {
  SessionHistory,
  Undone,
  UndoSteps,
  Version,
  Versions,
  VersionsOptions,
} from "../../app/versions.ts"
import { Document, internalsOf } from "../../document/document.ts"
import { type CopyOptions, encodeChanges, encodeWhole } from "../../document/store-document.ts"
import type { Timers } from "../../ports.ts"
import { SHARING_LIMITS } from "../../util/limits.ts"
import type { EncodedRecord } from "../record.ts"
import { documentFrom, versionOf } from "../restore.ts"
import { UndoLog } from "./undo-log.ts"
import { type KeptVersion, shownVersion, VersionList, type VersionStore } from "./version-list.ts"

/** What a session gives. */
export interface HistoryParts {
  readonly store: VersionStore
  readonly timers: Timers
  readonly nowMs: () => number
  /** What the app keeps in `context.state`, as JSON. */
  readonly state: () => string | undefined
  readonly replaceState: (json: string) => void
  readonly connectionOf: (client: object) => Connection | undefined
  /** Everybody is an owner: each window is somebody else. */
  readonly isShared: boolean
  readonly publish: (
    document: Document,
    options: PublishOptions,
    copied: CopyOptions,
  ) => Promise<Snapshot>
  /** Has the session begin again, when what runs now is done, from what `store` puts into its store. */
  readonly startAgain: (store: () => void) => void
  readonly report: (what: string, error: unknown) => void
}

interface Awake {
  readonly document: Document
  readonly log: UndoLog
}

export class History implements SessionHistory {
  readonly versions: Versions
  readonly #parts: HistoryParts
  readonly #limits: Required<VersionsOptions>
  readonly #list: VersionList
  /** Who has changed something since the last version. */
  readonly #acted = new Set<string>()
  #awake: Awake | undefined
  /** What the session began with: kept with the first change. */
  #first: { readonly record: EncodedRecord; readonly takenAtMs: number } | undefined
  #stop: (() => void) | undefined

  constructor(parts: HistoryParts, limits: Required<VersionsOptions>) {
    this.#parts = parts
    this.#limits = limits
    this.#list = new VersionList(parts.store, limits)
    this.versions = {
      list: () => this.#list.all.map(shownVersion),
      keep: (name) => this.#keep(name),
      name: (id, name) => this.#list.rename(id, name === undefined ? name : asName(name)),
      restore: (id) => this.#restore(this.#list.find(id)),
      publish: async (id, options) => this.#publish(this.#list.find(id), options),
    }
  }

  start(document: object): void {
    if (!(document instanceof Document)) return
    const { timers } = this.#parts
    const log = new UndoLog({
      document,
      maxSteps: this.#limits.undo,
      now: () => timers.now(),
      whoOf: (client) => this.#whoOf(client),
      acted: (client) => this.#noteActed(client),
    })
    internalsOf(document).recorder = log
    this.#awake = { document, log }
    const isFirst = this.#list.all.length === 0
    this.#first = isFirst
      ? { record: this.#recordOf(document), takenAtMs: this.#parts.nowMs() }
      : undefined
  }

  stored(): void {
    this.#keepFirst()
    const { timers } = this.#parts
    this.#stop ??= timers.after(this.#limits.every * 1000, () => this.end())
  }

  end(): void {
    if (this.#stop === undefined) return
    this.stop()
    try {
      this.#take(undefined)
    } catch (error) {
      this.#parts.report("a version could not be kept", error)
    }
  }

  stop(): void {
    this.#stop?.()
    this.#stop = undefined
  }

  undo(who: object | undefined): Undone {
    return this.#awakeFor("undo").log.undo(this.#who(who))
  }

  redo(who: object | undefined): Undone {
    return this.#awakeFor("redo").log.redo(this.#who(who))
  }

  steps(who: object | undefined): UndoSteps {
    return this.#awake?.log.steps(this.#who(who)) ?? { undo: 0, redo: 0 }
  }

  #keep(name: string): Version {
    asName(name)
    this.#awakeFor("versions.keep")
    this.#keepFirst()
    return shownVersion(this.#take(name))
  }

  #keepFirst(): void {
    if (this.#first === undefined) return
    const first = this.#first
    this.#first = undefined
    this.#list.add({ ...first, by: [], name: undefined })
  }

  #take(name: string | undefined): KeptVersion {
    const record = this.#recordOf(this.#awakeFor("versions").document)
    const by = [...this.#acted]
    const taken = this.#list.add({ record, takenAtMs: this.#parts.nowMs(), by, name })
    this.#acted.clear()
    this.stop()
    return taken
  }

  #restore(version: KeptVersion): void {
    this.#awakeFor("versions.restore")
    this.#parts.startAgain(() => {
      this.#take(undefined)
      const state = this.#list.putInPlace(version, this.#parts.nowMs())
      if (state !== undefined) this.#parts.replaceState(state)
    })
  }

  #publish(version: KeptVersion, options: Omit<PublishOptions, "models">): Promise<Snapshot> {
    const { stored, state } = this.#list.read(version)
    const copied = { version: versionOf(stored), state }
    return this.#parts.publish(documentFrom(stored), options, copied)
  }

  #recordOf(document: Document): EncodedRecord {
    const { isReplaced } = internalsOf(document).build
    const { json, buffers } = isReplaced
      ? encodeWhole(document, failed)
      : encodeChanges(document, failed)
    const state = this.#parts.state()
    const kept = state === undefined ? "" : `,"state":${JSON.stringify(state)}`
    return { json: `{"content":${json}${kept}}`, buffers }
  }

  #who(who: object | undefined): string {
    return (who && this.#whoOf(who)) ?? ""
  }

  /** A user, wherever; else the owner, whose windows are one person's; else one window. */
  #whoOf(client: object): string | undefined {
    const connection = this.#parts.connectionOf(client)
    if (connection === undefined) return undefined
    const { user, inviteId, id } = connection
    if (user !== undefined) return `user ${user.id}`
    return inviteId === undefined && !this.#parts.isShared ? "owner" : `window ${id}`
  }

  #noteActed(client: object): void {
    const user = this.#parts.connectionOf(client)?.user
    const name = user?.["name"]
    if (user !== undefined) this.#acted.add(typeof name === "string" ? name : user.id)
  }

  #awakeFor(what: string): Awake {
    if (this.#awake !== undefined) return this.#awake
    throw new SharingError(
      `${what}: a handler builds and does not act, since it runs again at each wake: do it in a callback`,
    )
  }
}

/** It is told where the session stores it. */
const failed = () => undefined

function asName(name: string): string {
  const max = SHARING_LIMITS.titleChars
  if (typeof name === "string" && name !== "" && name.length <= max) return name
  throw new SharingError(`versions: name must be a string of 1 to ${max} characters`)
}
