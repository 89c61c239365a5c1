// Whether the running code is the one that built what is stored, and which of its models correspond to stored ones.

import type { Build } from "../document/build.ts"
import { pairModels } from "../document/carry-over.ts"
import { Document, internalsOf } from "../document/document.ts"
import { structureOf } from "../document/first-format.ts"
import { restoreDocument } from "../document/restore-document.ts"
import { FORMAT } from "../document/stored-content.ts"
import type { HasProps } from "../model/has-props.ts"
import { isCertain } from "./code-version.ts"
import type { State } from "./stored-state.ts"

/** Compared by version, or, if unknown, by the structure of what the code builds. */
export function isSameCode(state: State, build: Build, version: string | undefined): boolean {
  if (state.format === FORMAT && state.base.content.kind === "whole") return true
  const stored = state.format === 1 ? undefined : state.base.content.version
  if (stored !== undefined && version !== undefined) {
    return stored === version && (isCertain(version) || isSameStructure(state, build))
  }
  return isSameStructure(state, build)
}

function isSameStructure(state: State, build: Build): boolean {
  const entries = rowsIn(state).map(([id, type]) => `${id}:${type}`)
  // The first format does not know models that were made for later use.
  const models = build.models.filter((model) => state.format !== 1 || !build.prepared.has(model))
  return entries.join() === models.map(({ id, type }) => `${id}:${type}`).join()
}

function rowsIn(state: State): readonly (readonly [id: string, type: string, ...unknown[]])[] {
  return state.format === 1 ? structureOf(state.content) : state.base.content.models
}

/** The model that was built for a stored one, if any. */
export type BuiltFor = (type: string, id: string) => HasProps | undefined

/** If the same code builds another structure, because its data has changed, models are matched by similarity. */
export function builtIn(state: State, build: Build): BuiltFor {
  if (state.format === 1 || state.base.content.kind === "whole" || isSameStructure(state, build)) {
    return (type, id) => build.find(type, id)
  }
  const before = new Document()
  restoreDocument(before, { base: state.base, lost: () => undefined })
  const old = internalsOf(before).build
  const pairs = pairModels(old, build)
  const byId = new Map([...pairs].map(([model, built]) => [model.id, built]))
  return (type, id) => {
    const built = byId.get(id)
    return built?.type === type ? built : undefined
  }
}
