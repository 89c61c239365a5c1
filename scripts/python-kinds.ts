// Kinds that are narrower in Python than in BokehJS: Python refuses a whole number that is none, or an opacity of 2.

import { execFileSync } from "node:child_process"

import { ensurePython } from "./ensure-python.ts"
import type { ModelTable } from "./read-models.ts"

const PROGRAM = `
import json, warnings
warnings.simplefilter("ignore")
import bokeh.models, bokeh.plotting
from bokeh.model import Model
print(json.dumps({name: {prop: str(cls.lookup(prop).property) for prop in cls.properties()}
    for name, cls in Model.model_class_reverse_map.items()}))`

type PythonKinds = Readonly<Record<string, Readonly<Record<string, string>>>>

/** What is narrower: a pattern of Python's kind, one of BokehJS's, and what that becomes. */
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

/** The tables with kinds as narrow as Python's. */
export function withPythonKinds(tables: readonly ModelTable[]): readonly ModelTable[] {
  const output = execFileSync(ensurePython(), ["-c", PROGRAM], {
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  })
  const pythons = JSON.parse(output) as PythonKinds
  return tables.map((table) => ({
    ...table,
    properties: table.properties.map((property) => {
      const kind = pythonKind(table.type, property.name, tables, pythons)
      return kind === undefined || property.isReadonly
        ? property
        : { ...property, kind: narrowed(property.kind, kind) }
    }),
  }))
}

/** A type that only BokehJS has: what all types below it have in Python. */
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
