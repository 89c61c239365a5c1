// All model classes by their type's name on the wire, known to nobody by their own types: HasProps itself needs them.

import { Schema } from "./property.ts"

interface RegisteredClass {
  new (attributes?: Readonly<Record<string, unknown>>, schema?: Schema): object
  readonly schema: Schema
}

/** No type of its own on the wire: the class of types that nobody defined. */
const ROOT = "HasProps"
const classes = new Map<string, RegisteredClass>() // filled while modules load, never after

export function registerModel(type: string, modelClass: RegisteredClass): void {
  classes.set(type, modelClass)
}

/** A new model of the type, known or not. @throws ModelError for attributes that a known type does not have */
export function construct(type: string, attributes: Readonly<Record<string, unknown>>): object {
  const modelClass = classes.get(type)
  if (modelClass !== undefined) return new modelClass(attributes)
  const root = classes.get(ROOT)
  if (root === undefined) throw new Error("HasProps is not loaded")
  return new root(attributes, new Schema(type, root.schema, undefined, true))
}

/** The names of all known types. */
export function modelTypes(): readonly string[] {
  return [...classes.keys()].filter((type) => type !== ROOT)
}

/** What is known of a type's properties. */
export function schemaOf(type: string): Schema | undefined {
  return classes.get(type)?.schema
}
