import { describe, expect, it } from "vitest"

import type { Auth } from "../../../src/app/auth.ts"
import { app, autoload } from "../../../src/app/route.ts"
import { createFetch } from "../../../src/http/server.ts"
import { BINDINGS } from "../../support/bindings.ts"

const handler = () => undefined
/** The user that the header names: no user is sent to the login page, and a stranger is sent away. */
const byHeader: Auth = (request, { pattern, endpoint }) => {
  const id = request.headers.get("X-User")
  if (id === null) return Response.redirect(`http://server.org/login?from=${endpoint}${pattern}`)
  return id === "stranger" ? new Response("go away", { status: 403 }) : { id, groups: ["a"] }
}
const serve = createFetch(
  [
    app("/a", handler, { origins: ["friend.org"], session: { resume: "cookie" } }),
    app("/open", handler, { auth: false }),
    autoload("/broken/:n<int>", handler, {
      auth: (_request, { params }) => (params["n"] === 1 ? { id: "x".repeat(5000) } : { id: "" }),
    }),
  ],
  { auth: byHeader },
)

async function get(path: string, headers: Record<string, string> = {}, method = "GET") {
  const env = {
    ...BINDINGS,
    ...BINDINGS,
    BOKEH_SECRET_KEY: "secret",
    BOKEH_EDGE_DEV: "1",
    BOKEH_EDGE_HOSTS: "server.org",
  }
  const response = await serve(new Request(`http://server.org${path}`, { method, headers }), env)
  const text = await response.text()
  return { status: response.status, headers: response.headers, text }
}

const tokenIn = (text: string) => /"token":"([^"]+)"/.exec(text)?.[1] ?? ""

describe("auth", () => {
  const snippet = "/a/autoload.js?bokeh-autoload-element=e"
  it.each<readonly [string, string | undefined, number, string]>([
    ["/a", undefined, 302, ""],
    ["/a", "stranger", 403, "go away"],
    ["/a", "me", 200, '"token"'],
    ["/a/metadata", undefined, 302, ""],
    ["/a/metadata", "me", 200, '"url"'],
    [snippet, undefined, 401, "Sign in first."],
    [snippet, "stranger", 403, "You do not have access"],
    [snippet, "me", 200, '"token"'],
    ["/a/embed.json", undefined, 401, "Sign in first."],
    ["/a/embed.json", "me", 200, '"token"'],
    ["/", undefined, 302, ""],
    ["/", "me", 200, "/open"],
    ["/open", undefined, 200, '"token"'],
    ["/liveness", undefined, 200, "ok"],
  ])("[A1] guards %s for %s with status %i", async (path, user, status, expected) => {
    const answer = await get(path, user === undefined ? {} : { "X-User": user })
    expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(expected)])
    if (status === 302) expect(answer.headers.get("Location")).toContain("/login?from=")
    if (status >= 300) expect(answer.headers.get("Cache-Control")).toBe("no-store")
  })

  it("[A1] is not called for a preflight, and shows allowed pages why they may not read", async () => {
    const Origin = "https://friend.org"
    expect((await get("/a/embed.json", { Origin }, "OPTIONS")).status).toBe(204)
    const { status, headers } = await get("/a/embed.json", { Origin })
    expect([status, headers.get("Access-Control-Allow-Origin")]).toEqual([401, Origin])
  })

  it("[A1] gives no snippet with a user's token to pages that may not open the socket", async () => {
    const headers = { "X-User": "me", Origin: "https://stranger.org" }
    expect((await get(snippet, headers)).status).toBe(403)
  })

  it("[A2] binds a token to its user", async () => {
    const token = tokenIn((await get("/a", { "X-User": "me" })).text)
    const used = (user: string) => get(`/a?bokeh-token=${token}`, { "X-User": user })
    expect((await used("me")).status).toBe(200)
    expect(await used("you")).toMatchObject({
      status: 403,
      text: expect.stringContaining("for another page or user") as string,
    })
  })

  it("[A2] resumes the session of the same user only", async () => {
    const cookie = (await get("/a", { "X-User": "me" })).headers.get("Set-Cookie")?.split(";")[0]
    const again = async (user: string) => {
      const { headers } = await get("/a", { "X-User": user, Cookie: cookie ?? "" })
      return headers.get("Set-Cookie")?.split(";")[0]
    }
    expect(await again("me")).toBe(cookie)
    expect(await again("you")).not.toBe(cookie)
  })

  it.each([
    [1, "auth's user has 5009 bytes of JSON, more than the 4096 kept"],
    [2, "auth must return a user, { id: string, ... }, or a Response"],
  ])("reports what is wrong with the hook's result (%i)", async (n, message) => {
    const { status, text } = await get(`/broken/${n}/autoload.js?bokeh-autoload-element=e`)
    expect(status).toBe(500)
    expect(text.replaceAll("&#39;", "'")).toContain(message)
  })
})
