// An app's own models: `DataModel`, values that server and page share without a class in the page, and `model`, whose
// BokehJS class a script of the app registers. Source: Python bokeh.model.data_model, bokehjs document/defs.ts (3.10)

import { type Html, html, scriptText } from "../util/html.ts"
import { define, type ModelClass } from "./define.ts"
import { addDefinition, addScript, scriptsOf } from "./definitions.ts"
import { Model, type ModelProperties } from "./generated/models.ts"
import { ModelError } from "./model-error.ts"
import { assertKind, definedKind } from "./own-kind.ts"
import type { PROPERTIES } from "./property-types.ts"
import { frozen, type Schema } from "./property.ts"

/** A property with an explicit kind, in BokehJS's notation: `"Nullable(Float)"`. */
export class OwnProperty<T> {
  readonly kind: string
  readonly defaultValue: T

  constructor(kind: string, defaultValue: T) {
    this.kind = kind
    this.defaultValue = defaultValue
  }
}

/** A property of an own model whose default does not determine its kind: `property<number | null>("Nullable(Float)", null)`. */
export function property<T>(kind: string, defaultValue: T): OwnProperty<T> {
  return new OwnProperty(kind, defaultValue)
}

/** Defaults by name: numbers, strings, booleans, lists and objects. Use `property` for other kinds. */
type Declared = Readonly<Record<string, unknown>>
type Values<P> = {
  -readonly [K in keyof P]: P[K] extends OwnProperty<infer T> ? T : P[K]
}

interface Parent<T> {
  readonly schema: Schema
  readonly prototype: T
}
type PropertiesOf<T> = T extends { readonly [PROPERTIES]?: infer Q } ? Q : ModelProperties
type Own<T, P> = ModelClass<
  T & Values<P> & { readonly [PROPERTIES]?: PropertiesOf<T> & Values<P> },
  PropertiesOf<T> & Values<P>
>

/**
 * Named values that server and page share: both can react to changes (`on_change`, `js_on_change`), and nothing is drawn.
 * Declare it once, at the top of a module.
 */
export function DataModel<P extends Declared>(name: string, properties: P): Own<Model, P> {
  const entries = entriesOf(name, properties)
  addDefinition({
    type: "model",
    name,
    properties: Object.entries(entries).map(([key, [kind, value]]) => ({
      name: key,
      kind: definedKind(kind),
      default: value,
    })),
  })
  return define(name, Model, () => entries)
}

/**
 * A model whose class in the page is the app's own: `script` registers it there (`Bokeh` is loaded by then), if the route
 * has `head: TheModel.head`. Declare it once, at the top of a module.
 */
export function model<P extends Declared, T = Model>(
  name: string,
  properties: P,
  options: { readonly extends?: Parent<T>; readonly script?: string } = {},
): Own<T, P> & { readonly head: Html } {
  const entries = entriesOf(name, properties)
  const parent: Parent<unknown> = options.extends ?? Model
  const made = define<Own<T, P>>(name, parent, () => entries)
  if (options.script !== undefined) addScript(name, parent.schema.type, options.script)
  const scripts = scriptsOf(name).map(({ text }) => scriptText(text))
  return Object.assign(made, { head: html`<script>${scripts}</script>` })
}

function entriesOf(
  name: string,
  properties: Declared,
): Readonly<Record<string, readonly [kind: string, defaultValue: unknown]>> {
  if (!/^[A-Za-z_$][\w$.]*$/.test(name)) {
    throw new ModelError(`an own model's name must be an identifier, got ${JSON.stringify(name)}`)
  }
  return Object.fromEntries(
    Object.entries(properties).map(([key, given]) => {
      const isSaid = given instanceof OwnProperty
      const kind = isSaid ? given.kind : kindOf(name, key, given)
      assertKind(`${name}.${key}`, kind)
      const value: unknown = isSaid ? given.defaultValue : given
      return [key, [kind, ownDefault(value)] as const]
    }),
  )
}

/** Shared by all models, so it must not be changed in place. */
function ownDefault(value: unknown): unknown {
  return typeof value === "object" && value !== null ? frozen(structuredClone(value)) : value
}

function kindOf(type: string, name: string, value: unknown): string {
  if (typeof value === "number") return "Float"
  if (typeof value === "string") return "Str"
  if (typeof value === "boolean") return "Bool"
  if (Array.isArray(value)) return "List(Any)"
  if (typeof value === "object" && value?.constructor === Object) return "Dict(Any)"
  throw new ModelError(`${type}.${name}: say its kind with property("Nullable(Float)", null)`)
}
