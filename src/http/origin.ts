// Which pages may open sockets: the server's own, and those on the allow list.

import type { RouteOptions } from "../app/handler.ts"
import type { Config } from "../env.ts"
import { HttpError } from "../util/http-error.ts"

/** The origins that may use a route, besides the server's own. */
export function originsOf(options: RouteOptions, config: Config): readonly string[] {
  return [...config.allowedOrigins, ...(options.origins ?? [])]
}

/**
 * Accepts requests from the server's own origin, from an allowed origin, and without an Origin (programs, not pages).
 * @param own the server's URL, as browsers see it
 * @param allowed `host`, `host:port`, `*`, `null`, or `*` for whole labels: `*.example.org`
 * @throws HttpError 403 naming the origin and the setting
 */
export function assertOrigin(request: Request, own: URL, allowed: readonly string[]): void {
  const origin = request.headers.get("Origin")
  if (origin === null || isAllowed(origin, own, allowed)) return
  const what = hostOf(origin) === undefined ? "'null' (a file, or a sandboxed frame)" : "its host"
  throw new HttpError(
    403,
    `Refusing websocket connection from Origin '${origin}': add ${what} to BOKEH_ALLOW_WS_ORIGIN, ` +
      "or to the route's origins",
  )
}

/**
 * @param origin an origin, or any URL with that origin
 * @param own the server's URL, as browsers see it
 */
export function isAllowed(origin: string, own: URL, allowed: readonly string[]): boolean {
  const url = hostOf(origin)
  if (url === undefined) return allowed.includes("*") || allowed.includes("null")
  return url.host === own.host || isListed(url, allowed)
}

/** Sandboxed frames and files have no host: their origin is "null", or "file://" in some browsers. */
function hostOf(origin: string): URL | undefined {
  const url = URL.parse(origin)
  return url === null || url.host === "" ? undefined : url
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
