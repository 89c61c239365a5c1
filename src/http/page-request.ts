// GET PATH: the page of a document. No Durable Object is touched: the socket opens the session.

import type { Match } from "../app/route.ts"
import { documentPage } from "../pages/document-page.ts"
import { scriptUrls } from "../pages/resources.ts"
import type { HttpContext } from "./context.ts"
import { sessionOf } from "./session-token.ts"
import { socketPath } from "./socket-path.ts"

export function answerPage(request: Request, match: Match, context: HttpContext): Response {
  const { route } = match
  const { config, random } = context
  const { title = "Bokeh Application", resources = config.resources } = route.options
  const nonce = random.alphanumeric(22)
  const { token, cookie } = sessionOf(request, match, context)
  const html = documentPage({
    title,
    scriptUrls: scriptUrls(resources, context.prefix),
    nonce,
    embed: {
      socketUrl: socketPath(new URL(request.url).pathname, "page", route),
      token,
      logLevel: config.logLevel,
    },
  })
  return new Response(html, {
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "no-store",
      "Content-Security-Policy": contentSecurityPolicy(nonce),
      ...(cookie !== undefined && { "Set-Cookie": cookie }),
    },
  })
}

/** Scripts: the server's, Bokeh's and the page's own. BokehJS makes functions from CustomJS, which counts as eval. */
function contentSecurityPolicy(nonce: string): string {
  return [
    `script-src 'self' 'nonce-${nonce}' 'unsafe-eval' https://cdn.bokeh.org`,
    "object-src 'none'",
    "base-uri 'none'",
  ].join("; ")
}
