// GET PATH: the page of a document. No Durable Object is touched, unless the template asks for the document's outline:
// the socket opens the session.

import { socketSuffix } from "../app/handler.ts"
import type { Match } from "../app/route.ts"
import type { DocumentOutline } from "../app/template.ts"
import type { Admission } from "../objects/admission.ts"
import { sessionStub } from "../objects/stubs.ts"
import { contentPolicy, isFrom, withNonces } from "../pages/content-policy.ts"
import { documentPage, placeHtml, resourcesHtml } from "../pages/document-page.ts"
import { Html, html } from "../util/html.ts"
import { HttpError } from "../util/http-error.ts"
import type { HttpContext } from "./context.ts"
import { fallbackFor, scriptsFor } from "./scripts.ts"
import { pageSession } from "./session-cookie.ts"
import { cardTags, PREVIEW, previewResponse, snapshotOf } from "./snapshot-request.ts"
import { rootFrom } from "./socket-path.ts"

export async function answerPage(
  request: Request,
  match: Match,
  context: HttpContext,
): Promise<Response> {
  const { config, random } = context
  const { options } = match.route
  const snapshot = await snapshotOf(request, match, context)
  if (snapshot !== undefined && new URL(request.url).searchParams.has(PREVIEW)) {
    return previewResponse(snapshot)
  }
  const nonce = random.alphanumeric(22)
  const { token, admission, cookie } = pageSession(request, match, context)
  const isViewer = admission.role === "viewer"
  const { pathname } = new URL(request.url)
  const scripts = await scriptsFor(match.route, context, rootFrom(pathname))
  const fallback = await fallbackFor(match.route, context, rootFrom(asFolder(pathname)))
  const base = asFolder(context.publicUrl.url.pathname)
  const staysInTab = options.session?.resume === "tab"
  const socket = socketSuffix(options)
  const embed = { base, socket, token, logLevel: config.logLevel, staysInTab }
  const resources = html`${cardTags(context.publicUrl.url, snapshot)}${resourcesHtml({ scripts, fallback, nonce, embed })}`
  const { title = "Bokeh Application", template, favicon } = options
  const head = headHtml(match.route, nonce)
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
          request: admission.request,
          outline: () => askOutline(admission, context.env),
          embed: (name = "") => placeHtml(name),
        })
  if (template !== undefined) assertComplete(page, resources, match)
  const sent =
    template === undefined ? page : templateHtml(page, nonce, context.publicUrl.url, match.route)
  return new Response(String(sent), {
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "no-store",
      "Content-Security-Policy": contentPolicy({ nonce, runsCode: true }),
      ...(cookie !== undefined && { "Set-Cookie": cookie }),
    },
  })
}

function asFolder(pathname: string): string {
  return pathname.replace(/\/*$/, "/")
}

/** @throws HttpError 403 for another user's session, 500 with the reason when the handler fails */
async function askOutline(admission: Admission, env: HttpContext["env"]): Promise<DocumentOutline> {
  const answer = await sessionStub(env, admission).outline(admission)
  if (answer.state === "outlined") return answer.outline
  throw new HttpError(answer.status, answer.reason)
}

function assertComplete(page: Html, resources: Html, { route }: Match): void {
  if (String(page).includes(String(resources))) return
  throw new Error(`the template of ${route.pattern} does not place its resources`)
}

/** What the route's author wrote into the head is trusted; in a template, which has data too, what comes from known servers. */
function headHtml({ options }: Match["route"], nonce: string): Html | undefined {
  if (options.head === undefined) return undefined
  return new Html(withNonces(String(options.head), nonce, () => true))
}

function templateHtml(page: Html, nonce: string, url: URL, { options }: Match["route"]): Html {
  const sources = options.scriptSources ?? []
  const isTrusted = (src?: string) => src !== undefined && isFrom(src, url, sources)
  return new Html(withNonces(String(page), nonce, isTrusted))
}
