// A request's cookies, and the cookie that brings a page's visitor back to their session, if the route uses one.

import { type Cookies, parseCookie } from "cookie"

import { shortHash } from "../objects/names.ts"
import type { HttpContext } from "./context.ts"

/** The cookies of a request, as sent. Of two with the same name the first counts, which has the longer path. */
export function cookiesOf(request: Request): Readonly<Cookies> {
  return parseCookie(request.headers.get("Cookie") ?? "", { decode: (text) => text })
}

/** The longest time for which browsers keep a cookie. The server decides how long the session lives. */
const COOKIE_S = 400 * 24 * 60 * 60

/** @param signedId of the session */
export function sessionCookie(signedId: string, context: HttpContext): string {
  const { pathname, protocol } = context.publicUrl.url
  // A ";" in a link's path, or in another service's id, would add attributes.
  const pair = `${cookieName(context)}=${encodeURIComponent(signedId)}`
  const path = pathname.replaceAll(";", "%3B")
  const secure = protocol === "https:" ? "; Secure" : ""
  return `${pair}; Max-Age=${COOKIE_S}; Path=${path}; HttpOnly${secure}; SameSite=Lax`
}

/** Each user of a browser has a session of their own. */
export function cookieName({ user }: HttpContext): string {
  return user === undefined ? "bokeh-session" : `bokeh-session-${shortHash(user.id)}`
}
