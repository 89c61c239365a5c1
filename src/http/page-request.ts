// GET PATH: the page of a document. It calls no Durable Object, unless the template needs the document's outline: the
// socket opens the session.

import type { Match } from "../app/route.ts"
import { contentPolicy, sourcesIn } from "../pages/content-policy.ts"
import type { Html } from "../util/html.ts"
import type { HttpContext } from "./context.ts"
import { sessionCookie } from "./cookies.ts"
import { devScriptFor } from "./dev-script.ts"
import { pageHtml } from "./page-html.ts"
import { pageResources } from "./page-resources.ts"
import { issueToken } from "./session-token.ts"
import { copyNotes, PREVIEW, previewResponse, snapshotOf } from "./snapshot-request.ts"
import { guestNeeds, type Needs } from "./strangers.ts"

export async function answerPage(
  request: Request,
  match: Match,
  context: HttpContext,
): Promise<Response> {
  const { route } = match
  const { pathname, searchParams } = new URL(request.url)
  const snapshot = await snapshotOf(searchParams, match, context)
  if (snapshot !== undefined && searchParams.has(PREVIEW)) return previewResponse(snapshot)
  const copy = snapshot && (await copyNotes(snapshot, context))

  const { asked, token, admission, signedId } = await issueToken(request, match, context)
  const needs = await guestNeeds({ asked, admission, snapshot }, route, context)

  const nonce = context.random.alphanumeric(22)
  const [isGuarded, isViewer] = [needs !== undefined, admission.role === "viewer"]
  const loaded = { pathname, token, nonce, isGuarded, isViewer }
  const resources = await pageResources(loaded, route, context)
  const page = await pageHtml({ admission, copy, resources, nonce }, match, context)

  const headers = new Headers(pageHeaders({ page, nonce, needs }, context))
  if (asked.isRemembered && signedId !== undefined) {
    headers.set("Set-Cookie", sessionCookie(signedId, context))
  }
  return new Response(String(page), { headers })
}

interface Sent {
  readonly page: Html
  readonly nonce: string
  /** For a page that shows what somebody else made. */
  readonly needs: Needs | undefined
}

/** What the page may run and load, and that its URL and its HTML stay private. */
function pageHeaders(sent: Sent, context: HttpContext): Readonly<Record<string, string>> {
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
