import * as fc from "fast-check"
import { describe, expect, it } from "vitest"

import { app } from "../../../src/app/route.ts"
import { createFetch } from "../../../src/http/server.ts"
import { createToken, type Keys, signSessionId } from "../../../src/session/token.ts"
import { BINDINGS } from "../../support/bindings.ts"
import { holdsLater } from "../../support/random-test.ts"

const KEYS: Keys = ["secret"]
const handler = () => undefined
const serve = createFetch([
  app("/a/:x", handler, { headers: ["X-A"], cookies: ["c"] }),
  app("/b", handler),
  app("/external", handler, { session: { ids: "external", resume: "cookie" } }),
])

/** Pages with a long parameter ask it whether that is the name of a group. */
const OUTLINED = { state: "outlined", outline: { title: "", roots: [], template_variables: {} } }
const SESSIONS = { getByName: () => ({ outline: async () => OUTLINED }) }

async function get(path: string, headers: Record<string, string> = {}): Promise<[number, string]> {
  const request = new Request(`http://server.org${path}`, { headers })
  const response = await serve(request, { ...BINDINGS, SESSIONS, BOKEH_SECRET_KEY: "secret" })
  return [response.status, await response.text()]
}

async function tokenOf(path: string): Promise<string> {
  const [, body] = await get(path)
  return /"token":"([^"]+)"/.exec(body)?.[1] ?? ""
}

describe("a token", () => {
  it.each<readonly [string, string, number]>([
    ["/a/1", "/a/1", 200],
    ["/a/%C3%A4", "/a/%c3%a4/", 200],
    ["/a/1", "/a/2", 403],
    ["/a/1", "/b", 403],
    ["/b", "/a/1", 403],
  ])("[T5] of %s, used at %s, is answered with %i", async (from, to, expected) => {
    const token = await tokenOf(from)
    for (const path of [to, `${to.replace(/\/$/, "")}/embed.json`]) {
      // oxlint-disable-next-line no-await-in-loop -- two of them
      const [status, body] = await get(`${path}?bokeh-token=${token}`)
      expect(status).toBe(expected)
      if (status === 403) expect(body).toContain("the token is for another route than")
    }
  })

  it("[T5] that Python made is for any route", async () => {
    const made = { sessionId: "s", expiresAtMs: Date.now() + 1000, payload: undefined }
    const token = createToken(made, KEYS)
    expect((await get(`/a/1?bokeh-token=${token}`))[0]).toBe(200)
    expect((await get(`/b?bokeh-token=${token}`))[0]).toBe(200)
  })

  it("[T2] has at most 2048 characters, or the request is refused with the reason", async () => {
    const noise = (most: number) =>
      fc.array(fc.stringMatching(/^[0-9a-z]{2}$/), { size: "max", maxLength: most })
    const statuses = new Set<number>()
    const request = fc.tuple(noise(300), noise(200), noise(900), noise(300), noise(300))
    const property = fc.asyncProperty(request, async ([path, names, q, header, cookie]) => {
      const url = `/a/${path.join("")}x?${names.join("=&")}&q=${q.join("%20")}`
      const headers = { "X-A": header.join(""), Cookie: `c=${cookie.join("")}` }
      const [status, body] = await get(url, headers)
      const token = /"token":"([^"]+)"/.exec(body)?.[1] ?? ""
      expect(token.length).toBeLessThanOrEqual(2048)
      if (status !== 200)
        expect([status, body]).toEqual([
          400,
          expect.stringMatching(/2048 that fit.*arguments \(\d+\)/s),
        ])
      statuses.add(status)
    })
    await holdsLater(property, 30)
    expect([...statuses].toSorted((a, b) => a - b)).toEqual([200, 400])
  })
})

describe("a route for sessions of others' making", () => {
  it.each([
    ["/external", 403],
    ["/external/embed.json", 403],
    ["/external/autoload.js?bokeh-autoload-element=e", 403],
    [`/external?bokeh-session-id=${signSessionId("given", KEYS)}`, 200],
  ])("%s is %i", async (path, expected) => {
    const [status, body] = await get(path)
    expect(status).toBe(expected)
    if (status === 403) expect(body).toContain("No bokeh-session-id provided")
    // What a page may not know makes no difference.
    expect((await get(path, { "Sec-Fetch-Site": "cross-site" }))[0]).toBe(expected)
  })
})

describe("a route's origins", () => {
  it.each([
    ["https://friend.org/page", "got 'https://friend.org/page': did you mean 'friend.org'?"],
    ["https://friend.org:8443", "got 'https://friend.org:8443': did you mean 'friend.org:8443'?"],
    ["friend.org/", "got 'friend.org/'"],
    ["", "got ''"],
  ])("may not have %s", (origin, message) => {
    expect(() => app("/a", handler, { origins: ["ok.org", origin] })).toThrow(
      `/a: 'origins' expects host, host:port, *.host or *, ${message}`,
    )
  })

  it("can have hosts, ports and wildcards", () => {
    const origins = ["a.org", "a.org:80", "*.a.org", "*", "*:8080", "localhost:*", "[::1]:8080"]
    expect(app("/a", handler, { origins }).options.origins).toEqual(origins)
  })
})
