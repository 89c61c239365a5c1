// GET /: as in Bokeh, redirects to the only app, or lists all apps that have a page.

import type { Route } from "../app/route.ts"
import type { IndexOptions } from "../app/server-options.ts"
import { INDEX_POLICY } from "../pages/content-policy.ts"
import { type AppLink, indexPage } from "../pages/index-page.ts"
import { ask } from "./auth.ts"
import type { HttpContext } from "./context.ts"
import { fromRoot, rootFrom } from "./paths.ts"

export async function answerIndex(
  request: Request,
  context: HttpContext,
  { title, links: others = {} }: IndexOptions = {},
): Promise<Response> {
  const { auth, env, routes, prefix } = context
  const { pathname } = new URL(request.url)
  const asked = { pattern: "/", params: {}, endpoint: "page", env } as const
  const user = auth === undefined ? undefined : await ask(auth, request, asked)
  if (user instanceof Response) return user
  const root = rootFrom(pathname) + prefix
  const links = routes.filter(isListed).map((route) => appLink(route, root))
  const [only, ...more] = links
  if (only?.url !== undefined && more.length === 0) {
    return new Response(null, { status: 302, headers: { Location: only.url } })
  }
  const page = indexPage(links, {
    title,
    links: Object.entries(others).map(([words, url]) => [words, fromRoot(root, url)]),
  })
  return new Response(String(page), {
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "no-store",
      "Content-Security-Policy": INDEX_POLICY,
    },
  })
}

function isListed({ endpoints, options }: Route): boolean {
  return endpoints.includes("page") && options.card !== false
}

/** @param root of the server, relative to the index */
function appLink({ pattern, options }: Route, root: string): AppLink {
  const { title = pattern, example = {}, card } = options
  const path = pathOf(pattern, example)
  const { text, picture, source } = card === false || card === undefined ? {} : card
  return {
    pattern,
    title,
    text,
    url: path === undefined ? undefined : root + path,
    picture: picture && fromRoot(root, picture),
    source: source && fromRoot(root, source),
  }
}

/** A pattern with values for its parameters; undefined when a value is missing. */
function pathOf(
  pattern: string,
  example: Readonly<Record<string, string | number>>,
): string | undefined {
  const parts = pattern.split("/").map((part) => {
    const [, name] = /^:(\w+)/.exec(part) ?? []
    if (name === undefined) return part
    const value = example[name]
    return value === undefined ? undefined : encodeURIComponent(value).replaceAll("%2F", "/")
  })
  return parts.includes(undefined) ? undefined : parts.join("/")
}
