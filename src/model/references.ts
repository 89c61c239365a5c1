// Finds the models inside a property value.

import { Expr, Field, NDArray, PlainObject, Value } from "../serialization/values.ts"
import { HasProps } from "./has-props.ts"

/** The models in a value, in order, not looking into those models. */
export function* modelsIn(value: unknown): Iterable<HasProps> {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return
  if (value instanceof HasProps) yield value
  else for (const part of partsOf(value)) yield* modelsIn(part)
}

function partsOf(value: object): Iterable<unknown> {
  if (Array.isArray(value) || value instanceof Set) return value
  if (value instanceof Map) return [...value].flat()
  if (value instanceof NDArray) return ArrayBuffer.isView(value.array) ? [] : value.array
  if (value instanceof Value) return [value.value, value.transform]
  if (value instanceof Field) return [value.transform]
  if (value instanceof Expr) return [value.expr, value.transform]
  if (value instanceof PlainObject) return Object.values(value.attributes)
  return Object.values(value)
}

/** True when a value has a model in it. */
export function holdsModel(value: unknown): boolean {
  for (const model of modelsIn(value)) return model instanceof HasProps
  return false
}
