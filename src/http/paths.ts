// Paths as seen in the requested URL: of the socket of a page or snippet, and of the server's root.

import type { Endpoint } from "../app/endpoint.ts"
import { socketSuffix } from "../app/handler.ts"
import type { Route } from "../app/route.ts"

/** `/weather/Seattle/autoload.js` has its socket at `/weather/Seattle/ws`. */
export function socketPath(pathname: string, endpoint: Endpoint, { options }: Route): string {
  const path = withoutEndSlashes(pathname)
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

/** The lookbehind keeps the work linear in the slashes. */
export function withoutEndSlashes(path: string): string {
  return path.replace(/(?<!\/)\/+$/, "")
}

/** A URL that an app names: one that begins with a slash is below the root. */
export function fromRoot(root: string, url: string): string {
  return /^\/(?!\/)/.test(url) ? root + url : url
}
