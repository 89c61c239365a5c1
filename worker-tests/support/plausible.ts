// Random values on the wire that fit a property's kind, as a browser could send them.

import * as fc from "fast-check"

import { modelTypes, schemaOf } from "../../src/model/classes.ts"
import type { Kind } from "../../src/model/kind.ts"
import { unreachable } from "../../src/util/unreachable.ts"

const MAX_DEPTH = 3
const json = fc.constantFrom<unknown>(null, 0, 1.5, "a", [1, 2], ["a"], { a: 1 })
const NUMBERS = [0, 1, -1, 0.5, 7, 100, 1e300]
const RANGES = {
  "0 to 1": [0, 0.5, 1],
  "0 or more": [0, 1, 2.5, 100],
  "more than 0": [0.1, 1, 100],
}

const map = (entries: readonly (readonly [unknown, unknown])[]) => ({ type: "map", entries })

// oxlint-disable-next-line complexity -- one case a kind, each one line
export function repOf(kind: Kind, depth = 0): fc.Arbitrary<unknown> {
  switch (kind.type) {
    case "any":
      return json
    case "bool":
      return fc.boolean()
    case "null":
    case "bytes":
      return fc.constant(null)
    case "color":
      return fc.constantFrom("red", "#00ff00", "rgba(0, 0, 255, 0.5)")
    case "geojson":
      return fc.constant('{"type": "FeatureCollection", "features": []}')
    case "string":
      return fc.constantFrom("", "a", "x", "</script>", "ä\u2028").map((text) => kind.prefix + text)
    case "number":
      return numberOf(kind)
    case "enum":
      return fc.constantFrom(...kind.values)
    case "ref":
      return modelOf(kind.model, depth)
    case "or":
      return fc.oneof(...kind.kinds.map((one) => repOf(one, depth)))
    case "optional":
    case "distinct":
      return repOf(kind.kind, depth)
    case "list":
      return fc.array(repOf(kind.item, depth), { minLength: kind.isNonEmpty ? 1 : 0, maxLength: 3 })
    case "array":
      return fc.array(repOf(kind.item, depth), { maxLength: 3 })
    case "set":
      return fc
        .array(repOf(kind.item, depth), { maxLength: 3 })
        .map((entries) => ({ type: "set", entries }))
    case "dict":
      return fc
        .array(fc.tuple(repOf(kind.key, depth), repOf(kind.item, depth)), { maxLength: 3 })
        .map(map)
    case "tuple":
      return fc.tuple(...kind.items.map((item) => repOf(item, depth)))
    case "struct": {
      const fields = [...kind.fields].map(([name, field]) =>
        fc.tuple(fc.constant(name), repOf(field, depth)),
      )
      return fc.tuple(...fields).map(map)
    }
    case "columns":
      return fc
        .nat(3)
        .map((n) => map(["x", "y"].map((name) => [name, Array.from({ length: n }, (_, i) => i)])))
    case "spec":
      return fc.constantFrom<unknown>(
        1,
        "red",
        { type: "value", value: 1 },
        { type: "field", field: "x" },
      )
    default:
      return unreachable(kind)
  }
}

function numberOf({ isInteger, range }: Extract<Kind, { type: "number" }>): fc.Arbitrary<unknown> {
  const numbers = range === undefined ? NUMBERS : RANGES[range]
  const fitting = numbers.filter((one) => !isInteger || Number.isInteger(one))
  return isInteger || range !== undefined
    ? fc.constantFrom(...fitting)
    : fc.constantFrom<unknown>(...fitting, { type: "number", value: "nan" })
}

/** A new model of the type or of a subtype. */
function modelOf(type: string, depth: number): fc.Arbitrary<unknown> {
  const types = modelTypes().filter((name) => schemaOf(name)?.isA(type) === true)
  if (types.length === 0 || depth >= MAX_DEPTH) return fc.constant({ id: "m3" })
  return fc
    .constantFrom(...types)
    .chain((name) =>
      fc
        .record({ id: fc.nat().map((n) => `p${n}`), attributes: attributesOf(name, depth) })
        .map((rest) => ({ type: "object", name, ...rest })),
    )
}

function attributesOf(
  type: string,
  depth: number,
): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const names = [...(schemaOf(type)?.names() ?? [])]
  if (names.length === 0) return fc.constant({})
  const attribute = fc
    .constantFrom(...names)
    .chain((name) => propertyOf(type, name, depth + 1).map((value) => [name, value] as const))
  return fc.array(attribute, { maxLength: 3 }).map((pairs) => Object.fromEntries(pairs))
}

/** A value for a property. */
export function propertyOf(type: string, name: string, depth = 0): fc.Arbitrary<unknown> {
  const kind = schemaOf(type)?.property(name)?.kind
  return kind === undefined ? json : repOf(kind, depth)
}
