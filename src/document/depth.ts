// No client may nest models deeper than a document can be written: then nobody could pull or change it.

import { HasProps, stateOf } from "../model/has-props.ts"
import { holdsModel, partsOf } from "../model/references.ts"
import { MAX_DEPTH, MAX_VALUE_DEPTH } from "../serialization/path.ts"
import { SerializationError } from "../serialization/serialization-error.ts"
import { getOrMake } from "../util/get-or-make.ts"
import type { EventRep } from "./events.ts"

/** Leaves room for the values in the deepest model. */
const MAX_MODEL_DEPTH = MAX_DEPTH - MAX_VALUE_DEPTH - 2

/** Values that properties are about to get. */
type Planned = Map<HasProps, Map<string, unknown>>

/**
 * Checks the document as it will be after the events, in the order in which it is written: each model is whole at its first
 * place. Costs nothing for events that do not move models.
 * @throws SerializationError when it would be nested too deeply
 */
export function assertDepth(
  held: readonly HasProps[],
  roots: readonly HasProps[],
  events: readonly EventRep[],
): void {
  const planned: Planned = new Map()
  const future = new Set(roots)
  let isMoved = false
  for (const event of events) {
    if (event.kind === "RootAdded" && event.model instanceof HasProps) future.add(event.model)
    else if (event.kind === "RootRemoved" && event.model instanceof HasProps)
      future.delete(event.model)
    else if (!("attr" in event) || !plan(planned, event)) continue
    isMoved = true
  }
  if (isMoved) new DepthWalk(planned).walk([...held, ...future], -1)
}

/** @returns whether the event may move a model */
function plan(planned: Planned, event: Extract<EventRep, { readonly attr: string }>): boolean {
  const { model, attr } = event
  if (!(model instanceof HasProps)) return false
  const { schema, values } = stateOf(model)
  if (schema.property(attr)?.mayHoldModels === false) return false
  const others = planned.get(model)
  const isSet = event.kind === "ModelChanged"
  const value = isSet ? event.new : "data" in event ? event.data : event.patches
  const before = isSet && (others?.get(attr) ?? values.get(attr))
  if (!holdsModel(value) && !holdsModel(before)) return false
  const plans = getOrMake(planned, model, () => new Map<string, unknown>())
  // New rows and cells come beside what is there.
  plans.set(isSet ? attr : `${attr} ${plans.size}`, value)
  return true
}

class DepthWalk {
  readonly #planned: Planned
  readonly #seen = new Set<HasProps>()

  constructor(planned: Planned) {
    this.#planned = planned
  }

  walk(value: unknown, depth: number): void {
    if (typeof value !== "object" || value === null || !holdsModel(value)) return
    if (depth > MAX_MODEL_DEPTH) throw new SerializationError("models nested too deeply")
    if (value instanceof HasProps) this.#walkModel(value, depth)
    else for (const part of partsOf(value)) this.walk(part, depth + 1)
  }

  #walkModel(model: HasProps, depth: number): void {
    if (this.#seen.has(model)) return
    this.#seen.add(model)
    const { schema, values } = stateOf(model)
    const planned = this.#planned.get(model)
    for (const [attr, value] of values) {
      if (planned?.has(attr) !== true && (schema.property(attr)?.mayHoldModels ?? true))
        this.walk(value, depth + 1)
    }
    for (const value of planned?.values() ?? []) this.walk(value, depth + 1)
  }
}
