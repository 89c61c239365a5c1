// A session's life in a real Durable Object: keepalives, alarms, its end.

import { env, evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test"
import { describe, expect, it, vi } from "vitest"

import { sessionsOf } from "../support/objects.ts"
import { objectName, TestSocket, tokenFor } from "../support/socket.ts"

const slider = (value: number) => ({
  kind: "ModelChanged",
  model: { id: "m4" },
  attr: "value",
  new: value,
})

function stubOf(sessionId: string, pattern = "/temperature", params = {}): DurableObjectStub {
  return sessionsOf({ ...env }).getByName(objectName(pattern, sessionId, params))
}

function alarmAtMs(stub: DurableObjectStub): Promise<number> {
  return runInDurableObject(stub, async (_, { storage }) => (await storage.getAlarm()) ?? NaN)
}

function tables(stub: DurableObjectStub): Promise<number> {
  return runInDurableObject(stub, (_, { storage }) => {
    return Number(
      storage.sql.exec("SELECT count(*) AS n FROM sqlite_master WHERE name = 'meta'").one()["n"],
    )
  })
}

describe("a session with an open socket", () => {
  it("[S15] sends a keepalive that every client ignores, even if it is not in memory", async () => {
    const openedMs = Date.now()
    const socket = await TestSocket.open("/temperature", "alive")
    await socket.patch(slider(2))
    const stub = stubOf("alive")
    expect(await alarmAtMs(stub)).toBeGreaterThan(openedMs + 30_000)
    await evictDurableObject(stub)
    const rungMs = Date.now()
    expect(await runDurableObjectAlarm(stub)).toBe(true)
    const { content } = await socket.next("OK")
    expect(content).toEqual({})
    expect(await alarmAtMs(stub)).toBeGreaterThan(rungMs + 30_000)
  })

  it("can hibernate: nothing keeps it in memory", async () => {
    const socket = await TestSocket.open("/temperature", "hibernates")
    await socket.pull()
    await socket.patch(slider(3))
    // Rejects if something keeps the object in memory.
    await evictDurableObject(stubOf("hibernates"))
    expect(await socket.patch(slider(4))).toBe("OK")
  })
})

describe("a session without sockets", () => {
  it("[S16] ends after its route's expiry, deletes its storage and rejects an old token with the reason", async () => {
    const socket = await TestSocket.open("/brief", "ends")
    await socket.patch({ kind: "TitleChanged", title: "stored" })
    socket.close()
    const stub = stubOf("ends", "/brief")
    await expect.poll(() => tables(stub)).toBe(0)
    const late = await TestSocket.openWith("/brief", ["bokeh", tokenFor("ends", -1000)])
    expect(await late.closed()).toMatchObject({ code: 4002 })
  })

  it("[S16] is set to expire even if its sockets vanished without a close", async () => {
    await (await TestSocket.open("/temperature", "vanished")).patch(slider(2))
    const stub = stubOf("vanished")
    await evictDurableObject(stub, { webSockets: "close" })
    await runDurableObjectAlarm(stub)
    expect(await alarmAtMs(stub)).toBeGreaterThan(Date.now() + 23 * 3600 * 1000)
  })
})

describe("a socket that has not pulled yet", () => {
  it("wakes its session although the session has stored nothing", async () => {
    const socket = await TestSocket.open("/temperature", "waits")
    expect(await tables(stubOf("waits"))).toBe(0)
    await evictDurableObject(stubOf("waits"))
    expect(await socket.pull()).toHaveProperty("content.doc.title", "Temperature")
  })

  it("[S16] leaves nothing stored if it is rejected", async () => {
    const closed = await (
      await TestSocket.openWith("/temperature", ["bokeh", tokenFor("never", -1000)])
    ).closed()
    expect(closed.code).toBe(4002)
    expect(await tables(stubOf("never"))).toBe(0)
  })
})

/** The title and other changes that the socket receives before the reply to a request. */
async function changesOf(socket: TestSocket): Promise<string> {
  socket.send("SERVER-INFO-REQ", {})
  return JSON.stringify((await socket.until("SERVER-INFO-REPLY")).map(({ content }) => content))
}

describe("onCreated and onWake", () => {
  const open = () => TestSocket.open("/counting", "counting")
  const titleOf = async (socket: TestSocket) =>
    /created \d+ woken \d+/.exec(JSON.stringify(await socket.pull()))?.[0]

  it("[S21] change the document as callbacks do: stored, sent to open windows, passed to on_change", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => undefined)
    const socket = await open()
    expect(await titleOf(socket)).toBe("created 1 woken 0")
    for (const times of [1, 2, 3]) {
      await evictDurableObject(stubOf("counting", "/counting"))
      const changes = await changesOf(socket)
      expect(changes).toContain(`created 1 woken ${times}`)
      expect(changes).toContain(`"new":"${times + 1}"`)
    }
    expect(await titleOf(await open())).toBe("created 1 woken 3")
    const failures = log.mock.calls.map(([line]) => String(line))
    expect(failures.filter((line) => line.includes("created, and failed"))).toHaveLength(1)
    expect(failures.filter((line) => line.includes("woken, and failed"))).toHaveLength(3)
    log.mockRestore()
  })

  it("[S21] do not run onCreated again if the object is evicted right after it", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => undefined)
    const socket = await TestSocket.open("/counting", "dies")
    await evictDurableObject(stubOf("dies", "/counting"))
    expect(await titleOf(socket)).toBe("created 1 woken 1")
    log.mockRestore()
  })
})
