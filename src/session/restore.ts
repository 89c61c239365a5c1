// Gives a document that its handler has just built what is stored of its session.
// Source: PROTOCOL.md S11

import { applyPatch } from "../document/apply-patch.ts"
import type { Build } from "../document/build.ts"
import { carryOver, type CarriedOver, pairModels } from "../document/carry-over.ts"
import { Document, internalsOf } from "../document/document.ts"
import { type FirstFormat, restoreFirstFormat, structureOf } from "../document/first-format.ts"
import { keepBuilt } from "../document/kept-models.ts"
import {
  type Loss,
  rebuildPart,
  restoreDocument,
  type RestoreOptions as DocumentOptions,
  type Stored,
} from "../document/restore-document.ts"
import {
  type ChangesContent,
  FORMAT,
  type PartContent,
  type WholeContent,
} from "../document/stored-content.ts"
import type { HasProps } from "../model/has-props.ts"
import { errorText } from "../util/error-text.ts"
import { FormatError } from "../util/format-error.ts"
import { isRecord } from "../util/record.ts"
import { isCertain } from "./code-version.ts"
import type { EncodedRecord, StoredRecord } from "./record.ts"
import { encodeUnplaced, unitsIn, type UnplacedUnit } from "./unplaced.ts"

/** What a session has stored: what its handler built, what changed since up to one moment, and the turns after that. */
export interface StoredSession {
  readonly base: StoredRecord | undefined
  readonly checkpoint: StoredRecord | undefined
  readonly turns: Iterable<StoredRecord>
  /** What had no place when another version of the code built the document. */
  readonly unplaced: StoredRecord | undefined
}

export type Restored =
  | { readonly state: "new" }
  /** The same code has built it. `isOld`: it is stored in an old format. */
  | { readonly state: "same"; readonly isOld: boolean }
  /** Other code has built it: this is how its changes fared. */
  | ({ readonly state: "updated" } & Updated)

export interface RestoreOptions {
  /** Of the code that runs now, where it is known. */
  readonly version: string | undefined
  /** Something stored can't be read any more. */
  readonly lost: (loss: Loss) => void
}

/** No callback runs. @throws FormatError when a newer version of the code stored it */
export function restoreSession(
  document: Document,
  stored: StoredSession,
  options: RestoreOptions,
): Restored {
  const state = stateIn(stored)
  if (state === undefined) return { state: "new" }
  const { build } = internalsOf(document)
  if (isSameCode(state, build, options.version)) {
    const builtFor = builtIn(state, build)
    silently(document, () => restoreState(document, state, options, builtFor))
    return { state: "same", isOld: state.format !== FORMAT }
  }
  return { state: "updated", ...update(document, stored, state, options) }
}

interface Updated extends CarriedOver {
  /** To be stored in the place of `StoredSession.unplaced`. */
  readonly toKeep: EncodedRecord | undefined
}

/** The newest changes first: what an older version could not place has a place only where nothing has changed since. */
function update(
  document: Document,
  { unplaced }: StoredSession,
  stored: State,
  options: RestoreOptions,
): Updated {
  const state = { ...stored, turns: [...stored.turns] } // they may be read twice
  const newest = carry(document, () => scratchOf(state, options), versionIn(state))
  const older = unitsIn(unplaced).flatMap((unit) => {
    const kept = stateIn({ ...unit, turns: [], unplaced: undefined })
    if (kept === undefined) return []
    return [carry(document, () => scratchOf(kept, options), versionIn(kept), true)]
  })
  const { matched, carried, unplaced: left } = newest.result
  return {
    matched,
    carried: older.reduce((sum, { result }) => sum + result.carried, carried),
    unplaced: left,
    toKeep: encodeUnplaced([newest, ...older].map(({ unit }) => unit)),
  }
}

function carry(
  document: Document,
  scratch: () => Document,
  version: string | undefined,
  isOlder = false,
): { readonly result: CarriedOver; readonly unit: UnplacedUnit } {
  const result = silently(document, () => carryOver(scratch(), document, { isOlder }))
  // Models that have moved are not as they were stored any more.
  const left = result.unplaced.length === 0 ? document : scratch()
  return { result, unit: { document: left, version, chosen: result.unplaced } }
}

/** The stored document, as no handler has built it. */
function scratchOf(state: State, options: RestoreOptions): Document {
  const document = new Document()
  silently(document, () => restoreState(document, state, options, undefined))
  return document
}

function versionIn(state: State): string | undefined {
  return state.format === 1 ? undefined : state.base.content.version
}

/** The document that a snapshot holds, as no handler has built it: what can't be read any more is left out. */
export function documentIn(record: StoredRecord): Document {
  return documentFrom(storedIn(record))
}

/** Of the code that built what is stored, where it is known. */
export function versionOf(stored: StoredSession): string | undefined {
  const state = stateIn(stored)
  return state && versionIn(state)
}

/** The same for what a session has stored. */
export function documentFrom(stored: StoredSession): Document {
  const state = stateIn(stored)
  return state === undefined
    ? new Document()
    : scratchOf(state, { version: undefined, lost: () => undefined })
}

/** What a snapshot of a whole document holds. */
export function storedIn({ content, buffers }: StoredRecord): StoredSession {
  const { kind, base, changes } = isRecord(content) ? content : {}
  if (kind !== "copy")
    return { base: undefined, checkpoint: { content, buffers }, turns: [], unplaced: undefined }
  const record = (part: unknown) => (part === undefined ? undefined : { content: part, buffers })
  return { base: record(base), checkpoint: record(changes), turns: [], unplaced: undefined }
}

/** What is stored, by its format. */
type State = (
  | {
      readonly format: 1
      readonly content: FirstFormat
      readonly buffers: Stored<unknown>["buffers"]
    }
  | {
      readonly format: typeof FORMAT
      readonly base: Stored<WholeContent>
      readonly changes: Stored<ChangesContent> | undefined
    }
) & { readonly turns: Iterable<StoredRecord> }

function stateIn({ base, checkpoint, turns }: StoredSession): State | undefined {
  const whole = base ?? checkpoint
  if (whole === undefined) return undefined
  const format = formatOf(whole)
  if (format === 1) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by ourselves, in this format
    return { format, content: whole.content as FirstFormat, buffers: whole.buffers, turns }
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same
  const changes = base && (checkpoint as Stored<ChangesContent> | undefined)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same
  return { format, base: whole as Stored<WholeContent>, changes, turns }
}

function formatOf({ content }: StoredRecord): 1 | typeof FORMAT {
  const { format = 1 } = isRecord(content) ? content : {}
  if (format === 1 || format === FORMAT) return format
  throw new FormatError("a session's document", format, FORMAT)
}

/** Known by its version, or, where that is not known, by the structure of what it builds. */
function isSameCode(state: State, build: Build, version: string | undefined): boolean {
  if (state.format === FORMAT && state.base.content.kind === "whole") return true
  const stored = state.format === 1 ? undefined : state.base.content.version
  if (stored !== undefined && version !== undefined) {
    return stored === version && (isCertain(version) || isSameStructure(state, build))
  }
  return isSameStructure(state, build)
}

function isSameStructure(state: State, build: Build): boolean {
  const entries = rowsIn(state).map(([id, type]) => `${id}:${type}`)
  // The first format knows nothing of models that were made for later.
  const models = build.models.filter((model) => state.format !== 1 || !build.prepared.has(model))
  return entries.join() === models.map(({ id, type }) => `${id}:${type}`).join()
}

function rowsIn(state: State): readonly (readonly [id: string, type: string, ...unknown[]])[] {
  return state.format === 1 ? structureOf(state.content) : state.base.content.models
}

/** Where the same code builds another structure, from data of the moment, its models are found by their likeness. */
function builtIn(state: State, build: Build): (type: string, id: string) => HasProps | undefined {
  if (state.format === 1 || state.base.content.kind === "whole" || isSameStructure(state, build)) {
    return (type, id) => build.find(type, id)
  }
  const before = new Document()
  const { base } = state
  const none = { builtFor: () => undefined, rebuildsParts: false, lost: () => undefined }
  restoreDocument(before, { base, ...none })
  const old = internalsOf(before).build
  const pairs = pairModels(old, build)
  const byId = new Map([...pairs].map(([model, built]) => [model.id, built]))
  return (type, id) => {
    const built = byId.get(id)
    return built?.type === type ? built : undefined
  }
}

function restoreState(
  document: Document,
  state: State,
  { lost }: RestoreOptions,
  /** Undefined: no handler has run. */
  builtFor: ((type: string, id: string) => HasProps | undefined) | undefined,
): void {
  const built = builtFor ?? (() => undefined)
  const parts = { rebuildsParts: builtFor !== undefined, lost }
  const internals = internalsOf(document)
  if (state.format === 1) {
    restoreFirstFormat(document, state.content, state.buffers, built)
  } else {
    const { base, changes } = state
    restoreDocument(document, { base, changes, builtFor: built, ...parts })
  }
  for (const turn of state.turns) {
    replayTurn(document, turn, parts)
    internals.graph.lastNumber = lastNumberIn(turn.content) ?? internals.graph.lastNumber
  }
}

/** An event that does not fit costs itself. */
function replayTurn(
  document: Document,
  { content, buffers }: StoredRecord,
  options: Pick<DocumentOptions, "rebuildsParts" | "lost">,
): void {
  const internals = internalsOf(document)
  const parts = partsIn(content)
  const isRebuilt = parts.map((part) => rebuildPart(document, part, options))
  if (parts.length > 0) {
    internals.graph.lastNumber = lastNumberIn(content) ?? internals.graph.lastNumber
    keepBuilt(internals)
  }
  const events = isRecord(content) && Array.isArray(content["events"]) ? content["events"] : []
  for (const event of events) {
    try {
      applyPatch(document, { events: [event], buffers }, RESTORED)
    } catch (error) {
      options.lost({ ...targetOf(event), reason: errorText(error) })
    }
  }
  const { build, graph } = internals
  parts.forEach(({ name, args, models }, i) => {
    const found = models.flatMap(([id]) => graph.find(id) ?? build.findKept(id) ?? [])
    if (isRebuilt[i] !== true) build.addPart({ name, args, models: found }, true)
  })
  internals.takeChanges()
}

function partsIn(content: unknown): readonly PartContent[] {
  const parts = isRecord(content) ? content["parts"] : undefined
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by ourselves
  return Array.isArray(parts) ? (parts as PartContent[]) : []
}

function targetOf(event: unknown): { readonly id: string; readonly type: string; attr?: string } {
  const { kind, model, attr } = isRecord(event) ? event : {}
  const id = isRecord(model) ? String(model["id"]) : ""
  return { id, type: String(kind), ...(typeof attr === "string" && { attr }) }
}

/** The last id of ours that was given when the turn was stored; turns of older versions don't say it. */
function lastNumberIn(content: unknown): number | undefined {
  const number = isRecord(content) ? content["lastNumber"] : undefined
  return Number.isSafeInteger(number) ? Number(number) : undefined
}

function silently<T>(document: Document, action: () => T): T {
  const internals = internalsOf(document)
  internals.callbacks.isSilent = true
  const results: T[] = []
  internals.changeAs(RESTORED, () => void results.push(action()))
  internals.takeChanges()
  internals.callbacks.isSilent = false
  const [result] = results
  if (result === undefined && results.length === 0) throw new Error("nothing was done")
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- pushed above
  return result as T
}

/** The origin of stored changes: no client. */
const RESTORED = {}
