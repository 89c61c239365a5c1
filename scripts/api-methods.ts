// The second table of docs/api.md: the members of Python's classes besides their properties, and which of them exist here.

import { execFileSync } from "node:child_process"

import { ensurePython } from "./ensure-python.ts"

const READ = `
import json, warnings
warnings.simplefilter("ignore")
import bokeh.models, bokeh.plotting
from bokeh.core.has_props import HasProps
from bokeh.document import Document
from bokeh.model import Model
def members(cls, *bases):
    properties = set(cls.properties()) if issubclass(cls, HasProps) else set()
    return [n for c in (cls, *bases) for n in c.__dict__ if n[0] != "_" and n not in properties]
models = {name: members(cls) for name, cls in Model.model_class_reverse_map.items() if name != "Model"}
bases = [c for c in Model.__mro__[1:] if c.__module__.startswith("bokeh.")]
print(json.dumps({"Document": sorted(members(Document)), "Model": sorted(set(members(Model, *bases))),
    **{name: sorted(names) for name, names in sorted(models.items()) if names}}))`

/** Why members do not exist here, by "Class.member". The first match applies. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/\.(from_df|to_df|from_groupby)$/, "pandas': rows, Arrow and arquero are data here"],
  [/CustomJS\.from_file$/, "a Worker reads no files: import the code as a string"],
  [/Figure\.(?!plot$|coordinates$)/, "Cartopy's: GeoJSON, and `figure.patches` or `geo`"],
  [/\.(plot|coordinates)$/, "inner to `subplot`, which is here"],
  [/\.is_known$/, "BokehJS finds out"],
  [/LayoutDOM\.background$/, "deprecated in Python: `styles`"],
  [/Plot\.(row|column)$/, "for grids of Python's own: `gridplot`"],
  [/Plot\.hold$/, "a block with an end: `doc.hold()` and `doc.unhold()`"],
  [/Tool\.register_alias$/, "tools by name are Bokeh's own"],
  [
    /Document\.(to_json|from_json|from_json_string|replace_with_json)$/,
    "`toJson`, `fromJson`, `replaceWithJson`",
  ],
  [/Document\.set_title$/, "`doc.title`"],
  [/Document\.template$/, "the route's `template`"],
  [/Document\.validate$/, "warnings are logged when the document is shown"],
  [/(Model|Document)\.destroy$/, "what nobody refers to is collected"],
  [/Model\.document$/, "the handler's first argument"],
  [/Document\./, "the server's own"],
  [/Model\./, "Python's way to look at a class: TypeScript's types say it"],
]

interface Row {
  readonly type: string
  readonly here: readonly string[]
  readonly missing: readonly string[]
}

/** @param has whether a member exists for models of a type, or for documents */
export function methodsTable(has: (type: string, member: string) => boolean): string {
  const output = execFileSync(ensurePython(), ["-c", READ], { encoding: "utf8" })
  const classes = Object.entries(JSON.parse(output) as Readonly<Record<string, readonly string[]>>)
  const rows = classes.map(([type, names]): Row => {
    const here = names.filter((name) => has(type, name))
    return { type, here, missing: names.filter((name) => !here.includes(name)) }
  })
  const count = (names: (row: Row) => readonly string[]) =>
    rows.reduce((sum, row) => sum + names(row).length, 0)
  const [here, missing] = [count((row) => row.here), count((row) => row.missing)]
  return `
## Methods

What classes have beside their properties: of ${here + missing} ${here} are here.

| class | here | not here, and why |
|---|---|---|
${rows.map((row) => `| ${row.type} | ${row.here.join(", ")} | ${cellOf(row)} |`).join("\n")}
`
}

function cellOf({ type, missing }: Row): string {
  const reasonOf = (name: string) =>
    REASONS.find(([pattern]) => pattern.test(`${type}.${name}`))?.[1] ?? "not yet"
  return [...new Set(missing.map(reasonOf))]
    .map((reason) => {
      const names = missing.filter((name) => reasonOf(name) === reason)
      return `${names.join(", ")}: ${reason}`
    })
    .join("; ")
}

interface Api {
  readonly Document: new () => object
  readonly figure: () => object
  readonly Slider: new (attributes: { start: number; end: number; value: number }) => object
}

/** Whether the package's models and documents have a member. */
export function membersOf(api: Api): (type: string, member: string) => boolean {
  const classes: Readonly<Record<string, unknown>> = { ...api }
  return (type, member) => {
    const made = instanceOf(api, type)
    const known = made === undefined ? [classes[type], prototypeOf(classes[type])] : [made]
    return known.some((each) => isObject(each) && member in each)
  }
}

/** Objects that are not made by their class here, or whose class is not exported. */
function instanceOf(api: Api, type: string): object | undefined {
  if (type === "Document") return new api.Document()
  if (type === "Figure") return api.figure()
  return type === "Model" ? new api.Slider({ start: 0, end: 1, value: 0 }) : undefined
}

function prototypeOf(made: unknown): unknown {
  return typeof made === "function" ? made.prototype : undefined
}

function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function"
}
