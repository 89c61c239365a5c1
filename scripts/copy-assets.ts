// Copies BokehJS into public/static/js, from where the Worker's assets are served. Runs at every install.

import { cpSync, mkdirSync, readFileSync, statSync } from "node:fs"
import { join } from "node:path"

const FROM = join(import.meta.dirname, "../node_modules/@bokeh/bokehjs/build/js")
const TO = join(import.meta.dirname, "../public/static/js")

/** What pages may load; the first defines Bokeh, the others add to it. */
export const BOKEHJS_FILES: readonly string[] = [
  "bokeh.min.js",
  "bokeh-gl.min.js",
  "bokeh-widgets.min.js",
  "bokeh-tables.min.js",
  "bokeh-mathjax.min.js",
  "bokeh-api.min.js",
]

/** Copies what is missing or differs, and nothing else: a running development server reloads at each change. */
export function copyAssets(): void {
  mkdirSync(TO, { recursive: true })
  for (const name of BOKEHJS_FILES) {
    const [from, to] = [join(FROM, name), join(TO, name)]
    if (!isSame(from, to)) cpSync(from, to)
  }
}

function isSame(from: string, to: string): boolean {
  if (statSync(from).size !== statSync(to, { throwIfNoEntry: false })?.size) return false
  return readFileSync(from).equals(readFileSync(to))
}

if (import.meta.main) copyAssets()
