// Where pages load BokehJS from. Source: Python bokeh.resources (3.10)

export const BOKEHJS_VERSION = "3.10.0"

/** A script of BokehJS. */
export interface Script {
  readonly url: string
  /** A model that it brings, if it brings any: a page that has the model needs the script no more. */
  readonly brings: string | null
}

/** As Bokeh's own pages load them; the first defines Bokeh, the others add to it. */
const COMPONENTS: readonly { readonly name: string; readonly brings: string | null }[] = [
  { name: "bokeh", brings: null },
  { name: "bokeh-gl", brings: null },
  { name: "bokeh-widgets", brings: "Slider" },
  { name: "bokeh-tables", brings: "DataTable" },
  { name: "bokeh-mathjax", brings: null },
]

/** @param base the server's own origin and prefix, or the prefix for root-relative URLs */
export function bokehScripts(from: "server" | "cdn", base: string): readonly Script[] {
  return COMPONENTS.map(({ name, brings }) => {
    const url =
      from === "server"
        ? `${base}/static/js/${name}.min.js?v=${BOKEHJS_VERSION}`
        : `https://cdn.bokeh.org/bokeh/release/${name}-${BOKEHJS_VERSION}.min.js`
    return { url, brings }
  })
}
