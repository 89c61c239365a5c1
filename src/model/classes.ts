// All model classes by their type's name on the wire. This module does not import the classes, because HasProps itself
// needs it.

import { Schema } from "./property.ts"

export interface RegisteredClass {
  new (attributes?: Readonly<Record<string, unknown>>, schema?: Schema): object
  readonly schema: Schema
}

/** Types whose classes are created on first use. */
interface KnownTypes {
  readonly names: () => readonly string[]
  readonly make: (type: string) => RegisteredClass | undefined
}

/** It is no type on the wire: it is the class of undefined types. */
const ROOT = "HasProps"
const classes = new Map<string, RegisteredClass>()
let known: KnownTypes = { names: () => [], make: () => undefined } // set while modules load, never after

export function addKnownTypes(types: KnownTypes): void {
  known = types
}

export function registerModel(type: string, modelClass: RegisteredClass): void {
  classes.set(type, modelClass)
}

/** A new model of a known or unknown type. @throws ModelError for attributes that a known type does not have */
export function construct(type: string, attributes: Readonly<Record<string, unknown>>): object {
  const modelClass = classOf(type)
  if (modelClass !== undefined) return new modelClass(attributes)
  const root = classes.get(ROOT)
  if (root === undefined) throw new Error("HasProps is not loaded")
  return new root(attributes, new Schema(type, root.schema, undefined, true))
}

/** The class of a type, Bokeh's or an app's own. */
export function classOf(type: string): RegisteredClass | undefined {
  return classes.get(type) ?? known.make(type)
}

/** The names of all known types. */
export function modelTypes(): readonly string[] {
  return [...new Set([...known.names(), ...classes.keys()])].filter((type) => type !== ROOT)
}

/** What is known of a type's properties. */
export function schemaOf(type: string): Schema | undefined {
  return classOf(type)?.schema
}
