// GET PATH/metadata: the metadata that the route has set. Source: Python bokeh.server.views.metadata_handler (3.10)

import type { Match } from "../app/route.ts"
import { belowPrefix } from "../app/server-options.ts"
import type { HttpContext } from "./context.ts"

export function answerMetadata(
  request: Request,
  { route }: Match,
  { prefix }: HttpContext,
): Response {
  const path = new URL(request.url).pathname.replace(/(?<!\/)\/+metadata\/*$/, "")
  const data = route.options.metadata ?? {}
  const headers = { "Cache-Control": "no-store" }
  return Response.json({ url: belowPrefix(path, prefix) ?? "/", data }, { headers })
}
