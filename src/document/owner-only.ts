// What viewers, and visitors who open a copy, do not get: models that the app reserves for the owner and editors, with
// everything that only these models refer to. Others get an empty model of the type instead. Source: PROTOCOL.md S30

import type { HasProps } from "../model/has-props.ts"
import { getProperty, setProperty } from "../model/property-value.ts"
import { reachableFrom } from "../model/references.ts"
import { SerializationError } from "../serialization/serialization-error.ts"
import type { Assignment, Author } from "./client-policy.ts"
import { type Document, internalsOf } from "./document.ts"
import { keptModels } from "./kept-models.ts"

/** One of a model's tags, so that it lasts as long as the model, whoever created the model. */
const OWNER_ONLY = "bokeh-edge-owner-only"

export function ownerOnly<M extends HasProps>(model: M): M {
  if (!isOwnerOnly(model)) setProperty(model, "tags", [...tagsOf(model), OWNER_ONLY])
  return model
}

export function isOwnerOnly(model: HasProps): boolean {
  return marksOwnerOnly(getProperty(model, "tags"))
}

/** Whether these tags of a model mark it. */
export function marksOwnerOnly(tags: unknown): boolean {
  return Array.isArray(tags) && tags.includes(OWNER_ONLY)
}

/**
 * Only the app decides who may see a model.
 * @throws SerializationError for tags that would change who may see a model
 */
export function assertMayTag({ mayBringCode }: Author, sets: readonly Assignment[]): void {
  if (mayBringCode) return
  const tagged = sets.filter(({ attr }) => attr === "tags")
  for (const [model, all] of Map.groupBy(tagged, (set) => set.model)) {
    const isOwners = isOwnerOnly(model)
    if (all.every(({ value }) => marksOwnerOnly(value) === isOwners)) continue
    throw new SerializationError(
      `a client may not say whom a ${model.type} is for (PROTOCOL.md S30)`,
    )
  }
}

function tagsOf(model: HasProps): readonly unknown[] {
  const tags = getProperty(model, "tags")
  return Array.isArray(tags) ? tags : []
}

export interface Hiding {
  /** It is written without its properties, and its changes are not sent. */
  isBlank(model: HasProps): boolean
  /** It is not written at all. */
  isSecret(model: HasProps): boolean
  /** The ids of all models in the document that others may know, including blank ones. */
  readonly known: ReadonlySet<string>
}

/** Undefined when nothing is hidden from anybody. */
export function hidingIn(document: Document): Hiding | undefined {
  const internals = internalsOf(document)
  const kept = [...keptModels(internals)]
  const blank = new Set(kept.filter(isOwnerOnly))
  if (blank.size === 0) return undefined
  const shown = reachableFrom([...document.roots, ...internals.beside.models], blank)
  const inside = reachableFrom(blank)
  const outside = kept.filter((model) => !inside.has(model)) // it may be shown later
  const open = reachableFrom([...shown, ...outside], blank)
  const secret = new Set([...inside].filter((model) => !open.has(model)))
  return {
    isBlank: (model) => blank.has(model),
    isSecret: (model) => secret.has(model),
    known: new Set([...shown].map(({ id }) => id)),
  }
}
