// GET PATH: the page of a document. It calls no Durable Object, unless the template needs the document's outline: the
// socket opens the session.

import type { Match } from "../app/route.ts"
import type { HttpContext } from "./context.ts"
import { sessionCookie } from "./cookies.ts"
import { pageHeaders } from "./page-headers.ts"
import { pageHtml } from "./page-html.ts"
import { pageResources } from "./page-resources.ts"
import { issueToken } from "./session-token.ts"
import { copyNotes, PREVIEW, previewResponse, snapshotOf } from "./snapshot-request.ts"
import { guestNeeds } from "./strangers.ts"

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
