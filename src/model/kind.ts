// Kinds: the values that a property accepts. Parsed from the generated tables on first use. Source: bokehjs core/kinds.ts
// and core/properties.ts (3.10)

import { getOrMake } from "../util/get-or-make.ts"
import { unreachable } from "../util/unreachable.ts"
import { parseTerm, type Term } from "./kind-term.ts"

export type Kind =
  | { readonly type: "any" }
  | { readonly type: "bool" | "null" | "bytes" | "color" | "geojson" }
  | { readonly type: "string"; readonly prefix: string }
  | { readonly type: "number"; readonly isInteger: boolean; readonly range?: NumberRange }
  | { readonly type: "enum"; readonly values: ReadonlySet<unknown> }
  /** A model; `glyphs`: a renderer with one of these glyphs. */
  | { readonly type: "ref"; readonly model: string; readonly glyphs?: readonly string[] }
  | { readonly type: "or"; readonly kinds: readonly Kind[] }
  /** Missing, or of the kind: in tuples and structs. */
  | { readonly type: "optional"; readonly kind: Kind }
  | { readonly type: "list"; readonly item: Kind; readonly isNonEmpty: boolean }
  /** Without duplicates. */
  | { readonly type: "distinct"; readonly kind: Kind }
  | { readonly type: "set"; readonly item: Kind }
  /** A list or a typed array; `isIterable`: also a set. */
  | { readonly type: "array"; readonly item: Kind; readonly isIterable: boolean }
  /** An object or a Map; `isMap`: only what the browser reads as a Map, which needs a key that is not a string. */
  | { readonly type: "dict"; readonly key: Kind; readonly item: Kind; readonly isMap: boolean }
  | { readonly type: "tuple"; readonly items: readonly Kind[] }
  | { readonly type: "struct"; readonly fields: ReadonlyMap<string, Kind> }
  /** A data source's columns: lists by name. */
  | { readonly type: "columns" }
  /** One of Bokeh's dataspecs: a constant, or a source of values. */
  | { readonly type: "spec"; readonly name: string }

export type NumberRange = "0 to 1" | "0 or more" | "more than 0"

/** Everything that a browser can read. */
export const ANY: Kind = { type: "any" }
const parsed = new Map<string, Kind>() // a cache of pure results

/** A kind in the tables' notation: `Nullable(Or(Enum("a","b"),Ref(Tool)))`. */
export function parseKind(text: string): Kind {
  return getOrMake(parsed, text, () => kindOf(parseTerm(text)))
}

const STRING: Kind = { type: "string", prefix: "" }
const NUMBER: Kind = { type: "number", isInteger: false }
const NULL: Kind = { type: "null" }

/** The kind of one column of a source. */
export const COLUMN: Kind = { type: "array", item: ANY, isIterable: false }

export const SIMPLE: Readonly<Record<string, Kind>> = {
  Any: ANY,
  Unknown: ANY,
  Bool: { type: "bool" },
  Str: STRING,
  CSSLength: STRING,
  Font: STRING,
  Null: NULL,
  Bytes: { type: "bytes" },
  Color: { type: "color" },
  Columns: { type: "columns" },
  GeoJson: { type: "geojson" },
  Int: { type: "number", isInteger: true },
  Float: NUMBER,
  Percent: { type: "number", isInteger: false, range: "0 to 1" },
  AnyRef: { type: "ref", model: "HasProps" },
}

/** Alternatives that exist only in a browser: functions and DOM nodes. */
const LOCAL = ["Func", "Node"]

// oxlint-disable-next-line complexity -- one case a kind, each one line
function kindOf({ name, args }: Term): Kind {
  const [first, second] = args
  const item = first === undefined ? ANY : kindOf(first)
  switch (name) {
    case "NonNegative":
      return item.type === "number" ? { ...item, range: "0 or more" } : item
    case "Positive":
      return item.type === "number" ? { ...item, range: "more than 0" } : item
    case "PrefixedStr":
      return { type: "string", prefix: String(first?.value ?? "") }
    case "Enum":
      return { type: "enum", values: new Set(args.map(({ value }) => value)) }
    case "Ref":
      return refTo(args.map(({ name: type }) => type))
    case "Or":
      return { type: "or", kinds: args.filter((arg) => !LOCAL.includes(arg.name)).map(kindOf) }
    case "Nullable":
      return { type: "or", kinds: [item, NULL] }
    case "Distinct":
      return { type: "distinct", kind: item }
    case "Opt":
      return { type: "optional", kind: item }
    case "List":
      return { type: "list", item, isNonEmpty: false }
    case "NonEmptyList":
      return { type: "list", item, isNonEmpty: true }
    case "Set":
      return { type: "set", item }
    case "Iterable":
      return { type: "array", item, isIterable: true }
    case "Arrayable":
      return { type: "array", item, isIterable: false }
    case "Dict":
      return { type: "dict", key: STRING, item, isMap: false }
    case "KeyVal":
      return { type: "dict", key: item, item: kindOf(second ?? NO_TERM), isMap: false }
    case "Mapping":
      return { type: "dict", key: item, item: kindOf(second ?? NO_TERM), isMap: true }
    case "Tuple":
      return { type: "tuple", items: args.map(kindOf) }
    case "Struct":
      return { type: "struct", fields: fieldsOf(args) }
    case "PartialStruct":
      return { type: "struct", fields: optional(fieldsOf(args)) }
    default:
      return SIMPLE[name] ?? (/(Spec|Scalar)$/.test(name) ? { type: "spec", name } : ANY)
  }
}

const NO_TERM: Term = { name: "Any", args: [] }

function refTo([model = "HasProps", ...glyphs]: readonly string[]): Kind {
  return { type: "ref", model, ...(glyphs.length > 0 && { glyphs }) }
}

function fieldsOf(args: readonly Term[]): ReadonlyMap<string, Kind> {
  return new Map(args.map((arg) => [arg.label ?? "", kindOf(arg)]))
}

function optional(fields: ReadonlyMap<string, Kind>): ReadonlyMap<string, Kind> {
  return new Map([...fields].map(([name, kind]) => [name, { type: "optional", kind }]))
}

/** True when a value of this kind can contain a model. */
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
    case "optional":
    case "distinct":
      return mayHoldModels(kind.kind)
    case "list":
    case "set":
    case "array":
    case "dict":
      return mayHoldModels(kind.item)
    case "struct":
      return [...kind.fields.values()].some(mayHoldModels)
    case "bool":
    case "string":
    case "null":
    case "bytes":
    case "color":
    case "geojson":
    case "number":
    case "enum":
      return false
    default:
      return unreachable(kind)
  }
}
