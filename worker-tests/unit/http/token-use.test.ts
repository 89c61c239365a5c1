import * as fc from "fast-check"
import { describe, expect, it } from "vitest"

import { app } from "../../../src/app/route.ts"
import { createFetch } from "../../../src/http/server.ts"
import { parseAdmission } from "../../../src/objects/admission.ts"
import { placeKey } from "../../../src/objects/names.ts"
import { ADMISSION_HEADER } from "../../../src/objects/session-rpc.ts"
import { createInvite } from "../../../src/session/invite.ts"
import { createToken, type Keys, parseToken, signSessionId } from "../../../src/session/token.ts"
import { BINDINGS } from "../../support/bindings.ts"
import { holdsLater } from "../../support/random-test.ts"

const KEYS: Keys = ["secret"]
const handler = () => undefined
const serve = createFetch([
  app("/a/:x", handler, { headers: ["X-A"], cookies: ["c"] }),
  app("/b", handler),
  app("/external", handler, { session: { ids: "external", resume: "cookie" } }),
])

/** Pages with a long parameter ask it whether the parameter is the name of a group. */
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
      if (status === 403) expect(body).toContain("the token is for another page or user")
    }
  })

  it("[T1] names the window of its page, another one for each page, and none when Python made it", async () => {
    const windowOf = async (path: string) => parseToken(await tokenOf(path), KEYS).windowId
    const given = await tokenOf("/b")
    const windows = [await windowOf("/b"), await windowOf("/b/embed.json"), await windowOf("/b")]
    expect(new Set([...windows, undefined]).size).toBe(4)
    expect(await windowOf(`/b?bokeh-token=${given}`)).toBe(parseToken(given, KEYS).windowId)
    const made = { sessionId: "s", expiresAtMs: Date.now() + 3_600_000, payload: undefined }
    expect(parseToken(createToken(made, KEYS), KEYS).windowId).toBe(undefined)
  })

  it("[T5] is valid for any route when Python made it", async () => {
    const made = { sessionId: "s", expiresAtMs: Date.now() + 3_600_000, payload: undefined }
    const token = createToken(made, KEYS)
    expect((await get(`/a/1?bokeh-token=${token}`))[0]).toBe(200)
    expect((await get(`/b?bokeh-token=${token}`))[0]).toBe(200)
  })

  it("[S31] marks its page as another site's when it is a snippet's, also after a page's token was passed", async () => {
    const made = { sessionId: "s", expiresAtMs: Date.now() + 3_600_000, payload: undefined }
    const isEmbedded = (token: string) => parseToken(token, KEYS).isEmbedded ?? false
    const page = await tokenOf("/b")
    const snippet = "/b/autoload.js?bokeh-autoload-element=e"
    const given = [page, createToken(made, KEYS)].map((token) => `&bokeh-token=${token}`)
    const id = `&bokeh-session-id=${signSessionId("s", KEYS)}`
    expect(isEmbedded(page)).toBe(false)
    for (const path of [snippet, "/b/embed.json", ...[...given, id].map((one) => snippet + one)]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect(isEmbedded(await tokenOf(path))).toBe(true)
    }
    const [status, body] = await get(`${snippet}&bokeh-token=${createToken(made, KEYS)}`)
    const again = parseToken(/"token":"([^"]+)"/.exec(body)?.[1] ?? "", KEYS)
    expect([status, again.sessionId, again.purpose]).toEqual([200, "s", undefined])
  })

  it("[S31] of a page made by Python opens a socket of another site's page", async () => {
    const made = { sessionId: "s", expiresAtMs: Date.now() + 3_600_000, payload: undefined }
    const admitted = async (token: string, Origin: string | undefined) => {
      const headers = {
        Upgrade: "websocket",
        "Sec-WebSocket-Protocol": `bokeh, ${token}`,
        ...(Origin !== undefined && { Origin }),
      }
      let given = ""
      const fetch = async (_url: string, init: { readonly headers: Headers }) => {
        given = init.headers.get(ADMISSION_HEADER) ?? ""
        return new Response()
      }
      const env = { ...BINDINGS, SESSIONS: { getByName: () => ({ fetch }) } }
      const vars = { BOKEH_SECRET_KEY: "secret", BOKEH_ALLOW_WS_ORIGIN: "django.org" }
      await serve(new Request("http://server.org/b/ws", { headers }), { ...env, ...vars })
      return parseAdmission(given).isEmbedded ?? false
    }
    const python = createToken(made, KEYS)
    expect(await admitted(python, "http://django.org")).toBe(true)
    expect(await admitted(python, "http://server.org")).toBe(false)
    expect(await admitted(python, undefined)).toBe(false)
    expect(await admitted(await tokenOf("/b"), "http://server.org")).toBe(false)
    expect(await admitted(await tokenOf("/b/embed.json"), "http://server.org")).toBe(true)
  })

  it("[T2] has at most 2048 characters, or the request is rejected with the reason", async () => {
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

describe("an invitation", () => {
  it.each([
    [60_000, "/a/1", "it is for another app"],
    [-1, "/b", "the invitation has expired"],
  ])("for %i ms, opened at %s, does not work: %s", async (ms, path, reason) => {
    const place = placeKey({ pattern: "/b", params: {} })
    const invite = { id: "i", sessionId: "s", place, role: "viewer", expiresAtMs: Date.now() + ms }
    const link = `${path}?bokeh-invite=${createInvite({ ...invite, role: "viewer" }, KEYS)}`
    const [status, body] = await get(link)
    expect(status).toBe(403)
    expect(body).toContain(`This link does not work: ${reason}`)
  })
})

describe("a route that accepts only sessions made elsewhere", () => {
  it.each([
    ["/external", 403],
    ["/external/embed.json", 403],
    ["/external/autoload.js?bokeh-autoload-element=e", 403],
    [`/external?bokeh-session-id=${signSessionId("given", KEYS)}`, 200],
  ])("answers %s with %i", async (path, expected) => {
    const [status, body] = await get(path)
    expect(status).toBe(expected)
    if (status === 403) expect(body).toContain("No bokeh-session-id provided")
    // What a page may not know makes no difference.
    expect((await get(path, { "Sec-Fetch-Site": "cross-site" }))[0]).toBe(expected)
  })
})

describe("the origins of a route", () => {
  it.each([
    ["https://friend.org/page", "got 'https://friend.org/page': did you mean 'friend.org'?"],
    ["https://friend.org:8443", "got 'https://friend.org:8443': did you mean 'friend.org:8443'?"],
    ["friend.org/", "got 'friend.org/'"],
    ["", "got ''"],
  ])("can't include %s", (origin, message) => {
    expect(() => app("/a", handler, { origins: ["ok.org", origin] })).toThrow(
      `/a: 'origins' expects host, host:port, *.host or *, ${message}`,
    )
  })

  it("can have hosts, ports and wildcards", () => {
    const origins = ["a.org", "a.org:80", "*.a.org", "*", "*:8080", "localhost:*", "[::1]:8080"]
    expect(app("/a", handler, { origins }).options.origins).toEqual(origins)
  })
})

describe("after a change of the key", () => {
  /** A server with these keys, and the number of calls to an object. */
  const server = (key: string, old?: string) => {
    const asked: string[] = []
    const objects = {
      getByName: (name: string) => {
        asked.push(name)
        return { outline: async () => OUTLINED, card: async () => undefined }
      },
    }
    const env = {
      ...BINDINGS,
      SESSIONS: objects,
      SNAPSHOTS: objects,
      BOKEH_SECRET_KEY: key,
      ...(old !== undefined && { BOKEH_EDGE_OLD_SECRET_KEYS: old }),
    }
    const ask = async (path: string) => {
      const response = await serve(new Request(`http://server.org${path}`), env)
      return { status: response.status, text: await response.text() }
    }
    return { ask, asked }
  }
  const tokenIn = (text: string) => /"token":"([^"]+)"/.exec(text)?.[1] ?? ""
  const invitation = (key: string) => {
    const place = placeKey({ pattern: "/b", params: {} })
    const invite = {
      id: "i",
      sessionId: "s",
      place,
      role: "viewer",
      expiresAtMs: Date.now() + 60_000,
    }
    return createInvite({ ...invite, role: "viewer" }, [key])
  }

  it("signatures of the old key are valid while it is kept, and can't be replayed afterwards", async () => {
    const links = [
      `/b?bokeh-token=${tokenIn((await server("first").ask("/b")).text)}`,
      `/b?bokeh-session-id=${signSessionId("of a service", ["first"])}`,
      `/b?bokeh-invite=${invitation("first")}`,
    ]
    for (const link of links) {
      const statuses = [server("second", "first"), server("second")].map(({ ask }) => ask(link))
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect((await Promise.all(statuses)).map(({ status }) => status)).toEqual([200, 403])
    }
  })

  it("everything handed out is signed by the new key alone", async () => {
    const token = tokenIn((await server("second", "first").ask("/b")).text)
    const { ask } = server("first")
    expect((await ask(`/b?bokeh-token=${token}`)).status).toBe(403)
  })

  it("requests with another key's signature call no object, and do not reveal what exists", async () => {
    const { ask, asked } = server("second")
    const ids = ["there", "not there"].map((id) => signSessionId(id, ["first"]))
    const [one, other] = await Promise.all(ids.map((id) => ask(`/b?bokeh-session-id=${id}`)))
    expect(one).toEqual(other)
    const [forged, unknown] = await Promise.all([
      ask(`/b?bokeh-invite=${invitation("first")}`),
      ask(`/b?bokeh-invite=${invitation("third")}`),
    ])
    expect(forged).toEqual(unknown)
    expect(asked).toEqual([])
  })

  it("an invalid id of a copy calls no object, and a copy's id at another place is answered alike", async () => {
    const { ask, asked } = server("second")
    const none = await ask("/b?bokeh-snapshot=short")
    expect(asked).toEqual([])
    const elsewhere = await ask(`/b?bokeh-snapshot=${"0".repeat(32)}`)
    expect(elsewhere).toEqual(none)
    expect(none.status).toBe(404)
  })
})
