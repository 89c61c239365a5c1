// GET PATH/embed.json: what a script needs to embed the app by itself. Only pages that may open the socket get it. Source:
// Python bokeh.server.asgi (the main branch after 3.10), schema bokeh.embed-server/v1

import type { Match } from "../app/route.ts"
import { cdnScripts, serverScripts } from "../pages/resources.ts"
import { BOKEH_VERSION } from "../util/bokeh-version.ts"
import type { HttpContext } from "./context.ts"
import { preflight } from "./cors.ts"
import { assertOrigin, originsOf } from "./origin.ts"
import { socketPath } from "./paths.ts"
import { publicOrigin } from "./public-url.ts"
import { issueToken } from "./session-token.ts"

export async function answerEmbed(
  request: Request,
  match: Match,
  context: HttpContext,
): Promise<Response> {
  const { route } = match
  assertOrigin(request, context.publicUrl.url, originsOf(route.options, context.config))
  if (request.method === "OPTIONS") return preflight()
  const { url, prefix } = context.publicUrl
  const origin = publicOrigin(url)
  const { resources = context.config.resources } = route.options
  // A script that reads this loads BokehJS by URL.
  const scripts =
    resources === "cdn"
      ? cdnScripts(context.config.isMinified)
      : serverScripts(origin + prefix + context.prefix)
  const { token } = await issueToken(request, match, context)
  return Response.json(
    {
      schema: "bokeh.embed-server/v1",
      bokeh_version: BOKEH_VERSION,
      token,
      // An addition to the schema: the argument of Bokeh.embed.add_document_from_session.
      websocket_url: origin.replace("http", "ws") + socketPath(url.pathname, "embed", route),
      js_urls: scripts.map((script) => script.url),
    },
    { headers: { "Cache-Control": "no-store" } },
  )
}
