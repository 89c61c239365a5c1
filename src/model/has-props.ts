// The root of all models: property values over BokehJS's defaults, checks, callbacks, and the owner that is notified of changes.
// Source: bokehjs core/has_props.ts, Python bokeh.core.has_props and bokeh.model.model (3.10)

import { isTime } from "../serialization/time.ts"
import type { EventValue } from "../serialization/values.ts"
import { valueToSet } from "./accepted.ts"
import { assertProperty, assertValue } from "./assert-value.ts"
import { noteBirth } from "./births.ts"
import { construct, registerModel } from "./classes.ts"
import type { Patches } from "./column-patches.ts"
import { type Columns, isColumns } from "./column.ts"
import { columnLength } from "./columns.ts"
import { compared, noteContent } from "./content.ts"
import { type EventMap, type EventName, eventName } from "./create-event.ts"
import { isEqual } from "./equal.ts"
import type { EventCallback, EventClass } from "./events.ts"
import { assertAttributes } from "./fault.ts"
import { copied, noticing, type Place, rawOf } from "./in-place.ts"
import { isSignal, type JsSignal } from "./js-callbacks.ts"
import { assertCallbacks, ModelError } from "./model-error.ts"
import { ModelObject } from "./model-object.ts"
import { withOwnPattern } from "./own-patterns.ts"
import type { Init, PROPERTIES } from "./property-types.ts"
import { ModelDefault, Schema } from "./property.ts"
import { knownUnits } from "./spec-value.ts"
import { inUnits, measured, unitsOf } from "./units.ts"

/** The names of a model's properties; of a model of which no more is known than that it is one, any. */
export type PropertyOf<M> = [Exclude<OwnName<M>, ModelName>] extends [never] ? string : OwnName<M>
type OwnName<M> = Exclude<keyof M & string, MethodName>
type MethodName =
  | keyof HasProps
  | keyof (readonly unknown[])
  | ("select" | "select_one" | "set_select" | "on_click" | "js_on_click")
  | ("add" | "remove" | "stream" | "patch" | "column_names")
  | ("properties_with_values" | "equals" | "references" | "value_as_date" | "value_as_datetime")
  | ("node_coordinates" | "edge_coordinates")
type ModelName =
  | ("name" | "tags" | "syncable" | "subscribed_events")
  | ("js_event_callbacks" | "js_property_callbacks")

/** What a property of a model reads as. */
export type ValueOf<M, K> = K extends keyof M ? M[K] : unknown

/** What `update` takes: any of the model's properties. */
export type Updates<M> = HasProps extends M
  ? Readonly<Record<string, unknown>>
  : M extends { readonly [PROPERTIES]?: infer P }
    ? Init<P>
    : never

/** What a model is made with, to be collected step by step: `const options: OptionsOf<Slider> = {}`. */
export type OptionsOf<M> = M extends { readonly [PROPERTIES]?: infer P }
  ? { -readonly [K in keyof P]?: P[K] | undefined }
  : never

/** What it returns is of no use, unless it is a promise: the session waits for that. */
export type ChangeCallback<T = unknown> = (attr: string, old: T, new_: T) => unknown
/** One property that has its new value already. */
export interface PropertyChange {
  readonly model: HasProps
  readonly attr: string
  readonly old: unknown
  readonly value: unknown
  /** How to get from old to new without sending all of it, where there is a shorter way. */
  readonly delta?: ColumnDelta
  /** The columns that are new, where all others stay. */
  readonly cols?: readonly string[]
  /** What was in the place of a part that is new; without it, the old value. */
  readonly replaced?: unknown
  /** True for what browsers can't bring about themselves: it is sent to all, also to the one who changed it. */
  readonly isResent?: boolean
}

/** The document events that tell of a part of a column data source; shapes as on the wire. */
export type ColumnDelta =
  | { readonly kind: "ColumnsStreamed"; readonly data: Columns; readonly rollover: number | null }
  | { readonly kind: "ColumnsPatched"; readonly patches: Patches }

/** What a document is to its models. */
export interface Owner {
  /** Records the change and runs, or holds, the callbacks. */
  propertyChanged(change: PropertyChange): void
  /** The same for a model that is not in the document: it may come, or come back. Runs the callbacks. */
  changedAway(change: PropertyChange): void
  /** Columns are about to be written in place. */
  columnsWillChange(model: HasProps, attr: string): void
  /** To the browsers: an event that the server causes. */
  sendEvent(event: EventValue): void
  /** Whether Python has brought what the type is, for this document alone. */
  hasBrought(type: string): boolean
}

/** A model's inner state: for model/ and document/, never for apps. */
export interface ModelState {
  readonly schema: Schema
  /** What was set, in order of first setting; everything else has its theme's value, or its default. */
  readonly values: Map<string, unknown>
  themed: ReadonlyMap<string, unknown>
  id: string | undefined
  owner: Owner | undefined
  /** The document that is notified of changes while the model is in no document. */
  keeper: Owner | undefined
  /** What apps were given for containers. */
  read: Map<string, unknown> | undefined
  readonly changeCallbacks: Map<string, readonly ChangeCallback[]>
  readonly eventCallbacks: Map<string, readonly EventCallback[]>
}

/** One item of a property's value. */
type AttrSelector = number | string | { readonly attr_selector?: number | string }

/** An event as a callback receives it. */
export type Told<N extends EventName> = EventMap[N] & { readonly model: HasProps | undefined }

const NOTHING: ReadonlyMap<string, unknown> = new Map()

/** A model's inner state. */
export let stateOf: (model: HasProps) => ModelState

export class HasProps extends ModelObject {
  declare readonly [PROPERTIES]?: object
  /** The properties of this class; `define` sets it on each class. */
  static readonly schema: Schema = new Schema("HasProps", undefined)

  readonly #state: ModelState

  static {
    stateOf = (model: HasProps): ModelState => model.#state
  }

  /** @throws ModelError for an unknown property or a value of the wrong kind */
  constructor(attributes: Readonly<Record<string, unknown>> = {}, schema = new.target.schema) {
    const own = schema instanceof Schema ? schema : new.target.schema
    own.own()
    super(own)
    assertAttributes(own, attributes)
    this.#state = {
      schema: own,
      values: new Map(),
      themed: NOTHING,
      id: undefined,
      owner: undefined,
      keeper: undefined,
      read: undefined,
      changeCallbacks: new Map(),
      eventCallbacks: new Map(),
    }
    assignAll(this, attributes)
    noteBirth(this)
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
  on_change<M extends HasProps, K extends PropertyOf<M>>(
    this: M,
    attr: K,
    ...callbacks: readonly ChangeCallback<ValueOf<M, K>>[]
  ): void
  on_change(attr: string, ...callbacks: readonly ChangeCallback[]): void {
    assertProperty(this.#state.schema, attr)
    assertCallbacks(`${this.type}.on_change`, callbacks)
    const known = this.#state.changeCallbacks.get(attr) ?? []
    this.#state.changeCallbacks.set(attr, [...known, ...callbacks])
  }

  remove_on_change<M extends HasProps, K extends PropertyOf<M>>(
    this: M,
    attr: K,
    ...callbacks: readonly ChangeCallback<ValueOf<M, K>>[]
  ): void
  remove_on_change(attr: string, ...callbacks: readonly ChangeCallback[]): void {
    const known = this.#state.changeCallbacks.get(attr) ?? []
    this.#state.changeCallbacks.set(
      attr,
      known.filter((callback) => !callbacks.includes(callback)),
    )
  }

  /**
   * Runs the callbacks when a browser sends this event of the model; given as a class of bokeh.events or by its name.
   * @throws ModelError for a name that is not an event's
   */
  on_event<E>(event: EventClass<E>, ...callbacks: readonly EventCallback<E>[]): void
  on_event<N extends EventName>(event: N, ...callbacks: readonly EventCallback<Told<N>>[]): void
  on_event(event: EventName | EventClass, ...callbacks: readonly EventCallback[]): void {
    const name = eventName(event)
    assertCallbacks(`${this.type}.on_event`, callbacks)
    const known = this.#state.eventCallbacks.get(name) ?? []
    this.#state.eventCallbacks.set(name, [...known, ...callbacks])
    const subscribed = getProperty(this, "subscribed_events")
    const names = subscribed instanceof Set ? subscribed : []
    setProperty(this, "subscribed_events", new Set([...names, name]))
  }

  /**
   * Runs the callbacks (CustomJS ...) in the browser when a property changes, or on a signal of BokehJS: "streaming" ...
   * @throws ModelError for what looks like a misspelt property
   */
  js_on_change<M extends HasProps>(
    this: M,
    event: PropertyOf<M> | `change:${PropertyOf<M>}` | JsSignal,
    ...callbacks: readonly HasProps[]
  ): void
  js_on_change(event: string, ...callbacks: readonly HasProps[]): void {
    const { schema } = this.#state
    const isProperty = schema.property(event) !== undefined
    if (!isProperty && !isSignal(schema, event)) {
      assertProperty(schema, event.replace(/^change:/, ""))
    }
    addJsCallbacks(this, "js_property_callbacks", isProperty ? `change:${event}` : event, callbacks)
  }

  /** Runs the callbacks in the browser when this event happens there. @throws ModelError for a name that is not an event's */
  js_on_event(event: EventName | EventClass, ...callbacks: readonly HasProps[]): void {
    addJsCallbacks(this, "js_event_callbacks", eventName(event), callbacks)
  }

  /** Tells callbacks and clients of a change that nobody could notice: of what an object of the app's own holds. */
  trigger<M extends HasProps, K extends PropertyOf<M>>(
    this: M,
    attr: K,
    old: ValueOf<M, K>,
    new_: ValueOf<M, K>,
  ): void
  trigger(attr: string, old: unknown, new_: unknown): void {
    assertProperty(this.#state.schema, attr)
    tell({ model: this, attr, old: rawOf(old), value: rawOf(new_), isResent: true })
  }

  /**
   * Lets the browser set `other`'s property whenever this one changes: to its value, or to one item of it.
   * @throws ModelError for properties that there are not
   */
  // oxlint-disable-next-line eslint/max-params -- Python's
  js_link<M extends HasProps, N extends HasProps>(
    this: M,
    attr: PropertyOf<M>,
    other: N,
    other_attr: PropertyOf<N>,
    attr_selector?: AttrSelector,
  ): void
  js_link(attr: string, other: HasProps, other_attr: string, selector?: AttrSelector): void {
    const attr_selector = typeof selector === "object" ? selector.attr_selector : selector
    assertProperty(this.#state.schema, attr)
    assertProperty(other.#state.schema, other_attr)
    const item = attr_selector === undefined ? "" : `[${JSON.stringify(attr_selector)}]`
    const code = `other.${other_attr} = this.${attr}${item}`
    const callback = construct("CustomJS", { args: { other }, code })
    addJsCallbacks(this, "js_property_callbacks", `change:${attr}`, [callback])
  }

  /** Another model with the same values, but what `overrides` says; models and columns among them are shared. */
  clone<M extends HasProps>(this: M, overrides?: Updates<M>): M
  clone(overrides: Readonly<Record<string, unknown>> = {}): object {
    const copy = construct(this.type, {})
    if (!(copy instanceof HasProps)) return copy
    for (const [name, value] of this.#state.values) initProperty(copy, name, copied(value))
    assignAll(copy, overrides)
    return copy
  }

  /** Sets several properties, one after the other; those given as undefined are left alone. */
  update<M extends HasProps>(this: M, attributes: Updates<M>): void
  update(attributes: Readonly<Record<string, unknown>>): void {
    assignAll(this, attributes)
  }
}

function assignAll(model: HasProps, attributes: Readonly<Record<string, unknown>>): void {
  const extraOf = (name: string) => attributes[name] ?? stateOf(model).values.get(name)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined) continue
    assignProperty(model, name, withOwnPattern(name, value, extraOf))
  }
}

/**
 * Gives a model other defaults.
 * @returns the properties whose values that changes, with the old ones
 */
export function applyTheme(
  model: HasProps,
  themed: ReadonlyMap<string, unknown>,
): readonly (readonly [attr: string, old: unknown])[] {
  const state = stateOf(model)
  const names = [...new Set([...state.themed.keys(), ...themed.keys()])]
  const before = names.map((name) => [name, currentValue(model, name)] as const)
  state.themed = themed
  return before.filter(([name, old]) => !isEqual(old, currentValue(model, name)))
}

function addJsCallbacks(
  model: HasProps,
  attr: string,
  key: string,
  callbacks: readonly object[],
): void {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the property's kind
  const all = getProperty(model, attr) as Readonly<Record<string, readonly unknown[]>>
  setProperty(model, attr, { ...all, [key]: [...new Set([...(all[key] ?? []), ...callbacks])] })
}

/** The value of a property: what was set, else its theme's, else BokehJS's default. A default that is a model is made now and kept. */
export function getProperty(model: HasProps, name: string): unknown {
  const value = currentValue(model, name)
  if (!(value instanceof ModelDefault)) return value
  const made = value.make()
  setProperty(model, name, made)
  return made
}

/** The value as an app reads it: a list or an object that notices when it is changed in place. */
export function readProperty(model: HasProps, name: string): unknown {
  const value = getProperty(model, name)
  if (typeof value !== "object" || value === null || value instanceof HasProps) return value
  const state = stateOf(model)
  const before = state.read?.get(name)
  if (before !== undefined && rawOf(before) === value) return before
  const given = noticing(placeOf(model, name), value)
  if (given === value) return value
  state.read ??= new Map()
  state.read.set(name, given)
  return given
}

function placeOf(model: HasProps, name: string): Place {
  const { schema } = stateOf(model)
  return {
    get: () => getProperty(model, name),
    set: (changed) => setProperty(model, name, valueToSet(schema, name, changed)),
  }
}

/**
 * `setProperty` as apps do it. Where a dataspec is expected, a string is a column's name; on the wire it is a constant.
 * Columns must be of one length; what a client sends is taken as it comes.
 */
export function assignProperty(model: HasProps, name: string, given: unknown): void {
  const { schema } = stateOf(model)
  const value = rawOf(given)
  const bare = measured(schema, name)
  if (bare !== undefined && typeof value === "string") return setUnits(model, bare, value)
  const isColumnar = schema.property(name)?.kind.type === "columns"
  if (isColumnar && isColumns(value)) columnLength(value, `${schema.type}.${name}`)
  if (isTime(value)) timed.add(model)
  const title = titleFor(model, name, value)
  if (title === undefined) setProperty(model, name, measuredValue(model, name, value))
  else setProperty(title, "text", value)
}

/** Units that apps have chosen, by property: they stay when the value is another. */
const chosenUnits = new WeakMap<HasProps, Map<string, string>>()

/** @throws ModelError for units that there are not */
function setUnits(model: HasProps, name: string, units: string): void {
  const { schema } = stateOf(model)
  const kind = schema.property(name)?.kind
  const known = kind?.type === "spec" ? knownUnits(kind.name) : undefined
  if (known !== undefined && !known.includes(units)) {
    const due = known.map((unit) => `'${unit}'`).join(", ")
    throw new ModelError(`${schema.type}.${name}_units must be one of ${due}, got "${units}"`)
  }
  const chosen = chosenUnits.get(model) ?? new Map<string, string>()
  chosenUnits.set(model, chosen.set(name, units))
  const value = getProperty(model, name)
  if (value !== undefined)
    setProperty(model, name, inUnits(stateOf(model).schema, name, value, units))
}

function measuredValue(model: HasProps, name: string, given: unknown): unknown {
  const { schema } = stateOf(model)
  const value = valueToSet(schema, name, given)
  const units = chosenUnits.get(model)?.get(name)
  return units === undefined || unitsOf(value) !== undefined
    ? value
    : inUnits(schema, name, value, units)
}

/** The units of a property; undefined where none were chosen. */
export function getUnits(model: HasProps, name: string): string | undefined {
  return unitsOf(getProperty(model, name)) ?? chosenUnits.get(model)?.get(name)
}

const timed = new WeakSet<HasProps>()

/** True when a property of the model was given as a time: a plot shows it as one. */
export function wasTimed(model: HasProps): boolean {
  return timed.has(model)
}

/** The title whose text changes: BokehJS continues to draw the one that it knows, whatever comes in its place. */
function titleFor(model: HasProps, name: string, value: unknown): HasProps | undefined {
  if (name !== "title" || typeof value !== "string") return undefined
  const title = stateOf(model).values.get(name)
  return title instanceof HasProps && title.type === "Title" ? title : undefined
}

/**
 * Sets a property, then tells the owner, or without one the callbacks; an equal value changes nothing.
 * @throws ModelError for an unknown property or a value of the wrong kind
 */
export function setProperty(model: HasProps, name: string, value: unknown): void {
  const state = stateOf(model)
  assertValue(state.schema, name, value)
  const current = currentValue(model, name)
  const isColumnar = state.schema.property(name)?.kind.type === "columns"
  const property = { model, attr: name, isColumnar }
  const comparison = compared(property, current, value)
  if (comparison.isSame) return
  noteContent(property, comparison)
  const { cols } = comparison
  const old = current instanceof ModelDefault ? undefined : current
  storeProperty({ model, attr: name, old, value, ...(cols !== undefined && { cols }) })
}

/** Gives a model that is in no document a value that it was sent with, also one that equals the default. @throws ModelError */
export function initProperty(model: HasProps, name: string, value: unknown): void {
  const { schema, values } = stateOf(model)
  assertValue(schema, name, value)
  values.set(name, value)
}

/** Stores a checked value, then tells the owner, or without one the callbacks. */
export function storeProperty(change: PropertyChange): void {
  const { model, attr, value } = change
  stateOf(model).values.set(attr, value)
  tell(change)
}

function tell(change: PropertyChange): void {
  const state = stateOf(change.model)
  if (state.owner !== undefined) return state.owner.propertyChanged(change)
  if (state.keeper !== undefined) return state.keeper.changedAway(change)
  runChangeCallbacks(change)
}

/** For a model that is in no document: nothing puts its callbacks off. */
export function runChangeCallbacks({ model, attr, old, value }: PropertyChange): void {
  for (const callback of stateOf(model).changeCallbacks.get(attr) ?? []) {
    void callback(attr, old, value)
  }
}

/** Makes every default that is a model, as Python does: browser and server then agree on its id. */
export function makeModelDefaults(model: HasProps): void {
  const { values, schema } = stateOf(model)
  for (const [name, { make }] of schema.modelDefaults()) {
    if (!values.has(name)) values.set(name, make())
  }
}

function currentValue(model: HasProps, name: string): unknown {
  const { values, themed, schema } = stateOf(model)
  for (const known of [values, themed]) {
    const value = known.get(name)
    if (value !== undefined) return value
  }
  return schema.property(name)?.defaultValue
}

registerModel("HasProps", HasProps)

/** Behind all models: an assignment to an unknown property arrives here, and fails as it does in the constructor. */
const behindAll = new Proxy<object>(
  {},
  {
    set(_target, name, value: unknown, model: object) {
      const isProperty = typeof name === "string" && !name.startsWith("_")
      if (isProperty && model instanceof HasProps) {
        assignProperty(model, name, value)
        return true
      }
      const own = { value, writable: true, enumerable: true, configurable: true }
      return Reflect.defineProperty(model, name, own)
    },
  },
)
Object.setPrototypeOf(HasProps.prototype, behindAll)
