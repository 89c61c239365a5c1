// Sessions that belong to a user: the Worker's part with an auth hook, and the real session object.

import { env } from "cloudflare:test"
import { describe, expect, it } from "vitest"

import { app } from "../../src/app/route.ts"
import type { Template } from "../../src/app/template.ts"
import { createFetch } from "../../src/http/server.ts"
import { html } from "../../src/util/html.ts"
import { tokenIn } from "../support/bokeh-client.ts"
import { TestSocket, tokenFor } from "../support/socket.ts"

const template: Template = async ({ resources, outline }) =>
  html`${resources}${(await outline()).title}`
const serve = createFetch([app("/temperature", () => undefined, { template })], {
  auth: (request) => {
    const id = request.headers.get("X-User")
    if (id === null) return new Response(null, { status: 401 })
    return id === "stranger" ? new Response(null, { status: 403 }) : { id }
  },
})

async function open(user: string | undefined, token: string): Promise<TestSocket> {
  const headers = {
    Upgrade: "websocket",
    "Sec-WebSocket-Protocol": `bokeh, ${token}`,
    ...(user !== undefined && { "X-User": user }),
  }
  return TestSocket.from(
    await serve(new Request("http://server/temperature/ws", { headers }), { ...env }),
  )
}

async function pageToken(user: string): Promise<string> {
  const request = new Request("http://server/temperature", { headers: { "X-User": user } })
  return tokenIn(await (await serve(request, { ...env })).text())
}

describe("a session of a user", () => {
  it("[A2] accepts its user's sockets and rejects another user's", async () => {
    const python = tokenFor("auth-shared") // for any route and user
    const mine = await open("me", python)
    await mine.next("ACK")
    await (await open("me", python)).next("ACK")
    expect(await (await open("you", python)).closed()).toEqual({
      code: 4007,
      reason: "this session is another user's",
    })
    await mine.pull()
    mine.close()
  })

  it("[A2] belongs to the first of two users who open it at the same time", async () => {
    const sockets = await Promise.all(
      ["me", "you"].map((user) => open(user, tokenFor("auth-at-once"))),
    )
    const [first, second] = sockets
    await first?.next("ACK")
    expect(await second?.closed()).toMatchObject({ code: 4007 })
  })

  it("[A2] gives its outline only to its user's page", async () => {
    await (await open("me", tokenFor("auth-outline"))).next("ACK")
    const page = async (user: string) => {
      const url = `http://server/temperature?bokeh-token=${tokenFor("auth-outline")}`
      return serve(new Request(url, { headers: { "X-User": user } }), { ...env })
    }
    expect((await page("me")).status).toBe(200)
    expect((await page("you")).status).toBe(403)
  })

  it("[A2] rejects the token of another user's page before the session exists", async () => {
    const socket = await open("you", await pageToken("me"))
    expect(await socket.closed()).toMatchObject({ code: 4001 })
  })

  it.each([
    [undefined, 4006, "sign in, then load the page again"],
    ["stranger", 4007, "you do not have access to this"],
  ] as const)("[A1] closes a socket whose user is %s with %i", async (user, code, reason) => {
    const socket = await open(user, tokenFor("auth-refused"))
    expect(await socket.closed()).toEqual({ code, reason })
  })
})
