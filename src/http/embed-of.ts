// What the scripts of pages and snippets are told alike.

import { socketSuffix } from "../app/handler.ts"
import type { Route } from "../app/route.ts"
import { uploadsOf } from "../app/uploads.ts"
import type { Embed } from "../client/task.ts"
import { BOKEH_VERSION } from "../util/bokeh-version.ts"
import type { HttpContext } from "./context.ts"
import { extensionsFor } from "./scripts.ts"

/** @param root of the server's paths, relative to the page or absolute */
export function embedOf(
  root: string,
  { options }: Route,
  context: HttpContext,
): Omit<Embed, "base" | "target" | "token"> {
  const { logLevel, maxMessageBytes } = context.config
  return {
    socket: socketSuffix(options),
    version: BOKEH_VERSION,
    logLevel,
    maxMessageBytes,
    uploads: uploadsOf(options),
    extensions: extensionsFor(context, root),
    ranges: options.session?.ranges,
  }
}
