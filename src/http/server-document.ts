// The snippet that embeds an app into any page. Source: Python bokeh.embed.server.server_document (3.10)

import { escapeHtml } from "../util/html.ts"

export interface ServerDocumentOptions {
  /** Handed to the app as `context.request.arguments`. */
  readonly arguments?: Readonly<Record<string, string | readonly string[]>>
  /** "none" for a page that brings BokehJS itself. */
  readonly resources?: "default" | "none"
  /** The script's own id; the plot takes its place. Must be the page's only element with it. */
  readonly id: string
}

/** The script tag to paste where the plot shall be. `url` is the app's, e.g. `https://apps.example.org/temperature`. */
export function serverDocument(url: string, options: ServerDocumentOptions): string {
  const src = new URL(`${url.replace(/\/+$/, "")}/autoload.js`)
  src.searchParams.set("bokeh-autoload-element", options.id)
  if (options.resources === "none") src.searchParams.set("resources", "none")
  for (const [name, values] of Object.entries(options.arguments ?? {})) {
    for (const value of [values].flat()) src.searchParams.append(name, value)
  }
  return `<script id="${escapeHtml(options.id)}" src="${escapeHtml(src.href)}"></script>`
}
