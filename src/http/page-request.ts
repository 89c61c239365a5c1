// GET PATH: the page of a document. No Durable Object is touched, unless the template asks for the document's outline:
// the socket opens the session.

import { DARK_THEME } from "../app/dark-theme.ts"
import { socketSuffix } from "../app/handler.ts"
import type { Match } from "../app/route.ts"
import type { DocumentOutline, PageParts } from "../app/template.ts"
import { uploadsOf } from "../app/uploads.ts"
import type { Admission } from "../objects/admission.ts"
import type { SnapshotCard } from "../objects/snapshot-rpc.ts"
import { changedAtMs, sessionStub } from "../objects/stubs.ts"
import { contentPolicy, isFrom, sourcesIn, withNonces } from "../pages/content-policy.ts"
import {
  type DocumentPage,
  documentPage,
  placeHtml,
  type Resources,
  resourcesHtml,
} from "../pages/document-page.ts"
import { Html, html } from "../util/html.ts"
import { HttpError } from "../util/http-error.ts"
import type { HttpContext } from "./context.ts"
import { devScriptFor } from "./dev-script.ts"
import { assertNames } from "./long-names.ts"
import { extensionsFor, fallbackFor, scriptsFor } from "./scripts.ts"
import { pageSession } from "./session-cookie.ts"
import { cardTags, PREVIEW, previewResponse, snapshotOf } from "./snapshot-request.ts"
import { rootFrom } from "./socket-path.ts"
import { isShared, isSomebodyElses, needsOf } from "./strangers.ts"

export async function answerPage(
  request: Request,
  match: Match,
  context: HttpContext,
): Promise<Response> {
  const { random } = context
  const { options } = match.route
  const snapshot = await snapshotOf(request, match, context)
  if (snapshot !== undefined && new URL(request.url).searchParams.has(PREVIEW)) {
    return previewResponse(snapshot)
  }
  const nonce = random.alphanumeric(22)
  const { token, admission, cookie } = pageSession(request, match, context)
  await assertNames(match, admission, context)
  const isGuarded = isSomebodyElses(request, admission, match.route)
  const { url } = context.publicUrl
  const isViewer = admission.role === "viewer"
  const given = { token, nonce, snapshot, isGuarded, isViewer }
  const resources = await pageResources(request, match, context, given)
  const madeBy = snapshot && (await madeByOf(snapshot, context.env))
  const made = { madeBy, invitedBy: admission.invitedBy }
  const page = await pageHtml(match, url, made, {
    title: options.title ?? (snapshot?.snapshot.title || "Bokeh Application"),
    resources,
    nonce,
    isViewer,
    isShared: isShared(admission),
    params: match.params,
    user: context.user,
    request: admission.request,
    outline: () => askOutline(admission, context.env),
    embed: (name = "") => placeHtml(name),
  })
  const needs = isGuarded ? await needsOf(match.route, admission, snapshot, context) : undefined
  const guard = needs && {
    sources: [...new Set([...sourcesIn(String(page)), ...needs.sources, ...devSources(context)])],
    host: url.host,
  }
  return new Response(String(page), {
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "no-store",
      "Content-Security-Policy": contentPolicy({ nonce, guard, runsCode: needs?.runsCode ?? true }),
      // Its URL may have a session's id or an invitation.
      "Referrer-Policy": "strict-origin-when-cross-origin",
      ...(cookie !== undefined && { "Set-Cookie": cookie }),
    },
  })
}

/** In development, pages hear what goes wrong. */
function devSources({ config, publicUrl }: HttpContext): readonly string[] {
  const script = devScriptFor(config, publicUrl.url)
  return script === undefined ? [] : [new URL(script).origin]
}

interface Resourced {
  readonly token: string
  readonly nonce: string
  readonly snapshot: SnapshotCard | undefined
  readonly isGuarded: boolean
  readonly isViewer: boolean
}

/** What a page's head needs: BokehJS, the script that opens the session, and what is said of a copy. */
async function pageResources(
  { url }: Request,
  { route }: Match,
  context: HttpContext,
  { token, nonce, snapshot, isGuarded, isViewer }: Resourced,
): Promise<Html> {
  const { logLevel, maxMessageBytes } = context.config
  const { pathname } = new URL(url)
  const embed = {
    base: asFolder(context.publicUrl.url.pathname),
    socket: socketSuffix(route.options),
    token,
    logLevel,
    maxMessageBytes,
    uploads: uploadsOf(route.options),
    extensions: extensionsFor(context, rootFrom(asFolder(pathname))),
    staysInTab: route.options.session?.resume === "tab",
  }
  const given = { route, context, root: rootFrom(pathname), folder: rootFrom(asFolder(pathname)) }
  const loads = await loadsOf(given, isGuarded)
  const darkTheme = route.options.theme === "auto" ? DARK_THEME : undefined
  const viewerScript = isViewer ? route.options.viewers?.script : undefined
  const card = cardTags(context.publicUrl.url, snapshot)
  const devScript = devScriptFor(context.config, context.publicUrl.url)
  const parts = { ...loads, nonce, embed, isGuarded, darkTheme, devScript, viewerScript }
  return html`${card}${resourcesHtml(parts)}`
}

interface Loading {
  readonly route: Match["route"]
  readonly context: HttpContext
  readonly root: string
  /** The root, for the page's base. */
  readonly folder: string
}

/**
 * Scripts that a page inserts have no nonce, which is another one each time: browsers use what they have compiled of them once
 * more. Pages in which others' scripts may expect BokehJS before them have tags.
 */
async function loadsOf(
  { route, context, root, folder }: Loading,
  isGuarded: boolean,
): Promise<Pick<Resources, "scripts" | "inserted" | "fallback">> {
  const { resources = context.config.resources, template, head } = route.options
  const isOurs = template === undefined && !String(head ?? "").includes("<script")
  if (isOurs && !isGuarded && resources === "server") {
    return { scripts: [], inserted: await scriptsFor(route, context, folder), fallback: [] }
  }
  const fallback = await fallbackFor(route, context, folder)
  return { scripts: await scriptsFor(route, context, root), inserted: [], fallback }
}

function asFolder(pathname: string): string {
  return pathname.replace(/\/*$/, "/")
}

/** The route's own page, or the one for routes without. */
async function pageHtml(
  { route }: Match,
  url: URL,
  made: Pick<DocumentPage, "madeBy" | "invitedBy">,
  parts: PageParts,
): Promise<Html> {
  const { template, favicon } = route.options
  const { resources, nonce } = parts
  if (template === undefined) {
    return documentPage({
      ...parts,
      ...made,
      favicon,
      head: headHtml(route, nonce),
      place: placeHtml(""),
    })
  }
  const page = await template(parts)
  if (!String(page).includes(String(resources))) {
    throw new Error(`the template of ${route.pattern} does not place its resources`)
  }
  return templateHtml(page, nonce, url, route)
}

const ANONYMOUS = "Somebody else made this"

/** Whose copy it is, when it was made, and whether that was changed since. */
async function madeByOf(
  { snapshot: { by, publishedAtMs }, owner }: SnapshotCard,
  env: HttpContext["env"],
): Promise<string> {
  const made = by === undefined ? ANONYMOUS : `${by} made this on ${dayOf(publishedAtMs)}`
  const atMs = await changedAtMs(env, owner).catch(() => undefined)
  if (atMs === undefined || atMs <= publishedAtMs) return `${made}.`
  return `${made}, and has changed the original since, on ${dayOf(atMs)}.`
}

function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10)
}

/** @throws HttpError 403 for another user's session, 500 with the reason when the handler fails */
async function askOutline(admission: Admission, env: HttpContext["env"]): Promise<DocumentOutline> {
  const answer = await sessionStub(env, admission).outline(admission)
  if (answer.state === "outlined") return answer.outline
  throw new HttpError(answer.status, answer.reason)
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
