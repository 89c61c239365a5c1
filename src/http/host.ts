// By which names the server may be reached. A page at evil.example whose name is made to lead to this machine is of the same
// origin as what it finds there: only the name in its requests tells (DNS rebinding).

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

/** There, only names that their owner has led to the Worker lead to it. No page can make a request that has both. */
function isFromCloudflare(request: Request): boolean {
  return "cf" in request && request.cf !== undefined && request.headers.has("CF-Ray")
}

/** Names that nobody else can make lead here: IP addresses, and names without a dot, as of containers. */
function isLocal({ hostname }: URL): boolean {
  return (
    hostname.startsWith("[") ||
    /^[\d.]+$/.test(hostname) ||
    !hostname.includes(".") ||
    hostname.endsWith(".localhost")
  )
}
