// Reads the property tables of all models from BokehJS itself, in a headless Chromium.

import { chromium } from "playwright-core"

import { addBokehJs } from "./bokehjs-page.ts"
import { CHROMIUM_FLAGS, ensureChromium } from "./ensure-chromium.ts"

/** A default value as JSON. A value that JSON can't express is an object with `$`. */
export type DefaultRep =
  | null
  | boolean
  | number
  | string
  | readonly DefaultRep[]
  | { readonly $: "unset" }
  | { readonly $: "number"; readonly text: string }
  /** A dataspec's column. A constant dataspec is only the constant. */
  | { readonly $: "field"; readonly name: string }
  | { readonly $: "record"; readonly entries: readonly (readonly [string, DefaultRep])[] }
  | { readonly $: "map" | "set"; readonly items: readonly DefaultRep[] }
  | {
      readonly $: "model"
      readonly type: string
      readonly attributes: readonly (readonly [string, DefaultRep])[]
    }

export interface PropertyTable {
  readonly name: string
  /** In the notation of src/model/kind.ts. */
  readonly kind: string
  /** Whether only browsers write the property. */
  readonly isReadonly: boolean
  /** An alias of a property. */
  readonly isAlias: boolean
  readonly defaultValue: DefaultRep
}

export interface ModelTable {
  readonly type: string
  readonly parent: string
  /** Whether the type is only a parent of others, which BokehJS can't make by its name. */
  readonly isAbstract: boolean
  /** The model's own properties, and a parent's properties with another default here. */
  readonly properties: readonly PropertyTable[]
}

export function isList(value: DefaultRep): value is readonly DefaultRep[] {
  return Array.isArray(value)
}

export function isTagged(value: DefaultRep): value is Extract<DefaultRep, { readonly $: string }> {
  return typeof value === "object" && value !== null && !isList(value)
}

/** All models that BokehJS registers, parents first, then by name. */
export async function readModels(): Promise<readonly ModelTable[]> {
  const browser = await chromium.launch({
    executablePath: ensureChromium(),
    args: CHROMIUM_FLAGS,
  })
  try {
    const page = await browser.newPage()
    await addBokehJs(page)
    return parentsFirst(await page.evaluate(readInPage))
  } finally {
    await browser.close()
  }
}

function parentsFirst(tables: readonly ModelTable[]): readonly ModelTable[] {
  const byType = new Map(tables.map((table) => [table.type, table]))
  const depth = ({ parent }: ModelTable): number => {
    const table = byType.get(parent)
    return table === undefined ? 0 : 1 + depth(table)
  }
  return tables.toSorted((a, b) => depth(a) - depth(b) || (a.type < b.type ? -1 : 1))
}

/** The part of BokehJS's classes that is used here. */
interface BokehClass {
  readonly __qualified__: string
  readonly prototype: {
    readonly _props: Readonly<Record<string, BokehProperty>>
  }
  new (): object
}
interface BokehProperty {
  readonly type: unknown
  readonly default_value: (owner: object) => unknown
  readonly options: { readonly internal?: boolean; readonly readonly?: boolean }
}
type Fields = Readonly<Record<string, unknown>>

/** Runs inside the page: self-contained. */
function readInPage(): ModelTable[] {
  const { Models } = (
    globalThis as unknown as { Bokeh: { Models: Readonly<Record<string, BokehClass>> } }
  ).Bokeh
  const parentOf = (cls: BokehClass) => Object.getPrototypeOf(cls) as BokehClass
  const registered = Reflect.ownKeys(Models).flatMap((name) => Models[String(name)] ?? [])

  /** The registered classes and all their parents, some of which are not registered. */
  const classes = new Set<BokehClass>()
  for (const cls of registered) {
    for (let c = cls; "_props" in c.prototype; c = parentOf(c)) classes.add(c)
  }
  const root = [...classes].find((cls) => !("_props" in parentOf(cls).prototype))
  if (root === undefined) throw new Error("no HasProps among the parents")
  const HasProps = root

  // oxlint-disable-next-line unicorn/consistent-function-scoping -- only what is inside goes into the page
  const list = (value: unknown): unknown[] => [...(value as Iterable<unknown>)]

  function kindText(kind: unknown): string {
    if (typeof kind === "function") return kind.name
    const fields = kind as Fields
    const name = String(kind).split("(")[0] ?? ""
    const of = (...kinds: unknown[]) => `${name}(${kinds.map(kindText).join(",")})`
    if (name === "[object Object]") return "Any"
    if ("values" in fields)
      return `Enum(${list(fields["values"])
        .map((v) => JSON.stringify(v))
        .join(",")})`
    if ("obj_type" in fields) {
      const { __qualified__, name: plain } = fields["obj_type"] as {
        __qualified__?: string
        name: string
      }
      // A DOM node is not the model with its name.
      return __qualified__ === undefined && plain === "Node"
        ? "Node"
        : `Ref(${__qualified__ ?? plain})`
    }
    if ("struct_type" in fields) {
      const members = Object.entries(fields["struct_type"] as Fields)
      return `${name}(${members.map(([key, type]) => `${key}:${kindText(type)}`).join(",")})`
    }
    if ("types" in fields) return of(...list(fields["types"]))
    if ("key_type" in fields) return of(fields["key_type"], fields["item_type"])
    if ("item_type" in fields) return of(fields["item_type"])
    if ("base_type" in fields) return of(fields["base_type"])
    if ("prefix" in fields) return `${name}(${JSON.stringify(fields["prefix"])})`
    return name
  }

  /** The kind of the property that an alias stands for. */
  function targetOf(cls: BokehClass, type: unknown): unknown {
    const isAlias = typeof type === "object" && type !== null && Object.keys(type).join() === "attr"
    return isAlias ? cls.prototype._props[String((type as Fields)["attr"])]?.type : undefined
  }

  function isModel(value: object): value is { type: string; properties: Fields } {
    return value instanceof HasProps
  }

  function rep(value: unknown): DefaultRep {
    if (value === undefined || typeof value === "symbol" || typeof value === "function")
      return { $: "unset" }
    if (typeof value === "number" && !Number.isFinite(value))
      return { $: "number", text: String(value) }
    if (typeof value !== "object" || value === null) return value as DefaultRep
    if (Array.isArray(value)) return value.map(rep)
    if (isModel(value)) return modelRep(value)
    if (value instanceof Map) return { $: "map", items: [...value].map(rep) }
    if (value instanceof Set) return { $: "set", items: [...value].map(rep) }
    return { $: "record", entries: Object.entries(value).map(([key, item]) => [key, rep(item)]) }
  }

  /** BokehJS keeps a dataspec as `{value}` or `{field}`. */
  function propertyRep(kind: string, value: unknown): DefaultRep {
    const isSpec = /(Spec|Scalar)$/.test(kind) && typeof value === "object" && value !== null
    const entries = isSpec ? Object.entries(value) : []
    const [[form, content] = []] = entries.length === 1 ? entries : []
    if (form === "field") return { $: "field", name: String(content) }
    return rep(form === "value" ? content : value)
  }

  function modelRep(model: { type: string; properties: Fields }): DefaultRep {
    const dirty = Object.entries(model.properties).filter(([, p]) => {
      const property = p as { dirty: boolean; internal: boolean }
      return property.dirty && !property.internal
    })
    const attributes = dirty.map(([name, p]) => {
      const property = p as { get_value(): unknown; constructor: { name: string } }
      return [name, propertyRep(property.constructor.name, property.get_value())] as const
    })
    return { $: "model", type: model.type, attributes }
  }

  function instance(cls: BokehClass): object {
    try {
      return new cls()
    } catch {
      return Object.create(cls.prototype) as object // an abstract class, whose defaults do not read the owner
    }
  }

  classes.delete(HasProps)
  /** An unregistered parent can have the same name as a registered class (TextAnnotation does). */
  const byName = new Map(registered.map((cls) => [cls.__qualified__, cls]))
  const nameOf = (cls: BokehClass) => {
    const isTaken = (byName.get(cls.__qualified__) ?? cls) !== cls
    return isTaken ? `Abstract${cls.__qualified__}` : cls.__qualified__
  }
  return [...classes].map((cls) => {
    const parent = parentOf(cls)
    const owner = instance(cls)
    const properties = Object.entries(cls.prototype._props)
      .filter(([name, { options }]) => options.internal !== true && !name.startsWith("_"))
      .filter(([name, property]) => parent.prototype._props[name] !== property)
      .map(([name, { type, default_value, options }]) => {
        const target = targetOf(cls, type)
        const kind = kindText(target ?? type)
        const defaultValue = propertyRep(kind, default_value(owner))
        const isReadonly = options.readonly === true
        return { name, kind, isReadonly, isAlias: target !== undefined, defaultValue }
      })
    const isAbstract =
      byName.get(cls.__qualified__) !== cls || cls.__qualified__ === "WebDataSource"
    return { type: nameOf(cls), parent: nameOf(parent), isAbstract, properties }
  })
}
