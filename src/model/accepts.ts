// Whether a property accepts a value. All of the value is checked, since a browser that cannot load one value loads
// nothing. Source: bokehjs core/kinds.ts (3.10); worker-tests/browser/kinds.test.ts compares

import { isTime } from "../serialization/time.ts"
import { unreadable } from "../serialization/unreadable.ts"
import { isPlainObject } from "../util/record.ts"
import { unreachable } from "../util/unreachable.ts"
import { isColumn } from "./column.ts"
import { isColor } from "./css-color.ts"
import { isGeoJson } from "./geojson.ts"
import { ANY, COLUMN, type Kind, type NumberRange } from "./kind.ts"
import { isModel, isModelOf } from "./model-object.ts"
import { isSpecValue } from "./spec-value.ts"

/** True when BokehJS accepts the value, or the encoder turns it into one that BokehJS accepts (a Date into a number). */
// oxlint-disable-next-line complexity -- one case a kind, each one line
export function accepts(kind: Kind, value: unknown): boolean {
  switch (kind.type) {
    case "any":
      return unreadable(value, isModel) === undefined
    case "bool":
      return typeof value === "boolean"
    case "string":
      return typeof value === "string" && value.startsWith(kind.prefix)
    case "null":
      return value === null
    case "bytes":
      return value instanceof ArrayBuffer || value instanceof DataView
    case "color":
      return isColor(value)
    case "geojson":
      return typeof value === "string" && isGeoJson(value)
    case "number":
      return isNumber(value, kind.isInteger, kind.range)
    case "enum":
      return kind.values.has(value)
    case "ref":
      return isRefTo(kind, value)
    case "or":
      return kind.kinds.some((option) => accepts(option, value))
    case "optional":
      return value === undefined || accepts(kind.kind, value)
    case "distinct":
      return accepts(kind.kind, value) && Array.isArray(value) && isDistinct(value)
    case "list":
      return isListOf(kind.item, value) && !(kind.isNonEmpty && value.length === 0)
    case "set":
      return value instanceof Set && isListOf(kind.item, [...(value as Set<unknown>)])
    case "array":
      return isArrayOf(kind, value)
    case "dict":
      return isDictOf(kind, value)
    case "columns":
      return isColumnsValue(value)
    case "tuple":
      return isTupleOf(kind.items, value)
    case "struct":
      return isStructOf(kind.fields, value)
    case "spec":
      return isSpecValue(kind.name, value, accepts)
    default:
      return unreachable(kind)
  }
}

function isRefTo(
  { model, glyphs }: Extract<Kind, { readonly type: "ref" }>,
  value: unknown,
): boolean {
  if (glyphs === undefined || !isModelOf(model, value)) return isModelOf(model, value)
  // While models are read, a tool may get its renderer before the renderer gets its glyph.
  const glyph = "glyph" in value ? value.glyph : undefined
  if (typeof glyph !== "object" || glyph === null) return true
  return glyphs.some((type) => isModelOf(type, glyph))
}

function isNumber(value: unknown, isInteger: boolean, range: NumberRange | undefined): boolean {
  if (typeof value !== "number") return !isInteger && range === undefined && isTime(value)
  return (!isInteger || Number.isInteger(value)) && isWithin(value, range)
}

/** NaN is in no range. */
function isWithin(value: number, range: NumberRange | undefined): boolean {
  switch (range) {
    case undefined:
      return true
    case "0 to 1":
      return value >= 0 && value <= 1
    case "0 or more":
      return value >= 0
    case "more than 0":
      return value > 0
    default:
      return unreachable(range)
  }
}

function isListOf(item: Kind, value: unknown): value is readonly unknown[] {
  if (!Array.isArray(value)) return false
  if (item.type === "any") return accepts(item, value)
  const items: readonly unknown[] = value
  for (const member of items) if (!accepts(item, member)) return false
  return true
}

function isDistinct(items: readonly unknown[]): boolean {
  return new Set(items.map((item) => JSON.stringify(item))).size === items.length
}

function isArrayOf(
  { item, isIterable }: Extract<Kind, { readonly type: "array" }>,
  value: unknown,
): boolean {
  if (isColumn(value) && !Array.isArray(value)) return accepts(ANY, value)
  const isSet = isIterable && value instanceof Set
  return isListOf(item, isSet ? [...(value as Set<unknown>)] : value)
}

function isDictOf(
  { key: keyKind, item, isMap }: Extract<Kind, { readonly type: "dict" }>,
  value: unknown,
): boolean {
  const members = membersOf(value)
  if (members === undefined) return false
  // Both are maps on the wire: BokehJS reads a map with a key that is not a string as a Map.
  const isReadAsMap = members.some(([key]) => typeof key !== "string")
  if (isMap && members.length > 0 && !isReadAsMap) return false
  return members.every(
    ([key, member]) => accepts(keyKind, key) && accepts(item, member) && member !== undefined,
  )
}

function isColumnsValue(value: unknown): boolean {
  const members = membersOf(value)
  return (
    members !== undefined &&
    members.every(([key, column]) => typeof key === "string" && accepts(COLUMN, column))
  )
}

/** Only items at the end may be missing, if they are optional. */
function isTupleOf(items: readonly Kind[], value: unknown): boolean {
  if (!Array.isArray(value) || value.length > items.length) return false
  const given: readonly unknown[] = value
  return items.every((item, i) =>
    i < given.length ? given[i] !== undefined && accepts(item, given[i]) : item.type === "optional",
  )
}

function isStructOf(fields: ReadonlyMap<string, Kind>, value: unknown): boolean {
  const members = membersOf(value)
  if (members === undefined) return false
  const given = new Map(members)
  return (
    members.every(([key]) => typeof key === "string" && fields.has(key)) &&
    [...fields].every(([name, kind]) => accepts(kind, given.get(name)))
  )
}

/**
 * The entries of an object or a Map. Undefined entries of an object are not sent. Undefined for any other value, and for an
 * object that BokehJS takes for an instance of a class.
 */
function membersOf(value: unknown): readonly (readonly [unknown, unknown])[] | undefined {
  const isMap = value instanceof Map
  if (!isMap && !isPlainObject(value)) return undefined
  const members: (readonly [unknown, unknown])[] = isMap
    ? [...(value as Map<unknown, unknown>)]
    : Object.entries(value).filter(([, member]) => member !== undefined)
  return members.some(([key]) => key === "constructor") ? undefined : members
}
