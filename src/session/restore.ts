// Restores the stored state of a session in a document that its handler has just built. Source: PROTOCOL.md S11

import { type CarriedOver, carryOver, type CarryOptions } from "../document/carry-over.ts"
import { Document, internalsOf } from "../document/document.ts"
import type { RestoredOf } from "../document/restore-document.ts"
import { wholeContent } from "../document/sound-content.ts"
import { encodeBase } from "../document/store-document.ts"
import { FORMAT, type Loss, type Stored, type WholeContent } from "../document/stored-content.ts"
import { createOpen } from "../model/registry.ts"
import { applyModels, isModelsOnly } from "./build-document.ts"
import { buffersOf, type EncodedRecord, type StoredRecord } from "./record.ts"
import { restoreState, silently } from "./replay.ts"
import { type BuiltFor, builtIn, isSameCode } from "./same-code.ts"
import {
  type ReadOptions,
  type State,
  stateIn,
  storedIn,
  type StoredSession,
  versionIn,
} from "./stored-state.ts"
import { encodeUnplaced, unitsIn, type UnplacedUnit } from "./unplaced.ts"

export interface RestoreOptions extends ReadOptions, CarryOptions {
  /** The version of the running code, if known. */
  readonly version: string | undefined
}

export type Restored =
  | { readonly state: "new" }
  /** The same code has built it. `isOld`: it is stored in an old format. */
  | { readonly state: "same"; readonly isOld: boolean }
  /** Other code has built it: the result of carrying its changes over. */
  | ({ readonly state: "updated" } & Updated)

/** Runs no callbacks. */
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
    restoreState(document, state, { ...options, builtFor, rebuildsParts: true })
    return { state: "same", isOld: state.format !== FORMAT }
  }
  return { state: "updated", ...update(document, stored, state, options) }
}

interface Updated extends CarriedOver {
  /** Replaces `StoredSession.unplaced` in the store. */
  readonly toKeep: EncodedRecord | undefined
}

/**
 * The newest changes go first: a change that an older version could not place is placed only where nothing has changed
 * since.
 */
function update(
  document: Document,
  { unplaced }: StoredSession,
  stored: State,
  options: RestoreOptions,
): Updated {
  const state = { ...stored, turns: [...stored.turns] } // the turns may be read twice
  const newest = carry(document, state, options)
  if (unplaced?.damage !== undefined) options.damaged("unplaced", unplaced.damage, unplaced)
  const older = unitsIn(unplaced).flatMap((unit) => {
    const kept = stateIn({ ...unit, turns: [], unplaced: undefined }, options)
    if (kept === undefined) return []
    return [carry(document, kept, { ...options, isOlder: true })]
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
  state: State,
  options: RestoreOptions,
): { readonly result: CarriedOver; readonly unit: UnplacedUnit } {
  const scratch = () => scratchOf(state, options, createOpen)
  const from = scratch()
  const result = silently(document, () => carryOver(from, document, options))
  // Models that have moved are not as they were stored, so the stored document is built again.
  const left = result.unplaced.length === 0 ? document : scratch()
  return { result, unit: { document: left, version: versionIn(state), chosen: result.unplaced } }
}

/** The stored document, without a handler. */
function scratchOf(state: State, options: RestoredOf, builtFor?: BuiltFor): Document {
  const document = new Document()
  restoreState(document, state, { ...options, builtFor })
  return document
}

/** The document of a snapshot, without a handler. What can no longer be read is left out. */
export function documentIn(record: StoredRecord): Document {
  if (!isModelsOnly(record)) return documentFrom(storedIn(record))
  const document = new Document()
  applyModels(document, record)
  return document
}

const UNTOLD: RestoreOptions = {
  version: undefined,
  lost: () => undefined,
  damaged: () => undefined,
}

/** The version of the code that built what is stored, if known. */
export function versionOf(stored: StoredSession): string | undefined {
  const state = stateIn(stored, UNTOLD)
  return state && versionIn(state)
}

/** The document that a session has stored, without a handler. */
export function documentFrom(stored: StoredSession): Document {
  const state = stateIn(stored, UNTOLD)
  return state === undefined ? new Document() : scratchOf(state, UNTOLD)
}

/** What the running code has built, as it would be stored. */
export function baseOf(
  document: Document,
  version: string | undefined,
  lost: (loss: Loss) => void,
): Stored<WholeContent> | undefined {
  const base = encodeBase(document, version, () => undefined)
  const content = wholeContent(JSON.parse(base.json), lost)
  return content && { content, buffers: buffersOf(base) }
}
