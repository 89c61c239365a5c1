// A page's HTML: from its route's template, or the default page.

import type { Match, Route } from "../app/route.ts"
import type { DocumentOutline, PageParts } from "../app/template.ts"
import type { Admission } from "../objects/admission.ts"
import { sessionStub } from "../objects/stubs.ts"
import { isFrom, withNonces } from "../pages/content-policy.ts"
import { documentPage, placeHtml } from "../pages/document-page.ts"
import { Html, html } from "../util/html.ts"
import { HttpError } from "../util/http-error.ts"
import type { HttpContext } from "./context.ts"
import type { CopyNotes } from "./snapshot-request.ts"
import { isShared } from "./strangers.ts"

interface PageContent {
  readonly admission: Admission
  readonly copy: CopyNotes | undefined
  readonly resources: Html
  readonly nonce: string
}

export async function pageHtml(
  { admission, copy, resources, nonce }: PageContent,
  { route, params }: Match,
  { user, env, publicUrl }: HttpContext,
): Promise<Html> {
  const { template, title, favicon } = route.options
  const parts: PageParts = {
    title: title ?? (copy?.title || "Bokeh Application"),
    resources: html`${copy?.tags}${resources}`,
    nonce,
    isViewer: admission.role === "viewer",
    isShared: isShared(admission),
    params,
    user,
    request: admission.request,
    outline: () => askOutline(admission, env),
    embed: (name = "") => placeHtml(name),
  }
  if (template !== undefined)
    return templateHtml(await template(parts), parts, publicUrl.url, route)
  return documentPage({
    ...parts,
    madeBy: copy?.madeBy,
    invitedBy: admission.invitedBy,
    favicon,
    head: headHtml(route, nonce),
    place: placeHtml(""),
  })
}

/** @throws HttpError 403 for another user's session, 500 with the reason when the handler fails */
async function askOutline(admission: Admission, env: HttpContext["env"]): Promise<DocumentOutline> {
  const answer = await sessionStub(env, admission).outline(admission)
  if (answer.state === "outlined") return answer.outline
  throw new HttpError(answer.status, answer.reason)
}

/**
 * The head that the route's author wrote is trusted. In a template, which also contains data, only scripts from known
 * servers are.
 */
function headHtml({ options }: Route, nonce: string): Html | undefined {
  if (options.head === undefined) return undefined
  return new Html(withNonces(String(options.head), nonce, () => true))
}

function templateHtml(
  page: Html,
  { resources, nonce }: PageParts,
  url: URL,
  { pattern, options: { scriptSources = [] } }: Route,
): Html {
  if (!String(page).includes(String(resources))) {
    throw new Error(`the template of ${pattern} does not place its resources`)
  }
  const isTrusted = (src?: string) => src !== undefined && isFrom(src, url, scriptSources)
  return new Html(withNonces(String(page), nonce, isTrusted))
}
