// One table, both directions: the form of each native value on the wire.

import { gunzipSync, gzipSync } from "node:zlib"

import * as fc from "fast-check"
import { describe, expect, it } from "vitest"

import { Decoder, UnknownReferenceError } from "../../../src/serialization/decode.ts"
import { Encoder } from "../../../src/serialization/encode.ts"
import { SerializationError } from "../../../src/serialization/serialization-error.ts"
import {
  EventValue,
  Expr,
  Field,
  ModelDefinition,
  NDArray,
  PlainObject,
  Slice,
  Value,
} from "../../../src/serialization/values.ts"
import { holds } from "../../support/random-test.ts"
import { TestModel, TestResolver, testSource } from "../../support/test-models.ts"

const known = new TestModel("Range1d", "r1")
const other = new TestModel("Title", "t1", { text: "x" })

interface Case {
  readonly name: string
  readonly value: unknown
  readonly wire: unknown
  readonly buffers?: readonly (readonly number[])[]
}

const bytes = (id: string) => ({ type: "bytes", data: { id } })
const array = (dtype: string, shape: readonly number[]) => ({
  type: "ndarray",
  array: bytes("b0"),
  shape,
  dtype,
  order: "little",
})

const BOTH: readonly Case[] = [
  { name: "null", value: null, wire: null },
  { name: "a boolean", value: true, wire: true },
  { name: "a number", value: 1.5, wire: 1.5 },
  { name: "a string", value: "ä\u2028", wire: "ä\u2028" },
  { name: "NaN", value: NaN, wire: { type: "number", value: "nan" } },
  { name: "Infinity", value: Infinity, wire: { type: "number", value: "+inf" } },
  { name: "-Infinity", value: -Infinity, wire: { type: "number", value: "-inf" } },
  { name: "an array", value: [1, "a", null], wire: [1, "a", null] },
  { name: "an array with specials", value: [1, NaN], wire: [1, { type: "number", value: "nan" }] },
  {
    name: "an object",
    value: { a: 1, b: [2] },
    wire: {
      type: "map",
      entries: [
        ["a", 1],
        ["b", [2]],
      ],
    },
  },
  { name: "an empty object", value: {}, wire: { type: "map" } },
  {
    name: "a map",
    value: new Map<unknown, unknown>([[1, "a"]]),
    wire: { type: "map", entries: [[1, "a"]] },
  },
  {
    name: "a key that would set the prototype",
    value: new Map([["__proto__", 1]]),
    wire: { type: "map", entries: [["__proto__", 1]] },
  },
  { name: "a set", value: new Set([1, "a"]), wire: { type: "set", entries: [1, "a"] } },
  { name: "an empty set", value: new Set(), wire: { type: "set" } },
  {
    name: "a slice",
    value: new Slice(1, null, 2),
    wire: { type: "slice", start: 1, stop: null, step: 2 },
  },
  { name: "a value spec", value: new Value("red"), wire: { type: "value", value: "red" } },
  {
    name: "a value spec with units",
    value: new Value(5, { units: "screen" }),
    wire: { type: "value", value: 5, units: "screen" },
  },
  {
    name: "a field spec",
    value: new Field("x", { transform: known }),
    wire: { type: "field", field: "x", transform: { id: "r1" } },
  },
  {
    name: "a field spec of a column without a name",
    value: new Field(""),
    wire: { type: "field", field: "" },
  },
  {
    name: "a field spec of a column with a long name",
    value: new Field("c".repeat(300)),
    wire: { type: "field", field: "c".repeat(300) },
  },
  { name: "an expr spec", value: new Expr(known), wire: { type: "expr", expr: { id: "r1" } } },
  { name: "a symbol", value: Symbol.for("s"), wire: { type: "symbol", name: "s" } },
  {
    name: "an event",
    value: new EventValue("tap", { x: 1 }),
    wire: { type: "event", name: "tap", values: { type: "map", entries: [["x", 1]] } },
  },
  {
    name: "an object without identity",
    value: new PlainObject("Foo", { a: 1 }),
    wire: { type: "object", name: "Foo", attributes: { a: 1 } },
  },
  { name: "a model that is known", value: known, wire: { id: "r1" } },
  {
    name: "a new model",
    value: other,
    wire: { type: "object", name: "Title", id: "t1", attributes: { text: "x" } },
  },
  {
    name: "a new model without attributes",
    value: new TestModel("Title", "t2"),
    wire: { type: "object", name: "Title", id: "t2" },
  },
  {
    name: "a data model's definition",
    value: new ModelDefinition(
      "Mine",
      "Base",
      [
        { name: "a", kind: "Any", default: [NaN] },
        { name: "b", kind: ["List", "Int"] },
      ],
      [{ name: "c", default: 1 }],
    ),
    wire: {
      type: "model",
      name: "Mine",
      extends: { id: "Base" },
      properties: [
        { name: "a", kind: "Any", default: [{ type: "number", value: "nan" }] },
        { name: "b", kind: ["List", "Int"] },
      ],
      overrides: [{ name: "c", default: 1 }],
    },
  },
  { name: "bytes", value: Uint8Array.of(1, 2).buffer, wire: bytes("b0"), buffers: [[1, 2]] },
  { name: "uint8", value: Uint8Array.of(1, 255), wire: array("uint8", [2]), buffers: [[1, 255]] },
  { name: "int8", value: Int8Array.of(-1), wire: array("int8", [1]), buffers: [[255]] },
  { name: "uint16", value: Uint16Array.of(258), wire: array("uint16", [1]), buffers: [[2, 1]] },
  { name: "int16", value: Int16Array.of(-2), wire: array("int16", [1]), buffers: [[254, 255]] },
  { name: "uint32", value: Uint32Array.of(1), wire: array("uint32", [1]), buffers: [[1, 0, 0, 0]] },
  {
    name: "int32",
    value: Int32Array.of(-1),
    wire: array("int32", [1]),
    buffers: [[255, 255, 255, 255]],
  },
  {
    name: "float32",
    value: Float32Array.of(1),
    wire: array("float32", [1]),
    buffers: [[0, 0, 128, 63]],
  },
  {
    name: "float64",
    value: Float64Array.of(1),
    wire: array("float64", [1]),
    buffers: [[0, 0, 0, 0, 0, 0, 240, 63]],
  },
  {
    name: "an empty array",
    value: new Float64Array(0),
    wire: array("float64", [0]),
    buffers: [[]],
  },
  {
    name: "bool",
    value: new NDArray(Uint8Array.of(1, 0), [2], "bool"),
    wire: array("bool", [2]),
    buffers: [[1, 0]],
  },
  {
    name: "two dimensions",
    value: new NDArray(Uint8Array.of(1, 2), [1, 2], "uint8"),
    wire: array("uint8", [1, 2]),
    buffers: [[1, 2]],
  },
  {
    name: "no dimension",
    value: new NDArray(Uint8Array.of(7), [], "uint8"),
    wire: array("uint8", []),
    buffers: [[7]],
  },
  {
    name: "objects in two dimensions",
    value: new NDArray(["a", null], [2, 1], "object"),
    wire: { type: "ndarray", array: ["a", null], shape: [2, 1], dtype: "object", order: "little" },
  },
]

/** Written in another form than ours, but read alike. */
const READ_ONLY: readonly Case[] = [
  {
    name: "a plain object",
    value: { a: [1, NaN] },
    wire: { a: [1, { type: "number", value: "nan" }] },
  },
  { name: "an array rep", value: [1], wire: { type: "array", entries: [1] } },
  { name: "a number rep of a number", value: 3, wire: { type: "number", value: 3 } },
  { name: "a ref rep", value: known, wire: { type: "ref", id: "r1" } },
  { name: "a date", value: 86_400_000, wire: { type: "date", iso: "1970-01-02T00:00:00.000Z" } },
  {
    name: "a typed array",
    value: Int16Array.of(1),
    wire: { type: "typed_array", array: bytes("b0"), order: "little", dtype: "int16" },
    buffers: [[1, 0]],
  },
  {
    name: "big order",
    value: Int16Array.of(1),
    wire: { ...array("int16", [1]), order: "big" },
    buffers: [[0, 1]],
  },
  {
    name: "big order of eight bytes",
    value: Float64Array.of(1),
    wire: { ...array("float64", [1]), order: "big" },
    buffers: [[63, 240, 0, 0, 0, 0, 0, 0]],
  },
  {
    name: "objects in one dimension",
    value: ["a", "b"],
    wire: { type: "ndarray", array: ["a", "b"], shape: [2], dtype: "object", order: "little" },
  },
  {
    name: "inline bytes",
    value: Uint8Array.of(1, 2).buffer,
    wire: { type: "bytes", data: gzipSync(Uint8Array.of(1, 2)).toString("base64") },
  },
  {
    name: "inline bytes of Bokeh before 3.8",
    value: Uint8Array.of(1, 2).buffer,
    wire: { type: "bytes", data: "AQI=" },
  },
  { name: "a slice of bounds left out", value: new Slice(), wire: { type: "slice" } },
  {
    name: "a known model written whole",
    value: known,
    wire: { type: "object", name: "Range1d", id: "r1", attributes: { start: 1 } },
  },
]

/** Read in another form than written. */
const WRITE_ONLY: readonly Case[] = [
  { name: "undefined in an array", value: [undefined], wire: [null] },
  {
    name: "undefined in an object",
    value: { a: undefined, b: 1 },
    wire: { type: "map", entries: [["b", 1]] },
  },
  { name: "a Date", value: new Date(5), wire: 5 },
  { name: "a bigint", value: 5n, wire: 5 },
  {
    name: "a part of a typed array",
    value: Uint8Array.of(1, 2, 3).subarray(1, 2),
    wire: array("uint8", [1]),
    buffers: [[2]],
  },
  {
    name: "a clamped array",
    value: Uint8ClampedArray.of(300),
    wire: array("uint8", [1]),
    buffers: [[255]],
  },
  {
    name: "a model twice",
    value: [other, other],
    wire: [{ type: "object", name: "Title", id: "t1", attributes: { text: "x" } }, { id: "t1" }],
  },
]

function encode(value: unknown): { wire: unknown; buffers: readonly (readonly number[])[] } {
  const encoder = new Encoder({ source: testSource(["r1"]) })
  const wire: unknown = JSON.parse(JSON.stringify(encoder.encode(value)))
  return { wire, buffers: encoder.buffers.map(({ data }) => [...data]) }
}

function decode({ wire, buffers = [] }: Pick<Case, "wire" | "buffers">): unknown {
  const sent = new Map(buffers.map((data, i) => [`b${i}`, Uint8Array.from(data).buffer]))
  return new Decoder({
    resolver: new TestResolver([known]),
    buffers: sent,
    inflate: gunzipSync,
  }).decode(wire)
}

describe("[V1] encoding", () => {
  it.each([...BOTH, ...WRITE_ONLY])("writes $name", ({ value, wire, buffers = [] }) => {
    expect(encode(value)).toEqual({ wire, buffers })
  })

  it("does not copy a plain column", () => {
    const column = [1, 2, 3]
    expect(new Encoder({ source: testSource() }).encode(column)).toBe(column)
  })

  it("sends views of a typed array's own memory", () => {
    const column = new Float64Array(4)
    const encoder = new Encoder({ source: testSource() })
    encoder.encode(column.subarray(1))
    expect(encoder.buffers[0]?.data.buffer).toBe(column.buffer)
  })

  it("puts bytes inline when asked to", () => {
    const encoder = new Encoder({ source: testSource(), deflate: gzipSync })
    const wire = encoder.encode(Uint8Array.of(1, 2))
    expect(encoder.buffers).toEqual([])
    expect(decode({ wire })).toEqual(Uint8Array.of(1, 2))
  })

  it.each<readonly [string, unknown, string]>([
    ["a function", { a: [() => 1] }, "a[0]: a function can't be sent"],
    ["a symbol without a name", Symbol("x"), "a symbol can only be sent by its name"],
    ["a number that is too large", 2n ** 60n, "too large"],
    ["64 bit integers", new BigInt64Array(1), "Bokeh has no dtype for a BigInt64Array"],
    ["what was not awaited", { a: Promise.resolve(1) }, "a: an instance of Promise can't be sent"],
    ["an instance of a class", new Error("x"), "an instance of Error can't"],
    ["a circle", circle(), "me.me.me"],
  ])("[V3] rejects %s", (_name, value, message) => {
    const failure = caught(() => encode(value))
    expect(failure).toBeInstanceOf(SerializationError)
    expect(String(failure)).toContain(message)
  })

  it("[V3] that fails leaves no trace, so that a model is written whole when it is named next", () => {
    const encoder = new Encoder({ source: testSource() })
    const whole = encoder.encode(known)
    expect(() => encoder.encode([other, new Float64Array(1), () => 1])).toThrow("a function")
    expect([encoder.buffers, encoder.namedBytes]).toEqual([[], 0])
    expect(encoder.encode([known, other])).toEqual([
      { id: "r1" },
      { type: "object", name: "Title", id: "t1", attributes: { text: "x" } },
    ])
    expect(whole).toHaveProperty("type", "object")
  })
})

describe("[V1] decoding", () => {
  it.each([...BOTH, ...READ_ONLY])("reads $name", (testCase) => {
    expect(decode(testCase)).toEqual(testCase.value)
  })

  it("makes models that refer to each other", () => {
    const wire = {
      type: "object",
      name: "A",
      id: "a",
      attributes: { b: { type: "object", name: "B", id: "b", attributes: { a: { id: "a" } } } },
    }
    const model = decode({ wire })
    expect(model).toHaveProperty("attributes.b.attributes.a", model)
  })

  it("reads a big column without copying it", () => {
    const buffer = new ArrayBuffer(8)
    const decoder = new Decoder({
      resolver: new TestResolver(),
      buffers: new Map([["b0", buffer]]),
    })
    expect(decoder.decode(array("float64", [1]))).toHaveProperty("buffer", buffer)
  })
})

describe("[V2] decoding rejects, with their path,", () => {
  it.each<readonly [string, unknown, string]>([
    ["an unknown type", [{ type: "nope" }], '[0]: unknown type "nope"'],
    ["an unknown reference", { a: { id: "zz" } }, "a: reference 'zz' is not known"],
    ["a missing buffer", bytes("b9"), "there is no buffer 'b9'"],
    ["bytes that only begin as gzip", { type: "bytes", data: "H4sA" }, "gzipped"],
    ["bytes of nothing", { type: "bytes" }, "bytes must refer to a buffer"],
    ["an unknown dtype", { ...array("int64", [1]) }, 'unknown dtype "int64"'],
    [
      "a shape that does not fit",
      { type: "ndarray", array: [1], shape: [2], dtype: "object", order: "little" },
      "shape [2] does not fit 1",
    ],
    ["a negative shape", { type: "ndarray", array: [], shape: [-1], dtype: "object" }, "'shape'"],
    [
      "a shape that is not a list",
      { type: "ndarray", array: [], shape: 3, dtype: "object" },
      "'shape' must be a list",
    ],
    ["a map entry that is not a pair", { type: "map", entries: [[1]] }, "entry 0 of a map"],
    ["map entries that are not a list", { type: "map", entries: 5 }, "'entries' must be a list"],
    ["an invalid number", { type: "number", value: "seven" }, '"seven"'],
    ["a slice with a fraction", { type: "slice", start: 0.5 }, "'start' of a slice"],
    ["an empty id", { type: "object", name: "A", id: "" }, "'id' must be a string"],
    [
      "an id that is too long",
      { type: "object", name: "A", id: "x".repeat(300) },
      "'id' must be a string",
    ],
    ["a model without a name", { type: "object", id: "a" }, "'name' must be a string"],
    [
      "attributes that are not an object",
      { type: "object", name: "A", id: "a", attributes: [] },
      "'attributes'",
    ],
    ["an invalid date", { type: "date", iso: "soon" }, "not an ISO date"],
    ["a prototype", JSON.parse('{"__proto__": 1}'), "'__proto__'"],
    [
      "a string as typed array",
      { type: "typed_array", array: "x", dtype: "int8", order: "little" },
      "'array'",
    ],
    [
      "an unknown order",
      { type: "typed_array", array: bytes("b0"), dtype: "int8", order: "middle" },
      "'order'",
    ],
    [
      "bytes of a wrong length",
      { type: "typed_array", array: bytes("b0"), dtype: "int16", order: "little" },
      "3 bytes can't be",
    ],
  ])("%s", (_name, wire, message) => {
    const failure = caught(() => decode({ wire, buffers: [[1, 2, 3]] }))
    expect(failure).toBeInstanceOf(SerializationError)
    expect(String(failure)).toContain(message)
  })

  it.each<readonly [string, unknown, string]>([
    ["in a value", deep(), "nested too deeply"],
    ["in a dtype", { type: "ndarray", array: [], shape: [0], dtype: deep() }, "an object"],
    ["in a number", { type: "number", value: deep() }, "an object"],
    [
      "in a kind",
      { type: "model", name: "M", properties: [{ name: "a", kind: deep() }] },
      "nested too deeply",
    ],
  ])("nesting that would overflow the stack: %s", (_name, wire, message) => {
    const failure = caught(() => decode({ wire }))
    expect(failure).toBeInstanceOf(SerializationError)
    expect(String(failure)).toContain(message)
  })

  it.each<readonly [string, (inner: unknown, depth: number) => unknown]>([
    ["array", (inner) => [inner]],
    ["object", (a) => ({ a })],
    ["map key", (inner) => new Map([[inner, 1]])],
    ["set", (inner) => new Set([inner])],
    ["value", (inner) => new Value(inner)],
    ["expr", (inner) => new Expr(inner)],
    ["transform", (transform) => new Field("x", { transform })],
    ["ndarray", (inner) => new NDArray([inner], [1, 1], "object")],
    ["event", (a) => new EventValue("e", { a })],
    ["model", (a, depth) => new TestModel("A", `a${depth}`, { a })],
  ])(
    "[V3] nesting at the same depth as encoding does, so that everything written can be read (%s)",
    (_name, wrap) => {
      const nested = (depth: number): unknown => {
        let value: unknown = 1
        for (let i = 0; i < depth; i++) value = wrap(value, i)
        return value
      }
      let [written, refused] = [0, 4096]
      while (refused - written > 1) {
        const depth = (written + refused) >> 1
        if (caught(() => encode(nested(depth))) === undefined) written = depth
        else refused = depth
      }
      expect(written).toBeGreaterThan(10)
      expect(() => encode(nested(refused))).toThrow("nested too deeply")
      expect(caught(() => decode(encode(nested(written))))).toBeUndefined()
    },
  )

  it.each<readonly [string, unknown]>([
    ["id", { id: "x".repeat(100_000) }],
    ["key", { ["x".repeat(100_000)]: { type: "nope" } }],
    ["dtype", { type: "ndarray", array: [], shape: [0], dtype: "x".repeat(100_000) }],
  ])("a long %s, without repeating it", (_name, wire) => {
    expect(String(caught(() => decode({ wire }))).length).toBeLessThan(200)
  })

  it.each<readonly [string, unknown, number]>([
    [
      "gzip bombs",
      { type: "bytes", data: gzipSync(new Uint8Array(1 << 20)).toString("base64") },
      64,
    ],
    ["a buffer named many times", bytes("b0"), 65],
    [
      "a buffer swapped many times",
      { type: "typed_array", array: bytes("b0"), dtype: "int16", order: "big" },
      32,
    ],
  ])("%s that unpack to more than 64 MiB", { tags: "slow" }, (_name, rep, count) => {
    const buffers = new Map([["b0", new ArrayBuffer(1 << 20)]])
    const decoder = new Decoder({ resolver: new TestResolver(), buffers, inflate: gunzipSync })
    decoder.decode(Array<unknown>(count).fill(rep))
    expect(() => decoder.decode(rep)).toThrow("can't unpack to more")
  })

  it("an unknown reference, which the error names", () => {
    expect(() => decode({ wire: [{ id: "gone" }] })).toThrow(UnknownReferenceError)
  })
})

describe("[V1] random values", () => {
  it("survive encoding and decoding", () => {
    const property = fc.property(anyValue, (value) => {
      expect(decode(encode(value))).toEqual(value)
    })
    holds(property, 50)
  })
})

function caught(action: () => unknown): unknown {
  try {
    action()
  } catch (failure) {
    return failure
  }
  return undefined
}

function circle(): object {
  const value: Record<string, unknown> = {}
  value["me"] = value
  return value
}

/** Values that a client can make JSON.parse return, and that no recursive function survives. */
function deep(): unknown {
  let value: unknown = 1
  for (let i = 0; i < 100_000; i++) value = [value]
  return value
}

/** All values that a property can have and that the wire returns unchanged. */
const { anyValue } = fc.letrec<{ anyValue: unknown; leaf: unknown }>((tie) => ({
  leaf: fc.oneof(
    fc.constant(null),
    fc.boolean(),
    fc.double().map((x) => (Object.is(x, -0) ? 0 : x)),
    fc.string({ unit: "binary" }),
    fc.float64Array().map((numbers) => Float64Array.from(numbers)),
    fc.int16Array().map((numbers) => Int16Array.from(numbers)),
    fc.constant(new NDArray(Uint8Array.of(1, 2, 3, 4, 5, 6), [2, 3], "uint8")),
    fc.nat().map((start) => new Slice(start, null, 1)),
  ),
  anyValue: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    tie("leaf"),
    fc.array(tie("anyValue")),
    fc.dictionary(fc.string(), tie("anyValue"), { noNullPrototype: true }),
    fc.array(fc.tuple(fc.nat(), tie("anyValue"))).map((pairs) => new Map([[-1, null], ...pairs])),
    fc.uniqueArray(fc.string()).map((items) => new Set(items)),
    tie("anyValue").map((value) => new Value(value)),
  ),
}))
