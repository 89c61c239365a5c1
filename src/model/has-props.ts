// The root of all models: property values over BokehJS's defaults, checks, callbacks, and the owner that is notified of
// changes. Source: bokehjs core/has_props.ts, Python bokeh.core.has_props and bokeh.model.model (3.10)

import { append } from "../util/append.ts"
import { noteBirth } from "./births.ts"
import { construct, registerModel } from "./classes.ts"
import { type EventMap, type EventName, eventName } from "./create-event.ts"
import type { EventCallback, EventClass } from "./events.ts"
import { assertAttributes } from "./fault.ts"
import { copied, rawOf } from "./in-place.ts"
import { isSignal, type JsSignal } from "./js-callbacks.ts"
import { assertCallbacks } from "./model-error.ts"
import { ModelObject, stateIn } from "./model-object.ts"
import type { ChangeCallback, ChangeOf, OwnerOf, StateOf } from "./model-state.ts"
import type { Init, PROPERTIES } from "./property-types.ts"
import { assign, assignAll, getProperty, initProperty, setProperty } from "./property-value.ts"
import { Schema } from "./property.ts"
import { assertProperty } from "./value-check.ts"

/** The names of a model's properties; any name for a model of unknown type. */
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

/** The type of a property when it is read. */
export type ValueOf<M, K> = K extends keyof M ? M[K] : unknown

/** The argument of `update`: any of the model's properties. */
export type Updates<M> = HasProps extends M
  ? Readonly<Record<string, unknown>>
  : M extends { readonly [PROPERTIES]?: infer P }
    ? Init<P>
    : never

/** The constructor's argument, for code that collects it step by step: `const options: OptionsOf<Slider> = {}`. */
export type OptionsOf<M> = M extends { readonly [PROPERTIES]?: infer P }
  ? { -readonly [K in keyof P]?: P[K] | undefined }
  : never

export type PropertyChange = ChangeOf<HasProps>
export type Owner = OwnerOf<HasProps>
export type ModelState = StateOf<HasProps>

/** Selects one item of a property's value. */
type AttrSelector = number | string | { readonly attr_selector?: number | string }

/** An event as a callback gets it. */
export type Told<N extends EventName> = EventMap[N] & { readonly model: HasProps | undefined }

/** A model's inner state. */
export const stateOf: (model: HasProps) => ModelState = stateIn

export class HasProps extends ModelObject<HasProps> {
  declare readonly [PROPERTIES]?: object
  /** The properties of this class; `define` sets it on each class. */
  static readonly schema: Schema = new Schema("HasProps", undefined)

  /** @throws ModelError for an unknown property or a value of the wrong kind */
  constructor(attributes: Readonly<Record<string, unknown>> = {}, schema = new.target.schema) {
    const own = schema instanceof Schema ? schema : new.target.schema
    own.own()
    super(own)
    assertAttributes(own, attributes)
    assignAll(this, attributes)
    noteBirth(this)
  }

  /** The model's type, as on the wire. */
  get type(): string {
    return stateOf(this).schema.type
  }

  /** The id that a document gave it; "" before it is in a document. */
  get id(): string {
    return stateOf(this).id ?? ""
  }

  /** Runs the callbacks after each change of the property. A callback that is added twice runs once. */
  on_change<M extends HasProps, K extends PropertyOf<M>>(
    this: M,
    attr: K,
    ...callbacks: readonly ChangeCallback<ValueOf<M, K>>[]
  ): void
  on_change(attr: string, ...callbacks: readonly ChangeCallback[]): void {
    assertProperty(stateOf(this).schema, attr)
    assertCallbacks(`${this.type}.on_change`, callbacks)
    const known = stateOf(this).changeCallbacks.get(attr) ?? []
    stateOf(this).changeCallbacks.set(attr, [...new Set([...known, ...callbacks])])
  }

  remove_on_change<M extends HasProps, K extends PropertyOf<M>>(
    this: M,
    attr: K,
    ...callbacks: readonly ChangeCallback<ValueOf<M, K>>[]
  ): void
  remove_on_change(attr: string, ...callbacks: readonly ChangeCallback[]): void {
    const known = stateOf(this).changeCallbacks.get(attr) ?? []
    stateOf(this).changeCallbacks.set(
      attr,
      known.filter((callback) => !callbacks.includes(callback)),
    )
  }

  /**
   * Runs the callbacks when a browser sends this event of the model: a class of bokeh.events, or its name.
   * @throws ModelError for a name that is not an event's
   */
  on_event<E>(event: EventClass<E>, ...callbacks: readonly EventCallback<E>[]): void
  on_event<N extends EventName>(event: N, ...callbacks: readonly EventCallback<Told<N>>[]): void
  on_event(event: EventName | EventClass, ...callbacks: readonly EventCallback[]): void {
    const name = eventName(event)
    assertCallbacks(`${this.type}.on_event`, callbacks)
    append(stateOf(this).eventCallbacks, name, callbacks)
    const subscribed = getProperty(this, "subscribed_events")
    const names = subscribed instanceof Set ? subscribed : []
    setProperty(this, "subscribed_events", new Set([...names, name]))
  }

  /**
   * Runs the callbacks (CustomJS ...) in the browser when a property changes, or on a signal of BokehJS: "streaming" ...
   * @throws ModelError for a name that looks like a misspelled property
   */
  js_on_change<M extends HasProps>(
    this: M,
    event: PropertyOf<M> | `change:${PropertyOf<M>}` | JsSignal,
    ...callbacks: readonly HasProps[]
  ): void
  js_on_change(event: string, ...callbacks: readonly HasProps[]): void {
    const { schema } = stateOf(this)
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

  /** Reports a change that cannot be noticed to callbacks and clients: a change inside an object of the app's own. */
  trigger<M extends HasProps, K extends PropertyOf<M>>(
    this: M,
    attr: K,
    old: ValueOf<M, K>,
    new_: ValueOf<M, K>,
  ): void
  trigger(attr: string, old: unknown, new_: unknown): void {
    assertProperty(stateOf(this).schema, attr)
    stateOf(this).tell({ model: this, attr, old: rawOf(old), value: rawOf(new_), isResent: true })
  }

  /**
   * Lets the browser set `other`'s property whenever this one changes: to its value, or to one item of it.
   * @throws ModelError for unknown properties
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
    assertProperty(stateOf(this).schema, attr)
    assertProperty(stateOf(other).schema, other_attr)
    const item = attr_selector === undefined ? "" : `[${JSON.stringify(attr_selector)}]`
    const code = `other.${other_attr} = this.${attr}${item}`
    const callback = construct("CustomJS", { args: { other }, code })
    addJsCallbacks(this, "js_property_callbacks", `change:${attr}`, [callback])
  }

  /** Another model with the same values, except for `overrides`. Models and columns among the values are shared. */
  clone<M extends HasProps>(this: M, overrides?: Updates<M>): M
  clone(overrides: Readonly<Record<string, unknown>> = {}): object {
    const copy = construct(this.type, {})
    if (!(copy instanceof HasProps)) return copy
    for (const [name, value] of stateOf(this).values) initProperty(copy, name, copied(value))
    assignAll(copy, overrides)
    return copy
  }

  /** Sets several properties, one after the other; undefined ones are skipped. */
  update<M extends HasProps>(this: M, attributes: Updates<M>): void
  update(attributes: Readonly<Record<string, unknown>>): void {
    assignAll(this, attributes)
  }
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

registerModel("HasProps", HasProps)

/** The prototype of all models: an assignment to an unknown property arrives here, and fails as it does in the constructor. */
const behindAll = new Proxy<object>(
  {},
  {
    set(_target, name, value: unknown, model: object) {
      const isProperty = typeof name === "string" && !name.startsWith("_")
      if (isProperty && model instanceof HasProps) {
        assign(model, name, value)
        return true
      }
      const own = { value, writable: true, enumerable: true, configurable: true }
      return Reflect.defineProperty(model, name, own)
    },
  },
)
Object.setPrototypeOf(HasProps.prototype, behindAll)
