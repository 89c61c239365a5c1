// Copies BokehJS and the gallery's data into public/static, from where the Worker's assets are served. Runs at every install.

import { cpSync, mkdirSync, readFileSync, statSync } from "node:fs"
import { join } from "node:path"

const ROOT = join(import.meta.dirname, "..")

/** What pages may load; the first defines Bokeh, the others add to it. */
export const BOKEHJS_FILES: readonly string[] = [
  "bokeh.min.js",
  "bokeh-gl.min.js",
  "bokeh-widgets.min.js",
  "bokeh-tables.min.js",
  "bokeh-mathjax.min.js",
  "bokeh-api.min.js",
]

/** What src/apps/gallery reads. */
const DATA_FILES: readonly string[] = [
  "barley.json",
  "burtin.json",
  "cars.json",
  "flights-2k.json",
  "gapminder.json",
  "miserables.json",
  "ohlc.json",
  "penguins.json",
  "population.json",
  "seattle-weather.csv",
  "stocks.csv",
  "unemployment-across-industries.json",
  "unemployment.tsv",
  "us-10m.json",
  "volcano.json",
]

export function copyAssets(): void {
  copyMissing("node_modules/@bokeh/bokehjs/build/js", "public/static/js", BOKEHJS_FILES)
  copyMissing("node_modules/vega-datasets/data", "public/static/data", DATA_FILES)
}

/** Copies what is missing or differs, and nothing else: a running development server reloads at each change. */
function copyMissing(source: string, target: string, names: readonly string[]): void {
  mkdirSync(join(ROOT, target), { recursive: true })
  for (const name of names) {
    const [from, to] = [join(ROOT, source, name), join(ROOT, target, name)]
    if (!isSame(from, to)) cpSync(from, to)
  }
}

function isSame(from: string, to: string): boolean {
  if (statSync(from).size !== statSync(to, { throwIfNoEntry: false })?.size) return false
  return readFileSync(from).equals(readFileSync(to))
}

if (import.meta.main) copyAssets()
