// The models that enter and leave the document with a property's value.

import { type PropertyChange, stateOf } from "../model/has-props.ts"
import { holdsModel, modelsIn, searchAnew } from "../model/references.ts"
import { isRecord } from "../util/record.ts"
import type { Origin } from "./changes.ts"
import type { ModelGraph } from "./model-graph.ts"

/**
 * Lets them enter and leave. For a stream or a patch, only the new part is searched: the rest was searched before.
 * @throws ModelError when another document has one of them: then the property has its old value again
 */
export function rejoin(
  graph: ModelGraph,
  change: PropertyChange,
  origin: Origin | undefined,
): void {
  if (!mayHoldModels(change)) return
  const { old, value, news, replaced = old } = change
  const part = newIn(change)
  if (news === undefined) searchAnew(part)
  if (part !== value && !holdsModel(replaced) && !holdsModel(part)) return
  if (news !== undefined) searchAnew(value)
  try {
    graph.joinAll(part, origin)
  } catch (error) {
    // Another document keeps its model, and models that came before it leave again.
    stateOf(change.model).values.set(change.attr, old)
    graph.markOrphans()
    throw error
  }
  if (holdsModel(replaced)) graph.markOrphans()
}

/** Models that enter a model outside of the document are kept, too. */
export function keepNew(graph: ModelGraph, change: PropertyChange): void {
  if (!mayHoldModels(change)) return
  searchAnew(newIn(change))
  for (const brought of modelsIn(newIn(change))) graph.keep(brought)
}

function mayHoldModels({ model, attr, old, value }: PropertyChange): boolean {
  if (typeof old !== "object" && typeof value !== "object") return false // numbers and strings: the common case
  return stateOf(model).schema.property(attr)?.mayHoldModels ?? true
}

/** The part of a value that is new. */
function newIn({ value, news, cols }: PropertyChange): unknown {
  return news ?? (cols !== undefined && isRecord(value) ? cols.map((name) => value[name]) : value)
}
