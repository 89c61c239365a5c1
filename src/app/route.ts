// Routes: path patterns with parameters, what each serves, and which one a URL means.

import { HttpError } from "../util/http-error.ts"
import { originPatternMistake } from "../util/origin-pattern.ts"
import { unreachable } from "../util/unreachable.ts"
import type { Endpoint } from "./endpoint.ts"
import type { Handler, RouteOptions } from "./handler.ts"

/** One path with its handler. The handler's own parameter type is known to the one who wrote it only. */
export interface Route {
  readonly pattern: string
  readonly endpoints: readonly Endpoint[]
  readonly handler: Handler
  readonly options: RouteOptions
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

/** PATH (a page) and PATH/ws. */
export function document<const Path extends string>(
  path: Path,
  handler: Handler<Params<Path>>,
  options: RouteOptions<Params<Path>> = {},
): Route {
  return createRoute(path, handler, options, ["page", "socket"])
}

/** PATH/autoload.js and PATH/ws. */
export function autoload<const Path extends string>(
  path: Path,
  handler: Handler<Params<Path>>,
  options: RouteOptions<Params<Path>> = {},
): Route {
  return createRoute(path, handler, options, ["autoload", "socket"])
}

/** All of them, PATH/embed.json and PATH/metadata. */
export function app<const Path extends string>(
  path: Path,
  handler: Handler<Params<Path>>,
  options: RouteOptions<Params<Path>> = {},
): Route {
  return createRoute(path, handler, options, EVERYTHING)
}

/** A folder of apps: `directory("/apps", {sliders, weather})` serves each by its name below the path. */
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
  for (const origin of options.origins ?? []) {
    const mistake = originPatternMistake(origin)
    if (mistake !== undefined) throw new RouteError(`${pattern}: 'origins' ${mistake}`)
  }
  for (const source of options.scriptSources ?? []) {
    if (/^https?:/.test(URL.parse(source)?.protocol ?? "")) continue
    const example = "https://cdn.example.org"
    throw new RouteError(`${pattern}: 'scriptSources' takes URLs like ${example}, not '${source}'`)
  }
  const route = { pattern, endpoints, handler, options }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its parameters are made from this very pattern
  return route as unknown as Route
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

type Segment =
  | { readonly type: "literal"; readonly text: string }
  | { readonly type: "param"; readonly name: string; readonly converter: Converter }

type Converter = "string" | "int" | "float" | "uuid" | "path"

/** What a converter matches in a still encoded URL; `rank` orders routes that match the same: the narrower first. */
const CONVERTERS: Readonly<Record<Converter, { readonly source: string; readonly rank: number }>> =
  {
    // 15 digits are exact in a number; endless ones would be Infinity.
    int: { source: "-?[0-9]{1,15}", rank: 1 },
    float: { source: "-?[0-9]{1,15}(?:\\.[0-9]{1,15})?", rank: 2 },
    uuid: { source: "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", rank: 3 },
    string: { source: "[^/]+", rank: 4 },
    // Its own trailing slashes are the tolerated ones, as everywhere.
    path: { source: ".*[^/]", rank: 5 },
  }

interface Entry {
  readonly route: Route
  readonly endpoint: Endpoint
  readonly segments: readonly Segment[]
  readonly regexp: RegExp
  /** A character a segment: what comes first in the alphabet is tried first. */
  readonly order: string
}

export class RouteTable {
  readonly routes: readonly Route[]
  readonly #entries: readonly Entry[]

  /** @throws RouteError for a bad pattern, and for two that could match the same URL */
  constructor(routes: readonly Route[]) {
    this.routes = routes
    this.#entries = routes
      .flatMap((route) => route.endpoints.map((endpoint) => entryOf(route, endpoint)))
      .toSorted((a, b) => (a.order < b.order ? -1 : 1))
    assertNoConflicts(this.#entries)
  }

  /** The route that a URL's path means. @throws HttpError 400 for a path that is not valid percent-encoding */
  match(pathname: string): Match | undefined {
    const path = pathname.replace(/%[0-9a-f]{2}/gi, (escape) => escape.toUpperCase())
    for (const { route, endpoint, segments, regexp } of this.#entries) {
      const found = regexp.exec(path)
      if (found !== null) return { route, endpoint, params: paramsOf(segments, found) }
    }
    return undefined
  }
}

function entryOf(route: Route, endpoint: Endpoint): Entry {
  const segments = [...parsePattern(route.pattern), ...suffixOf(route, endpoint)]
  const source = segments.map((segment) => `/${sourceOf(segment)}`).join("")
  // The end ranks last: what goes on with a literal is tried before a greedy parameter takes it.
  const order = `${segments.map(rankOf).join("")}9`
  // As in Bokeh, a page may be asked for with a slash at its end, and nothing else may.
  const end = endpoint === "page" ? "/?" : ""
  return { route, endpoint, segments, regexp: new RegExp(`^${source || "(?=/)"}${end}$`), order }
}

function suffixOf({ pattern, options }: Route, endpoint: Endpoint): readonly Segment[] {
  switch (endpoint) {
    case "page":
      return []
    case "autoload":
      return [{ type: "literal", text: "autoload.js" }]
    case "embed":
      return [{ type: "literal", text: "embed.json" }]
    case "metadata":
      return [{ type: "literal", text: "metadata" }]
    case "socket": {
      const suffix = parsePattern(`/${options.ws ?? "ws"}`)
      if (suffix.length > 0 && suffix.every(({ type }) => type === "literal")) return suffix
      throw new RouteError(
        `${pattern}: 'ws' must be a plain path suffix, not '${options.ws ?? ""}'`,
      )
    }
    default:
      return unreachable(endpoint)
  }
}

function parsePattern(pattern: string): readonly Segment[] {
  if (!pattern.startsWith("/")) throw new RouteError(`'${pattern}': a path must start with '/'`)
  if (pattern === "/") return []
  const segments = pattern
    .slice(1)
    .split("/")
    .map((text) => parseSegment(text, pattern))
  const names = segments.flatMap((segment) => (segment.type === "param" ? [segment.name] : []))
  const repeated = names.find((name, i) => names.indexOf(name) !== i)
  if (repeated !== undefined)
    throw new RouteError(`'${pattern}': two parameters are named '${repeated}'`)
  return segments
}

function parseSegment(text: string, pattern: string): Segment {
  if (text === "") throw new RouteError(`'${pattern}' has an empty segment`)
  if (!text.startsWith(":")) return { type: "literal", text }
  const [, name, converter = "string"] = /^:([A-Za-z_]\w*)(?:<(\w+)>)?$/.exec(text) ?? []
  if (name === undefined)
    throw new RouteError(`'${pattern}': '${text}' is not a parameter like ':name' or ':name<int>'`)
  if (isConverter(converter)) return { type: "param", name, converter }
  throw new RouteError(
    `'${pattern}': there is no converter '${converter}', only int, float, uuid and path`,
  )
}

function isConverter(text: string): text is Converter {
  return Object.hasOwn(CONVERTERS, text)
}

function sourceOf(segment: Segment): string {
  if (segment.type === "param") return `(${CONVERTERS[segment.converter].source})`
  // A URL may have a character encoded or plain: both are the same path.
  const plain = escapeRegExp(segment.text)
  const encoded = escapeRegExp(encodeURIComponent(segment.text))
  return plain === encoded ? plain : `(?:${plain}|${encoded})`
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
}

function rankOf(segment: Segment): number {
  return segment.type === "literal" ? 0 : CONVERTERS[segment.converter].rank
}

/** Two routes of the same shape match the same URLs: which one is meant could depend on their order only. */
function assertNoConflicts(entries: readonly Entry[]): void {
  const byShape = new Map<string, Entry>()
  for (const entry of entries) {
    const shape = entry.segments
      .map((s) => (s.type === "literal" ? s.text : `:${s.converter}`))
      .join("/")
    const other = byShape.get(shape)
    if (other !== undefined && other.route !== entry.route) {
      throw new RouteError(
        `'${other.route.pattern}' and '${entry.route.pattern}' match the same URLs`,
      )
    }
    byShape.set(shape, entry)
  }
}

function paramsOf(segments: readonly Segment[], found: RegExpExecArray): Match["params"] {
  const params: Record<string, string | number> = {}
  let group = 0
  for (const segment of segments) {
    if (segment.type === "literal") continue
    const text = decode(found[++group] ?? "")
    const isNumber = segment.converter === "int" || segment.converter === "float"
    params[segment.name] = isNumber ? Number(text) : text
  }
  return params
}

/** @throws HttpError 400 for what is not valid percent-encoding */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new HttpError(400, `'${text}' is not valid percent-encoding`)
  }
}
