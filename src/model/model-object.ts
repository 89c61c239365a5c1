// What every model is at the least: an object of a type. At the ground, so that whoever looks at a value can tell models
// from other objects.

import type { Schema } from "./property.ts"

/** What is known of a model's type; undefined for what is no model. */
export let schemaIn: (value: unknown) => Schema | undefined

export class ModelObject {
  readonly #schema: Schema

  static {
    schemaIn = (value: unknown): Schema | undefined =>
      typeof value === "object" && value !== null && #schema in value ? value.#schema : undefined
  }

  constructor(schema: Schema) {
    this.#schema = schema
  }
}

export function isModel(value: unknown): value is ModelObject {
  return schemaIn(value) !== undefined
}

/** True for a model of the type, or of one that comes from it; what an extension's model is we don't know. */
export function isModelOf(type: string, value: unknown): value is ModelObject {
  const schema = schemaIn(value)
  return schema !== undefined && (schema.isOpen || schema.isA(type))
}
