// Which pages of other origins may read a response. Source: https://fetch.spec.whatwg.org/#http-cors-protocol

import type { Match } from "../app/route.ts"
import type { HttpContext } from "./context.ts"
import { isAllowed, originsOf } from "./origin.ts"

type CorsHeaders = Readonly<Record<string, string>>

/**
 * Pages that may open the socket may read the response, even with cookies, for which browsers require the exact origin. All
 * others may read snippets, without cookies.
 */
export function corsHeaders(
  request: Request,
  { route, endpoint }: Match,
  { config, publicUrl }: HttpContext,
): CorsHeaders {
  const origin = request.headers.get("Origin")
  const asked = request.headers.get("Access-Control-Request-Headers")
  const isAllowedOrigin =
    origin !== null && isAllowed(origin, publicUrl.url, originsOf(route.options, config))
  const reader = isAllowedOrigin ? origin : endpoint === "autoload" ? "*" : undefined
  return {
    ...(reader !== undefined && { "Access-Control-Allow-Origin": reader }),
    ...(isAllowedOrigin && { "Access-Control-Allow-Credentials": "true" }),
    ...(asked !== null && { "Access-Control-Allow-Headers": asked }),
    Vary: "Origin",
  }
}

/** The response to a browser that asks whether a page may send such a request. */
export function preflight(method: "GET" | "POST" = "GET"): Response {
  const headers = {
    "Access-Control-Allow-Methods": `${method}, OPTIONS`,
    "Access-Control-Max-Age": "86400",
  }
  return emptyResponse(headers)
}

export function emptyResponse(headers: Readonly<Record<string, string>>): Response {
  return new Response(null, { status: 204, headers })
}
