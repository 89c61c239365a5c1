// A request's cookies, and the one that brings a page's visitor back to their session, where the route wants one.

import { type Cookies, parseCookie } from "cookie"

import { shortHash } from "../objects/names.ts"
import type { HttpContext } from "./context.ts"

/** The cookies of a request, as they were sent; of two with one name the first, which is the longer path's. */
export function cookiesOf(request: Request): Readonly<Cookies> {
  return parseCookie(request.headers.get("Cookie") ?? "", { decode: (text) => text })
}

/** As long as browsers keep any cookie: how long the session lives after one has left, the server knows. */
const COOKIE_S = 400 * 24 * 60 * 60

/** @param signedId of the session */
export function sessionCookie(signedId: string, context: HttpContext): string {
  const { pathname, protocol } = context.publicUrl.url
  // A ";" in a link's path, or in an id of another service's, would write attributes of its own.
  const pair = `${cookieName(context)}=${encodeURIComponent(signedId)}`
  const path = pathname.replaceAll(";", "%3B")
  const secure = protocol === "https:" ? "; Secure" : ""
  return `${pair}; Max-Age=${COOKIE_S}; Path=${path}; HttpOnly${secure}; SameSite=Lax`
}

/** Each user of a browser has a session of their own. */
export function cookieName({ user }: HttpContext): string {
  return user === undefined ? "bokeh-session" : `bokeh-session-${shortHash(user.id)}`
}
