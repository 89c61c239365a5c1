// The snippet that embeds an app into any page. Source: Python bokeh.embed.server.server_document (3.10)

import { escapeHtml, scriptLiteral } from "../util/html.ts"
import { webRandom } from "./random.ts"
import { ROOT_ARGUMENT } from "./session-token.ts"

export interface ServerDocumentOptions {
  /** Handed to the app as `context.request.arguments`. */
  readonly arguments?: Readonly<Record<string, string | readonly string[]>>
  /** "none" for a page that brings BokehJS itself. */
  readonly resources?: "default" | "none"
  /** Sent along with the request for the script, e.g. Bokeh-Session-Id. */
  readonly headers?: Readonly<Record<string, string>>
  /** Sends the visitor's cookies to a server on another origin, which must allow the page's. */
  readonly credentials?: boolean
  /** Elements of the page for single roots: ids by the roots' names. The others go where the script is. */
  readonly roots?: Readonly<Record<string, string>>
  /** The script's own id; the plot takes its place. Must be the page's only element with it; default random. */
  readonly id?: string
}

/** The script tag to paste where the plot shall be. `url` is the app's, e.g. `https://apps.example.org/temperature`. */
export function serverDocument(url: string, options: ServerDocumentOptions = {}): string {
  const { id = webRandom.alphanumeric(16), resources, headers, credentials } = options
  const src = new URL(`${url.replace(/\/+$/, "")}/autoload.js`)
  src.searchParams.set("bokeh-autoload-element", id)
  src.searchParams.set("bokeh-absolute-url", url)
  for (const [name, elementId] of Object.entries(options.roots ?? {})) {
    src.searchParams.append(ROOT_ARGUMENT, `${name} ${elementId}`)
  }
  if (resources === "none") src.searchParams.set("resources", "none")
  for (const [name, values] of Object.entries(options.arguments ?? {})) {
    for (const value of [values].flat()) src.searchParams.append(name, value)
  }
  if (headers === undefined && credentials !== true) {
    return `<script id="${escapeHtml(id)}" src="${escapeHtml(src.href)}"></script>`
  }
  const init = { headers, credentials: credentials === true ? "include" : "same-origin" }
  return `<script id="${escapeHtml(id)}">${fetchScript(src.href, init)}</script>`
}

/** A script's src can't carry headers: this fetches the text and runs it, with the nonce that it ran by itself. */
function fetchScript(src: string, init: object): string {
  return `
  (async (tag) => {
    try {
      const response = await fetch(${scriptLiteral(src)}, ${scriptLiteral(init)})
      if (!response.ok) throw new Error("the server answered " + response.status)
      const script = document.createElement("script")
      script.nonce = tag.nonce
      script.textContent = await response.text()
      document.head.append(script)
    } catch (error) {
      const message = document.createElement("pre")
      message.setAttribute("role", "alert")
      message.textContent = "The plot could not be loaded: " + error.message
      tag.replaceWith(message)
    }
  })(document.currentScript)
`
}
