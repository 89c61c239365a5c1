// Each rejected request leaves one line in the log, by which it can be found.

import { afterEach, describe, expect, it, vi } from "vitest"

import { app } from "../../../src/app/route.ts"
import { groupEndpoint } from "../../../src/http/group-request.ts"
import { createFetch } from "../../../src/http/server.ts"
import { BINDINGS } from "../../support/bindings.ts"

afterEach(() => vi.restoreAllMocks())

const serve = createFetch(
  [
    app("/a", () => undefined, { session: { ids: "external" } }),
    app("/b", () => undefined, { auth: () => new Response("no", { status: 403 }) }),
    app("/broken", () => undefined, { template: () => Promise.reject(new Error("broken")) }),
  ],
  { groupEndpoint: groupEndpoint("/groups") },
)

/** The log of a request, and the answer. */
async function ask(path: string, init: RequestInit = {}, level = "info") {
  const lines: unknown[] = []
  for (const method of ["log", "warn", "error"] as const) {
    vi.spyOn(console, method).mockImplementation((line: string) => {
      lines.push([method, JSON.parse(line)])
    })
  }
  const env = { ...BINDINGS, BOKEH_SECRET_KEY: "s", BOKEH_PY_LOG_LEVEL: level }
  const response = await serve(new Request(`http://server.org${path}`, init), env)
  return { lines, response }
}

describe("a rejected request", () => {
  it.for<readonly [string, RequestInit, string, object]>([
    ["/a", {}, "warn", { status: 403, reason: "No bokeh-session-id provided", path: "/a" }],
    ["/a/ws", {}, "warn", { status: 400, path: "/a/ws" }],
    [
      "/a/ws",
      { headers: { Upgrade: "websocket", Origin: "https://evil.org" } },
      "warn",
      { status: 403, path: "/a/ws" },
    ],
    ["/a/autoload.js?bokeh-autoload-element=e", {}, "warn", { status: 403 }],
    ["/nowhere", {}, "log", { status: 404, path: "/nowhere" }],
    ["/groups/x", { method: "POST", body: "{}" }, "warn", { method: "POST", path: "/groups/x" }],
  ])("to %s with %o is one line in the log", async ([path, init, method, fields]) => {
    const { lines } = await ask(path, init)
    expect(lines).toEqual([
      [method, expect.objectContaining({ message: "a request was refused", ...fields })],
    ])
  })

  it("is answered as JSON when it is a POST", async () => {
    const { response } = await ask("/groups/x", { method: "POST", body: "{}" })
    expect(response.headers.get("Content-Type")).toContain("application/json")
    expect(Object.keys(JSON.parse(await response.text()) as object)).toEqual(["error"])
  })

  it("has its reason in the status line, which is all that Python shows", async () => {
    const { response } = await ask("/a")
    expect(response.statusText).toBe("No bokeh-session-id provided")
  })

  it("is not logged at a level that leaves it out", async () => {
    expect((await ask("/a", {}, "error")).lines).toEqual([])
  })
})

it("a failed request is one line in the log, with an id, the stack and the path without its query", async () => {
  const { lines, response } = await ask("/broken?secret=1")
  const [, id] = /error (\w{8})/.exec(await response.text()) ?? []
  const error: unknown = expect.stringContaining("Error: broken\n")
  const line = { message: "a request failed", id, method: "GET", path: "/broken", error }
  expect(lines).toEqual([["error", line]])
})
