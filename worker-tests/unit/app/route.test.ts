import { Router } from "itty-router"
import { describe, expect, expectTypeOf, it } from "vitest"

import { paramsIn, routePatterns } from "../../../src/app/route-patterns.ts"
import {
  app,
  autoload,
  document,
  type Params,
  type Route,
  RouteError,
} from "../../../src/app/route.ts"

const handler = () => undefined

/** The match as `pattern endpoint {params}`. */
function match(routes: readonly Route[], path: string): Promise<string | undefined> {
  const router = Router<Request, [], string | undefined>({
    routes: routePatterns(routes).map((pattern) => {
      const { route, endpoint, regexp } = pattern
      const shown = (params: Readonly<Record<string, string>>) =>
        `${route.pattern} ${endpoint} ${JSON.stringify(paramsIn(pattern, params))}`
      return ["GET", regexp, [({ params }) => shown(params)]]
    }),
  })
  return router.fetch(new Request(new URL(`http://server${path}`)))
}

describe("a route", () => {
  it.each<readonly [string, string | undefined]>([
    ["/a", "/a page {}"],
    ["/a/", "/a page {}"],
    ["/a/ws", "/a socket {}"],
    ["/a/autoload.js", "/a autoload {}"],
    ["/a/metadata", "/a metadata {}"],
    ["/a/nothing", undefined],
    ["/A", undefined],
    ["/", undefined],
    ["//a", "/a page {}"],
  ])("with app('/a') matches: %s is %s", async (path, expected) => {
    expect(await match([app("/a", handler)], path)).toBe(expected)
  })

  it("serves only the endpoints of its kind", async () => {
    expect(await match([document("/a", handler)], "/a/autoload.js")).toBeUndefined()
    expect(await match([document("/a", handler)], "/a/ws")).toBe("/a socket {}")
    expect(await match([autoload("/a", handler)], "/a")).toBeUndefined()
    expect(await match([autoload("/a", handler)], "/a/autoload.js")).toBe("/a autoload {}")
  })

  it("can be the root", async () => {
    expect(await match([app("/", handler)], "/")).toBe("/ page {}")
    expect(await match([app("/", handler)], "/ws")).toBe("/ socket {}")
  })

  it("can have its socket at another path", async () => {
    const routes = [app("/sea", handler, { ws: "wasdf/live" })]
    expect(await match(routes, "/sea/wasdf/live")).toBe("/sea socket {}")
    expect(await match(routes, "/sea/ws")).toBeUndefined()
  })

  it.each<readonly [string, string, string | undefined]>([
    ["/h/:title", "/h/x", '/h/:title page {"title":"x"}'],
    ["/h/:title", "/h/x/ws", '/h/:title socket {"title":"x"}'],
    ["/h/:title", "/h/a%20b%2Fc", '/h/:title page {"title":"a b/c"}'],
    ["/h/:title", "/h/%C3%A4", '/h/:title page {"title":"ä"}'],
    ["/h/:title", "/h/", undefined],
    ["/h/:title", "/h/a/b", undefined],
    ["/h/:n<int>", "/h/-12", '/h/:n<int> page {"n":-12}'],
    ["/h/:n<int>", "/h/1.5", undefined],
    ["/h/:n<int>", `/h/${"9".repeat(400)}`, undefined],
    ["/h/:n<float>", "/h/1.5", '/h/:n<float> page {"n":1.5}'],
    [
      "/h/:n<uuid>",
      "/h/123e4567-e89b-12d3-a456-426614174000",
      '/h/:n<uuid> page {"n":"123e4567-e89b-12d3-a456-426614174000"}',
    ],
    ["/h/:n<uuid>", "/h/123", undefined],
    ["/h/:rest<path>", "/h/a/b/c/ws", '/h/:rest<path> socket {"rest":"a/b/c"}'],
    ["/h/:rest<path>", "/h/a/b/", '/h/:rest<path> page {"rest":"a/b"}'],
    ["/h/:rest<path>", "//h///a//b//ws", '/h/:rest<path> socket {"rest":"a//b"}'],
    ["/h/:rest<path>", "/h/a%2Fb/%C3%A4//c", '/h/:rest<path> page {"rest":"a/b/ä//c"}'],
    ["/h/:title", "/h/a%2Fb%3Fc", '/h/:title page {"title":"a/b?c"}'],
    ["/h/:title", "/h/%F0%9F%98%80%20%25", '/h/:title page {"title":"😀 %"}'],
    ["/h/:title", "/h/x//", `/h/:title page {"title":"x"}`],
    ["/h/:title", "/h/x/ws/", `/h/:title socket {"title":"x"}`],
    ["/h/:a/:b<int>", "/h/x/2", '/h/:a/:b<int> page {"a":"x","b":2}'],
    ["/ä/:x", "/%C3%A4/1", '/ä/:x page {"x":"1"}'],
    ["/ä/:x", "/%c3%a4/1", '/ä/:x page {"x":"1"}'],
  ])("with the pattern %s matches: %s is %s", async (pattern, path, expected) => {
    expect(await match([app(pattern, handler)], path)).toBe(expected)
  })

  it("rejects a path that is not valid percent-encoding", async () => {
    await expect(match([app("/h/:title", handler)], "/h/%E0")).rejects.toThrow(
      "not valid percent-encoding",
    )
  })
})

describe("a choice between several routes", () => {
  it.each<readonly [string, string]>([
    ["/h/new", "/h/new page {}"],
    ["/h/7", '/h/:n<int> page {"n":7}'],
    ["/h/seven", '/h/:title page {"title":"seven"}'],
    ["/h/a/b", '/h/:rest<path> page {"rest":"a/b"}'],
    ["/h/new/ws", "/h/new socket {}"],
    ["/h/ws", '/h/:title page {"title":"ws"}'],
  ])("takes the narrowest pattern for %s: %s", async (path, expected) => {
    const patterns = ["/h/:rest<path>", "/h/:title", "/h/:n<int>", "/h/new"]
    expect(
      await match(
        patterns.map((pattern) => app(pattern, handler)),
        path,
      ),
    ).toBe(expected)
  })

  it.each<readonly [string, string]>([
    ["/a", "/a/"],
    ["/a/:x", "/a/:y"],
    ["/a", "/a"],
  ])("is rejected for %s and %s, which match the same URLs", (one, two) => {
    expect(() => routePatterns([app(one, handler), app(two, handler)])).toThrow(
      /'\/a.*' and '\/a.*' match the same URLs/,
    )
  })
})

describe("a bad pattern or route", () => {
  it.each<readonly [string, RegExp]>([
    ["a", /must start with '\/'/],
    ["/a//b", /an empty segment/],
    ["/a/:", /not a parameter/],
    ["/a/:n<date>", /no converter 'date', only int, float, uuid and path/],
    ["/a/:n/:n", /two parameters are named 'n'/],
  ])("is rejected: %s", (pattern, message) => {
    expect(() => routePatterns([app(pattern, handler)])).toThrow(message)
    expect(() => routePatterns([app(pattern, handler)])).toThrow(RouteError)
  })

  it("is rejected when it has no handler", () => {
    // @ts-expect-error -- no handler
    expect(() => app("/a")).toThrow("/a: the handler must be a function")
  })

  it("is rejected when its module does not export it", () => {
    const missing = undefined as unknown as Route
    const message = "route 2 of createServer is undefined, not app(...): is it exported?"
    expect(() => routePatterns([app("/a", handler), missing])).toThrow(new RouteError(message))
  })

  it("is rejected when its socket has a bad pattern", () => {
    expect(() => routePatterns([app("/a", handler, { ws: ":x" })])).toThrow(
      /'ws' must be a plain path suffix/,
    )
  })
})

describe("the parameters of a route", () => {
  it("have types that follow from the pattern", () => {
    expectTypeOf<Params<"/a/:n<int>/:x/:rest<path>">>().toEqualTypeOf<{
      readonly n: number
      readonly x: string
      readonly rest: string
    }>()
  })
})
