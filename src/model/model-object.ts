// The minimum that every model is: an object with a state and a known type. It is at the lowest level, so that code that
// checks values can tell models from other objects. `M` is the type of models: see has-props.ts.

import { StateOf } from "./model-state.ts"
import type { Schema } from "./property.ts"

export let stateIn: <M extends object>(model: ModelObject<M>) => StateOf<M>

/** What is known of a model's type; undefined for other values. */
export let schemaIn: (value: unknown) => Schema | undefined

export class ModelObject<M extends object> {
  readonly #state: StateOf<M>

  static {
    stateIn = <T extends object>(model: ModelObject<T>): StateOf<T> => model.#state
    schemaIn = (value: unknown): Schema | undefined =>
      typeof value === "object" && value !== null && #state in value
        ? value.#state.schema
        : undefined
  }

  constructor(schema: Schema) {
    this.#state = new StateOf(schema)
  }
}

export function isModel(value: unknown): value is ModelObject<object> {
  return schemaIn(value) !== undefined
}

/** True for a model of the type, or of a type that extends it. Extensions' models are unknown. */
export function isModelOf(type: string, value: unknown): value is ModelObject<object> {
  const schema = schemaIn(value)
  return schema !== undefined && (schema.isOpen || schema.isA(type))
}
