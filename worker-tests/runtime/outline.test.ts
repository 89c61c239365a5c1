// The outline of a document that a template gets from a real session's object.

import { env, runInDurableObject } from "cloudflare:test"
import { describe, expect, it } from "vitest"

import { app } from "../../src/app/route.ts"
import { createFetch } from "../../src/http/server.ts"
import { signSessionId } from "../../src/session/token.ts"
import { html } from "../../src/util/html.ts"
import { tokenIn } from "../support/bokeh-client.ts"
import { sessionsOf } from "../support/objects.ts"
import { KEY, objectName, TestSocket } from "../support/socket.ts"

const serve = createFetch(
  ["/temperature", "/fails/throws"].map((path) =>
    app(path, () => undefined, {
      template: async ({ resources, outline, user }) => {
        return html`${resources}<p>${user?.id}: ${JSON.stringify(await outline())}</p>`
      },
    }),
  ),
  { auth: (request) => ({ id: request.headers.get("X-User") ?? "nobody" }) },
)

async function page(path: string, user: string, sessionId?: string): Promise<[number, string]> {
  const query = sessionId && `?bokeh-session-id=${signSessionId(sessionId, [KEY])}`
  const headers = { "X-User": user }
  const response = await serve(new Request(`http://server${path}${query ?? ""}`, { headers }), {
    ...env,
  })
  return [response.status, await response.text()]
}

describe("a document's outline", () => {
  it("is available before any socket, stores nothing, and matches the document that the socket pulls", async () => {
    const [status, text] = await page("/temperature", "me", "outlined")
    expect(status).toBe(200)
    expect(text).toContain("me: {&quot;title&quot;:&quot;Temperature&quot;,")
    const stub = sessionsOf({ ...env }).getByName(objectName("/temperature", "outlined"))
    const tables = await runInDurableObject(stub, (_, { storage }) =>
      Number(
        storage.sql.exec("SELECT count(*) AS n FROM sqlite_master WHERE name = 'meta'").one()["n"],
      ),
    )
    expect(tables).toBe(0)
    const headers = {
      Upgrade: "websocket",
      "Sec-WebSocket-Protocol": `bokeh, ${tokenIn(text)}`,
      "X-User": "me",
    }
    const request = new Request("http://server/temperature/ws", { headers })
    const socket = TestSocket.from(await serve(request, { ...env }))
    expect(await socket.pull()).toHaveProperty("content.doc.title", "Temperature")
  })

  it("fails if the handler fails, and the page shows the reason", async () => {
    const [status, text] = await page("/fails/throws", "me")
    expect([status, text]).toEqual([500, expect.stringContaining("this app fails")])
  })

  it("is given only to the session's user", async () => {
    await page("/temperature", "me", "mine")
    const [status, text] = await page("/temperature", "you", "mine")
    expect([status, text]).toEqual([403, expect.stringContaining("this session is another user")])
  })
})
