// The HTTP part of the conformance suite: requests, and the compared parts of their responses.

import { createToken, type Keys, parseToken, signSessionId } from "../../src/session/token.ts"

export const KEYS: Keys = ["shared-by-both-servers-that-are-compared"]

export interface HttpExchange {
  readonly name: string
  readonly method?: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
}

/** The compared values, by field. */
export type Digest = Readonly<Record<string, unknown>>

const AUTOLOAD = "/counter/autoload.js?bokeh-autoload-element=plot"
const FRIEND = "http://friend.example"
const STRANGER = "http://stranger.example"

type Headers = HttpExchange["headers"]

const get = (name: string, path: string, headers: Headers = {}): HttpExchange => ({
  name,
  path,
  headers,
})
const send = (method: string, path: string, headers: Headers = {}): HttpExchange => ({
  name: `${method} ${path.split("?")[0] ?? ""}`,
  method,
  path,
  headers,
})

/** Each exchange requests a new session, since a known id keeps the request that opened it first. */
let lastSession = 0
const signedId = () => signSessionId(`given${++lastSession}x${Date.now()}`, KEYS)

export function freshToken(keys: Keys, ageMs = 0): string {
  const sessionId = `given${++lastSession}x${Date.now()}`
  return createToken(
    { sessionId, expiresAtMs: Date.now() + 60_000 - ageMs, payload: undefined },
    keys,
  )
}
const unsignedToken = () => freshToken(KEYS).split(".")[0] ?? ""
const foreignToken = () => freshToken(["another key, which neither server has"])

const PAGES: readonly HttpExchange[] = [
  get("page", "/counter"),
  get("page with a slash", "/counter/"),
  get("page with two slashes", "/counter//"),
  get("page with arguments", "/nested/arguments?a=1&a=2&b=%C3%A4+%26"),
  get("page with an empty argument", "/nested/arguments?a=&b"),
  get("page with an id", `/counter?bokeh-session-id=${signedId()}`),
  get("page with an id in a header", "/counter", { "Bokeh-Session-Id": signedId() }),
  get("page with an unsigned id", "/counter?bokeh-session-id=given"),
  get("page with an empty id", "/counter?bokeh-session-id="),
  get("page with an id twice", `/counter?bokeh-session-id=${signedId()}`, {
    "Bokeh-Session-Id": signedId(),
  }),
  get("page with an id and a token", `/counter?bokeh-session-id=a&bokeh-token=${freshToken(KEYS)}`),
  get("page with a token", `/counter?bokeh-token=${freshToken(KEYS)}`),
  get("page with an expired token", `/counter?bokeh-token=${freshToken(KEYS, 1e7)}`),
  get("page with another key's token", `/counter?bokeh-token=${foreignToken()}`),
  get("page with an unsigned token", `/counter?bokeh-token=${unsignedToken()}`),
  get("page with a garbage token", "/counter?bokeh-token=garbage"),
  get("page with an empty token", "/counter?bokeh-token="),
  get("page of an app that fails", "/fails"),
]

const SNIPPETS: readonly HttpExchange[] = [
  get("snippet", AUTOLOAD),
  get("snippet with an app path", `${AUTOLOAD}&bokeh-app-path=/counter`),
  get("snippet with arguments", `${AUTOLOAD}&a=1&a=2`),
  get("snippet with quotes in the element", AUTOLOAD.replace("plot", "%22%27")),
  get("snippet with an id", `${AUTOLOAD}&bokeh-session-id=${signedId()}`),
  get("snippet with an id in a header", AUTOLOAD, { "Bokeh-Session-Id": signedId() }),
  get("snippet with a token", `${AUTOLOAD}&bokeh-token=${freshToken(KEYS)}`),
  get("snippet for an allowed page", AUTOLOAD, { Origin: FRIEND }),
  get("snippet for an allowed page with cookies", AUTOLOAD, { Origin: FRIEND, Cookie: "c=1" }),
  get("snippet for any other page", AUTOLOAD, { Origin: STRANGER }),
  get("snippet for any other page with cookies", AUTOLOAD, { Origin: STRANGER, Cookie: "c=1" }),
  get("snippet's absolute URL", `${AUTOLOAD}&bokeh-app-path=/counter&bokeh-absolute-url=URL`),
  get("snippet's BokehJS left out", `${AUTOLOAD}&resources=none`),
  get("no snippet: no element", "/counter/autoload.js"),
  get("no snippet: empty element", "/counter/autoload.js?bokeh-autoload-element="),
  get("no snippet: unsigned id", `${AUTOLOAD}&bokeh-session-id=given`),
  get("no snippet: empty id", `${AUTOLOAD}&bokeh-session-id=`),
  get("no snippet: garbage token", `${AUTOLOAD}&bokeh-token=garbage`),
  get("no snippet: a slash", "/counter/autoload.js/?bokeh-autoload-element=plot"),
  get("no snippet: an app that fails", "/fails/autoload.js?bokeh-autoload-element=plot"),
  send("OPTIONS", "/counter/autoload.js", {
    Origin: FRIEND,
    "Access-Control-Request-Method": "GET",
    "Access-Control-Request-Headers": "bokeh-session-id",
  }),
  { ...send("OPTIONS", "/counter/autoload.js"), name: "OPTIONS without Origin" },
]

export const HTTP_EXCHANGES: readonly HttpExchange[] = [
  ...PAGES,
  ...SNIPPETS,
  send("HEAD", "/counter"),
  send("HEAD", AUTOLOAD),
  send("HEAD", "/counter/metadata"),
  send("OPTIONS", "/counter", { Origin: FRIEND }),
  send("POST", "/counter"),
  send("PUT", "/counter"),
  send("DELETE", "/counter"),
  send("POST", "/counter/metadata"),
  send("POST", AUTOLOAD),
  get("no app", "/nowhere"),
  get("no app below an app", "/counter/nowhere"),
  get("part of an app's path", "/nested"),
  get("an app's path in capitals", "/COUNTER"),
  get("an app's path, encoded", "/%63ounter"),
  get("icon", "/favicon.ico"),
  get("list of apps", "/"),
  get("metadata", "/counter/metadata"),
  get("metadata of an app without any", "/fails/metadata"),
  get("socket without an upgrade", "/counter/ws"),
  get("BokehJS", "/static/js/bokeh.min.js"),
  get("a file that BokehJS does not have", "/static/js/nothing.js"),
  get("a path out of the static files", "/static/js/..%2f..%2fsecret"),
]

/** @param server its origin and prefix */
export async function exchangeHttp(server: string, exchange: HttpExchange): Promise<Digest> {
  const { method = "GET", path, headers = {} } = exchange
  const url = server + path.replace("=URL", `=${encodeURIComponent(`${server}/counter`)}`)
  const response = await fetch(url, { method, headers, redirect: "manual" })
  const body = await response.text()
  const { headers: answered, status } = response
  const type = normalType(answered.get("Content-Type")?.split(";")[0])
  const origin = answered.get("Access-Control-Allow-Origin")
  return {
    status,
    type: body === "" || status >= 400 ? null : type,
    location: located(answered.get("Location"), url, server),
    allow: answered.get("Allow"),
    readableBy: origin,
    // Browsers require the exact origin for cookies, and ignore "*" in the response to a preflight.
    withCookies: origin !== "*" && answered.get("Access-Control-Allow-Credentials") === "true",
    headers: method === "OPTIONS" ? answered.get("Access-Control-Allow-Headers") : null,
    ...bodyDigest(body, status, type, { server, url }),
  }
}

/** The location as an absolute URL. */
function located(location: string | null, url: string, server: string): string | null {
  return location === null ? null : new URL(location, url).href.replace(server, "PREFIX")
}

/** The server and URL of a response. */
interface Source {
  readonly server: string
  readonly url: string
}

function normalType(type: string | undefined): string | undefined {
  return type === "text/javascript" ? "application/javascript" : type
}

function bodyDigest(
  body: string,
  status: number,
  type: string | undefined,
  { server, url }: Source,
): Digest {
  if (body === "") return {}
  if (status >= 400)
    return { reason: textOf(body, /<body>\s*(?:<main>\s*)?(?:<h1>\d+<\/h1>)?(.*?)<\/body>/s) }
  if (type === "application/json") return { json: JSON.parse(body) as unknown }
  if (body.includes('"token":"')) return scriptDigest(body, type, { server, url })
  if (type === "text/html") return { links: links(body, url) }
  return { isBokeh: body.includes("Bokeh") }
}

/** The resources that a page or a snippet loads, and the session that it opens. */
function scriptDigest(body: string, type: string | undefined, { server, url }: Source): Digest {
  const token = parseToken(/"token":"([^"]+)"/.exec(body)?.[1] ?? "", KEYS)
  const { sessionId, payload } = token
  const scripts = [...body.matchAll(/["']([^"']*\/static\/js\/[\w.-]+\.js)/g)].map(([, src]) => src)
  return {
    title: /<title>(.*?)<\/title>/.exec(body)?.[1] ?? null,
    session: /^[A-Za-z0-9]{44}$/.test(sessionId) ? "new" : "given",
    arguments: payload?.arguments ?? {},
    element: type === "text/html" ? null : /"element[iI]d":\s?"((?:[^"\\]|\\.)*)"/.exec(body)?.[1],
    scripts: [
      ...new Set(
        scripts.map((script = "") => {
          return new URL(script, url).href.replace(new URL(server).origin, "ORIGIN")
        }),
      ),
    ],
  }
}

/** The links of a page, sorted. */
function links(html: string, url: string): readonly string[] {
  const found = html
    .matchAll(/<a href="([^"]*)"/g)
    .map(([, href = ""]) => new URL(href, url).pathname)
  return [...new Set(found)].toSorted((a, b) => (a < b ? -1 : 1))
}

function textOf(body: string, pattern: RegExp): string {
  const text = (pattern.exec(body)?.[1] ?? body).replace(/<[^>]+>/g, " ")
  return text
    .replace(/^\s*\d+:/, "")
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .trim()
}
