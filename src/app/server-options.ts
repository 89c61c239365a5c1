// What holds for a whole server, beside its routes.

import type { Auth } from "./auth.ts"
import { RouteError } from "./route.ts"

export interface ServerOptions {
  /** All that the server serves is below this path: `/pre/fix`. */
  readonly prefix?: string
  /**
   * Believes X-Forwarded-Host, -Proto and -Prefix: links, cookies and the check of origins follow what browsers see. Only
   * for a server that nobody can reach but through a proxy that sets them.
   */
  readonly trustForwarded?: boolean
  /**
   * The bundles of models that BokehJS does not have, by the prefix of their names: `{ panel: ["/static/panel.js"] }`. A page
   * loads them when its document has such models.
   */
  readonly extensions?: Readonly<Record<string, readonly string[]>>
  /** Whether `/` lists the apps (or leads to the only one); default true. */
  readonly index?: boolean | IndexOptions
  /** Where other services may POST messages to groups, of `groupEndpoint("/groups")`; default nowhere. */
  readonly groupEndpoint?: GroupEndpoint
  /** Who is allowed, for all routes that don't say otherwise. */
  readonly auth?: Auth
}

export interface IndexOptions {
  /** Default "Bokeh apps". */
  readonly title?: string
  /** What stands below the title, by its words: `{ Documentation: "/docs/" }`. */
  readonly links?: Readonly<Record<string, string>>
}

/** What `groupEndpoint` makes. Only servers that have one carry the code that checks signatures. */
export interface GroupEndpoint {
  /** Below the server's prefix. */
  readonly path: string
  /** @param encodedName of the group, percent-encoded */
  answer(request: Request, encodedName: string, context: GroupEndpointContext): Promise<Response>
}

interface GroupEndpointContext {
  readonly config: { readonly secretKeys: readonly string[] }
  readonly env: Readonly<Record<string, unknown>>
}

/** For authors who write JavaScript. @throws RouteError for a path that is not in `groupEndpoint(...)` */
export function assertGroupEndpoint(endpoint: unknown): void {
  if (typeof endpoint !== "string") return
  throw new RouteError(
    `groupEndpoint must be made by groupEndpoint() of bokeh-edge: groupEndpoint("${endpoint}"), got "${endpoint}"`,
  )
}

/** The prefix as it stands in URLs: "" or "/pre/fix". @throws RouteError for one with parameters or empty parts */
export function parsePrefix(prefix = ""): string {
  const parts = prefix.replace(/^\/|\/$/g, "")
  if (parts === "") return ""
  if (parts.split("/").some((part) => /^:|^\.{0,2}$|[?#]/.test(part))) {
    throw new RouteError(`the prefix must be a plain path like '/pre/fix', got '${prefix}'`)
  }
  return new URL(`http://server/${parts}`).pathname
}

/** What a URL's path is below the prefix, with single slashes; undefined when it is not below. */
export function belowPrefix(pathname: string, prefix: string): string | undefined {
  const path = pathname.replace(/\/{2,}/g, "/")
  if (path === prefix) return "/"
  return path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : undefined
}
