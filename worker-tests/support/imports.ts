// The imports of each file in src, of values and types, as the parser sees them. The examples' tests and the template of new
// projects are excluded.

import { globSync, readFileSync } from "node:fs"
import { dirname, join, relative } from "node:path"

import { parseSync } from "oxc-parser"

const SRC = join(import.meta.dirname, "../../src")

export interface Import {
  /** Both are paths in src, or a package's name. */
  readonly from: string
  readonly to: string
}

export function importsOfSrc(): readonly Import[] {
  const files = globSync("**/*.ts", { cwd: SRC, exclude: ["apps/tests/**", "create/**"] })
  return files.flatMap((from) =>
    requestsOf(from).map((request) => ({ from, to: targetOf(from, request) })),
  )
}

/** The modules that a file names in `import`, `import()` and `export ... from`. */
function requestsOf(file: string): readonly string[] {
  const text = readFileSync(join(SRC, file), "utf8")
  const { module, errors } = parseSync(file, text)
  if (errors.length > 0) throw new Error(`${file} can't be parsed: ${errors[0]?.message}`)
  const { staticImports, staticExports, dynamicImports } = module
  return [
    ...staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
    ),
    ...dynamicImports
      .map(({ moduleRequest: { start, end } }) => text.slice(start, end))
      .filter((request) => /^["']/.test(request))
      .map((request) => request.slice(1, -1)),
  ]
}

function targetOf(from: string, request: string): string {
  return request.startsWith(".") ? relative(SRC, join(SRC, dirname(from), request)) : request
}

/** Cycles of imports, each listed once, with files sorted by name. */
export function cyclesOf(imports: readonly Import[]): readonly (readonly string[])[] {
  const next = Map.groupBy(imports, ({ from }) => from)
  const reachable = (start: string): ReadonlySet<string> => {
    const seen = new Set<string>()
    const open = [start]
    for (let file = open.pop(); file !== undefined; file = open.pop()) {
      for (const { to } of next.get(file) ?? []) {
        if (seen.has(to)) continue
        seen.add(to)
        open.push(to)
      }
    }
    return seen
  }
  const reached = new Map([...next.keys()].map((file) => [file, reachable(file)]))
  const cycles = [...reached]
    .filter(([file, there]) => there.has(file))
    .map(([file, there]) => [...there].filter((other) => reached.get(other)?.has(file)).toSorted())
  return [...new Map(cycles.map((cycle) => [cycle.join(), cycle])).values()]
}
