// The table of Python's public names and which of them exist here: docs/api.md.

import { execFileSync } from "node:child_process"

import { ensurePython } from "./ensure-python.ts"

const MODULES = [
  "bokeh.plotting",
  "bokeh.models",
  "bokeh.models.dom",
  "bokeh.layouts",
  "bokeh.transform",
  "bokeh.palettes",
  "bokeh.events",
  "bokeh.themes",
  "bokeh.document",
  "bokeh.document.events",
  "bokeh.model",
  "bokeh.embed",
  "bokeh.io",
  "bokeh.core.properties",
  "bokeh.core.enums",
  "bokeh.colors",
  "bokeh.driving",
  "bokeh.client",
  "bokeh.util.hex",
  "bokeh.sampledata",
  "bokeh.settings",
]

const READ = `
import bokeh, importlib, json, pkgutil, sys, warnings
warnings.simplefilter("ignore")
def names(module):
    if module == "bokeh.sampledata": # a module each, which need a package of their own
        return sorted(found.name for found in pkgutil.iter_modules([bokeh.__path__[0] + "/sampledata"]))
    made = importlib.import_module(module)
    every = getattr(made, "__all__", None) or [n for n in dir(made) if n[0] != "_"]
    return sorted({n for n in every if not type(getattr(made, n, None)).__name__ == "module"})
print(json.dumps({module: names(module) for module in sys.argv[1:]}))`

/** Names that exist here under other names, or in a namespace. */
const RENAMED: Readonly<Record<string, string>> = {
  ColorMap: "PaletteSelect",
  figure: "figure",
  server_document: "serverDocument",
  DEFAULT_TOOLS: "figure's default",
}

/** Why names do not exist here, by module or by "module.name". The first match applies. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/^bokeh\.plotting\.markers$/, "`MarkerType` lists them"],
  [/^bokeh\.palettes\.(?!to_rgba_array)/, "inner to the module"],
  [/^bokeh\.events\.PlotEvent$|^bokeh\.colors\.Color/, "an abstract base"],
  [/^bokeh\.document\.DEFAULT_TITLE$/, "a route's `title`"],
  [/^bokeh\.embed\.RenderRoot$/, "a template's `outline()` has the roots"],
  [/^bokeh\.util\.hex\.HexBinResult$/, "the type `HexBins`"],
  [
    /^bokeh\.sampledata\./,
    "an app imports its own data, as the examples do: a Worker holds no sets that it does not use",
  ],
  [
    /^bokeh\.(client|settings)\b/,
    "the server's own: Python's client works, variables of the Worker are the settings",
  ],
  [
    /^bokeh\.io\.export|export_(png|svg|svgs)$|get_screenshot|webdriver/,
    "there is no browser in a Worker: `context.preview` draws in a window",
  ],
  [/^bokeh\.io\./, "a server shows documents by its routes"],
  [
    /^bokeh\.plotting\.(curdoc|show|save|output_file|output_notebook|reset_output|ColumnDataSource|Document)/,
    "a server shows documents by its routes",
  ],
  [/^bokeh\.embed\.autoload_static/, "a file of one's own can hold what `components` makes"],
  [
    /^bokeh\.embed\.(server_session|server_document)/,
    "`serverDocument`; Python's own work against this server",
  ],
  [
    /^bokeh\.core\.properties\./,
    "a default says a property's kind; `property(kind, default)` in BokehJS's words",
  ],
  [
    /^bokeh\.document\.events\.SessionCallback(Added|Removed)$/,
    "the app itself adds and removes them: `doc.session_callbacks` lists them",
  ],
  [
    /^bokeh\.document\.events\.ColumnDataChangedEvent$/,
    "`doc.on_change` tells of a ModelChanged, with `old` and `new`",
  ],
  [
    /^bokeh\.document\.events\.Document(Changed|Patched)Event$/,
    "an abstract base: `DocumentChange` is the type of all",
  ],
  [
    /^bokeh\.document\.events\./,
    "`doc.on_change` tells of it: `event.kind` is the name without `Event`",
  ],
  [/^bokeh\.document\./, "one type, `DocumentChange`, for all events"],
  [/^bokeh\.themes\./, "themes are named by strings"],
  [/^bokeh\.colors\.named|NamedColor/, "named colors are strings"],
  [
    /^bokeh\.core\.enums\.(Enumeration|enumeration|Palette)$/,
    "palettes are constants of their own; enums are lists",
  ],
  [/^bokeh\.model\.(Qualified|collect_\w+|get_class|Model$)/, "inner to Python"],
  [
    /Base$|^bokeh\.events\.(Event|ConnectionEvent|DocumentEvent|PointEvent|ModelEvent|UIEvent)$/,
    "an abstract base",
  ],
  [/^bokeh\.palettes\.to_rgba_array/, "numpy's"],
  [/^bokeh\.models\./, "an abstract base, or Python's alone"],
]

/** The names of a module, and of its namespaces. */
export function namesOf(module: Readonly<Record<string, unknown>>): ReadonlySet<string> {
  const inner = ["dom", "driving"].flatMap((name) => Object.keys(module[name] ?? {}))
  return new Set([...Object.keys(module), ...inner])
}

interface Row {
  readonly module: string
  readonly here: number
  readonly missing: readonly (readonly [name: string, reason: string])[]
}

/** @param exported the names that `bokeh-edge` exports, including those of its namespaces */
export function apiTable(exported: ReadonlySet<string>): string {
  const output = execFileSync(ensurePython(), ["-c", READ, ...MODULES], { encoding: "utf8" })
  const modules = Object.entries(JSON.parse(output) as Readonly<Record<string, readonly string[]>>)
  const rows = modules.map(([module, names]) => rowOf(module, names, exported))
  const total = rows.map(({ missing, here }) => [here, here + missing.length] as const)
  const lines = rows.map(
    ({ module, here, missing }) =>
      `| ${module} | ${here + missing.length} | ${here} | ${cellOf(missing)} |`,
  )
  const [known, all] = [0, 1].map((i) => total.reduce((sum, pair) => sum + (pair[i] ?? 0), 0))
  return `${HEAD}
Of ${all} public names ${known} are here.

| module | names | here | not here, and why |
|---|---|---|---|
${lines.join("\n")}
`
}

const HEAD = `# Python's public names

Generated by \`npm run generate\` from Python's package; do not edit. A method or a model has Python's name here, a function that takes
keywords takes an object at its end. \`import { dom, driving } from "bokeh-edge"\` holds what Python has in modules of these names.
`

function rowOf(module: string, names: readonly string[], exported: ReadonlySet<string>): Row {
  const missing = names.filter(
    (name) => !exported.has(RENAMED[name] ?? name) && RENAMED[name] === undefined,
  )
  return {
    module,
    here: names.length - missing.length,
    missing: missing.map((name) => [name, reasonOf(`${module}.${name}`)] as const),
  }
}

function reasonOf(name: string): string {
  return REASONS.find(([pattern]) => pattern.test(name))?.[1] ?? "not yet"
}

/** Names by their reason. */
function cellOf(missing: Row["missing"]): string {
  const reasons = [...new Set(missing.map(([, reason]) => reason))]
  return reasons
    .map((reason) => {
      const names = missing.filter(([, other]) => other === reason).map(([name]) => name)
      const shown = names.length > 12 ? [...names.slice(0, 10), `${names.length - 10} more`] : names
      return `${shown.join(", ")}: ${reason}`
    })
    .join("; ")
}
