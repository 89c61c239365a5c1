// Finds the models inside a property value, and the models that these refer to.

import { Expr, Field, NDArray, PlainObject, Value } from "../serialization/values.ts"
import { HasProps, stateOf } from "./has-props.ts"

/** Lists that were searched and contain no model: columns are long, and most hold numbers. */
const modelFree = new WeakSet<object>()

/** The models in a value, in order, without those inside these models. */
export function* modelsIn(value: unknown): Iterable<HasProps> {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return
  if (value instanceof HasProps) yield value
  else if (Array.isArray(value)) yield* modelsInList(value)
  else for (const part of partsOf(value)) yield* modelsIn(part)
}

function* modelsInList(items: readonly unknown[]): Iterable<HasProps> {
  if (modelFree.has(items)) return
  let isFree = true
  for (const item of items) {
    if (typeof item !== "object" || item === null) continue
    for (const model of modelsIn(item)) {
      isFree = false
      yield model
    }
  }
  if (isFree) modelFree.add(items)
}

/** Call it with a value that is set, or with rows that are added to it: lists may have changed since they were searched. */
export function searchAnew(value: unknown): void {
  if (typeof value !== "object" || value === null || value instanceof HasProps) return
  if (Array.isArray(value)) {
    modelFree.delete(value)
    const items: readonly unknown[] = value
    for (const item of items) if (Array.isArray(item)) searchAnew(item)
  } else if (isStruct(value)) for (const part of Object.values(value)) searchAnew(part)
}

function isStruct(value: object): boolean {
  return !ArrayBuffer.isView(value) && !(value instanceof Map) && !(value instanceof Set)
}

/** The parts of a value that is not a model. */
export function partsOf(value: object): Iterable<unknown> {
  if (Array.isArray(value)) return value
  if (value instanceof Set) return value
  if (value instanceof Map) return [...value].flat()
  if (value instanceof NDArray) return ArrayBuffer.isView(value.array) ? [] : value.array
  if (value instanceof Value) return [value.value, value.transform]
  if (value instanceof Field) return [value.transform]
  if (value instanceof Expr) return [value.expr, value.transform]
  if (value instanceof PlainObject) return Object.values(value.attributes)
  return Object.values(value)
}

/** True when a value contains a model. */
export function holdsModel(value: unknown): boolean {
  for (const model of modelsIn(value)) return model instanceof HasProps
  return false
}

/**
 * The models and all that they refer to, each before the models that it refers to. @param closed does not look inside these
 */
export function reachableFrom(
  roots: Iterable<HasProps>,
  closed?: ReadonlySet<HasProps>,
): ReadonlySet<HasProps> {
  const seen = new Set<HasProps>()
  const pending = [...roots]
  for (let model = pending.pop(); model !== undefined; model = pending.pop()) {
    if (seen.has(model)) continue
    seen.add(model)
    if (closed?.has(model) === true) continue
    for (const child of [...childrenOf(model)].toReversed()) pending.push(child)
  }
  return seen
}

/** The models that a model refers to directly. */
export function* childrenOf(model: HasProps): Iterable<HasProps> {
  const { schema, values } = stateOf(model)
  for (const [name, value] of values) {
    if (schema.property(name)?.mayHoldModels ?? true) yield* modelsIn(value)
  }
}
