// GET /: as in Bokeh, the only app itself, or the list of all that have a page.

import type { Route } from "../app/route.ts"
import { PLAIN_POLICY } from "../pages/content-policy.ts"
import { type AppLink, indexPage } from "../pages/plain-page.ts"
import { ask } from "./auth.ts"
import type { HttpContext } from "./context.ts"
import { rootFrom } from "./socket-path.ts"

export async function answerIndex(request: Request, context: HttpContext): Promise<Response> {
  const { auth, env, routes, prefix } = context
  const { pathname } = new URL(request.url)
  const asked = { pattern: "/", params: {}, endpoint: "page", env } as const
  const user = auth === undefined ? undefined : await ask(auth, request, asked)
  if (user instanceof Response) return user
  const links = routes.filter(hasPage).map((route) => appLink(route, rootFrom(pathname) + prefix))
  const [only, ...more] = links
  if (only?.isLink === true && more.length === 0) {
    return new Response(null, { status: 302, headers: { Location: only.url } })
  }
  return new Response(indexPage(links), {
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "no-store",
      "Content-Security-Policy": PLAIN_POLICY,
    },
  })
}

function hasPage({ endpoints }: Route): boolean {
  return endpoints.includes("page")
}

/** @param root of the server, relative to the index */
function appLink({ pattern, options }: Route, root: string): AppLink {
  return {
    pattern,
    url: root + pattern,
    title: options.title ?? pattern,
    isLink: !pattern.includes("/:"),
  }
}
