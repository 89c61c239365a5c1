// The Worker's fetch: finds the route, answers, and turns every error into a response with a reason.

import type { Endpoint } from "../app/endpoint.ts"
import type { Match, Route, RouteTable } from "../app/route.ts"
import { belowPrefix, parsePrefix, type ServerOptions } from "../app/server-options.ts"
import { assetsOf, parseConfig } from "../env.ts"
import { type AppLink, indexPage } from "../pages/plain-page.ts"
import { HttpError } from "../util/http-error.ts"
import { ask, authenticate } from "./auth.ts"
import { answerAutoload } from "./autoload-request.ts"
import type { Answer, HttpContext } from "./context.ts"
import { answerEmbed } from "./embed-request.ts"
import { errorResponse } from "./error-response.ts"
import { answerGroupPost } from "./group-request.ts"
import { answerMetadata } from "./metadata-request.ts"
import { answerPage } from "./page-request.ts"
import { webRandom } from "./random.ts"
import { answerSocket, assertSocket } from "./socket-request.ts"

type Env = Readonly<Record<string, unknown>>

const ANSWERS: Readonly<Record<Endpoint, Answer>> = {
  page: answerPage,
  autoload: answerAutoload,
  embed: answerEmbed,
  metadata: answerMetadata,
  socket: answerSocket,
}

export function createFetch(
  table: RouteTable,
  options: ServerOptions = {},
): (request: Request, env: Env) => Promise<Response> {
  const prefix = parsePrefix(options.prefix)
  return async (request, env) => {
    try {
      const context: HttpContext = {
        config: parseConfig(env),
        env,
        routes: table.routes,
        prefix,
        auth: options.auth,
        random: webRandom,
        now: () => Date.now(),
      }
      const path = belowPrefix(new URL(request.url).pathname, prefix)
      const group = path === undefined ? undefined : groupAt(path, options)
      if (group !== undefined) return await answerGroupPost(request, group, context)
      const match = path === undefined ? undefined : table.match(path)
      const response =
        match === undefined
          ? await answerOther(request, path, context, options)
          : await answerMatch(request, match, context)
      return request.method === "HEAD" ? new Response(null, response) : response
    } catch (error) {
      return errorResponse(request, error, env["BOKEH_EDGE_DEV"] === "1")
    }
  }
}

/** The name, as it is in the path, of the group where the server lets other services send. */
function groupAt(path: string, { groupEndpoint }: ServerOptions): string | undefined {
  if (groupEndpoint === undefined || !path.startsWith(`${groupEndpoint}/`)) return undefined
  return path.slice(groupEndpoint.length + 1)
}

const METHODS = { Allow: "GET, HEAD, OPTIONS" }

async function answerMatch(
  request: Request,
  match: Match,
  context: HttpContext,
): Promise<Response> {
  if (request.method === "OPTIONS" && !hasPreflight(match.endpoint)) {
    return new Response(null, { status: 204, headers: METHODS })
  }
  assertMethod(request, ["GET", "HEAD", "OPTIONS"])
  if (match.endpoint === "socket") assertSocket(request, match, context)
  const user = await authenticate(request, match, context)
  if (user instanceof Response) return user
  await assertExists(request, match, context)
  return ANSWERS[match.endpoint](request, match, { ...context, user })
}

async function assertExists(
  { url }: Request,
  { route, params }: Match,
  { env }: HttpContext,
): Promise<void> {
  const { exists } = route.options
  if (exists === undefined || (await exists(params, env))) return
  throw new HttpError(404, `There is nothing at ${new URL(url).pathname}.`)
}

/** Pages of other origins ask before they send headers of their own. */
function hasPreflight(endpoint: Endpoint): boolean {
  return endpoint === "autoload" || endpoint === "embed"
}

function assertMethod({ method }: Request, allowed: readonly string[]): void {
  if (!allowed.includes(method)) throw new HttpError(405, `${method} is not allowed here`, METHODS)
}

/** What is no route: a sign of life, the list of apps, a static file. */
async function answerOther(
  request: Request,
  path: string | undefined,
  context: HttpContext,
  { index = true }: ServerOptions,
): Promise<Response> {
  const { pathname } = new URL(request.url)
  if (pathname === "/liveness" || path === "/liveness") return Response.json({ status: "ok" })
  const asset = path === undefined ? undefined : await fetchAsset(request, path, context)
  if (asset !== undefined) return asset
  if (path === "/" && index) {
    assertMethod(request, ["GET", "HEAD"])
    return answerIndex(request, context)
  }
  const known = context.routes.map(({ pattern }) => context.prefix + pattern)
  const detail = `The routes are\n${known.join("\n")}`
  throw new HttpError(404, `There is nothing at ${pathname}.`, {}, detail)
}

async function fetchAsset(
  request: Request,
  path: string,
  { env }: HttpContext,
): Promise<Response | undefined> {
  const url = new URL(request.url)
  url.pathname = path
  const asset = await assetsOf(env)?.fetch(new Request(url, request))
  return asset?.status === 404 ? undefined : asset
}

/** As in Bokeh: the only app itself, or the list of all that have a page. */
async function answerIndex(request: Request, context: HttpContext): Promise<Response> {
  const { auth, env, routes, prefix } = context
  const asked = { pattern: "/", params: {}, endpoint: "page", env } as const
  const user = auth === undefined ? undefined : await ask(auth, request, asked)
  if (user instanceof Response) return user
  const links = routes.filter(hasPage).map((route) => appLink(route, prefix))
  const [only, ...more] = links
  if (only?.isLink === true && more.length === 0) {
    return new Response(null, { status: 302, headers: { Location: only.path } })
  }
  return new Response(indexPage(links), {
    headers: { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" },
  })
}

function hasPage({ endpoints }: Route): boolean {
  return endpoints.includes("page")
}

function appLink({ pattern, options }: Route, prefix: string): AppLink {
  return {
    path: prefix + pattern,
    title: options.title ?? pattern,
    isLink: !pattern.includes("/:"),
  }
}
