// The Worker's fetch: a router for all paths, which turns every error into a response with a reason.

import type { IRequest } from "itty-router"
import { Router } from "itty-router/Router"

import type { Endpoint } from "../app/endpoint.ts"
import { type RoutePattern, paramsIn, pathSource, routePatterns } from "../app/route-patterns.ts"
import type { Match, Route } from "../app/route.ts"
import {
  assertGroupEndpoint,
  belowPrefix,
  type GroupEndpoint,
  type IndexOptions,
  parsePrefix,
  SERVER_OPTIONS,
  type ServerOptions,
} from "../app/server-options.ts"
import { consoleLogFor } from "../console-log.ts"
import { assetsOf, ConfigError, parseConfig } from "../env.ts"
import { isReservedName } from "../group/reserved-names.ts"
import { assertOptions } from "../util/assert-options.ts"
import { HttpError } from "../util/http-error.ts"
import { webRandom } from "../web-random.ts"
import { authenticate } from "./auth.ts"
import { answerAutoload } from "./autoload-request.ts"
import type { Answer, Env, HttpContext } from "./context.ts"
import { corsHeaders, emptyResponse } from "./cors.ts"
import { devScriptFor } from "./dev-script.ts"
import { answerEmbed } from "./embed-request.ts"
import { errorResponse } from "./error-response.ts"
import { assertHost } from "./host.ts"
import { answerIndex } from "./index-request.ts"
import { nothingAt } from "./long-names.ts"
import { answerMetadata } from "./metadata-request.ts"
import { NewSessions } from "./new-sessions.ts"
import { answerOwnModel, OWN_MODELS, ownModelUrls } from "./own-models.ts"
import { answerPage } from "./page-request.ts"
import { forwardedUrl, ownUrl } from "./public-url.ts"
import { assertBindings, assertSetUp } from "./set-up.ts"
import { answerSocket, assertSocket } from "./socket-request.ts"

/** May respond; otherwise the next handler is called. */
type Handler = (
  request: Request,
  context: HttpContext,
  params: Readonly<Record<string, string>>,
) => Response | undefined | Promise<Response | undefined>

/** What the router gets: without the query, whose repeated arguments it would copy again for each one. */
interface Asked {
  readonly method: string
  readonly url: string
  readonly request: Request
}

const ANSWERS: Readonly<Record<Endpoint, Answer>> = {
  page: answerPage,
  autoload: answerAutoload,
  embed: answerEmbed,
  metadata: answerMetadata,
  socket: answerSocket,
  upload: (request, match, context) =>
    match.route.options.uploads?.answer(request, match, context) ?? answerNothing(request, context),
}

/** @throws RouteError for an invalid pattern, and for two that could match the same URL */
export function createFetch(
  routes: readonly Route[],
  options: ServerOptions = {},
): (request: Request, env: Env) => Promise<Response> {
  assertOptions("createServer", options, SERVER_OPTIONS)
  const prefix = parsePrefix(options.prefix)
  assertGroupEndpoint(options.groupEndpoint)
  const publicUrlOf = options.trustForwarded === true ? forwardedUrl : ownUrl
  const newSessions = new NewSessions()
  const extensions = { ...ownModelUrls(), ...options.extensions }
  const contextOf = (request: Request, env: Env): HttpContext => ({
    config: parseConfig(env),
    env,
    routes,
    prefix,
    publicUrl: publicUrlOf(request),
    log: consoleLogFor(env),
    extensions,
    auth: options.auth,
    random: webRandom,
    newSessions,
    failed: (error) => failed(request, env, error),
    now: () => Date.now(),
  })
  const router = Router<Asked, [Env], Response>({
    routes: entriesOf(routes, prefix, options).map(([method, path, handler]) => [
      method,
      path,
      [
        ({ request, params }: IRequest, env: Env) =>
          handler(request, contextOf(request, env), params),
      ],
    ]),
    before: [({ request }, env) => assertHost(request, parseConfig(env))],
    catch: (error: unknown, { request }, env) => failed(request, env, error),
    finally: [
      forbidSniffing,
      (response: Response, { method }) =>
        method === "HEAD" ? new Response(null, response) : response,
    ],
  })
  return (request, env) => {
    const { origin, pathname } = new URL(request.url)
    return router.fetch({ method: request.method, url: origin + pathname, request }, env)
  }
}

function failed(request: Request, env: Env, error: unknown): Response {
  return errorResponse(request, error, {
    isDevelopment: env["BOKEH_EDGE_DEV"] === "1",
    log: error instanceof ConfigError ? undefined : consoleLogFor(env),
    devScript: devScriptOf(request, env),
  })
}

/** A server that is not set up has no script. */
function devScriptOf({ url }: Request, env: Env): string | undefined {
  try {
    return devScriptFor(parseConfig(env), new URL(url))
  } catch {
    return undefined
  }
}

/** Browsers must not guess another type than the response's. */
function forbidSniffing({ headers }: Response): void {
  try {
    headers.set("X-Content-Type-Options", "nosniff")
  } catch {
    // A static file, or a response that an app fetched: its headers cannot be changed.
  }
}

type Entry = readonly [method: string, path: RegExp, handler: Handler]

/** In the order in which they are tried. */
function entriesOf(
  routes: readonly Route[],
  prefix: string,
  { groupEndpoint, index = true }: ServerOptions,
): readonly Entry[] {
  const start = pathSource(prefix)
  /** Also without the prefix: those who ask for these files do not know it. */
  const anywhere = (name: string) => new RegExp(`^(?:${start})?/+${name}/*$`)
  return [
    ...(groupEndpoint === undefined ? [] : groupEntries(prefix, groupEndpoint)),
    ...routePatterns(routes, prefix).flatMap(entriesOfPattern),
    ...only(["GET", "HEAD"], ownModelsPath(prefix), (request, _, { file = "" }) =>
      answerOwnModel(request, file),
    ),
    ["ALL", anywhere("liveness"), answerLiveness],
    ["ALL", /./, answerAsset],
    ["ALL", anywhere("favicon\\.ico"), answerNoIcon],
    ...(index === false ? [] : only(["GET", "HEAD"], new RegExp(`^${start}/*$`), indexOf(index))),
    ["ALL", /./, answerNothing],
  ]
}

function ownModelsPath(prefix: string): RegExp {
  return new RegExp(`^${pathSource(prefix + OWN_MODELS)}/+(?<file>[^/]+)$`)
}

function indexOf(index: true | IndexOptions): Handler {
  return (request, context) => answerIndex(request, context, index === true ? {} : index)
}

function groupEntries(prefix: string, endpoint: GroupEndpoint): readonly Entry[] {
  const path = new RegExp(`^${pathSource(prefix + endpoint.path)}/+(?<name>.*)$`)
  return only(["POST"], path, (request, context, { name = "" }) =>
    endpoint.answer(request, name, context),
  )
}

function entriesOfPattern(pattern: RoutePattern): readonly Entry[] {
  const { route, endpoint, regexp } = pattern
  const isAsked = endpoint === "autoload" || endpoint === "embed" || endpoint === "upload"
  const answer: Handler = (request, context, params) => {
    const match = { route, endpoint, params: paramsIn(pattern, params) }
    return isAsked ? answerWithCors(request, match, context) : answerMatch(request, match, context)
  }
  // Pages of other origins send a preflight before requests with their own headers.
  const methods = endpoint === "upload" ? ["POST"] : ["GET", "HEAD"]
  const allowed = [...methods, "OPTIONS"].join(", ")
  const asked: Handler = isAsked ? answer : () => emptyResponse({ Allow: allowed })
  return [["OPTIONS", regexp, asked], ...only(methods, regexp, answer, allowed)]
}

/** @param allowed the methods that the response to any other method names */
function only(
  methods: readonly string[],
  path: RegExp,
  handler: Handler,
  allowed = methods.join(", "),
): readonly Entry[] {
  const refused: Handler = ({ method }) => {
    throw new HttpError(405, `${method} is not allowed here`, { Allow: allowed })
  }
  return [...methods.map((method): Entry => [method, path, handler]), ["ALL", path, refused]]
}

/** Errors need these headers, too: without them a page could not read the reason. */
async function answerWithCors(
  request: Request,
  match: Match,
  context: HttpContext,
): Promise<Response> {
  const response = await answerMatch(request, match, context).catch(context.failed)
  for (const [name, value] of Object.entries(corsHeaders(request, match, context)))
    response.headers.set(name, value)
  return response
}

async function answerMatch(
  request: Request,
  match: Match,
  context: HttpContext,
): Promise<Response> {
  if (match.endpoint === "socket") assertSocket(request, match, context)
  const user = await authenticate(request, match, context)
  if (user instanceof Response) return user
  await assertExists(request, match, context)
  if (match.endpoint === "socket") assertBindings(context.env)
  else if (match.endpoint !== "metadata") await assertSetUp(context, match.route.options.resources)
  return ANSWERS[match.endpoint](request, match, { ...context, user })
}

async function assertExists(
  { url }: Request,
  { route, params }: Match,
  { env }: HttpContext,
): Promise<void> {
  const { exists } = route.options
  // An app may use a parameter as the name of a group.
  const isOurs = Object.values(params).some((param) => isReservedName(`${param}`))
  if (!isOurs && (exists === undefined || (await exists(params, env)))) return
  throw nothingAt(new URL(url))
}

/** In development, it also names the apps on request. */
function answerLiveness({ url }: Request, { config, routes, prefix }: HttpContext): Response {
  const isAsked = config.isDevelopment && new URL(url).searchParams.has("apps")
  const pages = routes.filter(({ endpoints }) => endpoints.includes("page"))
  const apps = pages.map(({ pattern }) => prefix + pattern)
  const headers = { "Cache-Control": "no-store" }
  return Response.json({ status: "ok", ...(isAsked && { apps }) }, { headers })
}

/** Browsers request it by themselves, and report a 404. */
function answerNoIcon(): Response {
  return emptyResponse({ "Cache-Control": "max-age=3600" })
}

/** A static file, if there is one. */
async function answerAsset(
  request: Request,
  { env, prefix }: HttpContext,
): Promise<Response | undefined> {
  const url = new URL(request.url)
  const path = belowPrefix(url.pathname, prefix)
  if (path === undefined) return undefined
  url.pathname = path
  const asset = await assetsOf(env)?.fetch(new Request(url, request))
  return asset?.status === 404 ? undefined : asset
}

function answerNothing({ url }: Request, { routes, prefix }: HttpContext): never {
  const known = routes.map(({ pattern }) => prefix + pattern)
  throw nothingAt(new URL(url), `The routes are\n${known.join("\n")}`)
}
