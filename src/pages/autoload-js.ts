// autoload.js: loads BokehJS once into a page of anybody's, then a session's document into one of its elements.
// Source: Python bokeh.embed.server and its autoload template (3.10)

import { scriptLiteral } from "../util/html.ts"
import { callEmbed, type Embed, EMBED_FUNCTION } from "./embed-script.ts"

export interface AutoloadJs {
  /** Empty when the page brings BokehJS itself. */
  readonly scriptUrls: readonly string[]
  readonly embed: Embed
}

export function autoloadJs({ scriptUrls, embed }: AutoloadJs): string {
  return `(function() {
  "use strict"
${EMBED_FUNCTION}

  // One after the other, and once for all snippets of a page: the later scripts add to the first one's Bokeh.
  function load(urls) {
    if (window.Bokeh !== undefined && window.bokehEdgeLoading === undefined) return Promise.resolve()
    window.bokehEdgeLoading ??= urls.reduce((before, url) => before.then(() => new Promise((resolve, reject) => {
      const script = document.createElement("script")
      script.src = url
      script.onload = resolve
      script.onerror = () => reject(new Error("could not load " + url))
      document.head.append(script)
    })), Promise.resolve())
    return window.bokehEdgeLoading
  }

  function whenBokehIsThere(attempts) {
    return new Promise((resolve, reject) => {
      const look = () => {
        if (window.Bokeh !== undefined) resolve()
        else if (attempts-- > 0) setTimeout(look, 20)
        else reject(new Error("BokehJS is not in the page"))
      }
      look()
    })
  }

  const loading = load(${scriptLiteral(scriptUrls)}).then(() => whenBokehIsThere(500))
  ${callEmbed(embed, "loading")}
})()
`
}
