// The Worker's fetch: finds the route, answers, and turns every error into a response with a reason.

import type { Endpoint, Match, Route, RouteTable } from "../app/route.ts"
import { assetsOf, ConfigError, parseConfig } from "../env.ts"
import { errorPage, indexPage } from "../pages/plain-page.ts"
import { errorText } from "../util/error-text.ts"
import { HttpError } from "../util/http-error.ts"
import { answerAutoload, answerPreflight } from "./autoload-request.ts"
import type { Answer, HttpContext } from "./context.ts"
import { answerMetadata } from "./metadata-request.ts"
import { answerPage } from "./page-request.ts"
import { webRandom } from "./random.ts"
import { answerSocket } from "./socket-request.ts"

type Env = Readonly<Record<string, unknown>>

const ANSWERS: Readonly<Record<Endpoint, Answer>> = {
  page: answerPage,
  autoload: answerAutoload,
  metadata: answerMetadata,
  socket: answerSocket,
}

export function createFetch(table: RouteTable): (request: Request, env: Env) => Promise<Response> {
  return async (request, env) => {
    try {
      const config = parseConfig(env)
      const context: HttpContext = {
        config,
        env,
        routes: table.routes,
        random: webRandom,
        now: () => Date.now(),
      }
      const match = table.match(new URL(request.url).pathname)
      const response =
        match === undefined
          ? await answerOther(request, context)
          : await answerMatch(request, match, context)
      return request.method === "HEAD" ? new Response(null, response) : response
    } catch (error) {
      return errorResponse(error, env["BOKEH_EDGE_DEV"] === "1")
    }
  }
}

function answerMatch(
  request: Request,
  match: Match,
  context: HttpContext,
): Response | Promise<Response> {
  if (request.method === "GET" || request.method === "HEAD") {
    return ANSWERS[match.endpoint](request, match, context)
  }
  if (request.method === "OPTIONS") {
    return match.endpoint === "autoload"
      ? answerPreflight(request, match, context)
      : new Response(null, { status: 204, headers: { Allow: "GET, HEAD, OPTIONS" } })
  }
  throw new HttpError(405, `${request.method} is not allowed here`, { Allow: "GET, HEAD, OPTIONS" })
}

/** What is no route: a static file, the list of apps, a sign of life. */
async function answerOther(request: Request, { env, routes }: HttpContext): Promise<Response> {
  const { pathname } = new URL(request.url)
  if (pathname === "/liveness") return Response.json({ status: "ok" })
  const asset = await assetsOf(env)?.fetch(request)
  if (asset !== undefined && asset.status !== 404) return asset
  if (pathname === "/") return htmlResponse(200, indexPage(routes.filter(hasPage).map(appLink)))
  throw new HttpError(404, `There is nothing at ${pathname}.`)
}

function hasPage({ endpoints }: Route): boolean {
  return endpoints.includes("page")
}

function appLink({ pattern, options }: Route): Parameters<typeof indexPage>[0][number] {
  return { path: pattern, title: options.title ?? pattern, isLink: !pattern.includes("/:") }
}

function errorResponse(error: unknown, isDevelopment: boolean): Response {
  if (error instanceof HttpError) {
    return htmlResponse(error.status, errorPage(error.status, error.message), error.headers)
  }
  const id = webRandom.alphanumeric(8)
  // oxlint-disable-next-line no-console -- the Worker's log
  console.error(JSON.stringify({ message: "a request failed", id, error: errorText(error) }))
  const reason =
    error instanceof ConfigError
      ? "The server is not set up."
      : "Something went wrong on the server."
  const detail = isDevelopment || error instanceof ConfigError ? errorText(error) : undefined
  return htmlResponse(500, errorPage(500, `${reason} (error ${id})`, detail))
}

function htmlResponse(
  status: number,
  html: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new Response(html, {
    status,
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "no-store",
      ...headers,
    },
  })
}
