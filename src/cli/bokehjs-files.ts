// BokehJS's files, as in its npm package.

import { readFileSync } from "node:fs"
import { join } from "node:path"

import { BOKEH_VERSION } from "../util/bokeh-version.ts"
import { CliError } from "./cli-error.ts"
import { packageFolder } from "./package-folder.ts"

/** The files that pages may load. The first defines Bokeh, the others add to it. */
export const BOKEHJS_FILES: readonly string[] = [
  "bokeh.min.js",
  "bokeh-gl.min.js",
  "bokeh-widgets.min.js",
  "bokeh-tables.min.js",
  "bokeh-mathjax.min.js",
  "bokeh-api.min.js",
]

/**
 * The folder with these files, for the project in `folder`. @throws CliError when BokehJS is not installed, or in another
 * version
 */
export function findBokehJs(folder: string): string {
  const found = packageFolder("@bokeh/bokehjs", folder)
  if (found === undefined) throw new CliError(`BokehJS is not installed. ${INSTALL}`)
  const version = versionIn(join(found, "package.json"))
  if (version === BOKEH_VERSION) return join(found, "build/js")
  throw new CliError(`BokehJS ${version} is installed, expected ${BOKEH_VERSION}. ${INSTALL}`)
}

const INSTALL = `Run: npm install --save-dev --save-exact @bokeh/bokehjs@${BOKEH_VERSION}`

function versionIn(file: string): string {
  const manifest: unknown = JSON.parse(readFileSync(file, "utf8"))
  const isObject = typeof manifest === "object" && manifest !== null && "version" in manifest
  return isObject ? String(manifest.version) : "unknown"
}
