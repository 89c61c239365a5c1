// The paths of a route's endpoints: parameters with converters, the order in which routes are tried, and conflicts.

import { shown } from "../util/clipped.ts"
import { escapeRegExp } from "../util/escape-regexp.ts"
import { HttpError } from "../util/http-error.ts"
import type { Endpoint } from "./endpoint.ts"
import { socketSuffix } from "./handler.ts"
import { type Match, type Route, RouteError } from "./route.ts"

type Segment =
  | { readonly type: "literal"; readonly text: string }
  | { readonly type: "param"; readonly name: string; readonly converter: Converter }

type Converter = "string" | "int" | "float" | "uuid" | "path"

/**
 * What a converter matches in a URL that is still encoded. `rank` orders routes that match the same paths: the narrower
 * first.
 */
const CONVERTERS: Readonly<Record<Converter, { readonly source: string; readonly rank: number }>> =
  {
    // 15 digits are exact in a number; unlimited digits could give Infinity.
    int: { source: "-?[0-9]{1,15}", rank: 1 },
    float: { source: "-?[0-9]{1,15}(?:\\.[0-9]{1,15})?", rank: 2 },
    uuid: { source: "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", rank: 3 },
    string: { source: "[^/]+", rank: 4 },
    // Slashes at its ends are tolerated, as everywhere, but do not belong to it; those inside do.
    path: { source: "[^/](?:.*[^/])?", rank: 5 },
  }

/** One endpoint of a route, and its paths. */
export interface RoutePattern {
  readonly route: Route
  readonly endpoint: Endpoint
  readonly segments: readonly Segment[]
  /** Matches a whole path as it stands in a URL, with a group for each parameter. */
  readonly regexp: RegExp
  /** One character for each segment. Patterns are tried in alphabetical order. */
  readonly order: string
}

/**
 * All patterns that routes serve. The first one that matches a path is used.
 * @param prefix of all paths: "" or "/pre/fix"
 * @throws RouteError for an invalid pattern, and for two that could match the same URL
 */
export function routePatterns(routes: readonly Route[], prefix = ""): readonly RoutePattern[] {
  const wrong = routes.findIndex((route: Route | undefined) => route?.pattern === undefined)
  if (wrong >= 0) {
    const got = shown(routes[wrong])
    throw new RouteError(
      `route ${wrong + 1} of createServer is ${got}, not app(...): is it exported?`,
    )
  }
  const patterns = routes
    .flatMap((route) => route.endpoints.map((endpoint) => patternOf(route, endpoint, prefix)))
    .toSorted((a, b) => (a.order < b.order ? -1 : 1))
  assertNoConflicts(patterns)
  return patterns
}

function patternOf(route: Route, endpoint: Endpoint, prefix: string): RoutePattern {
  const segments = [...parsePattern(route.pattern), ...suffixOf(route, endpoint)]
  const source = segments.map((segment) => `/+${sourceOf(segment)}`).join("")
  // The end ranks last: a literal that follows is tried before a greedy parameter takes it.
  const order = `${segments.map(rankOf).join("")}9`
  // The root's page is at "/"; below a prefix also without the slash.
  const start = pathSource(prefix) + (source || (prefix === "" ? "(?=/)" : ""))
  return { route, endpoint, segments, regexp: new RegExp(`^${start}/*$`), order }
}

/**
 * The source of an expression for a plain path. A proxy that joins paths may double a slash, so the number of slashes is
 * ignored.
 */
export function pathSource(path: string): string {
  return escapeRegExp(path).replaceAll("/", "/+")
}

/** What follows a route's path; the route's own options say it for the socket. */
const SUFFIXES: Readonly<Record<Exclude<Endpoint, "socket">, string>> = {
  page: "",
  autoload: "autoload.js",
  embed: "embed.json",
  upload: "upload",
  metadata: "metadata",
}

function suffixOf({ pattern, options }: Route, endpoint: Endpoint): readonly Segment[] {
  if (endpoint !== "socket") return parsePattern(`/${SUFFIXES[endpoint]}`)
  const ws = socketSuffix(options)
  const suffix = parsePattern(`/${ws}`)
  if (suffix.length > 0 && suffix.every(({ type }) => type === "literal")) return suffix
  throw new RouteError(`${pattern}: 'ws' must be a plain path suffix, got '${ws}'`)
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
  if (segment.type === "param") {
    return `(?<${segment.name}>${CONVERTERS[segment.converter].source})`
  }
  // In a URL, a character may be encoded or plain: both are the same path.
  const plain = escapeRegExp(segment.text)
  const encoded = escapeRegExp(encodeURIComponent(segment.text))
  return plain === encoded ? plain : `(?:${plain}|${encoded.replace(/%[0-9A-F]{2}/g, anyCase)})`
}

/** Matches a percent-encoded byte in upper and lower case. */
function anyCase(escape: string): string {
  return escape.replace(/[A-F]/g, (digit) => `[${digit}${digit.toLowerCase()}]`)
}

function rankOf(segment: Segment): number {
  return segment.type === "literal" ? 0 : CONVERTERS[segment.converter].rank
}

/** Two routes of the same shape match the same URLs: only their order could decide between them. */
function assertNoConflicts(patterns: readonly RoutePattern[]): void {
  const byShape = new Map<string, RoutePattern>()
  for (const pattern of patterns) {
    const shape = pattern.segments
      .map((s) => (s.type === "literal" ? s.text : `:${s.converter}`))
      .join("/")
    const other = byShape.get(shape)
    if (other !== undefined && other.route !== pattern.route) {
      throw new RouteError(
        `'${other.route.pattern}' and '${pattern.route.pattern}' match the same URLs`,
      )
    }
    byShape.set(shape, pattern)
  }
}

/**
 * The parameters, from the groups that a pattern matched.
 * @throws HttpError 400 for invalid percent-encoding
 */
export function paramsIn(
  { segments }: RoutePattern,
  groups: Readonly<Record<string, string>>,
): Match["params"] {
  return Object.fromEntries(
    segments.flatMap((segment) => {
      if (segment.type === "literal") return []
      const text = decode(groups[segment.name] ?? "")
      const isNumber = segment.converter === "int" || segment.converter === "float"
      return [[segment.name, isNumber ? Number(text) : text]]
    }),
  )
}

/** @throws HttpError 400 for invalid percent-encoding */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new HttpError(400, `'${text}' is not valid percent-encoding`)
  }
}
