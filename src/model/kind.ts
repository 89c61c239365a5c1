// Kinds: what values a property takes. Parsed from the generated tables on first use.
// Source: bokehjs core/kinds.ts and core/properties.ts (3.10)

import { isTime } from "../serialization/time.ts"
import { Expr, Field, NDArray, Value } from "../serialization/values.ts"
import { unreachable } from "../util/unreachable.ts"

export type Kind =
  | { readonly type: "any" }
  | { readonly type: "bool" | "text" | "null" | "bytes" | "color" }
  | { readonly type: "number"; readonly isInteger: boolean; readonly range?: NumberRange }
  | { readonly type: "enum"; readonly values: ReadonlySet<unknown> }
  | { readonly type: "ref"; readonly model: string }
  | { readonly type: "or"; readonly kinds: readonly Kind[] }
  | { readonly type: "list"; readonly item: Kind; readonly allowsTyped: boolean }
  | { readonly type: "dict"; readonly item: Kind }
  | { readonly type: "tuple"; readonly items: readonly Kind[] }
  | { readonly type: "struct"; readonly fields: ReadonlyMap<string, Kind> }
  /** A data source's: lists by name. */
  | { readonly type: "columns" }
  /** One of Bokeh's dataspecs: a constant, or where it comes from. */
  | { readonly type: "spec"; readonly name: string }

type NumberRange = "0 to 1" | "0 or more" | "more than 0"

/** What `accepts` has to know of a model's type; undefined for what is no model. */
export type IsModel = (value: object, type: string) => boolean | undefined

const ANY: Kind = { type: "any" }
const parsed = new Map<string, Kind>() // a cache of pure results

/** A kind in the tables' notation: `Nullable(Or(Enum("a","b"),Ref(Tool)))`. */
export function parseKind(text: string): Kind {
  const known = parsed.get(text)
  if (known !== undefined) return known
  const kind = kindOf(parseTerm(text))
  parsed.set(text, kind)
  return kind
}

/** The notation taken apart, for those who want more than `accepts` needs. */
export function parseTerm(text: string): Term {
  return new Reader(text).term()
}

/** A constant of the notation, or a name with its arguments; a struct's arguments have names themselves. */
export interface Term {
  readonly name: string
  readonly value?: string | number
  readonly label?: string
  readonly args: readonly Term[]
}

class Reader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  term(): Term {
    const constant = this.#match(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?/y)
    if (constant !== undefined) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the pattern matches a text or a number only
      return { name: "", value: JSON.parse(constant) as string | number, args: [] }
    }
    const label = this.#match(/\w+:/y)?.slice(0, -1)
    const name = this.#match(/[\w.]+/y)
    if (name === undefined) throw new Error(`bad kind: ${this.#text}`)
    const args: Term[] = []
    if (this.#match(/\(/y) !== undefined) {
      while (this.#match(/\)/y) === undefined) {
        args.push(this.term())
        this.#match(/,/y)
      }
    }
    return label === undefined ? { name, args } : { name, args, label }
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const [found] = pattern.exec(this.#text) ?? []
    this.#at += found?.length ?? 0
    return found
  }
}

const TEXT: Kind = { type: "text" }
const NUMBER: Kind = { type: "number", isInteger: false }
const NULL: Kind = { type: "null" }

const COLUMN: Kind = { type: "list", item: ANY, allowsTyped: true }

const SIMPLE: Readonly<Record<string, Kind>> = {
  Any: ANY,
  Unknown: ANY,
  Bool: { type: "bool" },
  Str: TEXT,
  PrefixedStr: TEXT,
  CSSLength: TEXT,
  Font: TEXT,
  Null: NULL,
  Bytes: { type: "bytes" },
  Color: { type: "color" },
  Columns: { type: "columns" },
  Int: { type: "number", isInteger: true },
  Float: NUMBER,
  Percent: { type: "number", isInteger: false, range: "0 to 1" },
  AnyRef: { type: "ref", model: "HasProps" },
}

/** Alternatives that live in a browser only: functions and DOM nodes. */
const LOCAL = ["Func", "Node"]

function kindOf({ name, args }: Term): Kind {
  const [first, second] = args
  const item = first === undefined ? ANY : kindOf(first)
  switch (name) {
    case "NonNegative":
      return item.type === "number" ? { ...item, range: "0 or more" } : item
    case "Positive":
      return item.type === "number" ? { ...item, range: "more than 0" } : item
    case "Enum":
      return { type: "enum", values: new Set(args.map(({ value }) => value)) }
    case "Ref":
      return { type: "ref", model: first?.name ?? "HasProps" }
    case "Or":
      return { type: "or", kinds: args.filter((arg) => !LOCAL.includes(arg.name)).map(kindOf) }
    case "Nullable":
    case "Opt":
      return { type: "or", kinds: [item, NULL] }
    case "List":
    case "NonEmptyList":
    case "Set":
      return { type: "list", item, allowsTyped: false }
    case "Iterable":
    case "Arrayable":
      return { type: "list", item, allowsTyped: true }
    case "Dict":
      return { type: "dict", item }
    case "KeyVal":
    case "Mapping":
      return { type: "dict", item: second === undefined ? ANY : kindOf(second) }
    case "Tuple":
      return { type: "tuple", items: args.map(kindOf) }
    case "Struct":
      return { type: "struct", fields: new Map(args.map((arg) => [arg.label ?? "", kindOf(arg)])) }
    default:
      return SIMPLE[name] ?? (/(Spec|Scalar)$/.test(name) ? { type: "spec", name } : ANY)
  }
}

/** Elements of long lists that are looked at: enough to find a mistake, too few to cost anything. */
const MAX_CHECKED = 100

/** True when BokehJS would take the value, or the encoder turns it into one that it takes (a Date into a number). */
export function accepts(kind: Kind, value: unknown, isModel: IsModel): boolean {
  switch (kind.type) {
    case "any":
      return isSayable(value)
    case "bool":
      return typeof value === "boolean"
    case "text":
      return typeof value === "string"
    case "null":
      return value === null
    case "bytes":
      return value instanceof ArrayBuffer || ArrayBuffer.isView(value)
    case "color":
      return typeof value === "string" || typeof value === "number" || Array.isArray(value)
    case "number":
      return isNumber(value, kind.isInteger, kind.range)
    case "enum":
      return kind.values.has(value)
    case "ref":
      return typeof value === "object" && value !== null && isModel(value, kind.model) === true
    case "or":
      return kind.kinds.some((option) => accepts(option, value, isModel))
    case "list":
      if (ArrayBuffer.isView(value) || value instanceof NDArray) return kind.allowsTyped
      return isListOf(kind.item, value, isModel)
    case "dict":
      return isDictOf(() => kind.item, value, isModel)
    case "columns":
      return isDictOf(() => COLUMN, value, isModel)
    case "tuple":
      return isTupleOf(kind.items, value, isModel)
    case "struct":
      return isDictOf((name) => kind.fields.get(name), value, isModel)
    case "spec":
      return isSpec(value, isModel)
    default:
      return unreachable(kind)
  }
}

function isNumber(value: unknown, isInteger: boolean, range: NumberRange | undefined): boolean {
  if (typeof value !== "number") return !isInteger && isTime(value)
  return (!isInteger || Number.isInteger(value)) && isWithin(value, range)
}

/** NaN, a missing value, is in all ranges. */
function isWithin(value: number, range: NumberRange | undefined): boolean {
  switch (range) {
    case undefined:
      return true
    case "0 to 1":
      return !(value < 0 || value > 1)
    case "0 or more":
      return !(value < 0)
    case "more than 0":
      return !(value <= 0)
    default:
      return unreachable(range)
  }
}

function isListOf(item: Kind, value: unknown, isModel: IsModel): boolean {
  const items = value instanceof Set ? [...(value as Set<unknown>)] : value
  if (!Array.isArray(items)) return false
  return items.slice(0, MAX_CHECKED).every((member) => accepts(item, member, isModel))
}

/** @param kindAt the kind of the value at a key; undefined where there may be none */
function isDictOf(
  kindAt: (key: string) => Kind | undefined,
  value: unknown,
  isModel: IsModel,
): boolean {
  if (typeof value !== "object" || value === null) return false
  const isMap = value instanceof Map
  if (!isMap && !isPlainObject(value)) return false
  const members = isMap ? [...(value as Map<unknown, unknown>)] : Object.entries(value)
  return members.slice(0, MAX_CHECKED).every(([key, member]) => {
    const kind = kindAt(String(key))
    return kind !== undefined && accepts(kind, member, isModel)
  })
}

function isTupleOf(items: readonly Kind[], value: unknown, isModel: IsModel): boolean {
  if (!Array.isArray(value) || value.length > items.length) return false
  return items.every((item, i) => accepts(item, value[i] ?? null, isModel))
}

/** A dataspec takes constants of many kinds; columns, fields and expressions by their own classes. Models never. */
function isSpec(value: unknown, isModel: IsModel): boolean {
  if (typeof value !== "object" || value === null) return typeof value !== "function"
  if (value instanceof Value || value instanceof Field || value instanceof Expr) return true
  return isModel(value, "HasProps") !== true
}

/** False for what no message can carry: functions, also inside lists. */
function isSayable(value: unknown): boolean {
  if (typeof value === "function") return false
  return !Array.isArray(value) || value.slice(0, MAX_CHECKED).every(isSayable)
}

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** True when a value of this kind can have a model in it. */
export function mayHoldModels(kind: Kind): boolean {
  switch (kind.type) {
    case "any":
    case "ref":
    case "spec":
    case "columns":
      return true
    case "or":
      return kind.kinds.some(mayHoldModels)
    case "tuple":
      return kind.items.some(mayHoldModels)
    case "list":
    case "dict":
      return mayHoldModels(kind.item)
    case "struct":
      return [...kind.fields.values()].some(mayHoldModels)
    case "bool":
    case "text":
    case "null":
    case "bytes":
    case "color":
    case "number":
    case "enum":
      return false
    default:
      return unreachable(kind)
  }
}

/** The kind in words, for errors: "a number", "one of 'left', 'right', or null". */
export function describeKind(kind: Kind): string {
  switch (kind.type) {
    case "any":
      return "anything"
    case "bool":
      return "true or false"
    case "text":
      return "a text"
    case "null":
      return "null"
    case "bytes":
      return "bytes"
    case "color":
      return "a color"
    case "number":
      return `${kind.isInteger ? "a whole number" : "a number"}${kind.range === undefined ? "" : `, ${kind.range}`}`
    case "enum":
      return `one of ${[...kind.values].map((value) => `'${String(value)}'`).join(", ")}`
    case "ref":
      return kind.model === "HasProps" ? "a model" : `${articleOf(kind.model)} ${kind.model}`
    case "or":
      return kind.kinds.map(describeKind).join(" or ")
    case "list":
      return `a list (each: ${describeKind(kind.item)})`
    case "dict":
      return `an object (each value: ${describeKind(kind.item)})`
    case "tuple":
      return `[${kind.items.map(describeKind).join(", ")}]`
    case "columns":
      return "an object of columns: arrays, typed arrays or ndarray()"
    case "struct":
      return `an object with ${[...kind.fields.keys()].join(", ")}`
    case "spec":
      return "a constant, a column's name, value(), field() or expr()"
    default:
      return unreachable(kind)
  }
}

function articleOf(name: string): string {
  return /^[AEIO]/.test(name) ? "an" : "a"
}
