// The host names by which the server may be reached. A page at evil.example whose name is made to resolve to this machine
// has the same origin as what it finds here: only the host name in its requests gives it away (DNS rebinding).

import type { Config } from "../env.ts"
import { HttpError } from "../util/http-error.ts"
import { isListed } from "./origin.ts"

/** @throws HttpError 421 for a name that is not the server's */
export function assertHost(request: Request, config: Config): void {
  const { hosts, isDevelopment, allowedOrigins } = config
  const asked = new URL(request.url)
  const isAny = !isDevelopment && isFromCloudflare(request)
  const isOurs =
    hosts === undefined
      ? isAny || isLocal(asked) || isListed(asked, allowedOrigins)
      : isListed(asked, hosts)
  if (isOurs) return
  throw new HttpError(
    421,
    `This server is not reached by the host '${asked.host}': add it to BOKEH_EDGE_HOSTS to allow it.`,
  )
}

/**
 * On Cloudflare, only names that their owner has pointed to the Worker lead to it. No page can make a request that has
 * both.
 */
function isFromCloudflare(request: Request): boolean {
  return "cf" in request && request.cf !== undefined && request.headers.has("CF-Ray")
}

/**
 * Names that nobody else can make resolve to this machine: IP addresses (those of IPv6 have no dot in a URL), and names
 * without a dot, such as those of containers.
 */
function isLocal({ hostname }: URL): boolean {
  return /^[\d.]+$|^[^.]+$|\.localhost$/.test(hostname)
}
