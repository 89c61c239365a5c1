// BokehJS's files, as npm has them.

import { existsSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"

import { BOKEHJS_VERSION } from "../pages/generated/integrity.ts"
import { CliError } from "./cli-error.ts"

/** What pages may load; the first defines Bokeh, the others add to it. */
export const BOKEHJS_FILES: readonly string[] = [
  "bokeh.min.js",
  "bokeh-gl.min.js",
  "bokeh-widgets.min.js",
  "bokeh-tables.min.js",
  "bokeh-mathjax.min.js",
  "bokeh-api.min.js",
]

/** The folder that has them, of the project in `folder`. @throws CliError when it is not installed, or in another version */
export function findBokehJs(folder: string): string {
  const found = packageFolder(folder)
  if (found === undefined) throw new CliError(`BokehJS is not installed. ${INSTALL}`)
  const version = versionIn(join(found, "package.json"))
  if (version === BOKEHJS_VERSION) return join(found, "build/js")
  throw new CliError(`BokehJS ${version} is installed, expected ${BOKEHJS_VERSION}. ${INSTALL}`)
}

const INSTALL = `Run: npm install --save-dev --save-exact @bokeh/bokehjs@${BOKEHJS_VERSION}`

/** Beside the project, or further up, as Node looks for it. */
function packageFolder(folder: string): string | undefined {
  const here = join(folder, "node_modules/@bokeh/bokehjs")
  if (existsSync(here)) return here
  const above = dirname(folder)
  return above === folder ? undefined : packageFolder(above)
}

function versionIn(file: string): string {
  const manifest: unknown = JSON.parse(readFileSync(file, "utf8"))
  const isObject = typeof manifest === "object" && manifest !== null && "version" in manifest
  return isObject ? String(manifest.version) : "unknown"
}
