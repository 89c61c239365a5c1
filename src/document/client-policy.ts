// What clients may change. There is one policy: a browser's client may set properties of existing models, stream and patch,
// send events and messages, add and remove models. Code, and models that act by themselves in a browser, come from the app,
// from holders of the key, and from clients of routes that allow it (session: { clientCode: true }). Source: SECURITY.md,
// PROTOCOL.md D8

import { isBokehs, declaringType } from "../model/declaring-type.ts"
import { CODE_PROPERTIES, CODE_TYPES } from "../model/generated/code.ts"
import { type HasProps, stateOf } from "../model/has-props.ts"
import type { Schema } from "../model/property.ts"
import { modelsIn } from "../model/references.ts"
import { SerializationError } from "../serialization/serialization-error.ts"
import { clipped, shown } from "../util/clipped.ts"

/** The author of a change. */
export interface Author {
  /** True for the app itself, holders of the key, and clients of routes that trust their clients. */
  readonly mayBringCode: boolean
}

/**
 * What existed before a message, and therefore comes from the app. It is searched once, however many models the message
 * has.
 */
export class Present {
  readonly #models: () => Iterable<HasProps>
  #types: Set<string> | undefined
  #placed: Set<string> | undefined

  constructor(models: () => Iterable<HasProps>) {
    this.#models = models
  }

  /** True for an app's own model that its pages can load, because they already show one. */
  hasType(type: string): boolean {
    this.#types ??= new Set(Array.from(this.#models(), (model) => model.type))
    return this.#types.has(type)
  }

  /** Whether a model of the type is in that property of another model. */
  isPlaced(type: string, attr: string, placedType: string): boolean {
    this.#placed ??= new Set(this.#places())
    return this.#placed.has(placeOf(type, attr, placedType))
  }

  *#places(): Iterable<string> {
    for (const model of this.#models()) {
      for (const [attr, value] of stateOf(model).values) yield* placesIn(model.type, attr, value)
    }
  }
}

function* placesIn(type: string, attr: string, value: unknown): Iterable<string> {
  for (const placed of modelsIn(value)) {
    if (stateOf(placed).schema.isOpen) yield placeOf(type, attr, placed.type)
  }
}

function placeOf(...place: readonly [type: string, attr: string, placedType: string]): string {
  return JSON.stringify(place)
}

/** What only the app sets, by TYPE.PROPERTY: with most other values, BokehJS draws nothing of the page. */
const APPS_OWN =
  /(_range_name|\.b\w+_hatch_pattern|tile_size|_zoom|resolution|origin_offset|unit|frozen_rows|Proxy\.tools|getter|query|Mercator\w+\.dimension)$|Metric|Length|Angular|Dimensional/

/** A value that a property is about to get. */
export interface Assignment {
  readonly model: HasProps
  readonly attr: string
  readonly value: unknown
}

export const TRUSTED: Author = { mayBringCode: true }

const types: ReadonlySet<string> = new Set(CODE_TYPES)
const properties: ReadonlySet<string> = new Set(CODE_PROPERTIES)

/** @throws SerializationError for a model that this author may not bring */
export function assertMayAdd({ mayBringCode }: Author, model: HasProps, present: Present): void {
  const { schema } = stateOf(model)
  if (mayBringCode) return
  if (holdsCode(schema)) {
    throw new SerializationError(`a client may not add a ${schema.type} (PROTOCOL.md D8)`)
  }
  if (schema.isOpen && !present.hasType(schema.type)) {
    throw new SerializationError(
      `a client may not add a model of the unknown type ${shown(schema.type)}`,
    )
  }
}

/** @throws SerializationError for a property that this author may not set */
export function assertMaySet({ mayBringCode }: Author, model: HasProps, attr: string): void {
  if (mayBringCode || !isAppsOwn(model, attr)) return
  throw new SerializationError(`a client may not set ${model.type}.${attr} (PROTOCOL.md D8)`)
}

/** Code, and what only the app sets. */
export function isAppsOwn(model: HasProps, attr: string): boolean {
  const { schema } = stateOf(model)
  const isReserved = APPS_OWN.test(`${model.type}.${attr}`) && isBokehs(schema, attr)
  return isReserved || isCode(schema, attr)
}

/**
 * The server does not know an extension's models, so they may only be where the app has put one of the same type: elsewhere
 * BokehJS may reject it, and the whole document with it.
 * @throws SerializationError for a value with such a model if the app has none at this property
 */
export function assertMayPlace(
  { mayBringCode }: Author,
  { model, attr, value }: Assignment,
  present: Present,
): void {
  if (mayBringCode) return
  for (const placed of modelsIn(value)) {
    if (!stateOf(placed).schema.isOpen || present.isPlaced(model.type, attr, placed.type)) continue
    throw new SerializationError(
      `a client may not put a model of the unknown type ${shown(placed.type)} into ${model.type}.${clipped(attr)}`,
    )
  }
}

/** True for a model whose only purpose is to run code. */
function holdsCode(schema: Schema): boolean {
  return types.has(schema.type) || (schema.parent !== undefined && holdsCode(schema.parent))
}

/** True for the properties that a model with code has beside those of all models, and for callbacks. */
function isCode(schema: Schema, attr: string): boolean {
  const owner = declaringType(schema, attr)
  return owner !== undefined && (holdsCode(owner) || properties.has(`${owner.type}.${attr}`))
}
