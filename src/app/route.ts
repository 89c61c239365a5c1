// Routes: path patterns with their handlers, and the endpoints that each route serves.

import { assertOptions } from "../util/assert-options.ts"
import { originPatternMistake } from "../util/origin-pattern.ts"
import type { Endpoint } from "./endpoint.ts"
import type { Handler, RouteOptions } from "./handler.ts"
import { ROUTE_OPTIONS } from "./option-names.ts"

/** One path with its handler. Only the handler's author knows the type of its parameters. */
export interface Route {
  readonly pattern: string
  readonly endpoints: readonly Endpoint[]
  readonly handler: Handler
  readonly options: RouteOptions
}

/** All routes of a server, by their patterns. */
export type Routes = ReadonlyMap<string, Route>

export function byPattern(routes: readonly Route[]): Routes {
  return new Map(routes.map((route) => [route.pattern, route]))
}

/** The parameters in a pattern, from its literal type: `/a/:n<int>/:rest<path>` has {n: number, rest: string}. */
export type Params<Path extends string> = {
  readonly [Part in Split<Path> as ParamName<Part>]: ParamType<Part>
}
type Split<Path extends string> = Path extends `${infer Head}/${infer Tail}`
  ? Head | Split<Tail>
  : Path
type ParamName<Part> = Part extends `:${infer Name}<${string}>`
  ? Name
  : Part extends `:${infer Name}`
    ? Name
    : never
type ParamType<Part> = Part extends `:${string}<int>` | `:${string}<float>` ? number : string

/** Serves PATH (a page) and PATH/ws. */
export function document<const Path extends string>(
  path: Path,
  handler: Handler<Params<Path>>,
  options: RouteOptions<Params<Path>> = {},
): Route {
  return createRoute(path, handler, options, ["page", "socket"])
}

/** Serves PATH/autoload.js and PATH/ws. */
export function autoload<const Path extends string>(
  path: Path,
  handler: Handler<Params<Path>>,
  options: RouteOptions<Params<Path>> = {},
): Route {
  return createRoute(path, handler, options, ["autoload", "socket"])
}

/** Serves the endpoints of `document` and `autoload`, and also PATH/embed.json and PATH/metadata. */
export function app<const Path extends string>(
  path: Path,
  handler: Handler<Params<Path>>,
  options: RouteOptions<Params<Path>> = {},
): Route {
  return createRoute(path, handler, options, EVERYTHING)
}

/** A folder of apps: `directory("/apps", {sliders, weather})` serves each app by its name below the path. */
export function directory<const Path extends string>(
  path: Path,
  handlers: Readonly<Record<string, Handler<Params<Path>>>>,
  options: RouteOptions<Params<Path>> = {},
): readonly Route[] {
  const folder = path.replace(/\/+$/, "")
  return Object.entries(handlers).map(([name, handler]) => {
    if (/^$|^:|\//.test(name))
      throw new RouteError(`'${name}' can't be the name of an app in '${path}'`)
    return createRoute(`${folder}/${name}`, handler, { title: name, ...options }, EVERYTHING)
  })
}

const EVERYTHING = ["page", "autoload", "embed", "socket", "metadata"] as const

function createRoute<P>(
  path: string,
  handler: Handler<P>,
  options: RouteOptions<P>,
  endpoints: readonly Endpoint[],
): Route {
  const pattern = path === "/" ? path : path.replace(/\/+$/, "")
  if (typeof handler !== "function")
    throw new RouteError(`${pattern}: the handler must be a function`)
  assertOptions(pattern, options, ROUTE_OPTIONS)
  for (const origin of options.origins ?? []) {
    const mistake = originPatternMistake(origin)
    if (mistake !== undefined) throw new RouteError(`${pattern}: 'origins' ${mistake}`)
  }
  for (const name of ["scriptSources", "guestsLoadFrom"] as const) {
    for (const source of options[name] ?? []) assertSource(`${pattern}: '${name}'`, source)
  }
  const all = options.uploads === undefined ? endpoints : [...endpoints, "upload"]
  const route = { pattern, endpoints: all, handler, options }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its parameters are made from this very pattern
  return route as unknown as Route
}

/** A source goes into a header, so it must be a URL with nothing after it. */
function assertSource(what: string, source: string): void {
  const isUrl = /^https?:/.test(URL.parse(source)?.protocol ?? "")
  if (isUrl && !/[\s;,]/.test(source)) return
  throw new RouteError(`${what} expects URLs like https://cdn.example.org, got '${source}'`)
}

/** A mistake in the list of routes, found when the server is created. */
export class RouteError extends Error {
  override readonly name = "RouteError"
}

export interface Match {
  readonly route: Route
  readonly endpoint: Endpoint
  readonly params: Readonly<Record<string, string | number>>
}
