// Where the socket of a page or snippet is, as seen in the very URL that was asked for.

import type { Endpoint } from "../app/endpoint.ts"
import { socketSuffix } from "../app/handler.ts"
import type { Route } from "../app/route.ts"

/** `/weather/Seattle/autoload.js` has its socket at `/weather/Seattle/ws`. */
export function socketPath(pathname: string, endpoint: Endpoint, { options }: Route): string {
  const path = pathname.replace(/\/+$/, "")
  const base = endpoint === "page" ? path : path.slice(0, path.lastIndexOf("/"))
  return `${base}/${socketSuffix(options)}`
}

/** From a page's or script's URL to the root of all paths, where a proxy may have put it: "../.." */
export function rootFrom(pathname: string): string {
  const depth = pathname.split("/").length - 2
  return depth === 0 ? "." : Array.from({ length: depth }, () => "..").join("/")
}
