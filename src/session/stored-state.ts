// What a session has stored, as far as it can be read: the first state, the changes since, and the turns after those.
// Source: PROTOCOL.md S11

import { Document } from "../document/document.ts"
import { type FirstFormat, restoreFirstFormat, structureOf } from "../document/first-format.ts"
import { changesContent, wholeContent } from "../document/sound-content.ts"
import {
  type ChangesContent,
  FORMAT,
  type Loss,
  type Stored,
  type WholeContent,
} from "../document/stored-content.ts"
import { eventsOf } from "../protocol/client-messages.ts"
import { fieldsOf, isRecord } from "../util/record.ts"
import type { StoredRecord } from "./record.ts"

/** What a session has stored: what its handler built, the changes up to one moment, and the turns after that. */
export interface StoredSession {
  readonly base: StoredRecord | undefined
  readonly checkpoint: StoredRecord | undefined
  readonly turns: Iterable<StoredRecord>
  /** Changes that had no place when another version of the code built the document. */
  readonly unplaced: StoredRecord | undefined
}

/** The name of the record of `unplaced`. */
export const UNPLACED = "unplaced"

export interface ReadOptions {
  /** A stored value can no longer be read. */
  readonly lost: (loss: Loss) => void
  /** A record cannot be read, or not be used. Undefined for a missing record. */
  readonly damaged: (which: RecordName, reason: string, record?: StoredRecord) => void
}

/** The first state, as the handler built it; the changes up to some moment; a change after that; changes without a place. */
export type RecordName = "base" | "changes" | "turn" | "unplaced"

/** The content of a snapshot of a whole document. */
export function storedIn({ content, buffers }: StoredRecord): StoredSession {
  const { kind, base, changes } = fieldsOf(content)
  if (kind !== "copy")
    return { base: undefined, checkpoint: { content, buffers }, turns: [], unplaced: undefined }
  const record = (part: unknown) => (part === undefined ? undefined : { content: part, buffers })
  return { base: record(base), checkpoint: record(changes), turns: [], unplaced: undefined }
}

/** What is stored, by its format. */
export type State = (
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

/** @param built replaces a first state that cannot be read: what the running code has just built */
export function stateIn(
  stored: StoredSession,
  options: ReadOptions,
  built?: Built,
): State | undefined {
  const { base: first, checkpoint } = stored // each is read from the disk on access
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
  options: ReadOptions,
  built: Built | undefined,
): Pick<State & { readonly format: typeof FORMAT }, "base" | "changes"> | undefined {
  if (first === undefined && kindOf(checkpoint) !== "changes") {
    const pushed = sound(checkpoint, "changes", wholeContent, options)
    return pushed && { base: pushed, changes: undefined }
  }
  const base = sound(first, "base", wholeContent, options) ?? built?.()
  if (base === undefined) return undefined
  const isWhole = base.content.kind === "whole"
  return {
    base,
    changes: isWhole ? undefined : sound(checkpoint, "changes", changesContent, options),
  }
}

const NOTHING_BELOW = "what it is a change of can't be read"
const NOT_THERE = "it is not there any more"

function kindOf(record: StoredRecord | undefined): unknown {
  return fieldsOf(record?.content)["kind"]
}

function sound<C>(
  record: StoredRecord | undefined,
  which: RecordName,
  read: (content: unknown, lost: ReadOptions["lost"]) => C | undefined,
  { lost, damaged }: ReadOptions,
): Stored<C> | undefined {
  const content = read(record?.content, lost)
  if (record !== undefined && content !== undefined) return { content, buffers: record.buffers }
  damaged(which, reasonOf(record), record)
  return undefined
}

function* soundTurns(
  turns: Iterable<StoredRecord>,
  { damaged }: ReadOptions,
): Iterable<StoredRecord> {
  for (const turn of turns) {
    if (eventsOf(turn.content) !== undefined) yield turn
    else damaged("turn", reasonOf(turn), turn)
  }
}

function reasonOf(record: StoredRecord | undefined): string {
  if (record === undefined) return NOT_THERE
  return record.damage ?? "its content is of another kind"
}

/** It is one nested value, so either all of it can be read, or nothing. */
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
    restoreFirstFormat(new Document(), content, buffers)
    return { format, content, buffers }
  } catch {
    return undefined
  }
}

/** The version of the code that built it, if known. */
export function versionIn(state: State): string | undefined {
  return state.format === 1 ? undefined : state.base.content.version
}
