import { describe, expect, it } from "vitest"

import { app, autoload, directory, document, type Route } from "../../../src/app/route.ts"
import type { ServerOptions } from "../../../src/app/server-options.ts"
import { createFetch } from "../../../src/http/server.ts"
import { parseToken } from "../../../src/session/token.ts"
import { isRecord } from "../../../src/util/record.ts"
import { BINDINGS } from "../../support/bindings.ts"
import { FakeElement, fakePage } from "../../support/fake-page.ts"

const handler = () => undefined
const ASSETS = {
  fetch: (request: Request) =>
    Promise.resolve(
      new URL(request.url).pathname === "/static/js/bokeh.min.js"
        ? new Response("BokehJS")
        : new Response(null, { status: 404 }),
    ),
}

interface Served extends Response {
  readonly text_: string
}

async function serve(
  routes: readonly Route[],
  path: string,
  { options = {}, init = {}, env = {} }: ServeOptions = {},
): Promise<Served> {
  const fetch = createFetch(routes, options)
  const request = new Request(`http://server.org${path}`, init)
  const response = await fetch(request, { ...BINDINGS, BOKEH_SECRET_KEY: "secret", ASSETS, ...env })
  return Object.assign(response, { text_: await response.clone().text() })
}
interface ServeOptions {
  readonly options?: ServerOptions
  readonly init?: RequestInit
  readonly env?: Readonly<Record<string, unknown>>
}

describe("a server with a prefix", () => {
  const routes = [app("/a/:x", handler), document("/", handler)]
  const at = (path: string, init: RequestInit = {}) =>
    serve(routes, path, { options: { prefix: "/pre/fix/" }, init })

  it.each<readonly [string, number, string]>([
    ["/pre/fix/a/1", 200, '"base":"/pre/fix/a/1/"'],
    ["/pre/fix/a/1", 200, '"url":"../../../../pre/fix/static/js/bokeh.min.js'],
    ["//pre///fix/a//1", 200, '"url":"../../../../../../../pre/fix/static/js/bokeh.min.js'],
    ["/pre/fix", 200, '"base":"/pre/fix/"'],
    ["/pre/fix/", 200, '"base":"/pre/fix/"'],
    ["/pre/fix/a/1/metadata", 200, '"url":"/a/1"'],
    [
      "/pre/fix/a/1/autoload.js?bokeh-autoload-element=e",
      200,
      '"url":"../../../../pre/fix/static/js',
    ],
    [
      "/pre/fix/a/1/autoload.js?bokeh-autoload-element=e",
      200,
      '"base":"http://server.org/pre/fix/a/1/autoload.js"',
    ],
    ["/pre/fix/static/js/bokeh.min.js", 200, "BokehJS"],
    ["/pre/fix/liveness", 200, "ok"],
    ["/liveness", 200, "ok"],
    ["/a/1", 404, "There is nothing at /a/1."],
    ["/pre/fixa/1", 404, "There is nothing"],
    ["/", 404, "There is nothing"],
  ])("serves %s with %i and %s", async (path, status, text) => {
    const { status: given, text_ } = await at(path)
    expect([given, text_]).toEqual([status, expect.stringContaining(text)])
  })

  it.each(["/a/:x", "/a//b", "..", "/a?b"])("rejects the prefix %s", (prefix) => {
    expect(() => createFetch([], { prefix })).toThrow("plain path like '/pre/fix'")
  })
})

describe("a server that trusts its proxy", () => {
  const routes = [app("/a/:x", handler, { session: { resume: "cookie" } })]
  const forwarded = {
    "X-Forwarded-Host": "apps.org:8443",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Prefix": "/user/one/",
  }
  const at = (path: string, headers: Record<string, string>, trustForwarded = true) =>
    serve(routes, path, { options: { prefix: "/pre", trustForwarded }, init: { headers } })

  it("writes pages, cookies and links with the public URL", async () => {
    const page = await at("/pre/a/1", forwarded)
    expect(page.text_).toContain('"base":"/user/one/pre/a/1/"')
    expect(page.text_).toContain('"url":"../../../pre/static/js/bokeh.min.js')
    expect(page.headers.get("Set-Cookie")).toContain("Path=/user/one/pre/a/1;")
    expect(page.headers.get("Set-Cookie")).toContain("Secure")
    const { text_ } = await at("/pre/a/1/embed.json", forwarded)
    expect(text_).toContain('"websocket_url":"wss://apps.org:8443/user/one/pre/a/1/ws"')
    expect(text_).toContain('"https://apps.org:8443/user/one/pre/static/js/bokeh.min.js')
  })

  it("treats pages of the public host as its own", async () => {
    const headers = { ...forwarded, Origin: "https://apps.org:8443" }
    expect((await at("/pre/a/1/embed.json", headers)).status).toBe(200)
    expect((await at("/pre/a/1/embed.json", headers, false)).status).toBe(403)
  })

  it("believes the first of several proxies, and ignores the headers unless configured", async () => {
    const headers = { ...forwarded, "X-Forwarded-Host": "first.org, second.org" }
    expect((await at("/pre/a/1/embed.json", headers)).text_).toContain("wss://first.org/user/one")
    const { text_ } = await at("/pre/a/1/embed.json", forwarded, false)
    expect(text_).toContain('"ws://server.org/pre/a/1/ws"')
  })

  it.for([
    ["X-Forwarded-Host", "evil.org/path"],
    ["X-Forwarded-Proto", "javascript"],
    ["X-Forwarded-Prefix", "//evil.org"],
    ["X-Forwarded-Prefix", "no/slash"],
    ["X-Forwarded-Host", "256.1.1.1"],
    ["X-Forwarded-Host", "apps.org:99999"],
    ["X-Forwarded-Prefix", "/a/../b"],
    ["X-Forwarded-Prefix", "/%2E%2e"],
  ])("rejects the header %s: %s", async ([name = "", value = ""]) => {
    const { status, text_ } = await at("/pre/a/1", { [name]: value })
    expect([status, text_]).toEqual([400, expect.stringContaining(`The header ${name} is`)])
  })
})

describe("slashes at the end of a path", () => {
  it.for([
    "/",
    "/a/1",
    "/a/1/metadata",
    "/a/1/embed.json",
    "/a/1/autoload.js?bokeh-autoload-element=e",
    "/liveness",
  ])("make no difference to %s", async (path) => {
    const routes = [app("/a/:x", handler), app("/b", handler)]
    const [name = "", query = ""] = path.split("?")
    const bodies = await Promise.all(
      ["", "/", "//"].map(async (slashes) => {
        const { status, text_ } = await serve(routes, `${name}${slashes}?${query}`)
        const isPage = text_.startsWith("<")
        return [status, isPage ? "a page" : text_.replace(/"token":"[^"]+"/, "")]
      }),
    )
    expect(bodies[0]?.[0]).toBe(200)
    expect(bodies).toEqual([bodies[0], bodies[0], bodies[0]])
  })
})

describe("two slashes in a path", () => {
  it.for([
    ["//", "<!DOCTYPE html>"],
    ["//a//1", "<!DOCTYPE html>"],
    ["//a//1//metadata", '{"url":"/a/1","data":{}}'],
    ["//a//1//embed.json", '"websocket_url":"ws://server.org//a//1/ws"'],
    ["//a//1/autoload.js?bokeh-autoload-element=e", '"base":"http://server.org//a//1/autoload.js"'],
    ["//liveness", '{"status":"ok"}'],
    ["//static//js/bokeh.min.js", "BokehJS"],
  ])("count as one in %s", async ([path = "", content = ""]) => {
    const routes = [app("/a/:x", handler), app("/b", handler)]
    const { status, text_ } = await serve(routes, path)
    expect([status, text_]).toEqual([200, expect.stringContaining(content)])
  })
})

describe("the icon that browsers request by themselves", () => {
  it.for(["/favicon.ico", "/pre/favicon.ico"])(
    "is answered without an error at %s",
    async (path) => {
      const { status } = await serve([], path, { options: { prefix: "/pre" } })
      expect(status).toBe(204)
    },
  )
})

describe("the root of a server", () => {
  it("redirects to the only app, as Bokeh's does", async () => {
    const { status, headers } = await serve([app("/only", handler)], "/")
    expect([status, headers.get("Location")]).toEqual([302, "./only"])
  })

  it.each<readonly [string, readonly Route[]]>([
    ["there are several", [app("/a", handler), app("/b", handler)]],
    ["the only one needs parameters", [app("/a/:x", handler)]],
  ])("lists the apps when %s", async (_name, routes) => {
    const { status, text_ } = await serve(routes, "/")
    expect([status, text_]).toEqual([200, expect.stringContaining("<code>/a")])
  })

  it("lists pictures of its own below its prefix, and those of other servers where they are", async () => {
    const routes = ["/a.png", "//cdn.example.org/b.png", "https://example.org/c.png"].map(
      (picture, i) => app(`/app${i}`, handler, { card: { picture } }),
    )
    const { text_ } = await serve(routes, "/pre/", { options: { prefix: "/pre" } })
    expect(Array.from(text_.matchAll(/<img src="([^"]*)"/g), ([, src]) => src)).toEqual([
      "../pre/a.png",
      "//cdn.example.org/b.png",
      "https://example.org/c.png",
    ])
  })

  it("is not found when the index is off", async () => {
    const { status } = await serve([app("/a", handler)], "/", { options: { index: false } })
    expect(status).toBe(404)
  })

  it("rejects POST", async () => {
    const { status } = await serve([app("/a", handler)], "/", { init: { method: "POST" } })
    expect(status).toBe(405)
  })
})

describe("a page that does not exist", () => {
  it("lists the routes in development, and nothing in production", async () => {
    const routes = [app("/secret/:x", handler), autoload("/other", handler)]
    const development = await serve(routes, "/no", {
      env: { BOKEH_EDGE_DEV: "1", BOKEH_EDGE_HOSTS: "server.org" },
    })
    expect(development.text_).toContain("/secret/:x")
    expect((await serve(routes, "/no")).text_).not.toContain("secret")
  })
})

describe("a directory of apps", () => {
  const routes = directory("/apps/:team", { sliders: handler, "a b": handler })

  it("serves each app by its name", async () => {
    expect((await serve(routes, "/apps/x/sliders")).text_).toContain("<title>sliders</title>")
    expect((await serve(routes, "/apps/x/a%20b/metadata")).status).toBe(200)
    expect((await serve(routes, "/apps/x")).status).toBe(404)
  })

  it.each(["a/b", ":x", ""])("rejects the name '%s'", (name) => {
    expect(() => directory("/apps", { [name]: handler })).toThrow("apps")
  })
})

describe("embed.json", () => {
  const routes = [app("/a/:x", handler, { ws: "live", cookies: ["c"], origins: ["friend.org"] })]
  const get = (init: RequestInit = {}, query = "") =>
    serve(routes, `/a/1/embed.json${query}`, { init })

  it("has Bokeh's schema, a token, and what BokehJS needs to use it", async () => {
    const { headers, text_ } = await get({ headers: { Cookie: "c=1" } }, "?q=1")
    const json: unknown = JSON.parse(text_)
    expect(json).toMatchObject({
      schema: "bokeh.embed-server/v1",
      bokeh_version: "3.10.0",
      websocket_url: "ws://server.org/a/1/live",
    })
    expect(text_).toContain('"js_urls":["http://server.org/static/js/bokeh.min.js?v=3.10.0"')
    const token = isRecord(json) ? String(json["token"]) : ""
    expect(parseToken(token, ["secret"]).payload).toMatchObject({
      arguments: { q: ["1"] },
      cookies: { c: "1" },
    })
    expect(headers.get("Cache-Control")).toBe("no-store")
  })

  it.each<readonly [string, number, string | null]>([
    ["http://server.org", 200, "http://server.org"],
    ["https://friend.org", 200, "https://friend.org"],
    ["https://stranger.org", 403, null],
    ["null", 403, null],
  ])("[T4] answers a page of %s with %i", async (Origin, status, readableBy) => {
    for (const method of ["GET", "OPTIONS"]) {
      const response = await get({ method, headers: { Origin } })
      expect(response.status).toBe(status === 200 && method === "OPTIONS" ? 204 : status)
      expect(response.headers.get("Access-Control-Allow-Origin")).toBe(readableBy)
      expect(response.headers.get("Access-Control-Allow-Credentials")).toBe(readableBy && "true")
    }
  })

  it("shows an allowed origin the reason of a rejection", async () => {
    const response = await get({ headers: { Origin: "https://friend.org" } }, "?bokeh-token=x")
    expect(response.status).toBe(403)
    expect(response.headers.get("Access-Control-Allow-Origin")).toBe("https://friend.org")
    expect(response.text_).toMatch(/^Invalid token or session ID: /)
  })
})

describe("a script tag for a snippet that is not available", () => {
  const routes = [app("/a", handler)]
  const tag = (path: string) =>
    serve(routes, path, { init: { headers: { "Sec-Fetch-Dest": "script" } } })

  it.each([
    ["/a/autoload.js?bokeh-autoload-element=el&bokeh-token=x", "Invalid token or session ID"],
    ["/no/autoload.js?bokeh-autoload-element=el", "There is nothing at /no/autoload.js."],
  ])("[E6] loads a script that shows the reason in the element: %s", async (path, reason) => {
    const { status, headers, text_ } = await tag(path)
    expect([status, headers.get("Content-Type")]).toEqual([
      200,
      "application/javascript; charset=utf-8",
    ])
    const element = new FakeElement("script")
    const page = fakePage({ elements: { el: element } })
    await page.run(text_)
    expect(element.replacedBy?.textContent).toContain(`The plot could not be loaded: ${reason}`)
    expect(page.errors[0]).toContain(reason)
  })

  it("[E6] escapes the element's id in that script", async () => {
    const id = encodeURIComponent('");alert(1);//</script>')
    const { text_ } = await tag(`/no/autoload.js?bokeh-autoload-element=${id}`)
    expect(text_).toContain(String.raw`"elementId":"\");alert(1);//\u003c/script>"`)
  })

  it("[E6] still answers programs with the error's status", async () => {
    const { status } = await serve(routes, "/no/autoload.js?bokeh-autoload-element=el")
    expect(status).toBe(404)
  })
})
