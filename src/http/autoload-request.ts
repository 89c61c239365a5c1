// GET PATH/autoload.js: the snippet's script. Pages of any origin may load it, but only with those that may open the
// socket does a visitor's identity travel: any page could read the token out of the script that it runs.
// Source: Python bokeh.server.views.autoload_js_handler (3.10)

import type { Match } from "../app/route.ts"
import { autoloadJs } from "../pages/autoload-js.ts"
import { scriptUrls } from "../pages/resources.ts"
import { HttpError } from "../util/http-error.ts"
import type { HttpContext } from "./context.ts"
import { isAllowed, originsOf } from "./origin.ts"
import { tokenFor } from "./session-token.ts"
import { socketPath } from "./socket-path.ts"

const MAX_ELEMENT_ID_LENGTH = 256

export function answerAutoload(request: Request, match: Match, context: HttpContext): Response {
  const cors = corsHeaders(request, match, context)
  try {
    return new Response(scriptFor(request, match, context), {
      headers: {
        "Content-Type": "application/javascript; charset=utf-8",
        "Cache-Control": "no-store",
        ...cors,
      },
    })
  } catch (error) {
    if (!(error instanceof HttpError)) throw error
    // Without these the page could not read the reason.
    throw new HttpError(error.status, error.message, { ...error.headers, ...cors })
  }
}

/** The answer to a browser that asks whether it may send such a request. */
export function answerPreflight(request: Request, match: Match, context: HttpContext): Response {
  return new Response(null, {
    status: 204,
    headers: {
      ...corsHeaders(request, match, context),
      "Access-Control-Allow-Methods": "GET, OPTIONS",
      "Access-Control-Max-Age": "86400",
    },
  })
}

function scriptFor(request: Request, { route }: Match, context: HttpContext): string {
  const url = new URL(request.url)
  const elementId = url.searchParams.get("bokeh-autoload-element") ?? ""
  if (elementId === "") throw new HttpError(400, "No bokeh-autoload-element query parameter")
  if (elementId.length > MAX_ELEMENT_ID_LENGTH) {
    throw new HttpError(
      400,
      `bokeh-autoload-element is longer than ${MAX_ELEMENT_ID_LENGTH} characters`,
    )
  }
  const { config } = context
  const { resources = config.resources } = route.options
  const allowed = originsOf(route.options, config)
  const origin = publicOrigin(url)
  return autoloadJs({
    scriptUrls: url.searchParams.get("resources") === "none" ? [] : scriptUrls(resources, origin),
    embed: {
      socketUrl: origin + socketPath(url.pathname, "autoload", route),
      token: tokenFor(request, isTrusted(request, allowed) ? route.options : {}, context),
      elementId,
      useForTitle: false,
      logLevel: config.logLevel,
    },
  })
}

/** The origin by which the page reached us: a proxy may have taken TLS away. Scripts come from there: no other host. */
function publicOrigin(url: URL): string {
  const given = URL.parse(url.searchParams.get("bokeh-absolute-url") ?? "")
  const isOurs = given !== null && /^https?:$/.test(given.protocol) && given.host === url.host
  return isOurs ? given.origin : url.origin
}

/** A page that may open the socket, or no page at all. Browsers don't name the origin of a plain script's page. */
function isTrusted(request: Request, allowed: readonly string[]): boolean {
  const from = request.headers.get("Origin") ?? request.headers.get("Referer")
  if (from !== null) return isAllowed(from, request.url, allowed)
  return request.headers.get("Sec-Fetch-Site") !== "cross-site"
}

/** Any origin may read the script, those allowed also with cookies: then browsers want the exact origin. */
function corsHeaders(
  request: Request,
  { route }: Match,
  { config }: HttpContext,
): Readonly<Record<string, string>> {
  const origin = request.headers.get("Origin")
  const asked = request.headers.get("Access-Control-Request-Headers")
  const mayBringCookies =
    origin !== null && isAllowed(origin, request.url, originsOf(route.options, config))
  return {
    "Access-Control-Allow-Origin": mayBringCookies ? origin : "*",
    ...(mayBringCookies && { "Access-Control-Allow-Credentials": "true" }),
    ...(asked !== null && { "Access-Control-Allow-Headers": asked }),
    Vary: "Origin",
  }
}
