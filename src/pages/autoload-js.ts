// autoload.js: loads BokehJS once into a page of anybody's, then a session's document into one of its elements.
// Source: Python bokeh.embed.server and its autoload template (3.10)

import { scriptLiteral } from "../util/html.ts"
import { callEmbed, type Embed, EMBED_FUNCTION } from "./embed-script.ts"
import { BOKEHJS_VERSION, type Script } from "./resources.ts"

export interface AutoloadJs {
  /** Empty when the page brings BokehJS itself. */
  readonly scripts: readonly Script[]
  readonly embed: Embed
}

export function autoloadJs({ scripts, embed }: AutoloadJs): string {
  return `(function() {
  "use strict"
  // A page with a Content-Security-Policy may have given it to our tag.
  const nonce = document.currentScript?.nonce ?? ""
${EMBED_FUNCTION}

  // One after the other, and once for all snippets of a page: the later scripts add to the first one's Bokeh. Where the page
  // has this version, only what it lacks of its models; another version stays what it is: ours comes beside it.
  function load(scripts, version) {
    const own = window.Bokeh?.[version]
    const missing = scripts.filter(({brings}) => own === undefined || (brings !== null && !(brings in own.Models)))
    const loading = window.bokehEdgeLoading ??= {}
    return loading[version] ??= missing.reduce((before, {url, integrity, text}) => before.then(() => new Promise((resolve, reject) => {
      const script = document.createElement("script")
      script.nonce = nonce
      if (text !== undefined) {
        script.textContent = text
        document.head.append(script)
        return resolve()
      }
      if (integrity !== undefined) {
        script.integrity = integrity
        script.crossOrigin = "anonymous"
      }
      script.src = url
      script.onload = resolve
      script.onerror = () => reject(new Error("could not load " + url))
      document.head.append(script)
    })), Promise.resolve())
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

  const scripts = ${scriptLiteral(scripts)}
  const loading = scripts.length > 0 ? load(scripts, "${BOKEHJS_VERSION}") : whenBokehIsThere(500)
  ${callEmbed(embed, "loading")}
})()
`
}
