// The cookie that brings a page's visitor back to their session, where the route wants one.

import { stringifySetCookie } from "cookie"

import { shortHash } from "../objects/names.ts"
import type { HttpContext } from "./context.ts"

/** As long as browsers keep any cookie: how long the session lives after one has left, the server knows. */
const COOKIE_S = 400 * 24 * 60 * 60

/** @param signedId of the session */
export function sessionCookie(signedId: string, context: HttpContext): string {
  const { pathname, protocol } = context.publicUrl.url
  return stringifySetCookie({
    name: cookieName(context),
    value: signedId,
    // A ";" in a link's path would write attributes of its own.
    path: pathname.replaceAll(";", "%3B"),
    maxAge: COOKIE_S,
    httpOnly: true,
    secure: protocol === "https:",
    sameSite: "lax",
  })
}

/** Each user of a browser has a session of their own. */
export function cookieName({ user }: HttpContext): string {
  return user === undefined ? "bokeh-session" : `bokeh-session-${shortHash(user.id)}`
}
