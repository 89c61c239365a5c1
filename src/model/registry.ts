// All model types by their name on the wire. A type that nobody defined is carried through as it came.

import type { HasProps } from "./has-props.ts"
import { Schema } from "./property.ts"

interface AnyModelClass {
  new (attributes?: Readonly<Record<string, unknown>>, schema?: Schema): HasProps
  readonly schema: Schema
}

/** No type of its own on the wire: the class of types that nobody defined. */
const ROOT = "HasProps"
const classes = new Map<string, AnyModelClass>() // filled while modules load, never after

export function registerModel(type: string, modelClass: AnyModelClass): void {
  classes.set(type, modelClass)
}

/** A new model of the type, known or not. @throws ModelError for attributes that a known type does not have */
export function createModel(
  type: string,
  attributes: Readonly<Record<string, unknown>> = {},
): HasProps {
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
