// Messages to groups and routes from outside sessions: from the Worker's own code, and from other services over HTTP.

import { createHmac } from "node:crypto"

import { broadcast, groupFrom } from "bokeh-edge"
import { createScheduledController, env, runInDurableObject, SELF } from "cloudflare:test"
import { Webhook } from "standardwebhooks"
import { describe, expect, it } from "vitest"

import { groupStub } from "../../src/objects/stubs.ts"
import { groupsOf } from "../support/objects.ts"
import { KEY, TestSocket } from "../support/socket.ts"
import { listening } from "./listening-app.ts"
import worker from "./worker.ts"

/** Signs as a service does with the specification's own library. */
function signed(body: string, ageS = 0, key = KEY, id = crypto.randomUUID()): Headers_ {
  const at = new Date(Date.now() - ageS * 1000)
  return {
    "webhook-id": id,
    "webhook-timestamp": `${Math.floor(at.getTime() / 1000)}`,
    "webhook-signature": new Webhook(`whsec_${btoa(key)}`).sign(id, at, body),
  }
}
type Headers_ = Readonly<Record<string, string>>

/** Signs as a service does without a library. */
function signedByHand(body: string): Headers_ {
  const seconds = Math.floor(Date.now() / 1000)
  const signature = createHmac("sha256", KEY).update(`id.${seconds}.${body}`).digest("base64")
  const webhook = { id: "id", timestamp: `${seconds}`, signature: `v1,${signature}` }
  return Object.fromEntries(
    Object.entries(webhook).map(([name, value]) => [`webhook-${name}`, value]),
  )
}

function post(name: string, body: string, headers = signed(body)): Promise<Response> {
  return SELF.fetch(`http://server/groups/${name}`, { method: "POST", body, headers })
}

/** A socket of a new session, once the session has joined. */
async function listener(id: string): Promise<TestSocket> {
  const name = "route /listening"
  const group = groupStub({ ...env }, name)
  const others = await group.members(name)
  const socket = await TestSocket.open("/listening", id)
  await socket.pull()
  await expect.poll(() => group.members(name)).toHaveLength(others.length + 1)
  return socket
}

describe("outside of sessions", () => {
  it("a group that nobody has joined stores nothing when it is asked about", async () => {
    const name = `nobody ${crypto.randomUUID()}`
    const group = groupFrom(env, name)
    expect([await group.members(), await group.history()]).toEqual([[], []])
    const { seq, delivered } = await groupStub({ ...env }, name).receipt(name, {
      seq: 1,
      unknown: [],
    })
    expect([seq, delivered]).toEqual([1, []])
    const stored = () =>
      runInDurableObject(groupsOf({ ...env }).getByName(name), async (_, { storage }) => {
        const tables = storage.sql.exec("SELECT name FROM sqlite_master").toArray()
        return { tables, values: [...storage.kv.list()], alarm: await storage.getAlarm() }
      })
    expect(await stored()).toEqual({ tables: [], values: [], alarm: null })
    await group.send("say", 1)
    expect(await group.history()).toMatchObject([{ type: "say", data: 1 }])
    const { values, alarm } = await stored()
    expect(values).toEqual([["name", name]])
    expect(alarm).not.toBeNull()
  })

  it("a broadcast reaches every session of a route", async () => {
    const sockets = [await listener("hears-1"), await listener("hears-2")]
    const { delivered } = await broadcast({ ...env }, listening, "news", "rain")
    expect(delivered).toHaveLength(2)
    for (const socket of sockets) {
      // oxlint-disable-next-line no-await-in-loop -- one after another
      const { content } = await socket.next("PATCH-DOC")
      expect(content).toMatchObject({ events: [{ attr: "text", new: "server: rain" }] })
    }
  })

  it("a cron trigger's broadcast reaches a session of the route", async () => {
    const socket = await listener("hears-4")
    await worker.scheduled(createScheduledController({ cron: "0 12 * * *" }), env)
    const { content } = await socket.next("PATCH-DOC")
    expect(content).toMatchObject({ events: [{ new: "server: 0 12 * * *" }] })
  })

  it("a signed POST sends a message, and its response lists the recipients", async () => {
    const socket = await listener("hears-3")
    const response = await post(
      encodeURIComponent("route /listening"),
      JSON.stringify({ group: "route /listening", type: "news", data: "snow", from: "cron" }),
    )
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ dropped: [] })
    const { content } = await socket.next("PATCH-DOC")
    expect(content).toMatchObject({ events: [{ new: "cron: snow" }] })
  })

  const group = "any"
  const body = JSON.stringify({ group, type: "t", data: 1 })
  const nameless = JSON.stringify({ group, type: "t", data: 1, from: "" })
  const tooLarge = JSON.stringify({ group, type: "t", data: "x".repeat(70_000) })
  const another = JSON.stringify({ group: "another", type: "t" })
  const toNobody = JSON.stringify({ group, type: "t", to: 5 })
  it.each([
    ["without a signature", 401, body, {}],
    ["with a signature by another key", 401, body, signed(body, 0, "another")],
    ["with the signature of another body", 401, body, signed("other")],
    ["for another group", 400, another, signed(another)],
    ["with an old signature", 401, body, signed(body, 4000)],
    ["with a signature from the future", 401, body, signed(body, -4000)],
    ["to an id that is not a string", 400, toNobody, signed(toNobody)],
    ["that is not JSON", 400, "x", signed("x")],
    ["with a sender without a name", 400, nameless, signed(nameless)],
    ["without a type", 400, "{}", signed("{}")],
    ["with too much data", 413, tooLarge, signed(tooLarge)],
    ["with a body that is far too large", 413, "x".repeat(200_000), {}],
  ])("a POST %s is rejected with %d and a reason", async (_name, status, text, headers) => {
    const response = await post("any", text, headers)
    expect(response.status).toBe(status)
    expect(await response.text()).toMatch(/must|signature|bytes/)
  })

  it("a repeated POST sends one message and gets the same response", async () => {
    const again = JSON.stringify({ group: "replayed", type: "t", data: "again" })
    const headers = signed(again)
    const first: unknown = await (await post("replayed", again, headers)).json()
    expect(await (await post("replayed", again, headers)).json()).toEqual(first)
    expect(await groupFrom({ ...env }, "replayed").history()).toHaveLength(1)
  })

  it("a POST that was signed without a library is accepted, too", async () => {
    expect((await post("any", body, signedByHand(body))).status).toBe(200)
  })

  it.each(["", "%E0%A4%A", "shard%201%20x", "x".repeat(101)])(
    "a POST to a group with an invalid name ('%s') is rejected with a reason",
    async (name) => {
      const named = name.startsWith("%") ? name : decodeURIComponent(name)
      const response = await post(name, JSON.stringify({ group: named, type: "t" }))
      expect([response.status, await response.text()]).toEqual([
        400,
        expect.stringMatching(/name|percent-encoding/),
      ])
    },
  )

  it("methods other than POST are rejected", async () => {
    expect((await SELF.fetch("http://server/groups/any")).status).toBe(405)
  })
})
