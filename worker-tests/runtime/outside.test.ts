// Groups and routes, spoken to from outside: by the Worker's own code, and by other services over HTTP.

import { createHmac } from "node:crypto"

import { broadcast, groupFrom } from "bokeh-edge"
import { createScheduledController, env, SELF } from "cloudflare:test"
import { describe, expect, it } from "vitest"

import { KEY, TestSocket } from "../support/socket.ts"
import { listening } from "./listening-app.ts"
import worker from "./worker.ts"

function signed(body: string, ageS = 0, key = KEY, name = "any"): Record<string, string> {
  const seconds = Math.floor(Date.now() / 1000) - ageS
  const signature = createHmac("sha256", key).update(`${seconds}.${name}.${body}`).digest("hex")
  return { "Bokeh-Edge-Signature": `t=${seconds},v1=${signature}` }
}

function post(name: string, body: string, headers = signed(body, 0, KEY, name)): Promise<Response> {
  return SELF.fetch(`http://server/groups/${name}`, { method: "POST", body, headers })
}

async function listener(id: string): Promise<TestSocket> {
  const socket = await TestSocket.open("/listening", id)
  await socket.pull()
  const group = groupFrom({ ...env }, "route /listening")
  for (let i = 0; i < 100; i++) {
    // oxlint-disable-next-line no-await-in-loop -- until it has joined
    const isHere = (await group.members()).length > 0
    if (isHere) break
    // oxlint-disable-next-line no-await-in-loop -- until it has joined
    await scheduler.wait(20)
  }
  return socket
}

describe("from outside", () => {
  it("a broadcast reaches every session of a route", async () => {
    const sockets = [await listener("hears-1"), await listener("hears-2")]
    await scheduler.wait(100)
    const { delivered } = await broadcast({ ...env }, listening, "news", "rain")
    expect(delivered).toHaveLength(2)
    for (const socket of sockets) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const { content } = await socket.next("PATCH-DOC")
      expect(content).toMatchObject({ events: [{ attr: "text", new: "server: rain" }] })
    }
  })

  it("a cron trigger's broadcast does, too", async () => {
    const socket = await listener("hears-4")
    await worker.scheduled(createScheduledController({ cron: "0 12 * * *" }), env)
    const { content } = await socket.next("PATCH-DOC")
    expect(content).toMatchObject({ events: [{ new: "server: 0 12 * * *" }] })
  })

  it("a signed POST is a message, and its answer says who got it", async () => {
    const socket = await listener("hears-3")
    const response = await post(
      encodeURIComponent("route /listening"),
      JSON.stringify({ type: "news", data: "snow", from: "cron" }),
    )
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ dropped: [] })
    const { content } = await socket.next("PATCH-DOC")
    expect(content).toMatchObject({ events: [{ new: "cron: snow" }] })
  })

  const body = JSON.stringify({ type: "t", data: 1 })
  const nameless = JSON.stringify({ type: "t", data: 1, from: "" })
  const tooLarge = JSON.stringify({ type: "t", data: "x".repeat(70_000) })
  it.each([
    ["without a signature", 401, body, {}],
    ["with another key's", 401, body, signed(body, 0, "another")],
    ["with another body's", 401, body, signed("other")],
    ["with another group's", 401, body, signed(body, 0, KEY, "other")],
    ["with an old one", 401, body, signed(body, 400)],
    ["that is no JSON", 400, "x", signed("x")],
    ["with a sender without a name", 400, nameless, signed(nameless)],
    ["without a type", 400, "{}", signed("{}")],
    ["with too much data", 413, tooLarge, signed(tooLarge)],
    ["with far too much", 413, "x".repeat(200_000), {}],
  ])("a POST %s is refused with %d and a reason", async (_name, status, text, headers) => {
    const response = await post("any", text, headers)
    expect(response.status).toBe(status)
    expect(await response.text()).toMatch(/must|may|signature|bytes/)
  })

  it("a POST that comes again is one message, and its answer names the same", async () => {
    const again = JSON.stringify({ type: "t", data: "again" })
    const headers = signed(again, 0, KEY, "replayed")
    const first: unknown = await (await post("replayed", again, headers)).json()
    expect(await (await post("replayed", again, headers)).json()).toEqual(first)
    expect(await groupFrom({ ...env }, "replayed").history()).toHaveLength(1)
  })

  it.each(["", "%E0%A4%A", "shard%201%20x", "x".repeat(101)])(
    "a POST to a group that can't be, '%s', is refused with a reason",
    async (name) => {
      const response = await post(name, body)
      expect([response.status, await response.text()]).toEqual([
        400,
        expect.stringMatching(/name|decod|path/i),
      ])
    },
  )

  it("refuses other methods", async () => {
    expect((await SELF.fetch("http://server/groups/any")).status).toBe(405)
  })
})
