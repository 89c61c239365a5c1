// The reasons with which the Worker and the object reject sockets.

import { env, evictDurableObject, runInDurableObject, SELF } from "cloudflare:test"
import { describe, expect, it } from "vitest"

import { tokenIn } from "../support/bokeh-client.ts"
import { sessionsOf } from "../support/objects.ts"
import { objectName, TestSocket, tokenFor } from "../support/socket.ts"

describe("a socket", () => {
  it("[T5] is closed with the reason if its token is for another route", async () => {
    const page = await SELF.fetch("http://server/host")
    const token = tokenIn(await page.text())
    const socket = await TestSocket.openWith("/temperature", ["bokeh", token])
    expect(await socket.closed()).toEqual({
      code: 4001,
      reason: "the token is for another page or user: load the page again",
    })
  })

  it("of a page is closed with the error's id if newer code has stored its session", async () => {
    const id = "n".repeat(44)
    const stub = sessionsOf({ ...env }).getByName(objectName("/formats", id))
    const socket = await TestSocket.open("/formats", id)
    await socket.pull()
    await evictDurableObject(stub)
    await runInDurableObject(stub, (_, { storage }) =>
      storage.sql.exec("UPDATE meta SET value = '99' WHERE key = 'version'").toArray(),
    )
    await evictDurableObject(stub)
    const headers = { Upgrade: "websocket", "Sec-WebSocket-Protocol": `bokeh, ${tokenFor(id)}` }
    const open = (more: object) =>
      SELF.fetch("http://server/formats/ws", { headers: { ...headers, ...more } })
    expect(await TestSocket.from(await open({ Origin: "http://server" })).closed()).toEqual({
      code: 1011,
      reason: expect.stringMatching(
        /^Something went wrong on the server. \(error \w{8}\)$/,
      ) as string,
    })
    expect((await open({})).status).toBe(500)
  })
})
