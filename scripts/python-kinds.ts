// Kinds that are narrower in Python than in BokehJS. Python rejects a fraction for an integer, or an opacity of 2.

import { execFileSync } from "node:child_process"

import { ensurePython } from "./ensure-python.ts"
import type { ModelTable } from "./read-models.ts"

const PROGRAM = `
import json, warnings
warnings.simplefilter("ignore")
import bokeh.models, bokeh.plotting
from bokeh.model import Model
models = Model.model_class_reverse_map
print(json.dumps({
    "kinds": {name: {prop: str(cls.lookup(prop).property) for prop in cls.properties()} for name, cls in models.items()},
    "glyphs": {name: [base.__name__ for base in cls.__mro__] for name, cls in models.items() if issubclass(cls, bokeh.models.Glyph)},
}))`

interface PythonModels {
  readonly kinds: PythonKinds
  /** Each class with its parents, since some classes exist only in Python, and some have other parents in BokehJS. */
  readonly glyphs: Readonly<Record<string, readonly string[]>>
}

type PythonKinds = Readonly<Record<string, Readonly<Record<string, string>>>>

/** The narrower kinds: a pattern of Python's kind, a pattern of BokehJS's, and its replacement. */
const RULES: readonly (readonly [python: RegExp, ours: RegExp, becomes: string])[] = [
  [/^IntSpec\(/, /^NumberSpec$/, "IntSpec"],
  [/^StringSpec\(/, /^NullStringSpec$/, "StringSpec"],
  [/^Alpha$/, /^NumberScalar$/, "AlphaScalar"],
  [/^Size$/, /^NumberScalar$/, "SizeScalar"],
  [/^Int$/, /^NumberScalar$/, "IntScalar"],
  [/^Size$/, /^Float$/, "NonNegative(Float)"],
  [/^(Alpha|Percent)$/, /^Float$/, "Percent"],
  [/^Interval\(Float, 0, inf\)$/, /^Float$/, "NonNegative(Float)"],
  [/^Interval\(Float, 1e-16, inf\)$/, /^Float$/, "Positive(Float)"],
  [/^(?!Readonly)(?!.*(Float|Size|Datetime|FontSize)).*\bInt\b/, /\bFloat\b/g, "Int"],
  [/^Either\(Int, FontSize\)$/, /\bFloat\b/g, "Int"],
  [/\bNonEmpty\(/, /^List\(/, "NonEmptyList("],
  [/^Nullable\(Instance\(Node\)\)$/, /^.*$/, "Nullable(Ref(Node))"],
  [/^Nullable\(Instance\(Callback\)\)$/, /^Nullable\(Any\)$/, "Nullable(Ref(Callback))"],
  [/^Nullable\(Instance\(CustomJS\)\)$/, /^Nullable\(Any\)$/, "Nullable(Ref(CustomJS))"],
]

/** The tables with Python's narrower kinds. */
export function withPythonKinds(tables: readonly ModelTable[]): readonly ModelTable[] {
  const output = execFileSync(ensurePython(), ["-c", PROGRAM], {
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  })
  const { kinds, glyphs } = JSON.parse(output) as PythonModels
  const leaves = tables.filter(({ isAbstract }) => !isAbstract).map(({ type }) => type)
  const glyphsFor = (type: string) => leaves.filter((leaf) => glyphs[leaf]?.includes(type))
  return tables.map((table) => ({
    ...table,
    properties: table.properties.map((property) => {
      const kind = pythonKind(table.type, property.name, tables, kinds)
      return kind === undefined || property.isReadonly
        ? property
        : { ...property, kind: withGlyphs(narrowed(property.kind, kind), kind, glyphsFor) }
    }),
  }))
}

/** For a type that only BokehJS has: the properties that all its subtypes have in Python. */
function pythonKind(
  type: string,
  name: string,
  tables: readonly ModelTable[],
  pythons: PythonKinds,
): string | undefined {
  const own = pythons[type]?.[name]
  if (own !== undefined) return own
  const below = tables.filter(({ parent }) => parent === type)
  const kinds = new Set(
    below.flatMap((table) => pythonKind(table.type, name, tables, pythons) ?? []),
  )
  return kinds.size === 1 ? [...kinds][0] : undefined
}

function narrowed(kind: string, python: string): string {
  const names = /^Enum\((.*)\)$/.exec(python)?.[1]
  if (names !== undefined && kind === "Str") {
    return `Enum(${(names.match(/'[^']*'/g) ?? []).map((each) => `"${each.slice(1, -1)}"`).join(",")})`
  }
  const rule = RULES.find(([pattern, ours]) => pattern.test(python) && kind.search(ours) >= 0)
  return rule === undefined ? kind : kind.replace(rule[1], rule[2])
}

/** Python's TypeOfAttr: `Ref(GlyphRenderer,Rect)` is a renderer that has one of these glyphs. */
function withGlyphs(
  kind: string,
  python: string,
  glyphsFor: (type: string) => readonly string[],
): string {
  const glyphs =
    /TypeOfAttr\(Instance\(GlyphRenderer\), 'glyph', Either\(((?:Instance\(\w+\)(?:, )?)+)\)\)/.exec(
      python,
    )?.[1]
  if (glyphs === undefined) return kind
  const types = [...glyphs.matchAll(/Instance\((\w+)\)/g)].flatMap(([, type = ""]) =>
    glyphsFor(type),
  )
  return kind.replace(
    /Ref\(GlyphRenderer\)|AnyRef\(\)|AnyRef/,
    `Ref(GlyphRenderer,${types.join(",")})`,
  )
}
