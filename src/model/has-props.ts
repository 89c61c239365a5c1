// The root of all models: property values over BokehJS's defaults, checks, callbacks, and who is told of a change.
// Source: bokehjs core/has_props.ts, Python bokeh.core.has_props and bokeh.model.model (3.10)

import type { Patches } from "./column-patches.ts"
import { type Columns, isColumns } from "./column.ts"
import { columnLength } from "./columns.ts"
import { isSameValue } from "./equal.ts"
import { accepts, describeKind } from "./kind.ts"
import { ModelError, unknownName } from "./model-error.ts"
import { ModelDefault, Schema } from "./property.ts"
import { specFromText } from "./spec-text.ts"

export type ChangeCallback = (attr: string, old: unknown, new_: unknown) => void | Promise<void>
export type EventCallback = (event: ModelEvent) => void | Promise<void>

/** A UI event: `button_click`, `tap`, `rangesupdate` ... with the values of its class in bokeh.events. */
export interface ModelEvent {
  readonly event_name: string
  /** The model it happened on; undefined for events of the document. */
  readonly model: HasProps | undefined
  readonly values: Readonly<Record<string, unknown>>
}

/** One property that has its new value already. */
export interface PropertyChange {
  readonly model: HasProps
  readonly attr: string
  readonly old: unknown
  readonly value: unknown
  /** How to get from old to new without sending all of it, where there is a shorter way. */
  readonly delta?: ColumnDelta
}

/** The document events that tell of a part of a column data source; shapes as on the wire. */
export type ColumnDelta =
  | { readonly kind: "ColumnsStreamed"; readonly data: Columns; readonly rollover: number | null }
  | { readonly kind: "ColumnsPatched"; readonly patches: Patches }

/** What a document is to its models. */
export interface Owner {
  /** Records the change and runs, or holds, the callbacks. */
  propertyChanged(change: PropertyChange): void
}

/** A model's inner state: for model/ and document/, never for apps. */
export interface ModelState {
  readonly schema: Schema
  /** What was set, in order of first setting; everything else has its default. */
  readonly values: Map<string, unknown>
  id: string | undefined
  owner: Owner | undefined
  readonly changeCallbacks: Map<string, readonly ChangeCallback[]>
  readonly eventCallbacks: Map<string, readonly EventCallback[]>
}

/** A model's inner state. */
export let stateOf: (model: HasProps) => ModelState

export class HasProps {
  /** What this class knows of its properties; `define` sets it on each class. */
  static readonly schema: Schema = new Schema("HasProps", undefined, {})

  readonly #state: ModelState

  static {
    stateOf = (model: HasProps): ModelState => model.#state
  }

  /** @throws ModelError for an unknown property or a value of the wrong kind */
  constructor(attributes: Readonly<Record<string, unknown>> = {}, schema = new.target.schema) {
    this.#state = {
      schema,
      values: new Map(),
      id: undefined,
      owner: undefined,
      changeCallbacks: new Map(),
      eventCallbacks: new Map(),
    }
    this.update(attributes)
  }

  /** The model's type, as on the wire. */
  get type(): string {
    return this.#state.schema.type
  }

  /** The id that a document gave it; "" before it is in one. */
  get id(): string {
    return this.#state.id ?? ""
  }

  /** Runs the callbacks after each change of the property. */
  on_change(attr: string, ...callbacks: readonly ChangeCallback[]): void {
    assertProperty(this.#state.schema, attr)
    const known = this.#state.changeCallbacks.get(attr) ?? []
    this.#state.changeCallbacks.set(attr, [...known, ...callbacks])
  }

  remove_on_change(attr: string, ...callbacks: readonly ChangeCallback[]): void {
    const known = this.#state.changeCallbacks.get(attr) ?? []
    this.#state.changeCallbacks.set(
      attr,
      known.filter((callback) => !callbacks.includes(callback)),
    )
  }

  /** Runs the callbacks when a browser sends this event of the model; names as in bokeh.events. */
  on_event(event_name: string, ...callbacks: readonly EventCallback[]): void {
    const known = this.#state.eventCallbacks.get(event_name) ?? []
    this.#state.eventCallbacks.set(event_name, [...known, ...callbacks])
    const subscribed = getProperty(this, "subscribed_events")
    const names = subscribed instanceof Set ? subscribed : []
    setProperty(this, "subscribed_events", new Set([...names, event_name]))
  }

  /** Sets several properties, one after the other; those given as undefined are left alone. */
  update(attributes: Readonly<Record<string, unknown>>): void {
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== undefined) assignProperty(this, name, value)
    }
  }
}

/** The value of a property: what was set, else BokehJS's default. A default that is a model is made now and kept. */
export function getProperty(model: HasProps, name: string): unknown {
  const value = currentValue(model, name)
  if (!(value instanceof ModelDefault)) return value
  const made = value.make()
  setProperty(model, name, made)
  return made
}

/**
 * `setProperty` as apps do it. Where a dataspec is due, a text is a column's name; on the wire it is a constant. Columns
 * must be of one length; what a client sends is taken as it comes.
 */
export function assignProperty(model: HasProps, name: string, value: unknown): void {
  const kind = stateOf(model).schema.property(name)?.kind
  const isSpecText = typeof value === "string" && kind?.type === "spec"
  if (kind?.type === "columns" && isColumns(value)) columnLength(value, `${model.type}.${name}`)
  setProperty(model, name, isSpecText ? specFromText(kind.name, value) : value)
}

/**
 * Sets a property, then tells the owner, or without one the callbacks; an equal value changes nothing.
 * @throws ModelError for an unknown property or a value of the wrong kind
 */
export function setProperty(model: HasProps, name: string, value: unknown): void {
  const state = stateOf(model)
  assertValue(state.schema, name, value)
  const current = currentValue(model, name)
  if (isSameValue(current, value)) return
  const old = current instanceof ModelDefault ? undefined : current
  storeProperty({ model, attr: name, old, value })
}

/** Gives a model that is in no document a value that it was sent with, also one that equals the default. @throws ModelError */
export function initProperty(model: HasProps, name: string, value: unknown): void {
  const { schema, values } = stateOf(model)
  assertValue(schema, name, value)
  values.set(name, value)
}

/** Stores a checked value, then tells the owner, or without one the callbacks. */
export function storeProperty(change: PropertyChange): void {
  const { model, attr, old, value } = change
  const state = stateOf(model)
  state.values.set(attr, value)
  if (state.owner !== undefined) return state.owner.propertyChanged(change)
  for (const callback of state.changeCallbacks.get(attr) ?? []) void callback(attr, old, value)
}

/** Makes every default that is a model, as Python does: browser and server then agree on its id. */
export function makeModelDefaults(model: HasProps): void {
  const { values, schema } = stateOf(model)
  for (const [name, { make }] of schema.modelDefaults()) {
    if (!values.has(name)) values.set(name, make())
  }
}

/** @throws ModelError naming the property that was probably meant */
export function assertProperty(schema: Schema, name: string): void {
  if (schema.isOpen || schema.property(name) !== undefined) return
  throw unknownName(`${schema.type}: unknown property`, name, schema.names())
}

function currentValue(model: HasProps, name: string): unknown {
  const { values, schema } = stateOf(model)
  const value = values.get(name)
  return value === undefined ? schema.property(name)?.defaultValue : value
}

function assertValue(schema: Schema, name: string, value: unknown): void {
  assertProperty(schema, name)
  const kind = schema.property(name)?.kind
  if (kind === undefined || accepts(kind, value, isModel)) return
  throw new ModelError(
    `${schema.type}.${name} must be ${describeKind(kind)}, not ${describeValue(value)}`,
  )
}

function isModel(value: object, type: string): boolean | undefined {
  if (!(value instanceof HasProps)) return undefined
  const { schema } = stateOf(value)
  return schema.isOpen || schema.isA(type)
}

function describeValue(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, 60))
  if (typeof value !== "object" || value === null) return String(value)
  return value instanceof HasProps ? `a ${value.type}` : value.constructor.name
}
