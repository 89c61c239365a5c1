// GET PATH/autoload.js: the snippet's script. Pages of any origin may load it; the socket's origin is checked later.
// Source: Python bokeh.server.views.autoload_js_handler (3.10)

import type { Match } from "../app/route.ts"
import { autoloadJs } from "../pages/autoload-js.ts"
import { scriptUrls } from "../pages/resources.ts"
import { HttpError } from "../util/http-error.ts"
import type { HttpContext } from "./context.ts"
import { tokenFor } from "./session-token.ts"
import { socketPath } from "./socket-path.ts"

const MAX_ELEMENT_ID_LENGTH = 256

export function answerAutoload(request: Request, { route }: Match, context: HttpContext): Response {
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
  const path = socketPath(url.pathname, "autoload", route)
  const script = autoloadJs({
    scriptUrls:
      url.searchParams.get("resources") === "none" ? [] : scriptUrls(resources, url.origin),
    embed: {
      socketUrl: url.origin + path,
      token: tokenFor(request, route.options, context),
      elementId,
      useForTitle: false,
      logLevel: config.logLevel,
    },
  })
  return new Response(script, {
    headers: {
      "Content-Type": "application/javascript; charset=utf-8",
      "Cache-Control": "no-store",
      ...corsHeaders(request),
    },
  })
}

/** The answer to a browser that asks whether it may send such a request. */
export function answerPreflight(request: Request): Response {
  return new Response(null, {
    status: 204,
    headers: {
      ...corsHeaders(request),
      "Access-Control-Allow-Methods": "GET, OPTIONS",
      "Access-Control-Max-Age": "86400",
    },
  })
}

/** Any origin may read the script; with credentials browsers want the exact origin and the headers named. */
export function corsHeaders(request: Request): Readonly<Record<string, string>> {
  const origin = request.headers.get("Origin")
  if (origin === null) return { "Access-Control-Allow-Origin": "*" }
  const asked = request.headers.get("Access-Control-Request-Headers")
  return {
    "Access-Control-Allow-Origin": origin,
    "Access-Control-Allow-Credentials": "true",
    ...(asked !== null && { "Access-Control-Allow-Headers": asked }),
    Vary: "Origin",
  }
}
