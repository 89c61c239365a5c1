// Which pages may open sockets: the server's own, and those on the allow list.

import type { RouteOptions } from "../app/handler.ts"
import type { Config } from "../env.ts"
import { HttpError } from "../util/http-error.ts"

/** The origins that may use a route besides the server's own. */
export function originsOf(options: RouteOptions, config: Config): readonly string[] {
  return [...config.allowedOrigins, ...(options.origins ?? [])]
}

/**
 * Passes requests from the server's own origin, from an allowed one, and without an Origin (programs, not pages).
 * @param allowed `host`, `host:port`, `*`, or `*` for whole labels: `*.example.org`
 * @throws HttpError 403 naming the origin and the setting
 */
export function assertOrigin(request: Request, allowed: readonly string[]): void {
  const origin = request.headers.get("Origin")
  if (origin === null || isAllowed(origin, request.url, allowed)) return
  throw new HttpError(
    403,
    `Refusing websocket connection from Origin '${origin}': add its host to BOKEH_ALLOW_WS_ORIGIN, ` +
      "or to the route's origins, to allow it",
  )
}

/** @param origin an origin, or any URL there */
export function isAllowed(origin: string, requestUrl: string, allowed: readonly string[]): boolean {
  const url = URL.parse(origin)
  if (url === null) return allowed.includes("*") // "null": a sandboxed frame or a file
  return url.host === new URL(requestUrl).host || isListed(url, allowed)
}

/** @param entries `host`, `host:port`, `*`, or `*` for whole labels */
export function isListed(url: URL, entries: readonly string[]): boolean {
  return entries.some((entry) => matches(url, entry))
}

/** An entry without a port allows any port. */
function matches({ protocol, hostname, port }: URL, entry: string): boolean {
  const [, allowedName = "", allowedPort = "*"] =
    /^(.*?)(?::(\d+|\*))?$/.exec(entry.toLowerCase()) ?? []
  const ownPort = port === "" ? (protocol === "https:" ? "443" : "80") : port
  if (allowedPort !== "*" && allowedPort !== ownPort) return false
  if (allowedName === "*") return true
  const labels = hostname.split(".")
  const allowedLabels = allowedName.split(".")
  return (
    labels.length === allowedLabels.length &&
    labels.every((label, i) => allowedLabels[i] === "*" || allowedLabels[i] === label)
  )
}
