// What a turn changed, as its document tells it, and which of it is about models that are not in the document.

import { type PropertyChange, stateOf } from "../model/has-props.ts"
import type { Change } from "./changes.ts"
import type { DocumentEvent } from "./events.ts"
import { type Keeper, keptModels } from "./kept-models.ts"
import type { FreshModels } from "./model-graph.ts"

/** What a turn did: its changes, and which models came with them. */
export interface TurnChanges {
  /** What no event tells: definitions, callbacks in browsers, a theme. All that has changed is stored as a whole. */
  readonly hasNewContent: boolean
  /** What `hold` keeps back has changed: it is stored, and not sent. */
  readonly hasNewHeld: boolean
  readonly changes: readonly Change[]
  readonly fresh: FreshModels
  /** New models look as a theme says: that is sent, and not stored. */
  readonly hasThemed: boolean
  /** Of models that are not in the document now, but may come, and what is not sent of new ones: stored, and not sent. */
  readonly away: readonly Change[]
  /** True for the id of a model that what is stored does not know. */
  readonly isNewAway: (id: string) => boolean
}

/** Of changes to models that are gone, those in models that are stored all the same. */
export function changesAway(
  { graph, build }: Keeper,
  gone: readonly Change[],
): Pick<TurnChanges, "away" | "isNewAway"> {
  if (gone.length === 0) return { away: gone, isNewAway: () => false }
  const kept = keptModels({ graph, build })
  build.noteKept(kept)
  const known = new Set(build.models.map(({ id }) => id))
  return {
    // A document that was put in this one's place may have the same ids.
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

/** @param isWhole the value itself, not a delta */
export function eventOf(
  { model, attr, delta, cols }: PropertyChange,
  isWhole: boolean,
): DocumentEvent {
  if (!isWhole && delta !== undefined) return { ...delta, model, attr }
  return { kind: "ModelChanged", model, attr, ...(cols && { cols }) }
}
