// Where pages load BokehJS from. Source: Python bokeh.resources (3.10)

export const BOKEHJS_VERSION = "3.10.0"

/** As Bokeh's own pages load them; the first defines Bokeh, the others add to it. */
const COMPONENTS = ["bokeh", "bokeh-gl", "bokeh-widgets", "bokeh-tables", "bokeh-mathjax"]

/** @param base the server's own origin, or "" for root-relative URLs */
export function scriptUrls(from: "server" | "cdn", base: string): readonly string[] {
  return COMPONENTS.map((name) =>
    from === "server"
      ? `${base}/static/js/${name}.min.js?v=${BOKEHJS_VERSION}`
      : `https://cdn.bokeh.org/bokeh/release/${name}-${BOKEHJS_VERSION}.min.js`,
  )
}
