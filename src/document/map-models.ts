// Replaces the models in a value.

import { HasProps } from "../model/has-props.ts"
import { holdsModel } from "../model/references.ts"
import { entriesOf, objectOf } from "../serialization/key-order.ts"
import { NDArray, PlainObject, Spec, specLike } from "../serialization/values.ts"

/** A value refers to a model without a replacement. */
export class UnmappedError extends Error {
  override readonly name = "UnmappedError"

  constructor({ type }: HasProps) {
    super(`it refers to a ${type} that the app does not build any more`)
  }
}

/** In a list, models without a replacement are left out. @throws UnmappedError when there is one elsewhere */
export function mapModels(value: unknown, mapping: ReadonlyMap<HasProps, HasProps>): unknown {
  if (value instanceof HasProps) return mapped(value, mapping)
  if (typeof value !== "object" || value === null || !holdsModel(value)) return value
  const map = (part: unknown) => mapModels(part, mapping)
  if (Array.isArray(value)) {
    return value
      .filter((item) => !(item instanceof HasProps) || mapping.has(item))
      .map((item: unknown) => map(item))
  }
  if (value instanceof Set) return new Set([...value].map(map))
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [map(key), map(item)]))
  return mapObject(value, map)
}

function mapped(model: HasProps, mapping: ReadonlyMap<HasProps, HasProps>): HasProps {
  const other = mapping.get(model)
  if (other === undefined) throw new UnmappedError(model)
  return other
}

function mapObject(value: object, map: (part: unknown) => unknown): unknown {
  if (value instanceof Spec) {
    return specLike(value, { transform: map(value.transform), units: value.units }, map)
  }
  if (value instanceof NDArray)
    return new NDArray(listOf(map(value.array)), value.shape, value.dtype)
  const mapAll = (record: object) =>
    objectOf(entriesOf(record).map(([key, item]) => [key, map(item)]))
  if (value instanceof PlainObject) return new PlainObject(value.type, mapAll(value.attributes))
  return mapAll(value)
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
