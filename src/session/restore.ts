// Gives a document that its handler has just built what is stored of its session.
// Source: PROTOCOL.md S11

import { applyPatch } from "../document/apply-patch.ts"
import type { Build } from "../document/build.ts"
import { carryOver, type CarriedOver, pairModels } from "../document/carry-over.ts"
import { Document, internalsOf } from "../document/document.ts"
import { type FirstFormat, restoreFirstFormat, structureOf } from "../document/first-format.ts"
import { keepBuilt } from "../document/kept-models.ts"
import {
  rebuildPart,
  restoreDocument,
  type RestoreOptions as DocumentOptions,
} from "../document/restore-document.ts"
import { changesContent, partsIn, renamedIn, wholeContent } from "../document/sound-content.ts"
import { encodeBase } from "../document/store-document.ts"
import {
  type ChangesContent,
  FORMAT,
  type Loss,
  type Stored,
  type WholeContent,
} from "../document/stored-content.ts"
import type { HasProps } from "../model/has-props.ts"
import { errorText } from "../util/error-text.ts"
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
  /** A record can't be read, or not be used: undefined for one that is not there. */
  readonly damaged: (which: RecordName, reason: string, record?: StoredRecord) => void
}

/** The first state, as the handler had built it; the changes since, up to some moment; a change after that; what had no place. */
export type RecordName = "base" | "changes" | "turn" | "unplaced"

/** No callback runs. */
export function restoreSession(
  document: Document,
  stored: StoredSession,
  options: RestoreOptions,
): Restored {
  const state = stateIn(stored, options, () => baseOf(document, options.version, options.lost))
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
  if (unplaced?.damage !== undefined) options.damaged("unplaced", unplaced.damage, unplaced)
  const older = unitsIn(unplaced).flatMap((unit) => {
    const kept = stateIn({ ...unit, turns: [], unplaced: undefined }, options)
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

const UNTOLD: RestoreOptions = {
  version: undefined,
  lost: () => undefined,
  damaged: () => undefined,
}

/** Of the code that built what is stored, where it is known. */
export function versionOf(stored: StoredSession): string | undefined {
  const state = stateIn(stored, UNTOLD)
  return state && versionIn(state)
}

/** The same for what a session has stored. */
export function documentFrom(stored: StoredSession): Document {
  const state = stateIn(stored, UNTOLD)
  return state === undefined ? new Document() : scratchOf(state, UNTOLD)
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

/** @param built what takes the place of a first state that can't be read: the code of now has just built it */
function stateIn(stored: StoredSession, options: RestoreOptions, built?: Built): State | undefined {
  const { base: first, checkpoint } = stored // each is read from the disk when it is asked for
  if (first === undefined && checkpoint === undefined) return undefined
  const turns = soundTurns(stored.turns, options)
  const old = first === undefined ? firstFormatIn(checkpoint) : undefined
  if (old !== undefined) return { ...old, turns }
  const layers = layersIn({ first, checkpoint }, options, built)
  if (layers !== undefined) return { format: FORMAT, ...layers, turns }
  for (const turn of stored.turns) options.damaged("turn", turn.damage ?? NOTHING_BELOW, turn)
  return undefined
}

type Built = () => Stored<WholeContent> | undefined

function layersIn(
  { first, checkpoint }: Readonly<Record<"first" | "checkpoint", StoredRecord | undefined>>,
  options: RestoreOptions,
  built: Built | undefined,
): Pick<State & { readonly format: typeof FORMAT }, "base" | "changes"> | undefined {
  if (first === undefined && kindOf(checkpoint) !== "changes") {
    const pushed = soundWhole(checkpoint, "changes", options)
    return pushed && { base: pushed, changes: undefined }
  }
  const base = soundWhole(first, "base", options) ?? built?.()
  if (base === undefined) return undefined
  const isWhole = base.content.kind === "whole"
  return { base, changes: isWhole ? undefined : soundChanges(checkpoint, options) }
}

const NOTHING_BELOW = "what it is a change of can't be read"
const NOT_THERE = "it is not there any more"

function kindOf(record: StoredRecord | undefined): unknown {
  return isRecord(record?.content) ? record.content["kind"] : undefined
}

function soundWhole(
  record: StoredRecord | undefined,
  which: RecordName,
  { lost, damaged }: RestoreOptions,
): Stored<WholeContent> | undefined {
  const content = wholeContent(record?.content, lost)
  if (record !== undefined && content !== undefined) return { content, buffers: record.buffers }
  damaged(which, reasonOf(record), record)
  return undefined
}

function soundChanges(
  record: StoredRecord | undefined,
  { lost, damaged }: RestoreOptions,
): Stored<ChangesContent> | undefined {
  const content = changesContent(record?.content, lost)
  if (record !== undefined && content !== undefined) return { content, buffers: record.buffers }
  damaged("changes", reasonOf(record), record)
  return undefined
}

function* soundTurns(
  turns: Iterable<StoredRecord>,
  { damaged }: RestoreOptions,
): Iterable<StoredRecord> {
  for (const turn of turns) {
    if (isRecord(turn.content) && Array.isArray(turn.content["events"])) yield turn
    else damaged("turn", reasonOf(turn), turn)
  }
}

function reasonOf(record: StoredRecord | undefined): string {
  if (record === undefined) return NOT_THERE
  return record.damage ?? "its content is of another kind"
}

/** It is one nested value: all of it can be read, or nothing. */
function firstFormatIn(
  record: StoredRecord | undefined,
): Omit<State & { readonly format: 1 }, "turns"> | undefined {
  if (!isRecord(record?.content)) return undefined
  const { format = 1, kind } = record.content
  if (format !== 1 || kind !== undefined) return undefined
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- tried at once
  const content = record.content as unknown as FirstFormat
  const { buffers } = record
  try {
    structureOf(content)
    restoreFirstFormat(new Document(), content, buffers, () => undefined)
    return { format, content, buffers }
  } catch {
    return undefined
  }
}

/** What the code of now has built, as it would be stored. */
function baseOf(
  document: Document,
  version: string | undefined,
  lost: (loss: Loss) => void,
): Stored<WholeContent> | undefined {
  const { json, buffers } = encodeBase(document, version, () => undefined)
  const content = wholeContent(JSON.parse(json), lost)
  const read = buffers.map(({ id, data }) => [id, data.slice().buffer] as const)
  return content && { content, buffers: new Map(read) }
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
  const parts = partsIn(isRecord(content) ? content["parts"] : undefined, options.lost)
  const isRebuilt = parts.map((part) => rebuildPart(document, part, options))
  if (parts.length > 0) {
    internals.graph.lastNumber = lastNumberIn(content) ?? internals.graph.lastNumber
    keepBuilt(internals)
  }
  const { graph } = internals
  graph.renamed = new Map(renamedIn(isRecord(content) ? content["renamed"] : [], options.lost))
  const events = isRecord(content) && Array.isArray(content["events"]) ? content["events"] : []
  for (const event of events) {
    try {
      applyPatch(document, { events: [event], buffers }, RESTORED)
    } catch (error) {
      options.lost({ ...targetOf(event), reason: errorText(error) })
    }
  }
  graph.renamed.clear()
  const { build } = internals
  parts.forEach(({ name, args, models }, i) => {
    const found = models.flatMap(([id]) => graph.find(id) ?? build.findKept(id) ?? [])
    if (isRebuilt[i] !== true) build.addPart({ name, args, models: found }, true)
  })
  internals.takeChanges()
}

function targetOf(event: unknown): { readonly id: string; readonly type: string; attr?: string } {
  const { kind, model, attr } = isRecord(event) ? event : {}
  const id = isRecord(model) ? model["id"] : undefined
  return {
    id: typeof id === "string" ? id : "",
    type: typeof kind === "string" ? kind : "",
    ...(typeof attr === "string" && { attr }),
  }
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
