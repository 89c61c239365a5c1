// Sessions in real Durable Objects: sockets, eviction, storage.

import { env, evictDurableObject, runInDurableObject } from "cloudflare:test"
import { describe, expect, it } from "vitest"

import { sessionsOf } from "../support/objects.ts"
import { objectName, TestSocket, tokenFor } from "../support/socket.ts"

const slider = (value: number) => ({
  kind: "ModelChanged",
  model: { id: "m4" },
  attr: "value",
  new: value,
})

function stubOf(pattern: string, sessionId: string): DurableObjectStub {
  return sessionsOf({ ...env }).getByName(objectName(pattern, sessionId))
}

function storedTables(stub: DurableObjectStub): Promise<number> {
  return runInDurableObject(stub, (_, { storage }) =>
    Number(
      storage.sql.exec("SELECT count(*) AS n FROM sqlite_master WHERE name = 'meta'").one()["n"],
    ),
  )
}

function journalRows(stub: DurableObjectStub): Promise<number> {
  return runInDurableObject(stub, (_, { storage }) =>
    Number(storage.sql.exec("SELECT count(*) AS n FROM record").one()["n"]),
  )
}

describe("a session's object", () => {
  it("[S1] gives several sockets one document, and each socket the others' changes", async () => {
    const one = await TestSocket.open("/temperature", "two-sockets")
    const two = await TestSocket.open("/temperature", "two-sockets")
    expect(await one.patch(slider(5))).toBe("OK")
    const { content } = await two.next("PATCH-DOC")
    expect(content).toMatchObject({ events: [slider(5), { kind: "ModelChanged", attr: "data" }] })
    expect(await one.pull()).toEqual(await two.pull())
  })

  it("[S11] keeps its document and sockets after an eviction", async () => {
    const one = await TestSocket.open("/temperature", "evicted")
    const two = await TestSocket.open("/temperature", "evicted")
    await one.patch(slider(7))
    const before = await one.pull()
    await evictDurableObject(stubOf("/temperature", "evicted"))
    expect(await one.pull()).toEqual(before)
    expect(await one.patch(slider(8))).toBe("OK")
    await two.next("PATCH-DOC")
    expect((await two.next("PATCH-DOC")).content).toMatchObject({
      events: [slider(8), { attr: "data" }],
    })
  })

  it("[S11] ends with the same document if it is evicted between all steps of two clients", async () => {
    const steps: readonly ((one: TestSocket, two: TestSocket) => Promise<unknown>)[] = [
      (one) => one.patch(slider(3)),
      (_one, two) => two.patch(slider(4), { kind: "TitleChanged", title: "Ours" }),
      (one) =>
        one.patch({ kind: "ModelChanged", model: { id: "m5" }, attr: "visible", new: false }),
      (one) =>
        one.patch({
          kind: "RootAdded",
          model: { type: "object", name: "Div", id: "abc", attributes: { text: "x" } },
        }),
      (_one, two) =>
        two.patch({ kind: "ModelChanged", model: { id: "abc" }, attr: "text", new: "y" }),
      (one) => one.patch(slider(9)),
      (_one, two) => two.patch({ kind: "RootRemoved", model: { id: "abc" } }),
    ]
    const tell = async (id: string, isEvicted: boolean) => {
      const one = await TestSocket.open("/temperature", id)
      const two = await TestSocket.open("/temperature", id)
      await Promise.all([one.pull(), two.pull()])
      for (const step of steps) {
        if (isEvicted) await evictDurableObject(stubOf("/temperature", id))
        expect(await step(one, two)).toBe("OK")
      }
      return one.pull()
    }
    expect(await tell("evicted always", true)).toEqual(await tell("evicted never", false))
  })

  it("[S11] stores nothing before the first pull or change, and then one row for each turn that changes the document", async () => {
    const socket = await TestSocket.open("/temperature", "rows")
    const stub = stubOf("/temperature", "rows")
    expect(await storedTables(stub)).toBe(0)
    await socket.pull()
    await expect.poll(() => storedTables(stub)).toBe(1)
    expect(await journalRows(stub)).toBe(1)
    await socket.patch(slider(1))
    await socket.patch(slider(1))
    await socket.patch(slider(2))
    expect(await journalRows(stub)).toBe(3)
  })

  it("keeps the sessions of two routes apart if they have the same id", async () => {
    const seattle = await TestSocket.open("/weather/Seattle", "same")
    const temperature = await TestSocket.open("/temperature", "same")
    expect(await seattle.pull()).not.toEqual(await temperature.pull())
  })
})

describe("a socket", () => {
  it.each<readonly [string, readonly string[], number, string]>([
    ["it has no subprotocols", [], 4000, "the subprotocols must be 'bokeh' and a token"],
    ["it has another subprotocol", ["wamp", tokenFor("x")], 4000, "the subprotocols"],
    ["it has a third subprotocol", ["bokeh", tokenFor("x"), "y"], 4000, "the subprotocols"],
    [
      "its token is garbage",
      ["bokeh", "garbage"],
      4001,
      "the token is not signed with this server's key",
    ],
    ["its token is another server's", ["bokeh", `${tokenFor("x")}x`], 4001, "not signed"],
    [
      "its token has expired and there is no session",
      ["bokeh", tokenFor("nobody", -1000)],
      4002,
      "the token has expired",
    ],
  ])("is closed with a code and reason if %s", async (_name, protocols, code, reason) => {
    const closed = await (await TestSocket.openWith("/temperature", protocols)).closed()
    expect(closed.code).toBe(code)
    expect(closed.reason).toContain(reason)
  })

  it("[T3] is accepted with an expired token if its session exists", async () => {
    const first = await TestSocket.open("/temperature", "old-token")
    await first.patch(slider(4))
    const second = await TestSocket.openWith("/temperature", [
      "bokeh",
      tokenFor("old-token", -1000),
    ])
    await second.next("ACK")
    expect(await second.pull()).toEqual(await first.pull())
  })

  it.each<readonly [string, (socket: TestSocket) => void, number]>([
    ["breaks the framing", (socket) => socket.sendFrame(new ArrayBuffer(3)), 1002],
    ["sends text that is not JSON", (socket) => socket.sendFrame("{"), 1002],
    ["sends an unknown message type", (socket) => socket.send("HELLO", {}), 1002],
    ["sends a server's message", (socket) => socket.send("ACK", {}), 1002],
    ["sends too much", (socket) => socket.sendFrame("x".repeat(21 << 20)), 1009],
  ])(
    "[E1] that %s is closed with a code, and the session continues for the others",
    async (name, act, code) => {
      const bad = await TestSocket.open("/temperature", `bad ${name}`)
      const good = await TestSocket.open("/temperature", `bad ${name}`)
      act(bad)
      expect((await bad.closed()).code).toBe(code)
      expect(await good.patch(slider(6))).toBe("OK")
    },
  )

  it("[E2] that patches an unknown model gets ERROR and stays open", async () => {
    const socket = await TestSocket.open("/temperature", "unknown model")
    expect(
      await socket.patch({ kind: "ModelChanged", model: { id: "zz" }, attr: "value", new: 1 }),
    ).toBe("ERROR")
    expect(await socket.patch(slider(2))).toBe("OK")
  })
})
