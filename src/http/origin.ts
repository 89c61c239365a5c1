// Which pages may open sockets: the server's own, and those on the allow list.

import { HttpError } from "../util/http-error.ts"

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

function isAllowed(origin: string, requestUrl: string, allowed: readonly string[]): boolean {
  const host = hostOf(origin)
  if (host === undefined) return allowed.includes("*") // "null": a sandboxed frame or a file
  return host === new URL(requestUrl).host || allowed.some((entry) => matches(host, entry))
}

function hostOf(origin: string): string | undefined {
  try {
    return new URL(origin).host
  } catch {
    return undefined
  }
}

/** An entry without a port allows any port. */
function matches(host: string, entry: string): boolean {
  const [name = "", port] = host.split(":")
  const [allowedName = "", allowedPort] = entry.toLowerCase().split(":")
  if (allowedPort !== undefined && allowedPort !== "*" && allowedPort !== (port ?? "")) return false
  if (allowedName === "*") return true
  const labels = name.split(".")
  const allowedLabels = allowedName.split(".")
  return (
    labels.length === allowedLabels.length &&
    labels.every((label, i) => allowedLabels[i] === "*" || allowedLabels[i] === label)
  )
}
