// Links, cookies and the server's own signed strings give a stranger no access to sessions.

import { SELF } from "cloudflare:test"
import { describe, expect, it } from "vitest"

import { createToken, parseToken, signSessionId } from "../../src/session/token.ts"
import { tokenIn } from "../support/bokeh-client.ts"
import { KEY, TestSocket } from "../support/socket.ts"

type Headers_ = Readonly<Record<string, string>>

async function page(path: string, headers: Headers_ = {}): Promise<Response> {
  return SELF.fetch(`http://server${path}`, { headers, redirect: "manual" })
}

/** The title of the document that a page's socket opens. */
async function titleAt(path: string, headers: Headers_ = {}): Promise<string> {
  const token = tokenIn(await (await page(path, headers)).text())
  const protocols = `bokeh, ${token}`
  const { pathname } = new URL(path, "http://server")
  const socket = TestSocket.from(
    await SELF.fetch(`http://server${pathname}/ws`, {
      headers: { ...headers, Upgrade: "websocket", "Sec-WebSocket-Protocol": protocols },
    }),
  )
  await socket.next("ACK")
  return /"title":"((?:[^"\\]|\\.)*)"/.exec(JSON.stringify(await socket.pull()))?.[1] ?? ""
}

async function idAt(path: string, headers: Headers_ = {}): Promise<string> {
  return parseToken(tokenIn(await (await page(path, headers)).text()), [KEY]).sessionId
}

describe("a visitor", () => {
  it("[A3] who was removed from a team cannot read the team's session by its id", async () => {
    const ada = { "X-User": "ada", "X-Teams": "blue red" }
    const id = await idAt("/team/blue", ada)
    expect(await titleAt(`/team/blue?bokeh-session-id=${signSessionId(id, [KEY])}`, ada)).toContain(
      "blue",
    )
    const removed = { "X-User": "ada", "X-Teams": "red" }
    const link = `bokeh-session-id=${signSessionId(id, [KEY])}`
    expect((await page(`/team/blue?${link}`, removed)).status).toBe(403)
    expect(await titleAt(`/team/red?${link}`, removed)).not.toContain("blue")
  })

  it("[A3] with a cookie of one path gets a new session at a path below it", async () => {
    const first = await page("/remembered/a")
    const [cookie = ""] = (first.headers.get("Set-Cookie") ?? "").split(";")
    const id = parseToken(tokenIn(await first.text()), [KEY]).sessionId
    const back = await titleAt("/remembered/a", { Cookie: cookie })
    expect(back).toContain(id)
    expect(await titleAt("/remembered/a/b", { Cookie: cookie })).toContain('a/b\\"} of nobody')
  })

  it("[A3] with cookies of both paths returns to the session of the page's own path", async () => {
    const cookies = ["mine", "other"].map((id) => `bokeh-session=${signSessionId(id, [KEY])}`)
    expect(await idAt("/remembered/a/b", { Cookie: cookies.join("; ") })).toBe("mine")
  })

  it("[T6] cannot open an app for external ids with an id from a page", async () => {
    const id = await idAt("/temperature")
    const response = await page(`/external?bokeh-session-id=${signSessionId(id, [KEY])}`)
    expect(response.status).toBe(403)
    const Cookie = `bokeh-session=${signSessionId(id, [KEY])}`
    expect((await page("/external", { Cookie })).status).toBe(403)
  })

  it("[T6] cannot open a session with a token or an invitation instead of an id", async () => {
    const ours = tokenIn(await (await page("/temperature")).text())
    const pythons = createToken({ sessionId: "s", expiresAtMs: 1, payload: undefined }, [KEY])
    for (const text of [ours, pythons, `invite ${ours}`]) {
      // oxlint-disable-next-line no-await-in-loop -- three of them
      const response = await page(`/external?bokeh-session-id=${encodeURIComponent(text)}`)
      expect([response.status, await response.text()]).toEqual([
        403,
        expect.stringMatching(/not a session id|not signed/),
      ])
    }
  })
})

describe("a link to a copy", () => {
  async function published(): Promise<string> {
    const mine = await TestSocket.open("/shared-and-remembered/a", "publisher")
    await mine.patch({ kind: "MessageSent", msg_type: "publish", msg_data: null })
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- one message after another
      const { content } = await mine.next("PATCH-DOC")
      const [, link] = /"(\/[^"]*bokeh-snapshot=\w+)"/.exec(JSON.stringify(content)) ?? []
      if (link !== undefined) return link
    }
  }

  it("[A4] opens the copy, not the visitor's own session, and leaves the visitor's cookie unchanged", async () => {
    const link = await published()
    const own = await page("/shared-and-remembered/a")
    const [Cookie = ""] = (own.headers.get("Set-Cookie") ?? "").split(";")
    const ownId = parseToken(tokenIn(await own.text()), [KEY]).sessionId
    const copy = await page(link, { Cookie })
    expect(copy.headers.get("Set-Cookie")).toBeNull()
    expect(parseToken(tokenIn(await copy.text()), [KEY]).sessionId).not.toBe(ownId)
    expect(await idAt("/shared-and-remembered/a", { Cookie })).toBe(ownId)
  })
})

describe("a page request", () => {
  it("[T7] is rejected with its lengths if it is too long to be kept, and otherwise opens its socket", async () => {
    const long = await page(`/temperature?a=${"x".repeat(20_000)}`)
    expect([long.status, await long.text()]).toEqual([
      400,
      expect.stringMatching(/too long to be kept.*arguments \(20\d{3}\)/s),
    ])
    expect(await titleAt(`/temperature?a=${"x".repeat(8500)}`)).toBe("Temperature")
  })
})

describe("[A6] a path whose visitors share one session", () => {
  const open = async (path: string, user: string) => {
    const headers = { "X-User": user }
    const token = tokenIn(await (await page(path, headers)).text())
    const socket = TestSocket.from(
      await SELF.fetch(`http://server${path}/ws`, {
        headers: { ...headers, Upgrade: "websocket", "Sec-WebSocket-Protocol": `bokeh, ${token}` },
      }),
    )
    await socket.next("ACK")
    return { socket, id: parseToken(token, [KEY]).sessionId }
  }

  it("opens one session for all of them, another session for each path, and rejects unknown users", async () => {
    const [ada, bob] = [await open("/board/7", "ada"), await open("/board/7", "bob")]
    const cyd = await open("/board/8", "cyd")
    expect([bob.id === ada.id, cyd.id === ada.id]).toEqual([true, false])
    const title = JSON.stringify(await bob.socket.pull())
    expect(title).toContain("of ada in")
    expect((await page("/board/7")).status).toBe(401)
    const link = `/board/8?bokeh-session-id=${signSessionId(ada.id, [KEY])}`
    expect(await titleAt(link, { "X-User": "eve" })).toContain('board\\":\\"8')
  })

  it("has pages that cannot submit forms, since they show other visitors' content", async () => {
    const policy = (await page("/board/7", { "X-User": "ada" })).headers.get(
      "Content-Security-Policy",
    )
    expect(policy).toContain("form-action 'none'")
  })
})
