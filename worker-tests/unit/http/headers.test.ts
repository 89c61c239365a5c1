// All headers of every kind of response.

import { readFileSync } from "node:fs"
import { join } from "node:path"

import { LayoutDOM, model } from "bokeh-edge"
import { Webhook } from "standardwebhooks"
import { describe, expect, it } from "vitest"

import { app } from "../../../src/app/route.ts"
import { groupEndpoint } from "../../../src/http/group-request.ts"
import { createFetch } from "../../../src/http/server.ts"
import { placeKey } from "../../../src/objects/names.ts"
import { createInvite } from "../../../src/session/invite.ts"
import { uploads } from "../../../src/uploads.ts"
import { BINDINGS } from "../../support/bindings.ts"

const handler = () => undefined
const routes = [
  app("/a", handler, { origins: ["friend.org"], metadata: { n: 1 } }),
  app("/again", handler, { session: { resume: "cookie", keep: 60 } }),
  app("/files", handler, { uploads: uploads({ maxBytes: 10 }) }),
  app("/all", handler, { session: { shared: "path" } }),
  app("/failing", handler, {
    exists: () => Promise.reject(new Error("failed")),
    origins: ["friend.org"],
  }),
  app("/mine", handler, {
    auth: () => new Response("Sign in.", { status: 302, headers: { Location: "/login" } }),
  }),
]
const serve = createFetch(routes, { groupEndpoint: groupEndpoint("/groups") })
const only = createFetch([app("/only", handler)])

const preview = `data:image/png;base64,${Buffer.from("\x89PNG\r\n\x1A\n\0\0\0\r", "latin1").toString("base64")}`
const snapshot = { title: "T", publishedAtMs: 0, note: "", preview }
model("headers.Own", { a: 1 }, { extends: LayoutDOM, script: "register('own')" })

/** The session accepts as many files as it may. */
let busy = false
/** The group's answer to a message. */
let refused: { readonly code: string; readonly retryAfterMs: number } | undefined
const ENV = {
  ...BINDINGS,
  BOKEH_SECRET_KEY: "secret",
  ASSETS: {
    fetch: (request: Request) =>
      Promise.resolve(
        new URL(request.url).pathname === "/file.js"
          ? new Response("1", { headers: { ETag: "x", "Content-Type": "text/javascript" } })
          : new Response(null, { status: 404 }),
      ),
  },
  SNAPSHOTS: { getByName: () => ({ card: () => Promise.resolve({ snapshot, runsCode: false }) }) },
  GROUPS: {
    getByName: () => ({
      post: () =>
        Promise.resolve(
          refused === undefined
            ? { value: { seq: 1, unknown: [] } }
            : { refused: { ...refused, message: "refused" } },
        ),
      receipt: () => Promise.resolve({ seq: 1, delivered: [], pending: [], dropped: [] }),
    }),
  },
  SESSIONS: {
    getByName: () => ({
      outline: () => Promise.resolve({ state: "outlined", runsCode: true, sources: [] }),
      fetch: () =>
        Promise.resolve(
          busy
            ? Response.json({ error: "" }, { status: 429 })
            : new Response(null, { status: 204 }),
        ),
    }),
  },
}
const ID = "0".repeat(32)
const invite = createInvite(
  {
    id: "i",
    sessionId: "s",
    place: placeKey({ pattern: "/a", params: {} }),
    role: "editor",
    expiresAtMs: Date.now() + 60_000,
  },
  ["secret"],
)

async function headersOf(
  path: string,
  init: RequestInit = {},
  fetch = serve,
): Promise<Readonly<Record<string, string>>> {
  const response = await fetch(new Request(`http://server.org${path}`, init), ENV)
  const headers = [...response.headers].map(([name, value]) => [
    name,
    value.replaceAll(/nonce-\w+/g, "nonce-N").replace(/session=[^;]+/, "session=ID"),
  ])
  return { status: `${response.status}`, ...Object.fromEntries(headers) }
}

const NO_SNIFFING = { "x-content-type-options": "nosniff" }
const UNSTORED = { ...NO_SNIFFING, "cache-control": "no-store" }
const PLAIN = {
  ...UNSTORED,
  "content-type": "text/html; charset=utf-8",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'",
}
const INDEX = {
  ...PLAIN,
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; img-src data: 'self' https:; base-uri 'none'; form-action 'none'",
}
const UNSTORED_JSON = { ...NO_SNIFFING, "content-type": "application/json" }
const REFUSED_POST = { ...UNSTORED, "content-type": "application/json; charset=utf-8" }
const OWN_SCRIPTS = "script-src 'nonce-N' 'strict-dynamic' 'unsafe-eval' blob:"
const REST = "object-src 'none'; base-uri 'none'"
const PAGE = {
  ...UNSTORED,
  status: "200",
  "content-type": "text/html; charset=utf-8",
  "referrer-policy": "strict-origin-when-cross-origin",
  "content-security-policy": `${OWN_SCRIPTS}; ${REST}`,
}
const GUARD =
  "form-action 'none'; frame-src 'none'; require-trusted-types-for 'script'; default-src 'self'; " +
  "img-src 'self' data: blob:; media-src 'self' data: blob:; font-src 'self' data:; " +
  "style-src 'self' 'unsafe-inline'; connect-src 'self' ws://server.org wss://server.org"
const FRIEND = { Origin: "https://friend.org" }
const FRIENDS = {
  "access-control-allow-origin": "https://friend.org",
  "access-control-allow-credentials": "true",
  vary: "Origin",
}

const SOCKET = { Upgrade: "websocket", Origin: "https://evil.example" }

describe("the response headers are exact for", () => {
  it.each([
    ["a page", "/a", {}, PAGE],
    ["a page asked for by HEAD", "/a", { method: "HEAD" }, PAGE],
    [
      "a page that resumes",
      "/again",
      {},
      {
        ...PAGE,
        "set-cookie": "bokeh-session=ID; Max-Age=34560000; Path=/again; HttpOnly; SameSite=Lax",
      },
    ],
    [
      "a copy's page",
      `/a?bokeh-snapshot=${ID}`,
      {},
      {
        ...PAGE,
        "content-security-policy": `script-src 'nonce-N' 'strict-dynamic'; ${REST}; ${GUARD}`,
      },
    ],
    [
      "a guest's page",
      `/a?bokeh-invite=${invite}`,
      {},
      { ...PAGE, "content-security-policy": `${OWN_SCRIPTS}; ${REST}; ${GUARD}` },
    ],
    [
      "a copy's picture",
      `/a?bokeh-snapshot=${ID}&bokeh-preview`,
      {},
      {
        ...NO_SNIFFING,
        status: "200",
        "content-type": "image/png",
        "cache-control": "private, max-age=3600",
        "content-security-policy": "default-src 'none'; sandbox",
      },
    ],
    [
      "a snippet for any page",
      "/a/autoload.js?bokeh-autoload-element=e",
      { headers: { Origin: "https://other.org" } },
      {
        ...UNSTORED,
        status: "200",
        "content-type": "application/javascript; charset=utf-8",
        "access-control-allow-origin": "*",
        vary: "Origin",
      },
    ],
    [
      "a snippet for an allowed page",
      "/a/autoload.js?bokeh-autoload-element=e",
      { headers: FRIEND },
      {
        ...UNSTORED,
        ...FRIENDS,
        status: "200",
        "content-type": "application/javascript; charset=utf-8",
      },
    ],
    [
      "a preflight",
      "/a/autoload.js",
      { method: "OPTIONS", headers: { ...FRIEND, "Access-Control-Request-Headers": "x-who" } },
      {
        ...NO_SNIFFING,
        ...FRIENDS,
        status: "204",
        "access-control-allow-headers": "x-who",
        "access-control-allow-methods": "GET, OPTIONS",
        "access-control-max-age": "86400",
      },
    ],
    [
      "embed.json",
      "/a/embed.json",
      { headers: FRIEND },
      { ...UNSTORED, ...FRIENDS, status: "200", "content-type": "application/json" },
    ],
    [
      "embed.json for any other page",
      "/a/embed.json",
      { headers: { Origin: "https://other.org" } },
      { ...UNSTORED, status: "403", "content-type": "text/plain; charset=utf-8", vary: "Origin" },
    ],
    [
      "metadata",
      "/a/metadata",
      {},
      { ...UNSTORED, status: "200", "content-type": "application/json" },
    ],
    [
      "a sign of life",
      "/liveness",
      {},
      { ...UNSTORED, status: "200", "content-type": "application/json" },
    ],
    ["the list of apps", "/", {}, { ...INDEX, status: "200" }],
    ["a page that is not there", "/no", {}, { ...PLAIN, status: "404" }],
    ["a copy that is not there", "/a?bokeh-snapshot=x", {}, { ...PLAIN, status: "404" }],
    ["a bad invitation's page", "/a?bokeh-invite=x.y", {}, { ...PLAIN, status: "403" }],
    [
      "a wrong method",
      "/a",
      { method: "POST" },
      { ...REFUSED_POST, status: "405", allow: "GET, HEAD, OPTIONS" },
    ],
    [
      "OPTIONS",
      "/a",
      { method: "OPTIONS" },
      { ...NO_SNIFFING, status: "204", allow: "GET, HEAD, OPTIONS" },
    ],
    ["a socket's URL", "/a/ws", {}, { ...PLAIN, status: "400", upgrade: "websocket" }],
    [
      "a page that wants a login",
      "/mine",
      {},
      {
        ...UNSTORED,
        status: "302",
        "content-type": "text/plain;charset=UTF-8",
        location: "/login",
      },
    ],
    [
      "an unsigned POST to a group",
      "/groups/g",
      { method: "POST", body: "x" },
      { ...REFUSED_POST, status: "401" },
    ],
    ["a page that fails", "/failing", {}, { ...PLAIN, status: "500" }],
    [
      "a snippet that fails",
      "/failing/autoload.js?bokeh-autoload-element=e",
      { headers: { "Sec-Fetch-Dest": "script" } },
      {
        ...UNSTORED,
        status: "200",
        "content-type": "application/javascript; charset=utf-8",
        "access-control-allow-origin": "*",
        vary: "Origin",
      },
    ],
    [
      "embed.json that fails",
      "/failing/embed.json",
      { headers: FRIEND },
      { ...UNSTORED, ...FRIENDS, status: "500", "content-type": "text/plain; charset=utf-8" },
    ],
    [
      "a socket that is refused for its origin",
      "/a/ws",
      { headers: SOCKET },
      { ...PLAIN, status: "403" },
    ],
    [
      "a copy without a picture",
      `/a?bokeh-snapshot=x&bokeh-preview`,
      {},
      { ...PLAIN, status: "404" },
    ],
    [
      "a file without a token",
      "/files/upload?name=a",
      { method: "POST", body: "x" },
      { ...REFUSED_POST, status: "403", vary: "Origin" },
    ],
    [
      "a file's wrong method",
      "/files/upload",
      {},
      { ...PLAIN, status: "405", allow: "POST, OPTIONS" },
    ],
    ["a static file that is not there", "/static/no.js", {}, { ...PLAIN, status: "404" }],
    [
      "the script of an own model",
      "/own-models/headers.Own.js",
      {},
      {
        ...NO_SNIFFING,
        status: "200",
        "cache-control": "no-cache",
        "content-type": "text/javascript; charset=utf-8",
      },
    ],
    ["an own model that is not there", "/own-models/no.js", {}, { ...PLAIN, status: "404" }],
    [
      "a preflight of a file",
      "/files/upload",
      {
        method: "OPTIONS",
        headers: { ...FRIEND, "Access-Control-Request-Headers": "authorization" },
      },
      {
        ...NO_SNIFFING,
        status: "204",
        "access-control-allow-headers": "authorization",
        "access-control-allow-methods": "POST, OPTIONS",
        "access-control-max-age": "86400",
        vary: "Origin",
      },
    ],
    [
      "an icon that is not there",
      "/favicon.ico",
      {},
      { ...NO_SNIFFING, status: "204", "cache-control": "max-age=3600" },
    ],
    [
      "a static file",
      "/file.js",
      {},
      { ...NO_SNIFFING, status: "200", etag: "x", "content-type": "text/javascript" },
    ],
  ] as const)("%s", async (_name, path, init, expected) => {
    expect(await headersOf(path, init)).toEqual(expected)
  })

  it("the root of a server with one app", async () => {
    expect(await headersOf("/", {}, only)).toEqual({
      ...NO_SNIFFING,
      status: "302",
      location: "./only",
    })
  })

  it("a page under a name that is not the server's", async () => {
    const env = { ...ENV, BOKEH_EDGE_HOSTS: "own.org" }
    expect(await headersOf("/a", {}, (request) => serve(request, env))).toEqual({
      ...PLAIN,
      status: "421",
    })
  })

  it.each([
    [undefined, 0, { ...UNSTORED_JSON, status: "200" }],
    ["too-often", 1500, { ...REFUSED_POST, status: "429", "retry-after": "2" }],
    ["too-large", 0, { ...REFUSED_POST, status: "413" }],
    ["too-many-members", 0, { ...REFUSED_POST, status: "409" }],
    ["forbidden", 0, { ...REFUSED_POST, status: "403" }],
    ["not-now", 0, { ...REFUSED_POST, status: "400" }],
  ])("a signed POST to a group that answers %s", async (code, retryAfterMs, expected) => {
    refused = code === undefined ? code : { code, retryAfterMs }
    const body = JSON.stringify({ group: "g", type: "t" })
    const at = new Date()
    const headers = {
      "webhook-id": "id",
      "webhook-timestamp": `${Math.floor(at.getTime() / 1000)}`,
      "webhook-signature": new Webhook(`whsec_${btoa("secret")}`).sign("id", at, body),
    }
    expect(await headersOf("/groups/g", { method: "POST", body, headers })).toEqual(expected)
  })

  it("a page of a session named by a link, and of one for all, into which others write", async () => {
    const guarded = {
      ...PAGE,
      "content-security-policy": `${OWN_SCRIPTS}; ${REST}; ${GUARD}`,
    }
    const page = await (await serve(new Request("http://server.org/a/embed.json"), ENV)).text()
    const [, body = ""] = /"token":"([^."]+)/.exec(page) ?? []
    const token = JSON.parse(Buffer.from(body, "base64url").toString()) as { session_id: string }
    expect(await headersOf(`/a?bokeh-session-id=${token.session_id}`)).toEqual(guarded)
    expect(await headersOf("/all")).toEqual(guarded)
  })

  it("a server that is not set up, for a page and for a script", async () => {
    const { BOKEH_SECRET_KEY: _, ...env } = ENV
    const fetch = (request: Request) => serve(request, env)
    expect(await headersOf("/a", {}, fetch)).toEqual({ ...PLAIN, status: "500" })
    const script = { headers: { "Sec-Fetch-Dest": "script" } }
    expect(await headersOf("/a/autoload.js?bokeh-autoload-element=e", script, fetch)).toEqual({
      ...UNSTORED,
      status: "200",
      "content-type": "application/javascript; charset=utf-8",
    })
  })

  it("what the platform answers itself: BokehJS, and the documents", () => {
    const read = (name: string) => readFileSync(join(import.meta.dirname, "../../..", name), "utf8")
    const first = /^run_worker_first = \[(.*)\]$/m.exec(read("wrangler.toml"))?.[1]
    expect(first).toBe('"/*", "!/static/*", "!/docs/*"')
    expect(read("public/_headers").replaceAll(/^#.*\n|\n(?=\n)/gm, "")).toBe(
      "/*\n  X-Content-Type-Options: nosniff\n/static/js/*\n  Cache-Control: public, max-age=86400\n",
    )
  })

  it("a file that is accepted, and one that is too large", async () => {
    const page = await (await serve(new Request("http://server.org/files"), ENV)).text()
    const token = /"token":"([^"]+)"/.exec(page)?.[1] ?? ""
    const post = (body: string) =>
      headersOf("/files/upload?name=a", {
        method: "POST",
        body,
        headers: { Authorization: `Bearer ${token}`, "Content-Length": `${body.length}` },
      })
    expect(await post("small")).toEqual({ ...NO_SNIFFING, status: "204", vary: "Origin" })
    busy = true
    expect(await post("small").finally(() => (busy = false))).toEqual({
      ...NO_SNIFFING,
      status: "429",
      "content-type": "application/json",
      vary: "Origin",
    })
    expect(await post("more than ten")).toEqual({ ...REFUSED_POST, status: "413", vary: "Origin" })
  })
})
