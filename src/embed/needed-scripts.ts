// Which parts of BokehJS a document needs: a file loads only these. Source: Python bokeh.embed.bundle (3.10)

import type { Script } from "../client/task.ts"
import { type HasProps, stateOf } from "../model/has-props.ts"
import { getProperty } from "../model/property-value.ts"
import { cdnScripts, type ComponentName } from "../pages/resources.ts"

/** MathJax's delimiters, as they appear in JSON. */
const MATH = [
  ["$$", "$$"],
  ["\\\\[", "\\\\]"],
  ["\\\\(", "\\\\)"],
] as const

/** The scripts of Bokeh's CDN. @param json of the document */
export function neededScripts(models: Iterable<HasProps>, json: string): readonly Script[] {
  const all = [...models]
  const isThere = (type: string): boolean => all.some((model) => stateOf(model).schema.isA(type))
  const isNeeded: Readonly<Record<ComponentName, () => boolean>> = {
    bokeh: () => true,
    "bokeh-gl": () => all.some(isWebGl),
    "bokeh-widgets": () => isThere("Widget"),
    "bokeh-tables": () => isThere("TableWidget"),
    "bokeh-mathjax": () => isThere("MathText") || isThere("MathTextGlyph") || hasMath(json),
  }
  return cdnScripts(true, (name) => isNeeded[name]())
}

/** A search from each start delimiter would take quadratic time in the length of a visitor's text. */
function hasMath(json: string): boolean {
  return MATH.some(([open, close]) => {
    const start = json.indexOf(open)
    return start >= 0 && json.includes(close, start + open.length)
  })
}

function isWebGl(model: HasProps): boolean {
  return stateOf(model).schema.isA("Plot") && getProperty(model, "output_backend") === "webgl"
}
