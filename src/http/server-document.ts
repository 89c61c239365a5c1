// The snippet that embeds an app into any page. Source: Python bokeh.embed.server.server_document (3.10)

import { clientScript } from "../pages/client-script.ts"
import { assertOptions, type OptionNames } from "../util/assert-options.ts"
import { escapeHtml } from "../util/html.ts"
import { webRandom } from "../web-random.ts"
import { ROOT_ARGUMENT } from "./arguments.ts"
import { withoutEndSlashes } from "./paths.ts"

export interface ServerDocumentOptions {
  /** The app gets these as `context.request.arguments`. */
  readonly arguments?: Readonly<Record<string, string | readonly string[]>>
  /** "none" for a page that loads BokehJS itself. */
  readonly resources?: "default" | "none"
  /** Sent with the request for the script, e.g. Bokeh-Session-Id. */
  readonly headers?: Readonly<Record<string, string>>
  /** Sends the visitor's cookies to a server on another origin, which must allow the page's origin. */
  readonly credentials?: boolean
  /** Elements of the page for single roots: ids by the roots' names. The other roots go where the script is. */
  readonly roots?: Readonly<Record<string, string>>
  /** For a page with a Content-Security-Policy: allows the tag's script, and the scripts that it loads. */
  readonly nonce?: string
  /**
   * The script's own id. The plot takes the script's place, so no other element of the page may have this id; default
   * random.
   */
  readonly id?: string
}

const NAMES = {
  arguments: true,
  resources: ["default", "none"],
  headers: true,
  credentials: true,
  roots: true,
  nonce: true,
  id: true,
} satisfies OptionNames<ServerDocumentOptions>

/** An app cannot be embedded with these arguments. */
export class EmbedError extends Error {
  override readonly name = "EmbedError"
}

/**
 * The script tag to paste where the plot should be.
 * @param url the app's: `https://apps.example.org/temperature`, or `/temperature` for pages of the same host
 * @throws EmbedError for any other address, and for arguments whose names are the server's own
 */
export function serverDocument(url: string, options: ServerDocumentOptions = {}): string {
  assertOptions("serverDocument", options, NAMES)
  const { id = webRandom.alphanumeric(16), headers = {}, credentials, nonce } = options
  const src = autoloadUrl(url, id, options)
  const own = nonce === undefined ? "" : ` nonce="${escapeHtml(nonce)}"`
  const attributes = `id="${escapeHtml(id)}"${own}`
  if (Object.keys(headers).length === 0 && credentials !== true) {
    return `<script ${attributes} src="${escapeHtml(src)}"></script>`
  }
  const init = { headers, credentials: credentials === true ? "include" : "same-origin" } as const
  return `<script ${attributes}>${clientScript({ type: "fetch", url: src, init })}</script>`
}

/** Stands for the page's own host while a URL is built. */
const OWN_HOST = "http://own.host"

function autoloadUrl(url: string, id: string, options: ServerDocumentOptions): string {
  const isRelative = /^\/(?!\/)/.test(url)
  const app = URL.parse(url, isRelative ? OWN_HOST : undefined)
  if (app === null || !/^https?:$/.test(app.protocol)) {
    throw new EmbedError(`'${url}' is not an app URL: expected http(s)://host/path or /path`)
  }
  const src = new URL(app)
  src.search = ""
  src.hash = ""
  src.pathname = `${withoutEndSlashes(app.pathname)}/autoload.js`
  const query = src.searchParams
  query.set("bokeh-autoload-element", id)
  if (!isRelative) query.set("bokeh-absolute-url", url)
  for (const [name, elementId] of Object.entries(options.roots ?? {})) {
    query.append(ROOT_ARGUMENT, `${name} ${elementId}`)
  }
  if (options.resources === "none") query.set("resources", "none")
  for (const [name, value] of argumentsOf(app, options)) query.append(name, value)
  return isRelative ? src.href.slice(OWN_HOST.length) : src.href
}

/** The arguments in the address, then the given ones. */
function argumentsOf(
  { searchParams }: URL,
  options: ServerDocumentOptions,
): readonly (readonly [string, string])[] {
  const given = Object.entries(options.arguments ?? {}).flatMap(([name, values]) =>
    [values].flat().map((value) => [name, value] as const),
  )
  const all = [...searchParams, ...given]
  const own = all.find(([name]) => name.startsWith("bokeh-") || name === "resources")
  if (own === undefined) return all
  throw new EmbedError(`an app can't have the argument '${own[0]}': it is the server's own`)
}
