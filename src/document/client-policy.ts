// What clients may change. One policy: a browser's client may set properties of models that are there, stream and
// patch, send events and messages, add and remove models. Code, and what acts by itself in a browser, comes from the
// app, from holders of the key, and from clients of routes that say so (session: { clientCode: true }).
// Source: SECURITY.md, PROTOCOL.md D8

import { CODE_PROPERTIES, CODE_TYPES } from "../model/generated/code.ts"
import { type HasProps, stateOf } from "../model/has-props.ts"
import type { Schema } from "../model/property.ts"
import { SerializationError } from "../serialization/serialization-error.ts"
import { shown } from "../util/clipped.ts"

/** Whoever a change comes from. */
export interface Author {
  /** True for the app itself, holders of the key, and clients of routes that trust theirs. */
  readonly mayBringCode: boolean
}

/** What was there before: it comes from the app. */
export interface Present {
  all(): Iterable<HasProps>
}

export const TRUSTED: Author = { mayBringCode: true }

const types: ReadonlySet<string> = new Set(CODE_TYPES)
const properties: ReadonlySet<string> = new Set(CODE_PROPERTIES)

/** @throws SerializationError for a model that this author may not bring */
export function assertMayAdd({ mayBringCode }: Author, model: HasProps, present: Present): void {
  const { schema } = stateOf(model)
  if (mayBringCode) return
  if (holdsCode(schema)) {
    throw new SerializationError(
      `a client may not add a ${schema.type}: it holds code (PROTOCOL.md D8)`,
    )
  }
  if (schema.isOpen && !isPresent(schema.type, present)) {
    throw new SerializationError(
      `a client may not add a model of the unknown type ${shown(schema.type)}`,
    )
  }
}

/** @throws SerializationError for a property that this author may not set */
export function assertMaySet({ mayBringCode }: Author, model: HasProps, attr: string): void {
  const { schema } = stateOf(model)
  if (mayBringCode || !isCode(schema, attr)) return
  throw new SerializationError(
    `a client may not set ${schema.type}.${attr}: it holds code (PROTOCOL.md D8)`,
  )
}

/** True for a model that is of no use but to run. */
function holdsCode(schema: Schema): boolean {
  return types.has(schema.type) || (schema.parent !== undefined && holdsCode(schema.parent))
}

/** True for what a model that holds code has beside all others, and for callbacks. */
function isCode(schema: Schema, attr: string): boolean {
  const owner = ownerOf(schema, attr)
  return owner !== undefined && (holdsCode(owner) || properties.has(`${owner.type}.${attr}`))
}

/** The first parent that has the property. */
function ownerOf(schema: Schema, attr: string): Schema | undefined {
  if (schema.property(attr) === undefined) return undefined
  return (schema.parent && ownerOf(schema.parent, attr)) ?? schema
}

/** An app's own model that its pages can load: they have one. */
function isPresent(type: string, present: Present): boolean {
  for (const model of present.all()) if (model.type === type) return true
  return false
}
