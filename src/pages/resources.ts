// Where pages load BokehJS from. Source: Python bokeh.resources (3.10)

import type { Script } from "../client/task.ts"
import { BOKEH_VERSION } from "../util/bokeh-version.ts"
import { INTEGRITY } from "./generated/integrity.ts"

/** In the order of Bokeh's own pages: the first defines Bokeh, the others add to it. */
const COMPONENTS = [
  { name: "bokeh", brings: null },
  { name: "bokeh-gl", brings: null },
  { name: "bokeh-widgets", brings: "Slider" },
  { name: "bokeh-tables", brings: "DataTable" },
  { name: "bokeh-mathjax", brings: null },
] as const

export type ComponentName = (typeof COMPONENTS)[number]["name"]

/** @param base of the server's paths, without a trailing slash: an origin and prefix, or relative to the page */
export function serverScripts(base: string): readonly Script[] {
  return COMPONENTS.map(({ name, brings }) => ({
    url: `${base}/static/js/${name}.min.js?v=${BOKEH_VERSION}`,
    brings,
  }))
}

/** Only minified files have hashes. @param isNeeded default: all */
export function cdnScripts(
  isMinified: boolean,
  isNeeded: (name: ComponentName) => boolean = () => true,
): readonly Script[] {
  const end = isMinified ? ".min.js" : ".js"
  return COMPONENTS.filter(({ name }) => isNeeded(name)).map(({ name, brings }) => ({
    url: `https://cdn.bokeh.org/bokeh/release/${name}-${BOKEH_VERSION}${end}`,
    integrity: INTEGRITY[`${name}${end}`],
    brings,
  }))
}
