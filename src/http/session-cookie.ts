// The session that a page's visitor comes back to, where the route wants a cookie to remember it.

import { stringifySetCookie } from "cookie"

import type { Match } from "../app/route.ts"
import { shortHash } from "../objects/names.ts"
import { openSignedId, type SignedId, TokenError } from "../session/token.ts"
import { LINK_ARGUMENTS } from "./arguments.ts"
import type { HttpContext } from "./context.ts"
import { cookiesOf } from "./cookies.ts"
import { type Issued, issueToken, namedSession, newSession } from "./session-token.ts"

/** As long as browsers keep any cookie: how long the session lives after one has left, the server knows. */
const COOKIE_S = 400 * 24 * 60 * 60

/**
 * The token for a page, and the cookie that lets the visitor come back. What a link leads to is opened, and not
 * remembered: it is somebody else's.
 */
export function pageSession(
  request: Request,
  match: Match,
  context: HttpContext,
): Issued & { readonly cookie?: string } {
  const { resume } = match.route.options.session ?? {}
  if (resume !== "cookie" || isLinked(request)) return issueToken(request, match, context)
  const id = rememberedSession(request, context) ?? newSession(context)
  const { pathname, protocol } = context.publicUrl.url
  const cookie = stringifySetCookie({
    name: cookieName(context),
    value: id.signed,
    // A ";" in a link's path would write attributes of its own.
    path: pathname.replaceAll(";", "%3B"),
    maxAge: COOKIE_S,
    httpOnly: true,
    secure: protocol === "https:",
    sameSite: "lax",
  })
  return { ...issueToken(request, match, context, { id }), cookie }
}

/** Whether the request leads to a certain session, or to a copy of one. */
export function isLinked(request: Request): boolean {
  const { searchParams } = new URL(request.url)
  return (
    namedSession(request) !== undefined || LINK_ARGUMENTS.some((name) => searchParams.has(name))
  )
}

function rememberedSession(request: Request, context: HttpContext): SignedId | undefined {
  const signedId = cookiesOf(request)[cookieName(context)]
  if (signedId === undefined) return undefined
  try {
    return openSignedId(signedId, context.config.secretKeys)
  } catch (error) {
    if (error instanceof TokenError) return undefined // signed with a key that is no longer used
    throw error
  }
}

/** Each user of a browser has a session of their own. */
function cookieName({ user }: HttpContext): string {
  return user === undefined ? "bokeh-session" : `bokeh-session-${shortHash(user.id)}`
}
