// The path of the socket of a page or snippet, as seen in the requested URL.

import type { Endpoint } from "../app/endpoint.ts"
import { socketSuffix } from "../app/handler.ts"
import type { Route } from "../app/route.ts"

/** `/weather/Seattle/autoload.js` has its socket at `/weather/Seattle/ws`. */
export function socketPath(pathname: string, endpoint: Endpoint, { options }: Route): string {
  const path = pathname.replace(/(?<!\/)\/+$/, "")
  const base = endpoint === "page" ? path : path.replace(/(?<!\/)\/+[^/]*$/, "")
  return `${base}/${socketSuffix(options)}`
}

/** From a page's or script's URL to the root of all paths, wherever a proxy has put it: "../.." */
export function rootFrom(pathname: string): string {
  // Several slashes at the front usually come from a proxy, and the browser does not see them. Those inside are also in its
  // URL.
  const depth = pathname.replace(/^\/+/, "/").split("/").length - 2
  return "../".repeat(depth).slice(0, -1) || "."
}
