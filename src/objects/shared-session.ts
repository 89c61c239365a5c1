// The session of a place where all visitors share one.

import type { Match } from "../app/route.ts"
import { sharedSessionId } from "../session/token.ts"
import { placeKey, shortHash } from "./names.ts"

/** Its id; undefined where each visitor has a session of their own, which a copy's link always opens. */
export function sharedIdOf(
  url: URL,
  { route, params }: Pick<Match, "route" | "params">,
): string | undefined {
  const isCopy = url.searchParams.has("bokeh-snapshot")
  if (route.options.session?.shared === undefined || isCopy) return undefined
  return sharedSessionId(shortHash(placeKey({ pattern: route.pattern, params })))
}
