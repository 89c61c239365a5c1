// Where the socket of a page or snippet is, as seen in the very URL that was asked for.

import type { Endpoint } from "../app/endpoint.ts"
import { socketSuffix } from "../app/handler.ts"
import type { Route } from "../app/route.ts"

/** `/weather/Seattle/autoload.js` has its socket at `/weather/Seattle/ws`. */
export function socketPath(pathname: string, endpoint: Endpoint, { options }: Route): string {
  const path = pathname.replace(/\/+$/, "")
  const base = endpoint === "page" ? path : path.replace(/\/+[^/]*$/, "")
  return `${base}/${socketSuffix(options)}`
}

/** From a page's or script's URL to the root of all paths, where a proxy may have put it: "../.." */
export function rootFrom(pathname: string): string {
  // Several in front are often a proxy's, which the browser does not see; those inside are in its URL, too.
  const depth = pathname.replace(/^\/+/, "/").split("/").length - 2
  return depth === 0 ? "." : Array.from({ length: depth }, () => "..").join("/")
}
