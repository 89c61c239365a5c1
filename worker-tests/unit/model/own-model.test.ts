import {
  ColumnDataSource,
  column,
  DataModel,
  Document,
  Div,
  LayoutDOM,
  model,
  property,
  toJson,
} from "bokeh-edge"
import { describe, expect, it } from "vitest"

import { parse } from "../../parity/parse.ts"

const Params = DataModel("test.Params", {
  amp: 1,
  label: "a",
  levels: [1, 2],
  limit: property<number | null>("Nullable(Float)", null),
  options: { a: 1 },
})

const Bars = model(
  "test.Bars",
  {
    z: "z",
    data_source: property<ColumnDataSource | null>("Nullable(Ref(ColumnDataSource))", null),
  },
  { extends: LayoutDOM, script: "Bokeh.Models.register(class {})" },
)

describe("the script of an own model", () => {
  it("may have the end of a script in a string, in any case", () => {
    const script = `const ends = ["</script>", "</SCRIPT>"]`
    const { head } = model("test.Ends", {}, { script })
    expect(String(head).match(/<\/script/gi)).toHaveLength(1)
    expect(String(head)).toContain(`["<\\/script>", "<\\/SCRIPT>"]`)
  })
})

describe("a data model", () => {
  it("has typed values, defaults, checks and callbacks", () => {
    const params = new Params({ amp: 3 })
    const heard: number[] = []
    params.on_change("amp", (_attr, old, new_) => heard.push(old, new_))
    params.amp = 4
    params.update({ limit: 5 })
    expect([heard, params.label.toUpperCase(), params.limit]).toEqual([[3, 4], "A", 5])
    // @ts-expect-error -- a string
    expect(() => (params.amp = "4")).toThrow("test.Params.amp must be a number")
    // @ts-expect-error -- amb
    expect(() => new Params({ amb: 1 })).toThrow("did you mean 'amp'?")
    expect(new Params().levels).toEqual([1, 2])
  })

  it("is sent with its definition, as BokehJS reads it, and can be read back", () => {
    const doc = new Document()
    doc.add_root(new Params({ amp: 3 }))
    const json = JSON.parse(JSON.stringify(toJson(doc))) as {
      readonly defs: readonly { readonly name: string }[]
    }
    expect(json.defs.find(({ name }) => name === "test.Params")).toEqual({
      type: "model",
      name: "test.Params",
      properties: [
        { name: "amp", kind: "Float", default: 1 },
        { name: "label", kind: "Str", default: "a" },
        { name: "levels", kind: ["List", "Any"], default: [1, 2] },
        { name: "limit", kind: ["Nullable", "Float"], default: null },
        { name: "options", kind: ["Dict", "Any"], default: { type: "map", entries: [["a", 1]] } },
      ],
    })
    const again = parse(json)
    expect(again.select_one(Params)?.amp).toBe(3)
    expect(toJson(again)).toMatchObject({ defs: json.defs })
  })

  it("needs a kind where a default does not show it", () => {
    expect(() => DataModel("test.None", { none: null })).toThrow("say its kind with property(")
    expect(() => DataModel("not a name", {})).toThrow("must be an identifier")
  })
})

describe("a model class of the app's own", () => {
  it("extends a model of Bokeh's, and has a script for the page's head", () => {
    const data_source = new ColumnDataSource({ data: { z: [1] } })
    const bars = new Bars({ data_source, width: 300, sizing_mode: "fixed" })
    expect([bars.z, bars.data_source, bars.width]).toEqual(["z", data_source, 300])
    expect(column(new Div(), bars).children).toHaveLength(2)
    expect(String(Bars.head)).toBe("<script>{\nBokeh.Models.register(class {})\n}\n</script>")
    // @ts-expect-error -- a Div
    expect(() => (bars.data_source = new Div())).toThrow("test.Bars.data_source must be")
  })
})

describe("a kind of a property in a model class of the app's own", () => {
  it.each<readonly [kind: string, defaultValue: unknown, defined: unknown]>([
    ["NonNegative(Int)", 1, "Int"],
    ["Percent", 0.5, "Float"],
    ['Enum("a", "b")', "a", ["Enum", "a", "b"]],
    ["Or(Float, Str)", 1, ["Or", "Float", "Str"]],
    ["Nullable(Ref(ColumnDataSource))", null, ["Nullable", ["AnyRef"]]],
    ["Struct(a:Float,b:Str)", { a: 1, b: "" }, ["Struct", ["a", "Float"], ["b", "Str"]]],
    ["NonEmptyList(Color)", ["red"], ["List", "Any"]],
    ["KeyVal(Str,Int)", {}, ["Mapping", "Str", "Int"]],
  ])("is sent to BokehJS in its terms: %s", (kind, defaultValue, defined) => {
    const Own = DataModel(`test.Kind${kind.length}`, { one: property(kind, defaultValue) })
    const doc = new Document()
    doc.add_root(new Own())
    expect(toJson(doc).defs).toMatchObject([{ properties: [{ name: "one", kind: defined }] }])
  })

  it.each([
    ["Flaot", "test.Bad.one: unknown kind 'Flaot', did you mean 'Float'?"],
    ["Nullable(Flaot)", "did you mean 'Float'?"],
    ["Float)", 'expected a kind like "Nullable(Float)", got "Float)"'],
    ["", 'expected a kind like "Nullable(Float)", got ""'],
  ])("throws when it is unknown: '%s'", (kind, reason) => {
    expect(() => DataModel("test.Bad", { one: property(kind, 1) })).toThrow(reason)
  })
})
