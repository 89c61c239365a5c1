// GET PATH/metadata: what the route says of itself. Source: Python bokeh.server.views.metadata_handler (3.10)

import type { Match } from "../app/route.ts"

export function answerMetadata(request: Request, { route }: Match): Response {
  const url = new URL(request.url).pathname.replace(/\/metadata\/*$/, "")
  return Response.json({ url: url === "" ? "/" : url, data: route.options.metadata ?? {} })
}
