// A session's recent states, and who did what. A state is kept after a change, at most once in an interval; undo steps are
// stored at most once a second, so that a drag writes little more than without undo.

import { type Connection, nameOf } from "../../app/connection.ts"
import { type PublishOptions, SharingError, type Snapshot } from "../../app/sharing.ts"
import type {
  PublishOther,
  SessionHistory,
  Undone,
  UndoSteps,
  Version,
  Versions,
  VersionsOptions,
} from "../../app/versions.ts"
import { type Document, internalsOf } from "../../document/document.ts"
import { encodeChanges, encodeWhole } from "../../document/store-document.ts"
import type { Timers } from "../../ports.ts"
import { SHARING_LIMITS } from "../../util/limits.ts"
import type { EncodedRecord } from "../record.ts"
import { baseOf, documentFrom, versionOf } from "../restore.ts"
import { UndoLog } from "./undo-log.ts"
import type { Target } from "./undo-step.ts"
import { decodeSteps, encodeSteps, namesIn } from "./undo-store.ts"
import {
  type KeptVersion,
  shownVersion,
  type Taken,
  VersionList,
  type VersionStore,
} from "./version-list.ts"

/** The name of the record of what each person can undo. */
const UNDO = "undo"
/** While somebody acts, it is stored at most this often. */
const UNDO_MS = 1000
const MAX_ABOUT = 200

/** What a session provides. */
export interface HistoryParts {
  readonly store: VersionStore
  /** The version of the running code. */
  readonly version: () => string | undefined
  readonly timers: Timers
  /** The value of `context.state`, as JSON. */
  readonly state: () => string | undefined
  readonly replaceState: (json: string) => void
  readonly connectionOf: (client: object) => Connection | undefined
  /** Everybody is an owner: each window counts as another person. */
  readonly isShared: boolean
  /** After the current action, starts the session again from what `store` writes into its store. */
  readonly startAgain: (store: () => void) => void
  readonly report: (what: string, error: unknown) => void
}

interface Awake {
  readonly document: Document
  readonly log: UndoLog
  readonly publish: PublishOther
}

export class History implements SessionHistory {
  readonly versions: Versions
  readonly #parts: HistoryParts
  readonly #limits: Required<VersionsOptions>
  readonly #list: VersionList
  /** Who has changed something since the last version. */
  readonly #acted = new Set<string>()
  #awake: Awake | undefined
  /** The state with which the session started: it is kept with the first change. */
  #first: Pick<Taken, "record" | "takenAtMs" | "about"> | undefined
  #describe: () => string | undefined = () => undefined
  #stop: (() => void) | undefined
  #stopUndo: (() => void) | undefined
  /** What steps cover, if not everything. */
  #undoable: ReadonlySet<object> | undefined
  /** When something of that was last changed. */
  #touchedAtMs: number | undefined

  constructor(parts: HistoryParts, limits: Required<VersionsOptions>) {
    this.#parts = parts
    this.#limits = limits
    this.#list = new VersionList(parts.store, limits, () =>
      baseOf(this.#awakeFor("versions").document, parts.version(), failed),
    )
    this.versions = {
      list: () => this.#list.all.map(shownVersion),
      describe: (about) => {
        this.#describe = about
      },
      keep: (name) => this.#keep(name),
      name: (id, name) => this.#list.rename(id, name === undefined ? name : asName(name)),
      restore: (id) => this.#restore(this.#list.find(id)),
      publish: async (id, options) => this.#publish(this.#list.find(id), options),
    }
  }

  start(document: Document, publish: PublishOther): void {
    const { timers } = this.#parts
    const log = new UndoLog({
      document,
      maxSteps: this.#limits.undo,
      now: () => timers.now(),
      whoOf: (client) => this.#whoOf(client),
      acted: (client) => this.#noteActed(client),
      isWanted: (target) => this.#isUndoable(target),
      touched: (target) => {
        if (this.#isUndoable(target)) this.#touchedAtMs = timers.now()
      },
    })
    const kept = this.#parts.store.named(UNDO)
    if (kept !== undefined) {
      log.restore(decodeSteps(document, kept, this.#parts.version()))
      for (const name of namesIn(kept)) this.#acted.add(name)
    }
    internalsOf(document).recorder = log
    this.#awake = { document, log, publish }
    const isFirst = this.#list.all.length === 0
    this.#first = isFirst
      ? { record: this.#recordOf(document), takenAtMs: timers.now(), about: this.#about }
      : undefined
  }

  stored(): void {
    this.#keepFirst()
    const { timers } = this.#parts
    this.#stop ??= timers.after(this.#limits.every * 1000, () => this.end())
    this.#undoChanged()
  }

  get changedAtMs(): number | undefined {
    return this.#undoable === undefined ? this.#parts.timers.now() : this.#touchedAtMs
  }

  end(): void {
    this.#storeUndo()
    if (this.#stop === undefined) return
    this.#notDue()
    try {
      this.#take(undefined)
    } catch (error) {
      this.#parts.report("a version could not be kept", error)
    }
  }

  #notDue(): void {
    this.#stop?.()
    this.#stop = undefined
  }

  stop(): void {
    this.#notDue()
    this.#stopUndo?.()
    this.#stopUndo = undefined
  }

  undo(who: object | undefined): Undone {
    const { log } = this.#awakeFor("undo")
    this.#undoChanged()
    return log.undo(this.#who(who))
  }

  redo(who: object | undefined): Undone {
    const { log } = this.#awakeFor("redo")
    this.#undoChanged()
    return log.redo(this.#who(who))
  }

  step(name: string, action: () => void, who: object | undefined): void {
    this.#awakeFor("undoStep").log.step(this.#who(who), name, action)
  }

  undoable(models: readonly object[]): void {
    this.#undoable = new Set(models)
  }

  #isUndoable(target: Target): boolean {
    if (this.#undoable === undefined) return true
    return target.kind === "property" && this.#undoable.has(target.model)
  }

  #undoChanged(): void {
    this.#stopUndo ??= this.#parts.timers.after(UNDO_MS, () => this.#storeUndo())
  }

  /** A crash loses at most the last second's steps. Older steps still find the values that they left, or skip them. */
  #storeUndo(): void {
    if (this.#stopUndo === undefined || this.#awake === undefined) return
    this.#stopUndo()
    this.#stopUndo = undefined
    const { store, version, report } = this.#parts
    const { document, log } = this.#awake
    try {
      store.replaceNamed(
        UNDO,
        encodeSteps(document, log.people, { version: version(), by: [...this.#acted] }),
      )
    } catch (error) {
      report("undo could not be stored", error)
    }
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
    try {
      this.#list.add({ ...first, by: [], name: undefined })
    } catch (error) {
      // The change that follows is stored already, and must still be sent.
      this.#parts.report("the first version could not be kept", error)
    }
  }

  #take(name: string | undefined, wanted?: KeptVersion): KeptVersion {
    const record = this.#recordOf(this.#awakeFor("versions").document)
    const by = [...this.#acted]
    const takenAtMs = this.#parts.timers.now()
    const taken = this.#list.add({ record, takenAtMs, by, name, about: this.#about }, wanted)
    if (by.length > 0) this.#undoChanged() // the names are stored there
    this.#acted.clear()
    this.#notDue()
    this.#storeUndo()
    return taken
  }

  #restore(version: KeptVersion): void {
    const { document } = this.#awakeFor("versions.restore")
    this.#list.read(version) // a version that cannot be read is reported immediately
    this.#list.assertRoom(this.#recordOf(document)) // the current state is kept, too
    this.#parts.startAgain(() => {
      const then = this.#list.read(version) // it may be removed next
      this.#take(undefined, version)
      this.stop()
      this.#parts.store.replaceNamed(UNDO, undefined) // the stored steps do not fit the restored document
      const { lastNumber } = internalsOf(document).graph
      this.#list.putInPlace(version, then, this.#parts.timers.now(), lastNumber)
      const { state, replaceState } = this.#parts
      // A version without a state was taken when nothing of it had changed.
      if ((then.state ?? state()) !== undefined) replaceState(then.state ?? "{}")
    })
  }

  #publish(version: KeptVersion, options: Omit<PublishOptions, "models">): Promise<Snapshot> {
    const { publish } = this.#awakeFor("versions.publish")
    const { stored, state } = this.#list.read(version)
    const copied = { version: versionOf(stored), state }
    return publish(documentFrom(stored), options, copied)
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

  /** A user, in any window; else the owner, whose windows count as one person; else one window. */
  #whoOf(client: object): string | undefined {
    const connection = this.#parts.connectionOf(client)
    if (connection === undefined) return undefined
    const { user, inviteId, windowId } = connection
    if (user !== undefined) return `user ${user.id}`
    return inviteId === undefined && !this.#parts.isShared ? "owner" : `window ${windowId}`
  }

  #noteActed(client: object): void {
    const connection = this.#parts.connectionOf(client)
    const name = connection && (nameOf(connection) ?? connection.user?.id)
    if (name !== undefined) this.#acted.add(name)
  }

  get #about(): string | undefined {
    try {
      return this.#describe()?.slice(0, MAX_ABOUT)
    } catch (error) {
      this.#parts.report("a version could not be described", error)
      return undefined
    }
  }

  #awakeFor(what: string): Awake {
    if (this.#awake !== undefined) return this.#awake
    throw new SharingError(`${what}: a handler runs again at each wake: do it in a callback`)
  }
}

/** A failure is reported when the session itself stores the value. */
const failed = () => undefined

function asName(name: string): string {
  const max = SHARING_LIMITS.titleChars
  if (typeof name === "string" && name !== "" && name.length <= max) return name
  throw new SharingError(`versions: name must be a string of 1 to ${max} characters`)
}
