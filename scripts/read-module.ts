// The modules that a module names in `import`, `import()` and `export ... from`, the types that it shows to others, and
// whether it can read other files.

import { parseSync } from "oxc-parser"
import { isolatedDeclarationSync } from "rolldown/experimental"

export interface Module {
  readonly imports: readonly string[]
  /** Modules imported only for types. */
  readonly typeImports: readonly string[]
  /** The types that its importers see: its declarations, or all of it if they are not complete without other modules. */
  readonly declared: string
  /** Whether the module can read files or start processes, and so depends on more than its imports. */
  readonly readsMore: boolean
  /** Modules to which it adds types. */
  readonly augments: readonly string[]
  /** Whether the module can declare types for files that don't import it. */
  readonly isGlobal: boolean
}

/** Modules that read no files by themselves. Others can: most of Node, and tools. */
const READ_NOTHING = new Set(
  `node:async_hooks node:buffer node:crypto node:events node:path node:stream node:timers node:url node:util node:v8 node:vm
  node:zlib bokeh-edge cloudflare:workers cookie d3-polygon itty-router jose standardwebhooks valibot vitest fast-check apache-arrow
  arquero d3-array d3-dsv topojson-client vega-datasets`.split(/\s+/),
)
const READS_MORE =
  /export\s*\{\s*\}\s*from|import\.meta\.glob|getBuiltinModule|loadEnvFile|dlopen|toMatchFileSnapshot|\bvi\.(?:\w*[mM]ock|importActual)\(/

export function readModule(file: string, text: string): Module {
  const { module, errors } = parseSync(file, text)
  const values = new Set<string>()
  const types = new Set(
    [...text.matchAll(/\bimport\(\s*["']([^"']+)["']/g)].map(([, to = ""]) => to),
  )
  for (const { start, end, moduleRequest } of module.staticImports) {
    const isType = /^import\s+type\s+(?!from\b)/.test(text.slice(start, end))
    ;(isType ? types : values).add(moduleRequest.value)
  }
  for (const { start, end, entries } of module.staticExports) {
    const to = /^export\s+type\b/.test(text.slice(start, end)) ? types : values
    for (const { moduleRequest } of entries) if (moduleRequest !== null) to.add(moduleRequest.value)
  }
  const computed = module.dynamicImports.filter(({ moduleRequest: { start, end } }) => {
    const [, to] = /^["']([^"'\\]+)["']$/.exec(text.slice(start, end)) ?? []
    if (to !== undefined) values.add(to)
    return to === undefined
  })
  return {
    imports: [...values],
    typeImports: [...types],
    declared: declaredBy(file, text),
    readsMore:
      errors.length > 0 ||
      computed.length > 0 ||
      READS_MORE.test(text) ||
      [...values].some((to) => !isPath(to) && !READ_NOTHING.has(packageOf(to))),
    augments: [...text.matchAll(/\bdeclare\s+module\s+["'](\.[^"']+)/g)].map(([, to = ""]) => to),
    isGlobal: !module.hasModuleSyntax || /\bdeclare\s+(?:global\b|module\s+["'][^.])/.test(text),
  }
}

function declaredBy(file: string, text: string): string {
  if (!/\.[cm]?tsx?$/.test(file) || /\.d\.[cm]?ts$/.test(file)) return text
  const { code, errors } = isolatedDeclarationSync(file, text)
  return errors.length === 0 ? code : text
}

export function isPath(to: string): boolean {
  return to.startsWith(".") && !to.includes("/node_modules/")
}

/** The imported package, even if it is imported by a path. */
function packageOf(to: string): string {
  const name = to.replace(/^.*\/node_modules\//, "")
  return (
    /^(?:@[^/]+\/)?[^/]+/.exec(name.startsWith("bokeh-edge/") ? "bokeh-edge" : name)?.[0] ?? name
  )
}
