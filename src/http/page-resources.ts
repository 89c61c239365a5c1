// What a page's head loads: BokehJS, and the script that opens the session.

import { DARK_THEME } from "../app/dark-theme.ts"
import type { Route } from "../app/route.ts"
import { type Resources, resourcesHtml } from "../pages/document-page.ts"
import { VIEWER_END_SCRIPT } from "../pages/generated/client.ts"
import type { Html } from "../util/html.ts"
import type { HttpContext } from "./context.ts"
import { devScriptFor } from "./dev-script.ts"
import { embedOf } from "./embed-of.ts"
import { rootFrom, withoutEndSlashes } from "./paths.ts"
import { scriptsFor } from "./scripts.ts"

interface PageOptions {
  /** The page's path, as requested. */
  readonly pathname: string
  readonly token: string
  readonly nonce: string
  readonly isGuarded: boolean
  readonly isViewer: boolean
}

export async function pageResources(
  { pathname, token, nonce, isGuarded, isViewer }: PageOptions,
  route: Route,
  context: HttpContext,
): Promise<Html> {
  const { options } = route
  const folder = rootFrom(asFolder(pathname))
  const embed = {
    base: asFolder(context.publicUrl.url.pathname),
    ...embedOf(folder, route, context),
    token,
    staysInTab: options.session?.resume === "tab",
  }
  const given = { route, context, root: rootFrom(pathname), folder }
  return resourcesHtml({
    ...(await loadsOf(given, isGuarded)),
    nonce,
    embed,
    isGuarded,
    darkTheme: options.theme === "auto" ? DARK_THEME : undefined,
    devScript: devScriptFor(context.config, context.publicUrl.url),
    featureScript:
      (isViewer ? VIEWER_END_SCRIPT + (options.viewers?.script ?? "") : "") +
      (options.uploads?.script ?? ""),
  })
}

interface Loading {
  readonly route: Route
  readonly context: HttpContext
  readonly root: string
  /** The root, as the base for the page's URLs. */
  readonly folder: string
}

/**
 * Scripts that a page inserts have no nonce, which would be different each time: so browsers reuse their compiled code.
 * Pages whose other scripts may expect BokehJS to be loaded first have script tags.
 */
async function loadsOf(
  { route, context, root, folder }: Loading,
  isGuarded: boolean,
): Promise<Pick<Resources, "scripts" | "inserted" | "fallback">> {
  const { resources = context.config.resources, template, head } = route.options
  const isOurs = template === undefined && !String(head ?? "").includes("<script")
  // By URLs that are right also for a page in an iframe's srcdoc, where relative URLs lead elsewhere.
  const own = resources === "server" ? await scriptsFor(route, context, folder) : []
  if (isOurs && !isGuarded && own.length > 0) return { scripts: [], inserted: own, fallback: [] }
  return { scripts: await scriptsFor(route, context, root), inserted: [], fallback: own }
}

function asFolder(pathname: string): string {
  return `${withoutEndSlashes(pathname)}/`
}
