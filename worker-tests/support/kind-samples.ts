// Values for a property kind as received over the wire: some that are valid, and many that nearly are.

import { gzipSync } from "node:zlib"

import { modelTypes } from "../../src/model/classes.ts"
import { stateOf } from "../../src/model/has-props.ts"
import type { Kind } from "../../src/model/kind.ts"
import { createModel } from "../../src/model/registry.ts"
import { unreachable } from "../../src/util/unreachable.ts"

type Rep = unknown

let lastId = 0

/** A model of the type (or of a subtype) with its required properties. */
export function modelRep(type: string, depth = 0): Rep {
  const wanted = depth > 4 ? undefined : concreteOf(type)
  if (wanted === undefined) return null
  const { schema } = stateOf(createModel(wanted))
  const attributes = Object.fromEntries(
    schema.required().map((name) => {
      const given = GIVEN[`${wanted}.${name}`]
      if (given !== undefined) return [name, given]
      const kind = schema.property(name)?.kind ?? { type: "any" }
      return [name, fitting(kind, depth + 1)]
    }),
  )
  return { type: "object", name: wanted, id: `r${lastId++}`, attributes }
}

const POINT = '{"type": "Point", "coordinates": [0, 0]}'
const GEOJSON = `{"type": "GeometryCollection", "geometries": [${POINT}]}`
const SHAPES = [
  POINT,
  ...[
    "Point",
    "LineString",
    "MultiPoint",
    "Polygon",
    "MultiLineString",
    "MultiPolygon",
    "Other",
  ].flatMap((type) =>
    ["1", "[]", "[[]]", "[[[]]]", "[[[[]]]]", "[[1, 2]]", "[[[1, 2]]]", "[[[[1, 2]]]]", "null"].map(
      (coordinates) => `{"type": "${type}", "coordinates": ${coordinates}}`,
    ),
  ),
]
const GEOJSONS = [
  GEOJSON,
  POINT,
  "{",
  "null",
  ...SHAPES.flatMap((shape) => [
    `{"type": "GeometryCollection", "geometries": [${shape}]}`,
    `{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"a": 1}, "geometry": ${shape}}]}`,
    `{"type": "GeometryCollection", "geometries": [{"type": "GeometryCollection", "geometries": [${shape}]}]}`,
  ]),
  `{"type": "FeatureCollection", "features": []}`,
  `{"type": "FeatureCollection"}`,
  `{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": null}]}`,
  `{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"constructor": 1, "x": 2}, "geometry": ${POINT}}]}`,
]

/** Required properties that need a particular value. */
const GIVEN: Readonly<Record<string, Rep>> = {
  "AjaxDataSource.data_url": "http://localhost/none",
  "ServerSentDataSource.data_url": "http://localhost/none",
  "GeoJSONDataSource.geojson": GEOJSON,
  "LineEditTool.intersection_renderer": {
    type: "object",
    name: "GlyphRenderer",
    id: "renderer",
    attributes: {
      glyph: { type: "object", name: "Line", id: "line" },
      data_source: { type: "object", name: "ColumnDataSource", id: "source" },
    },
  },
}

function concreteOf(type: string): string | undefined {
  const fits = (name: string) => {
    const { schema } = stateOf(createModel(name))
    return !schema.isAbstract && schema.isA(type)
  }
  return modelTypes().includes(type) && fits(type)
    ? type
    : type === "HasProps" || type === "Model"
      ? "Div"
      : modelTypes().find(fits)
}

/** A valid value. */
export function fitting(kind: Kind, depth = 0): Rep {
  switch (kind.type) {
    case "any":
    case "null":
      return null
    case "bool":
      return true
    case "string":
      return `${kind.prefix}text`
    case "bytes":
      return { type: "bytes", data: "" }
    case "color":
      return "red"
    case "geojson":
      return GEOJSON
    case "number":
    case "spec":
      return 1
    case "enum":
      return [...kind.values][0]
    case "ref":
      return modelRep(kind.model, depth)
    case "or":
      return fitting(kind.kinds[0] ?? { type: "any" }, depth)
    case "optional":
    case "distinct":
      return fitting(kind.kind, depth)
    case "list":
      return kind.isNonEmpty ? [fitting(kind.item, depth)] : []
    case "array":
      return []
    case "set":
      return { type: "set", entries: [] }
    case "dict":
    case "columns":
      return { type: "map", entries: [] }
    case "struct":
      return {
        type: "map",
        entries: [...kind.fields].flatMap(([name, field]) =>
          field.type === "optional" ? [] : [[name, fitting(field, depth)]],
        ),
      }
    case "tuple":
      return kind.items.map((item) => fitting(item, depth))
    default:
      return unreachable(kind)
  }
}

/** Some valid and some invalid values, made according to the kind. */
export function around(kind: Kind, depth = 0): readonly Rep[] {
  const inner = (of: Kind) =>
    depth > 2 ? [fitting(of)] : [...around(of, depth + 1), ...ANYTHING.slice(0, 12)]
  switch (kind.type) {
    case "or":
      return kind.kinds.flatMap((option) => around(option, depth))
    case "optional":
    case "distinct":
      return around(kind.kind, depth)
    case "list":
    case "set":
    case "array": {
      const lists = inner(kind.item).flatMap((item) => [
        [item],
        [fitting(kind.item), item],
        manyAnd(kind.item, item),
      ])
      return [...lists, ...lists.map((entries) => ({ type: "set", entries }))]
    }
    case "dict": {
      const keys = [fitting(kind.key), "a", "@a", "constructor", "__proto__", 1, 1.5, null, ["a"]]
      const maps = [
        ...inner(kind.item).map((item) => [[fitting(kind.key), item]]),
        ...keys.map((key) => [[key, fitting(kind.item)]]),
        [
          ["a", fitting(kind.item)],
          [1, fitting(kind.item)],
        ],
      ]
      return maps.map((entries) => ({ type: "map", entries }))
    }
    case "columns":
      return [...around(DICT_OF_ARRAYS, depth)]
    case "tuple": {
      const whole = kind.items.map((item) => fitting(item))
      const changed = kind.items.flatMap((item, i) =>
        inner(item).map((value) => whole.with(i, value)),
      )
      return [
        whole,
        whole.slice(1),
        whole.slice(0, -1),
        [...whole, 1],
        [...whole, null],
        ...changed,
      ]
    }
    case "struct": {
      const all = [...kind.fields].map(([name, field]): [string, Rep] => [name, fitting(field)])
      const without = all.map((_, i) => all.toSpliced(i, 1))
      const changed = [...kind.fields].flatMap(([name, field], i) =>
        inner(field).map((value) => all.with(i, [name, value])),
      )
      const structs: (readonly (readonly [unknown, Rep])[])[] = [
        all,
        [],
        ...without,
        ...changed,
        [...all, ["other", 1]],
        [...all, [1, 1]],
      ]
      return structs.map((entries) => ({ type: "map", entries }))
    }
    case "enum":
      return [...kind.values, "none of them", 0, 1]
    case "ref":
      return [modelRep(kind.model), modelRep("Div"), modelRep("Range1d")]
    case "geojson":
      return GEOJSONS
    case "any":
    case "bool":
    case "string":
    case "null":
    case "bytes":
    case "color":
    case "number":
    case "spec":
      return [fitting(kind)]
    default:
      return unreachable(kind)
  }
}

const DICT_OF_ARRAYS: Kind = {
  type: "dict",
  key: { type: "string", prefix: "" },
  item: { type: "array", item: { type: "any" }, isIterable: false },
  isMap: false,
}

/** The invalid item after many valid ones: a check must not stop early. */
function manyAnd(item: Kind, last: Rep): readonly Rep[] {
  return [...Array<Rep>(130).fill(item.type === "ref" ? last : fitting(item)), last]
}

const bytes = (base64: string) => ({ type: "bytes", data: base64 })
const ZEROS = gzipSync(new Uint8Array(16)).toString("base64")
const number = (value: string) => ({ type: "number", value })
const form = (type: string, content: Rep, more: object = {}) => ({ type, [type]: content, ...more })

/** Values of all types. */
export const ANYTHING: readonly Rep[] = [
  null,
  true,
  0,
  1,
  -1,
  1.5,
  0.5,
  "",
  "a",
  "red",
  number("nan"),
  number("+inf"),
  number("-inf"),
  2 ** 40,
  "rgb(1, 2, 3)",
  "rgb(1 2 3 / 50%)",
  "rgb(1, 2 3)",
  "hsl(120, 50%, 50%)",
  "hsl(120 50% 50% / 0.5)",
  "hsl(1, 2, 3)",
  "oklch(0.5 0.1 100)",
  "color(srgb 1 0 0)",
  "lab(50% 0 0)",
  "hwb(120 0% 0%)",
  "currentcolor",
  "canvastext",
  "transparent",
  "#12",
  "#123",
  "#12345678",
  "#xyzxyz",
  "var(--a)",
  "--a",
  ".a",
  "@a",
  "data:image/png;base64,",
  "2026-01-01",
  [],
  [1],
  ["a"],
  [null],
  [1, 2, 3],
  [1, 2, 3, 0.5],
  ["a", "b", "c"],
  [[1, 2], [3]],
  [[[[1]]]],
  { type: "array", entries: [1, "a"] },
  { type: "set", entries: [] },
  { type: "set", entries: ["a"] },
  { type: "set", entries: [1] },
  { type: "map", entries: [] },
  { type: "map", entries: [["a", 1]] },
  { type: "map", entries: [["a", "b"]] },
  { type: "map", entries: [["x", [1]]] },
  { type: "map", entries: [[1, "a"]] },
  { type: "map", entries: [["constructor", [1]]] },
  { type: "map", entries: [["__proto__", [1]]] },
  { type: "map", entries: [["value", 1]] },
  { type: "map", entries: [["expr", 1]] },
  { type: "map", entries: [["field", 1]] },
  {
    type: "map",
    entries: [
      ["field", "x"],
      ["transform", 5],
    ],
  },
  {
    type: "map",
    entries: [
      ["value", 1],
      ["units", "miles"],
    ],
  },
  {
    type: "map",
    entries: [
      ["value", 1],
      ["field", "x"],
    ],
  },
  { a: 1 },
  bytes(ZEROS),
  { type: "typed_array", array: bytes(ZEROS), dtype: "float64", order: "little" },
  { type: "ndarray", array: bytes(ZEROS), dtype: "float64", shape: [2], order: "little" },
  { type: "ndarray", array: bytes(ZEROS), dtype: "uint8", shape: [4, 4], order: "little" },
  { type: "ndarray", array: bytes(ZEROS), dtype: "bool", shape: [16], order: "little" },
  { type: "ndarray", array: ["a", "b"], dtype: "object", shape: [2], order: "little" },
  { type: "ndarray", array: ["a", "b"], dtype: "object", shape: [2, 1], order: "little" },
  { type: "slice", start: 0, stop: 1, step: null },
  { type: "date", iso: "2026-01-01T00:00:00Z" },
  { type: "symbol", name: "a" },
  { type: "event", name: "tap", values: {} },
  { type: "model", name: "mine" },
  { type: "object", name: "Div" },
  { type: "object", name: "Mine", attributes: {} },
  form("value", 1),
  form("value", -1),
  form("value", "a"),
  form("value", null),
  form("value", number("nan")),
  form("value", 1, { units: "screen" }),
  form("value", 1, { units: "deg" }),
  form("value", 1, { units: "miles" }),
  form("value", 1, { transform: 5 }),
  form("value", 1, { transform: modelRep("Dodge") }),
  form("value", 1, { transform: modelRep("Div") }),
  form("value", modelRep("Div")),
  form("field", "x"),
  form("field", "x", { transform: modelRep("Jitter") }),
  form("field", "x", { transform: modelRep("Div") }),
  form("field", "x", { units: "data" }),
  form("expr", 5),
  form("expr", null),
  form("expr", modelRep("CumSum")),
  form("expr", modelRep("Div")),
  modelRep("Div"),
  modelRep("Range1d"),
  modelRep("CustomJS"),
  modelRep("ColumnDataSource"),
]
