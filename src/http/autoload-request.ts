// GET PATH/autoload.js: the snippet's script. Pages of any origin may load it, but it carries a visitor's identity only on
// pages that may open the socket: any page could read the token in the script. Source: Python
// bokeh.server.views.autoload_js_handler (3.10)

import type { Match } from "../app/route.ts"
import { autoloadJs } from "../pages/autoload-js.ts"
import { HttpError } from "../util/http-error.ts"
import { REQUEST_LIMITS } from "../util/limits.ts"
import { ROOT_ARGUMENT } from "./arguments.ts"
import type { HttpContext } from "./context.ts"
import { preflight } from "./cors.ts"
import { embedOf } from "./embed-of.ts"
import { isAllowed, originsOf } from "./origin.ts"
import { rootFrom, withoutEndSlashes } from "./paths.ts"
import { publicOrigin } from "./public-url.ts"
import { scriptsFor } from "./scripts.ts"
import { issueToken } from "./session-token.ts"

export async function answerAutoload(
  request: Request,
  match: Match,
  context: HttpContext,
): Promise<Response> {
  if (request.method === "OPTIONS") return preflight()
  const headers = {
    "Content-Type": "application/javascript; charset=utf-8",
    "Cache-Control": "no-store",
  }
  return new Response(await scriptFor(request, match, context), { headers })
}

async function scriptFor(request: Request, match: Match, context: HttpContext): Promise<string> {
  const { route } = match
  const { url, prefix } = context.publicUrl
  const ownPath = withoutEndSlashes(new URL(request.url).pathname)
  const root = rootFrom(ownPath)
  const elementId = url.searchParams.get("bokeh-autoload-element") ?? ""
  if (elementId === "") throw new HttpError(400, "No bokeh-autoload-element query parameter")
  if (elementId.length > REQUEST_LIMITS.elementIdChars) {
    throw new HttpError(
      400,
      `bokeh-autoload-element is longer than ${REQUEST_LIMITS.elementIdChars} characters`,
    )
  }
  const { config, user } = context
  const allowed = originsOf(route.options, config)
  const origin = publicOrigin(url)
  const brings = url.searchParams.get("resources") !== "none"
  const isAllowedOrigin = isTrusted(request, url, allowed)
  if (user !== undefined && !isAllowedOrigin) {
    throw new HttpError(403, "This page may not embed an app that visitors sign in to.")
  }
  const carried = isAllowedOrigin ? route.options : {}
  const { token } = await issueToken(request, match, context, carried)
  return autoloadJs({
    scripts: brings ? await scriptsFor(route, context, root) : [],
    featureScript: route.options.uploads?.script ?? "",
    embed: {
      base: origin + prefix + ownPath,
      ...embedOf(root, route, context),
      token,
      target: { type: "element", elementId, roots: rootsIn(url) },
    },
  })
}

/** `bokeh-autoload-root=NAME ID`, for each root that has an element of its own. */
function rootsIn({ searchParams }: URL): Readonly<Record<string, string>> {
  const pairs = searchParams.getAll(ROOT_ARGUMENT).map((text) => {
    const at = text.lastIndexOf(" ")
    if (at > 0 && at < text.length - 1) return [text.slice(0, at), text.slice(at + 1)] as const
    throw new HttpError(400, `${ROOT_ARGUMENT} must be a root's name, a space and an element's id`)
  })
  return Object.fromEntries(pairs)
}

/** A page that may open the socket, or no page at all. Browsers do not send the origin for a plain script tag. */
function isTrusted(request: Request, own: URL, allowed: readonly string[]): boolean {
  const from = request.headers.get("Origin") ?? request.headers.get("Referer")
  if (from !== null) return isAllowed(from, own, allowed)
  // A subdomain of the same site may belong to other people.
  return ["same-origin", "none", null].includes(request.headers.get("Sec-Fetch-Site"))
}
