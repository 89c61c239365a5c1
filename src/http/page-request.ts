// GET PATH: the page of a document. No Durable Object is touched, unless the template asks for the document's outline:
// the socket opens the session.

import type { Match } from "../app/route.ts"
import type { PageParts } from "../app/template.ts"
import { documentPage, placeHtml, resourcesHtml } from "../pages/document-page.ts"
import { parseToken } from "../session/token.ts"
import { type Html, html } from "../util/html.ts"
import type { HttpContext } from "./context.ts"
import { askOutline } from "./outline-request.ts"
import { scriptsFor } from "./scripts.ts"
import { checked, sessionOf } from "./session-token.ts"
import { cardTags, PREVIEW, previewResponse, snapshotOf } from "./snapshot-request.ts"
import { socketPath } from "./socket-path.ts"
import { checkedInvite, sessionOpen } from "./socket-request.ts"

export async function answerPage(
  request: Request,
  match: Match,
  context: HttpContext,
): Promise<Response> {
  const { config, random } = context
  const { options } = match.route
  const isViewer = looksOn(request, match, context)
  const snapshot = await snapshotOf(request, match, context)
  if (snapshot !== undefined && new URL(request.url).searchParams.has(PREVIEW)) {
    return previewResponse(snapshot)
  }
  const nonce = random.alphanumeric(22)
  const { token, cookie } = sessionOf(request, match, context)
  const socketUrl = socketPath(new URL(request.url).pathname, "page", match.route)
  const scripts = await scriptsFor(match.route, context, "")
  const staysInTab = options.session?.resume === "tab"
  const embed = { socketUrl, token, logLevel: config.logLevel, staysInTab }
  const resources = html`${cardTags(request, snapshot)}${resourcesHtml({ scripts, nonce, embed })}`
  const { title = "Bokeh Application", template, favicon, head } = options
  const page =
    template === undefined
      ? documentPage({ title, favicon, head, resources, isViewer, place: placeHtml("") })
      : await template({
          title,
          resources,
          nonce,
          isViewer,
          params: match.params,
          user: context.user,
          ...askedFor(new Request(new URL(socketUrl, request.url), request), match, token, context),
          embed: (name = "") => placeHtml(name),
        })
  if (template !== undefined) assertComplete(page, resources, match)
  return new Response(String(page), {
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "no-store",
      "Content-Security-Policy": contentSecurityPolicy(nonce),
      ...(cookie !== undefined && { "Set-Cookie": cookie }),
    },
  })
}

/**
 * Whether the visitor's changes are taken. A page for an invitation that is no good would only say so when its socket is
 * refused. @throws HttpError
 */
function looksOn({ url }: Request, match: Match, { config, now }: HttpContext): boolean {
  const { searchParams } = new URL(url)
  const text = searchParams.get("bokeh-invite")
  if (text === null) return searchParams.has("bokeh-snapshot") && searchParams.has("bokeh-view")
  const check = () => checkedInvite(text, match, config.secretKeys, now())
  return checked(403, check, "Invalid invitation: ").role === "viewer"
}

/** @param request as the socket will come */
function askedFor(
  request: Request,
  match: Match,
  token: string,
  context: HttpContext,
): Pick<PageParts, "request" | "outline"> {
  const { secretKeys } = context.config
  const open = sessionOpen(request, match, parseToken(token, secretKeys), context)
  return { request: open.request, outline: () => askOutline(open, context.env) }
}

function assertComplete(page: Html, resources: Html, { route }: Match): void {
  if (String(page).includes(String(resources))) return
  throw new Error(`the template of ${route.pattern} does not place its resources`)
}

/** Scripts: the server's, Bokeh's and the page's own. BokehJS makes functions from CustomJS, which counts as eval. */
function contentSecurityPolicy(nonce: string): string {
  return [
    `script-src 'self' 'nonce-${nonce}' 'unsafe-eval' https://cdn.bokeh.org`,
    "object-src 'none'",
    "base-uri 'none'",
  ].join("; ")
}
