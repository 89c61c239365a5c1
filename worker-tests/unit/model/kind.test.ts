import { gunzipSync } from "node:zlib"

import { describe, expect, it } from "vitest"

import { ModelResolver } from "../../../src/document/document-models.ts"
import { accepts } from "../../../src/model/accepts.ts"
import { schemaOf } from "../../../src/model/classes.ts"
import { describeKind } from "../../../src/model/describe-kind.ts"
import { DataRange1d, LinearAxis } from "../../../src/model/generated/models.ts"
import { HasProps } from "../../../src/model/has-props.ts"
import { mayHoldModels, parseKind } from "../../../src/model/kind.ts"
import { createModel } from "../../../src/model/registry.ts"
import { AWAITING_HEADER, type RawMessage, step } from "../../../src/protocol/frames.ts"
import { Decoder, UnknownReferenceError } from "../../../src/serialization/decode.ts"
import {
  EventValue,
  Expr,
  Field,
  NDArray,
  PlainObject,
  Value,
} from "../../../src/serialization/values.ts"
import { isRecord } from "../../../src/util/record.ts"
import { type Transcript, streams, transcripts } from "../../support/transcripts.ts"

type Case = readonly [kind: string, ...values: unknown[]]

const ACCEPTED: readonly Case[] = [
  ["Any", 1, null, new DataRange1d()],
  ["Bool", true],
  ["Str", "", "a"],
  ["Float", 1.5, NaN, -Infinity, new Date(0)],
  ["Int", -1],
  ["Percent", 0, 1],
  ["NonNegative(Int)", 0],
  ["Positive(Float)", 0.1],
  ["Null", null],
  ["Nullable(Float)", null, 1],
  ["Bytes", new ArrayBuffer(1), new DataView(new ArrayBuffer(1))],
  [
    "Color",
    "red",
    " Transparent ",
    "#abc",
    "rgb(1 2 3)",
    "rgba(1, 2, 3, 0.5)",
    "rgb(10% 20% 30% / 50%)",
    "hsl(120, 50%, 50%)",
    0xff0000ff,
    [1, 2, 3],
    [1, 2, 3, 0.5],
  ],
  ['Enum("a","b")', "a", "b"],
  ["Enum(0,1)", 1],
  ["Ref(Range)", new DataRange1d(), createModel("SomethingNew")],
  ["AnyRef", new LinearAxis()],
  ["Or(Str,List(Float))", "solid", [1, 2]],
  ["Nullable(Or(Bool,Func))", true, null],
  ["List(Str)", [], ["a"]],
  ["Set(Str)", new Set(["a"])],
  ["Iterable(Str)", new Set(["a"]), ["a"]],
  ["Arrayable(Float)", [1], new Float64Array(2), new NDArray([1], [1], "object")],
  [
    "Distinct(List(Tuple(Str,Str)))",
    [
      ["a", "b"],
      ["b", "a"],
    ],
  ],
  ["Dict(Float)", {}, { a: 1, b: undefined }, new Map([["a", 1]])],
  ["Mapping(Int,Str)", {}, new Map([[1, "a"]])],
  ["Tuple(Float,Opt(Float))", [1], [1, 2]],
  ["Struct(left:Opt(Bool),top:Opt(Bool))", {}, { left: true }, new Map([["top", false]])],
  ["Nullable(Or(Ref(Date),Str,Float))", "2026-01-01", 0, new Date(0)],
  [
    "NumberSpec",
    1,
    "x",
    new Value(1),
    new Field("x"),
    new Expr(createModel("CumSum")),
    { field: "x" },
  ],
  ["DictScalar", {}, { mine: createModel("ImageURLTexture") }],
  ["ScreenSizeSpec", 1, new Value(0), new Field("x")],
  ["DistanceSpec", new Value(1, { units: "screen" })],
]

const REFUSED: readonly Case[] = [
  ["Bool", 0, null],
  ["Str", 1, null],
  [
    "Any",
    () => 1,
    Symbol.for("a"),
    [Promise.resolve()],
    { a: new Map([[1, new BigInt64Array(1)]]) },
    new PlainObject("X", {}),
    new EventValue("x", {}),
    circle(),
  ],
  ["Float", "1", null, [1]],
  ["Int", 1.5, "1", new Date(0)],
  ["Percent", 1.5, -0.1, NaN],
  ["NonNegative(Int)", -1],
  ["NonNegative(Float)", NaN, new Date(0)],
  ['PrefixedStr("--")', "-a"],
  ["Bytes", new Uint8Array(1), [1]],
  ["Positive(Float)", 0],
  [
    "Color",
    null,
    true,
    {},
    "",
    "reddish",
    "#abcd5",
    "oklch(0.5 0.1 100)",
    "color(srgb 1 0 0)",
    "rgb(1, 2 3)",
    "rgb(1%, 2, 3)",
    "hsl(1, 2, 3)",
    1.5,
    [1, 2],
    ["a", "b", "c"],
  ],
  ['Enum("a","b")', "c", null],
  ["Ref(Range)", new LinearAxis(), {}, null],
  ["Nullable(Or(Bool,Func))", () => true, 1],
  [
    "List(Str)",
    ["a", 1],
    "a",
    { 0: "a" },
    new Float64Array(1),
    new Set(["a"]),
    [...Array<string>(200).fill("a"), 1],
  ],
  ["NonEmptyList(Str)", []],
  ["Distinct(List(Str))", ["a", "a"]],
  [
    "Distinct(List(Tuple(Str,Str)))",
    [
      ["a", "b"],
      ["a", "b"],
    ],
  ],
  ["Set(Str)", ["a"], new Set([1])],
  ["Arrayable(Float)", 1, "abc", new DataView(new ArrayBuffer(8))],
  ["Dict(Float)", { a: "x" }, [1], new DataRange1d(), new Map([[1, 1]]), { constructor: 1 }],
  ["Columns", { x: 1 }, { constructor: [] }, { x: [() => 1] }, new Map([[1, []]])],
  ["Mapping(Int,Str)", new Map([["1", "a"]]), { a: "a" }],
  ["Tuple(Float,Float)", [1], [1, 2, 3]],
  ["Tuple(Float,Opt(Float))", [], [1, null], [1, undefined]],
  ["Tuple(Float,Nullable(Float))", [1]],
  ["Struct(left:Opt(Bool),top:Opt(Bool))", { left: 1 }, { middle: true }, { left: null }],
  ["Struct(x:Int,y:Opt(Int))", {}, { y: 1 }, new Map([["x", "1"]])],
  ["PartialStruct(x:Int)", { x: "1" }, { y: 1 }],
  [
    "NumberSpec",
    null,
    [1, 2],
    true,
    () => 1,
    new DataRange1d(),
    { expr: 5 },
    { value: 1, field: "x" },
    { a: 1 },
    new Expr(new HasProps()),
    new Value(1, { transform: 5 }),
    new Field("x", { transform: new DataRange1d() }),
    [Symbol.for("a")],
  ],
  ["DictScalar", { expr: 5 }, { constructor: 1 }],
  ["ScreenSizeSpec", -1, NaN, "1", new Value(-1)],
  ["DistanceSpec", new Value(1, { units: "miles" })],
]

function circle(): unknown {
  const items: unknown[] = []
  items.push([items])
  return items
}

const WORDS: readonly (readonly [kind: string, words: string])[] = [
  ["Float", "a number"],
  ["Percent", "a number, 0 to 1"],
  ["Positive(Int)", "a whole number, more than 0"],
  ["Nullable(Str)", "a string or null"],
  ['Enum("left","right")', "one of 'left', 'right'"],
  ["Or(Ref(Axis),AnyRef)", "an Axis or a model"],
  ["Nullable(Or(Ref(CustomJS),Func))", "a CustomJS or null"],
  ["List(Tuple(Str,Float))", "a list (each: [a string, a number])"],
  ["Dict(Bool)", "an object (each value: true or false)"],
]

describe("a kind", () => {
  it.for(ACCEPTED)("%s accepts what Bokeh sends for it", ([text, ...values]) => {
    expect(values.filter((value) => !accepts(parseKind(text), value))).toEqual([])
  })

  it.for(REFUSED)("%s rejects what BokehJS would reject", ([text, ...values]) => {
    expect(values.filter((value) => accepts(parseKind(text), value))).toEqual([])
  })

  it.each(WORDS)("%s is %s in words", (text, words) => {
    expect(describeKind(parseKind(text))).toBe(words)
  })

  it("tells whether it may hold models, so that other values are never searched", () => {
    const without = ["Dict(List(Str))", "Color", "Nullable(Or(Bool,Func))", "Struct(a:Int)"]
    const within = ["Any", "NumberSpec", "List(Ref(Tool))", "Tuple(Str,Ref(Tool))", "Dict(Unknown)"]
    expect([...without, ...within].filter((text) => mayHoldModels(parseKind(text)))).toEqual(within)
  })

  it("throws when it is malformed", () => {
    expect(() => parseKind("List(")).toThrow("bad kind: List(")
  })
})

describe("recorded documents and patches", () => {
  it("have only values that their properties accept", () => {
    const refused: string[] = []
    let count = 0
    for (const { type, attr, value } of SOUND.flatMap(sentValues)) {
      const schema = schemaOf(type)
      if (schema === undefined) continue // a model that the recorded app defined
      const kind = schema.property(attr)?.kind
      if (kind === undefined || !accepts(kind, value)) refused.push(`${type}.${attr}`)
      count++
    }
    expect(refused).toEqual([])
    expect(count).toBeGreaterThan(200)
  })
})

/** Some scenarios send wrong values on purpose. */
const SOUND = transcripts().filter(({ scenario }) => !/malformed|bad|too_big/.test(scenario))

interface SentValue {
  readonly type: string
  readonly attr: string
  readonly value: unknown
}

/** What a transcript's messages set: models' attributes in whole documents, and changes. */
function sentValues(transcript: Transcript): readonly SentValue[] {
  const sent: SentValue[] = []
  const resolver = new RecordingResolver(sent)
  for (const { content, buffers } of messagesOf(transcript)) {
    const decoder = new Decoder<HasProps>({ resolver, buffers, inflate: gunzipSync })
    const decoded = decodeKnown(decoder, content)
    const events: unknown = isRecord(decoded) ? decoded["events"] : undefined
    for (const event of Array.isArray(events) ? events : []) {
      const { kind, model, attr, new: value } = event as Record<string, unknown>
      if (kind !== "ModelChanged" || !(model instanceof HasProps)) continue
      sent.push({ type: model.type, attr: String(attr), value })
    }
  }
  return sent
}

class RecordingResolver extends ModelResolver {
  readonly #sent: SentValue[]

  constructor(sent: SentValue[]) {
    super()
    this.#sent = sent
  }

  override initialize(model: HasProps, attributes: Readonly<Record<string, unknown>>): void {
    for (const [attr, value] of Object.entries(attributes)) {
      this.#sent.push({ type: model.type, attr, value })
    }
  }
}

/** All messages, those with documents first, since others refer to models in them. */
function messagesOf(transcript: Transcript): readonly RawMessage[] {
  const messages = streams(transcript).flatMap(({ frames }) => {
    let state = AWAITING_HEADER
    return frames.flatMap((frame) => {
      const next = step(state, frame, { maxMessageBytes: 20 << 20, maxBuffers: 1000 })
      state = next.state
      return next.message ?? []
    })
  })
  return messages.toSorted((a, b) => hasDocument(b) - hasDocument(a))
}

function hasDocument({ msgtype }: RawMessage): number {
  return msgtype === "PULL-DOC-REPLY" || msgtype === "PUSH-DOC" ? 1 : 0
}

/** Undefined for a message about models of another connection. */
function decodeKnown(decoder: Decoder<HasProps>, content: unknown): unknown {
  try {
    return decoder.decode(content)
  } catch (error) {
    if (error instanceof UnknownReferenceError) return undefined
    throw error
  }
}
