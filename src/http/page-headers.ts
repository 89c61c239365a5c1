// The headers of a page: what it may run and load, and that its URL and its HTML stay private.

import { contentPolicy, sourcesIn } from "../pages/content-policy.ts"
import type { Html } from "../util/html.ts"
import type { HttpContext } from "./context.ts"
import { devScriptFor } from "./dev-script.ts"
import type { Needs } from "./strangers.ts"

interface Sent {
  readonly page: Html
  readonly nonce: string
  /** For a page that shows what somebody else made. */
  readonly needs: Needs | undefined
}

export function pageHeaders(sent: Sent, context: HttpContext): Readonly<Record<string, string>> {
  return {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Content-Security-Policy": policyOf(sent, context),
    // Its URL may contain a session's id or an invitation.
    "Referrer-Policy": "strict-origin-when-cross-origin",
  }
}

function policyOf({ page, nonce, needs }: Sent, context: HttpContext): string {
  if (needs === undefined) return contentPolicy({ nonce, runsCode: true })
  const sources = [...sourcesIn(String(page)), ...needs.sources, ...devSources(context)]
  const guard = { sources: [...new Set(sources)], host: context.publicUrl.url.host }
  return contentPolicy({ nonce, guard, runsCode: needs.runsCode })
}

/** In development, pages receive reports of errors. */
function devSources({ config, publicUrl }: HttpContext): readonly string[] {
  const script = devScriptFor(config, publicUrl.url)
  return script === undefined ? [] : [new URL(script).origin]
}
