// Descriptions of kinds, for errors.

import { unreachable } from "../util/unreachable.ts"
import type { Kind } from "./kind.ts"
import { constantKind } from "./spec-constants.ts"

/** The kind in words: "a number", "one of 'left', 'right', or null". */
export function describeKind(kind: Kind): string {
  switch (kind.type) {
    case "any":
      return "anything"
    case "bool":
      return "true or false"
    case "string":
      return kind.prefix === "" ? "a string" : `a string that begins with "${kind.prefix}"`
    case "null":
      return "null"
    case "bytes":
      return "bytes"
    case "color":
      return "a color"
    case "geojson":
      return "a string of GeoJSON: a FeatureCollection or GeometryCollection that is not empty"
    case "number":
      return `${kind.isInteger ? "a whole number" : "a number"}${kind.range === undefined ? "" : `, ${kind.range}`}`
    case "enum":
      return `one of ${[...kind.values].map((value) => `'${String(value)}'`).join(", ")}`
    case "ref":
      return describeRef(kind)
    case "or":
      return kind.kinds.map(describeKind).join(" or ")
    case "optional":
      return `${describeKind(kind.kind)} or nothing`
    case "distinct":
      return `${describeKind(kind.kind)}, nothing twice`
    case "list":
      return `a list${kind.isNonEmpty ? " that is not empty" : ""} (each: ${describeKind(kind.item)})`
    case "array":
      return kind.item.type === "any"
        ? "an array, a typed array or ndarray()"
        : `a list (each: ${describeKind(kind.item)})`
    case "set":
      return `a set (each: ${describeKind(kind.item)})`
    case "dict":
      return `an object (each value: ${describeKind(kind.item)})`
    case "tuple":
      return `[${kind.items.map(describeKind).join(", ")}]`
    case "columns":
      return "an object of columns: arrays, typed arrays or ndarray()"
    case "struct":
      return `an object with ${[...kind.fields.keys()].join(", ")}`
    case "spec":
      return [constantOf(kind.name), formsOf(kind.name)].filter((each) => each !== "").join(", ")
    default:
      return unreachable(kind)
  }
}

function constantOf(spec: string): string {
  const kind = constantKind(spec)
  if (kind === undefined) return "a constant"
  return spec === "ColorSpec" ? "a color or null" : describeKind(kind)
}

/** One value for all rows cannot be a column. */
function formsOf(spec: string): string {
  return spec.endsWith("Scalar")
    ? "value() or expr()"
    : "a column's name, value(), field() or expr()"
}

/** A longer list would not be read. */
const MAX_GLYPHS = 8

function describeRef({ model, glyphs = [] }: Extract<Kind, { readonly type: "ref" }>): string {
  if (model === "HasProps") return "a model"
  const renderer = `${/^[AEIO]/.test(model) ? "an" : "a"} ${model}`
  if (glyphs.length === 0) return renderer
  const [shown, more] = [glyphs.slice(0, MAX_GLYPHS), glyphs.length - MAX_GLYPHS]
  return `${renderer} whose glyph is ${shown.join(" or ")}${more > 0 ? ` or one of ${more} others` : ""}`
}
