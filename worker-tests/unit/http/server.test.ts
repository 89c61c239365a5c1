import { beforeEach, describe, expect, it } from "vitest"

import { app, autoload, document } from "../../../src/app/route.ts"
import { createFetch } from "../../../src/http/server.ts"
import { parseAdmission } from "../../../src/objects/admission.ts"
import { placeKey, sessionName } from "../../../src/objects/names.ts"
import { ADMISSION_HEADER } from "../../../src/objects/session-rpc.ts"
import { createInvite } from "../../../src/session/invite.ts"
import { createToken, type Keys, parseToken, signSessionId } from "../../../src/session/token.ts"
import { BINDINGS } from "../../support/bindings.ts"

const KEYS: Keys = ["secret"]
const handler = () => undefined
const serve = createFetch([
  app("/a/:x", handler, {
    title: "An <app>",
    headers: ["X-Who"],
    cookies: ["c"],
    origins: ["friend.org"],
  }),
  document("/page", handler),
  autoload("/snippet", handler, { ws: "live" }),
  app("/known/:city", handler, {
    exists: ({ city }, { CITY }) => Promise.resolve(city === CITY),
  }),
  document("/again", handler, { session: { resume: "cookie", keep: 60 } }),
])

/** The requests that reached a session's object. */
let forwarded: { name: string; request: Request }[] = []
const env = {
  ...BINDINGS,
  BOKEH_SECRET_KEY: "secret",
  BOKEH_RESOURCES: "server",
  BOKEH_EDGE_OLD_SECRET_KEYS: "old older",
  BOKEH_ALLOW_WS_ORIGIN: "*.example.org other.net:8080",
  SESSIONS: {
    getByName: (name: string) => ({
      fetch: (url: string, init: RequestInit) => {
        forwarded.push({ name, request: new Request(url, init) })
        return Promise.resolve(new Response("forwarded"))
      },
    }),
  },
}

beforeEach(() => {
  forwarded = []
})

async function get(
  path: string,
  init: RequestInit & { env?: object } = {},
): Promise<Response & { body_: string }> {
  const response = await serve(new Request(`http://server.org${path}`, init), {
    ...env,
    ...init.env,
  })
  return Object.assign(response, { body_: await response.clone().text() })
}

function tokenIn(body: string): ReturnType<typeof parseToken> {
  return parseToken(/"token":"([^"]+)"/.exec(body)?.[1] ?? "", KEYS)
}

describe("a route with a hook for what exists", () => {
  const paths = ["", "/autoload.js?bokeh-autoload-element=e", "/embed.json", "/metadata"]

  it.each(paths)("answers 404 for what does not exist: PATH%s", async (path) => {
    const { status, body_ } = await get(`/known/atlantis${path}`, { env: { CITY: "Köln" } })
    expect([status, body_]).toEqual([404, expect.stringContaining("nothing at /known/atlantis")])
    expect(await get(`/known/K%C3%B6ln${path}`, { env: { CITY: "Köln" } })).toMatchObject({
      status: 200,
    })
  })

  it("opens no session for what does not exist", async () => {
    const page = await get("/known/here", { env: { CITY: "here" } })
    const token = /"token":"([^"]+)"/.exec(page.body_)?.[1] ?? ""
    const headers = { Upgrade: "websocket", "Sec-WebSocket-Protocol": `bokeh, ${token}` }
    expect((await get("/known/here/ws", { headers, env: { CITY: "gone" } })).status).toBe(404)
    expect(forwarded).toEqual([])
  })
})

describe("the page of a route", () => {
  it("has a token with a new session, and calls no session's object", async () => {
    const { status, headers, body_ } = await get("/a/1")
    expect(status).toBe(200)
    expect(headers.get("Cache-Control")).toBe("no-store")
    expect(tokenIn(body_).sessionId).toMatch(/^[A-Za-z0-9]{44}$/)
    expect(body_).toContain('"base":"/a/1/","socket":"ws"')
    expect(body_).toContain("<title>An &lt;app&gt;</title>")
    expect(forwarded).toEqual([])
  })

  it("passes on repeated arguments and the allowed headers and cookies", async () => {
    const headers = { "X-Who": "me", "X-Other": "no", Cookie: "c=1; d=2" }
    const { body_ } = await get("/a/1?q=1&q=2&r=%C3%A4", { headers })
    expect(tokenIn(body_).payload).toEqual({
      arguments: { q: ["1", "2"], r: ["ä"] },
      headers: { "X-Who": "me" },
      cookies: { c: "1" },
    })
  })

  it("escapes </script> in data", async () => {
    const { body_ } = await get("/a/%3C%2Fscript%3E%3Cscript%3Ealert(1)")
    expect(body_).not.toContain("<script>alert")
    expect(body_.match(/<\/script>/g)).toHaveLength(3)
  })

  it("joins the session that a signed id or a token names", async () => {
    const signed = signSessionId("mine", KEYS)
    const token = createToken({ sessionId: "mine", expiresAtMs: 1, payload: undefined }, KEYS)
    expect(tokenIn((await get(`/page?bokeh-session-id=${signed}`)).body_).sessionId).toBe("mine")
    expect(
      tokenIn((await get("/page", { headers: { "Bokeh-Session-Id": signed } })).body_).sessionId,
    ).toBe("mine")
    expect((await get(`/page?bokeh-token=${token}`)).body_).toContain(token)
  })

  it.each<readonly [string, string, Record<string, string>, number, string]>([
    ["an unsigned id", "?bokeh-session-id=mine", {}, 403, "Invalid token or session ID"],
    ["an empty id", "?bokeh-session-id=", {}, 403, "the session id is empty"],
    ["a garbage token", "?bokeh-token=garbage", {}, 403, "Invalid token or session ID"],
    [
      "an id twice",
      "?bokeh-session-id=a",
      { "Bokeh-Session-Id": "a" },
      403,
      "as an argument and header",
    ],
    [
      "an id and a token",
      "?bokeh-session-id=a&bokeh-token=b",
      {},
      403,
      "Both token and session ID",
    ],
  ])("rejects %s", async (_name, query, headers, status, reason) => {
    const response = await get(`/page${query}`, { headers })
    expect(response.status).toBe(status)
    expect(response.body_).toContain(reason)
  })

  it("rejects a query that does not fit into a token", async () => {
    const noise = Array.from({ length: 900 }, (_, i) =>
      (((i + 7) * 7919 * 104_729) % 1e9).toString(36),
    )
    const { status, body_ } = await get(`/page?q=${noise.join("")}`)
    expect(status).toBe(400)
    expect(body_).toContain("more than the 2048 that fit")
  })

  it("allows its own inline script only", async () => {
    const { headers, body_ } = await get("/page")
    const nonce = /nonce="(\w+)"/.exec(body_)?.[1] ?? ""
    expect(headers.get("Content-Security-Policy")).toContain(`'nonce-${nonce}'`)
  })
})

describe("a page whose sessions resume", () => {
  const cookieOf = ({ headers }: Response) => headers.get("Set-Cookie") ?? ""

  it("sets a cookie with which the next load has the same session", async () => {
    const first = await get("/again")
    const cookie = cookieOf(first)
    expect(cookie).toMatch(
      /^bokeh-session=\S+; Max-Age=34560000; Path=\/again; HttpOnly; SameSite=Lax$/,
    )
    const second = await get("/again", { headers: { Cookie: cookie.split(";")[0] ?? "" } })
    expect(tokenIn(second.body_).sessionId).toBe(tokenIn(first.body_).sessionId)
  })

  it("starts a new session for a cookie that is not ours", async () => {
    const response = await get("/again", { headers: { Cookie: "bokeh-session=forged.abc" } })
    expect(response.status).toBe(200)
    expect(tokenIn(response.body_).sessionId).not.toBe("forged")
  })

  it("ignores cookies whose names only begin like its own", async () => {
    const { "Set-Cookie": cookie = "" } = Object.fromEntries((await get("/again")).headers)
    const Cookie = `bokeh-sessionZ; bokeh-sessionX=${signSessionId("x", KEYS)}; ${cookie}`
    const { sessionId } = tokenIn((await get("/again", { headers: { Cookie } })).body_)
    expect(sessionId).not.toBe("x")
  })

  it("uses the first of two cookies with its name: the one for the longer path", async () => {
    const cookies = ["mine", "folder"].map((id) => `bokeh-session=${signSessionId(id, KEYS)}`)
    const { body_ } = await get("/again", { headers: { Cookie: cookies.join("; ") } })
    expect(tokenIn(body_).sessionId).toBe("mine")
  })

  it("does not remember a session that the link names", async () => {
    const response = await get(`/again?bokeh-session-id=${signSessionId("theirs", KEYS)}`)
    expect(tokenIn(response.body_).sessionId).toBe("theirs")
    expect(cookieOf(response)).toBe("")
  })

  it("neither resumes nor remembers a session when the link is to a copy or an invitation", async () => {
    const own = {
      id: "i",
      sessionId: "theirs",
      role: "editor",
      expiresAtMs: Date.now() + 60_000,
    } as const
    const invite = createInvite(
      { ...own, place: placeKey({ pattern: "/again", params: {} }) },
      KEYS,
    )
    const Cookie = `bokeh-session=${signSessionId("mine", KEYS)}`
    const card = { snapshot: { title: "", note: "", publishedAtMs: 0 }, runsCode: false }
    const outlined = { state: "outlined", runsCode: false }
    const objects = {
      SNAPSHOTS: { getByName: () => ({ card: () => Promise.resolve(card) }) },
      SESSIONS: { getByName: () => ({ outline: () => Promise.resolve(outlined) }) },
    }
    for (const link of [`bokeh-snapshot=${"0".repeat(32)}`, `bokeh-invite=${invite}`]) {
      const response = await get(`/again?${link}`, { headers: { Cookie }, env: objects })
      expect(tokenIn(response.body_).sessionId).not.toBe("mine")
      expect([response.status, cookieOf(response)]).toEqual([200, ""])
    }
  })

  it("writes nothing of the link into the cookie's attributes", async () => {
    expect(cookieOf(await get("/again/;Domain=evil.org"))).not.toContain(";Domain")
  })
})

describe("autoload.js", () => {
  it("has absolute URLs, the element and the route's own socket path", async () => {
    const { status, headers, body_ } = await get(
      "/snippet/autoload.js?bokeh-autoload-element=el&q=1",
    )
    expect(status).toBe(200)
    expect(headers.get("Content-Type")).toContain("application/javascript")
    expect(body_).toContain('"base":"http://server.org/snippet/autoload.js","socket":"live"')
    expect(body_).toContain('"elementId":"el"')
    expect(body_).toContain('"url":"../static/js/bokeh.min.js')
    expect(tokenIn(body_).payload?.arguments).toEqual({ q: ["1"] })
  })

  it("leaves out BokehJS when the page has it", async () => {
    const { body_ } = await get("/snippet/autoload.js?bokeh-autoload-element=el&resources=none")
    expect(body_).not.toContain("bokeh.min.js")
  })

  it("escapes the element's id", async () => {
    const { body_ } = await get(
      `/snippet/autoload.js?bokeh-autoload-element=${encodeURIComponent('"};alert(1);//</script>')}`,
    )
    expect(body_).toContain(String.raw`"elementId":"\"};alert(1);//\u003c/script>"`)
  })

  it("rejects a request without an element before anything else", async () => {
    const { status, body_ } = await get("/snippet/autoload.js")
    expect([status, body_.includes("No bokeh-autoload-element query parameter")]).toEqual([
      400,
      true,
    ])
  })

  it.each<readonly [string, string, string, string | null]>([
    ["of its own host", "http://server.org", "http://server.org", "true"],
    ["of an allowed origin", "https://friend.org", "https://friend.org", "true"],
    ["of any other", "https://x.org", "*", null],
    ["without an origin", "null", "*", null],
  ])(
    "can be read by a page %s, also with cookies: %s",
    async (_name, Origin, origin, credentials) => {
      for (const query of ["?bokeh-autoload-element=e", "?without-an-element"]) {
        const { headers } = await get(`/a/1/autoload.js${query}`, { headers: { Origin } })
        expect(headers.get("Access-Control-Allow-Origin")).toBe(origin)
        expect(headers.get("Access-Control-Allow-Credentials")).toBe(credentials)
      }
    },
  )

  it.each<readonly [string, Record<string, string>, boolean]>([
    [
      "a page of its own host",
      { Referer: "http://server.org/x", "Sec-Fetch-Site": "same-origin" },
      true,
    ],
    ["an allowed page", { Origin: "https://friend.org" }, true],
    [
      "an allowed page's plain script",
      { Referer: "https://friend.org/", "Sec-Fetch-Site": "cross-site" },
      true,
    ],
    ["a program", {}, true],
    ["any other page", { Origin: "https://x.org" }, false],
    [
      "any other page's plain script",
      { Referer: "https://x.org/", "Sec-Fetch-Site": "cross-site" },
      false,
    ],
    ["a page that hides", { "Sec-Fetch-Site": "cross-site" }, false],
    ["a page of another subdomain that hides", { "Sec-Fetch-Site": "same-site" }, false],
    ["a page of its own that hides", { "Sec-Fetch-Site": "same-origin" }, true],
  ])(
    "[T4] passes the visitor's cookies and headers on to %s: %s",
    async (_name, from, isTrusted) => {
      const headers = { "X-Who": "me", Cookie: "c=1", ...from }
      const { body_ } = await get("/a/1/autoload.js?bokeh-autoload-element=e&q=1", { headers })
      expect(tokenIn(body_).payload).toEqual({
        arguments: { q: ["1"] },
        headers: isTrusted ? { "X-Who": "me" } : {},
        cookies: isTrusted ? { c: "1" } : {},
      })
    },
  )

  it.each<readonly [string, string]>([
    ["https://server.org/snippet", "https://server.org"],
    ["https://evil.org/snippet", "http://server.org"],
    ["ftp://server.org/snippet", "http://server.org"],
    ["nonsense", "http://server.org"],
  ])("believes the page's %s of its own host only", async (url, origin) => {
    const query = `bokeh-autoload-element=e&bokeh-absolute-url=${encodeURIComponent(url)}`
    const { body_ } = await get(`/snippet/autoload.js?${query}`)
    expect(body_).toContain(`"base":"${origin}/snippet/autoload.js","socket":"live"`)
    expect(body_).toContain('"url":"../static/js/bokeh.min.js')
  })

  it("answers a preflight with the requested headers", async () => {
    const headers = {
      Origin: "https://x.org",
      "Access-Control-Request-Headers": "bokeh-session-id",
    }
    const response = await get("/snippet/autoload.js", { method: "OPTIONS", headers })
    expect(response.status).toBe(204)
    expect(response.headers.get("Access-Control-Allow-Headers")).toBe("bokeh-session-id")
  })
})

describe("the socket of a route", () => {
  const token = (payload?: Parameters<typeof createToken>[0]["payload"]) =>
    createToken({ sessionId: "s1", expiresAtMs: Date.now() + 3_600_000, payload }, ["old"])
  const upgrade = (more: Record<string, string> = {}) => ({
    headers: { Upgrade: "websocket", "Sec-WebSocket-Protocol": `bokeh, ${token()}`, ...more },
  })

  it("goes to the object of its route and session, with the request that opened it", async () => {
    const payload = { arguments: { a: ["1"] }, headers: {}, cookies: {} }
    const more = {
      "Sec-WebSocket-Protocol": `bokeh, ${token(payload)}`,
      [ADMISSION_HEADER]: "forged",
    }
    await get("/a/%C3%A4/ws?b=2", upgrade(more))
    const [call] = forwarded
    const place = { pattern: "/a/:x", params: { x: "ä" } }
    expect(call?.name).toBe(sessionName(place, "s1"))
    expect(parseAdmission(call?.request.headers.get(ADMISSION_HEADER) ?? "")).toEqual({
      ...place,
      sessionId: "s1",
      request: { url: "http://server.org/a/%C3%A4/ws?b=2", ...payload },
      role: "owner",
      mayStart: true,
      mayBringCode: true,
      holdsKey: true, // a token without a purpose: its maker has the key
    })
  })

  it("takes the arguments from its own query when the token is a Python client's", async () => {
    await get("/a/1/ws?b=2&b=3", upgrade())
    const { request } = parseAdmission(forwarded[0]?.request.headers.get(ADMISSION_HEADER) ?? "")
    expect(request.arguments).toEqual({ b: ["2", "3"] })
  })

  it.each<readonly [string, boolean]>([
    ["http://server.org", true],
    ["http://server.org:81", false],
    ["https://www.example.org", true],
    ["https://example.org", false],
    ["https://a.b.example.org", false],
    ["https://other.net:8080", true],
    ["https://other.net", false],
    ["https://friend.org:1234", true],
    ["https://friend.org.evil.com", false],
    ["null", false],
  ])("[E4] opened by a page of %s is allowed: %s", async (origin, isAllowed) => {
    const { status, body_ } = await get("/a/1/ws", upgrade({ Origin: origin }))
    expect(status).toBe(isAllowed ? 200 : 403)
    if (!isAllowed) {
      expect(body_).toContain("Refusing websocket connection from Origin")
      expect(body_).toContain(origin)
      expect(body_).toContain("BOKEH_ALLOW_WS_ORIGIN")
    }
  })

  it("is refused to a plain GET", async () => {
    const { status, body_ } = await get("/a/1/ws")
    expect([status, body_.includes("Upgrade")]).toEqual([400, true])
  })
})

describe("a server's other URLs", () => {
  it("list the apps that have a page", async () => {
    const { body_ } = await get("/")
    expect(body_).toContain('<a href="./page">')
    expect(body_).toContain("/a/:x")
    expect(body_).not.toContain("/snippet")
  })

  it("answer the liveness check", async () => expect((await get("/liveness")).status).toBe(200))

  it("return a route's metadata", async () => {
    expect(JSON.parse((await get("/a/1/metadata")).body_)).toEqual({ url: "/a/1", data: {} })
  })

  it.each<readonly [string, string, number]>([
    ["GET", "/nowhere", 404],
    ["POST", "/page", 405],
    ["PUT", "/a/1/autoload.js", 405],
    ["OPTIONS", "/page", 204],
    ["GET", "/a/%E0", 400],
  ])("answer %s %s with %i", async (method, path, status) => {
    expect((await get(path, { method })).status).toBe(status)
  })

  it("answer HEAD with an error's status, without a body", async () => {
    const { status, body_ } = await get("/nothing", { method: "HEAD" })
    expect([status, body_]).toEqual([404, ""])
  })

  it("answer HEAD as GET, without a body", async () => {
    const { status, body_, headers } = await get("/page", { method: "HEAD" })
    expect([status, body_, headers.get("Content-Type")]).toEqual([
      200,
      "",
      "text/html; charset=utf-8",
    ])
  })

  it.each<readonly [object, string]>([
    [{ BOKEH_SECRET_KEY: "" }, "BOKEH_SECRET_KEY is missing"],
    [
      { BOKEH_RESOURCES: "moon" },
      "BOKEH_RESOURCES must be one of server, cdn, inline, got &#39;moon&#39;",
    ],
    [
      { BOKEH_ALLOW_WS_ORIGIN: "a.org https://b.org" },
      "BOKEH_ALLOW_WS_ORIGIN expects host, host:port, *.host or *, got &#39;https://b.org&#39;",
    ],
    [{ BOKEH_LOG_LEVEL: "loud" }, "BOKEH_LOG_LEVEL must be one of"],
    [
      { BOKEH_SESSION_TOKEN_EXPIRATION: "-1" },
      "BOKEH_SESSION_TOKEN_EXPIRATION must be a number greater than 0",
    ],
    [
      { BOKEH_WEBSOCKET_MAX_MESSAGE_SIZE: "big" },
      "BOKEH_WEBSOCKET_MAX_MESSAGE_SIZE must be a number",
    ],
  ])("name a variable with a wrong value: %o", async (wrong, message) => {
    const { status, body_ } = await get("/page", { env: wrong })
    expect([status, body_]).toEqual([500, expect.stringContaining(message)])
  })
})
