// The options of a whole server, beside its routes.

import type { OptionNames } from "../util/assert-options.ts"
import type { Auth } from "./auth.ts"
import { RouteError } from "./route.ts"

export interface ServerOptions {
  /** The server serves everything below this path: `/pre/fix`. */
  readonly prefix?: string
  /**
   * Trusts X-Forwarded-Host, -Proto and -Prefix: links, cookies and the origin check use what browsers see. Only for a
   * server that can be reached only through a proxy that sets these headers.
   */
  readonly trustForwarded?: boolean
  /**
   * The bundles of models that are not part of BokehJS, by the prefix of their names: `{ panel: ["/static/panel.js"] }`. A
   * page loads them when its document has models of that prefix.
   */
  readonly extensions?: Readonly<Record<string, readonly string[]>>
  /** Whether `/` lists the apps (or redirects to the only one); default true. */
  readonly index?: boolean | IndexOptions
  /** Where other services may POST messages to groups: `groupEndpoint("/groups")`; default nowhere. */
  readonly groupEndpoint?: GroupEndpoint
  /** Who is allowed in, for all routes that do not set their own `auth`. */
  readonly auth?: Auth
}

export interface IndexOptions {
  /** Default "Bokeh apps". */
  readonly title?: string
  /** Links below the title, by their texts: `{ Documentation: "/docs/" }`. */
  readonly links?: Readonly<Record<string, string>>
}

export const SERVER_OPTIONS = {
  prefix: true,
  trustForwarded: true,
  extensions: true,
  index: { title: true, links: true } satisfies OptionNames<IndexOptions>,
  groupEndpoint: true,
  auth: true,
} satisfies OptionNames<ServerOptions>

/** The return type of `groupEndpoint`. Only servers that call it carry the code that checks signatures. */
export interface GroupEndpoint {
  /** Below the server's prefix. */
  readonly path: string
  /** @param encodedName the group's name, percent-encoded */
  answer(request: Request, encodedName: string, context: GroupEndpointContext): Promise<Response>
}

interface GroupEndpointContext {
  readonly config: { readonly secretKeys: readonly string[] }
  readonly env: Readonly<Record<string, unknown>>
}

/** For authors who write JavaScript. @throws RouteError for a plain path instead of `groupEndpoint(...)` */
export function assertGroupEndpoint(endpoint: unknown): void {
  if (typeof endpoint !== "string") return
  throw new RouteError(`groupEndpoint must be groupEndpoint("${endpoint}"), got "${endpoint}"`)
}

/** The prefix as it stands in URLs: "" or "/pre/fix". @throws RouteError for a prefix with parameters or empty parts */
export function parsePrefix(prefix = ""): string {
  const parts = prefix.replace(/^\/|\/$/g, "")
  if (parts === "") return ""
  if (parts.split("/").some((part) => /^:|^\.{0,2}$|[?#]/.test(part))) {
    throw new RouteError(`the prefix must be a plain path like '/pre/fix', got '${prefix}'`)
  }
  return new URL(`http://server/${parts}`).pathname
}

/** The part of a URL's path below the prefix, with single slashes; undefined when the path is not below the prefix. */
export function belowPrefix(pathname: string, prefix: string): string | undefined {
  const path = pathname.replace(/\/{2,}/g, "/")
  if (path === prefix) return "/"
  return path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : undefined
}
