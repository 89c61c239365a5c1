// The changes of a turn, as its document reports them, and which of them concern models that are not in the document.

import { type PropertyChange, stateOf } from "../model/has-props.ts"
import type { Change } from "./changes.ts"
import type { DocumentEvent } from "./events.ts"
import { type Keeper, keptModels } from "./kept-models.ts"
import type { FreshModels } from "./model-graph.ts"

/** A turn's changes, and the models that came with them. */
export interface TurnChanges {
  /**
   * All changes are stored as a whole: something without an event has changed (definitions, callbacks in browsers, a theme),
   * or `hold` keeps new changes back, which are stored and not sent.
   */
  readonly isWhole: boolean
  readonly changes: readonly Change[]
  readonly fresh: FreshModels
  /** New models have values from a theme: these are sent, and not stored. */
  readonly hasThemed: boolean
  /** Changes that are stored and not sent: of models outside of the document that may come in, and parts of new models. */
  readonly away: readonly Change[]
  /** True for the id of a model that the store does not know. */
  readonly isNewAway: (id: string) => boolean
}

/** From the changes to models that are gone, those of models that are still stored. */
export function changesAway(
  { graph, build }: Keeper,
  gone: readonly Change[],
): Pick<TurnChanges, "away" | "isNewAway"> {
  if (gone.length === 0) return { away: gone, isNewAway: () => false }
  const kept = keptModels({ graph, build })
  build.noteKept(kept)
  const known = new Set(build.models.map(({ id }) => id))
  return {
    // A document that replaced this one may have the same ids.
    away: gone.filter(
      ({ event }) =>
        "attr" in event && kept.has(event.model) && graph.find(event.model.id) === undefined,
    ),
    isNewAway: (id) => !known.has(id) && graph.find(id) === undefined,
  }
}

/** True for a change to a model that was removed in the same turn: it is not sent. */
export function isGone(event: DocumentEvent): boolean {
  const isChange = "attr" in event || event.kind === "RootAdded"
  return isChange && stateOf(event.model).owner === undefined
}

export function eventOf({ model, attr, delta, cols }: PropertyChange): DocumentEvent {
  return delta === undefined
    ? { kind: "ModelChanged", model, attr, ...(cols && { cols }) }
    : { ...delta, model, attr }
}
