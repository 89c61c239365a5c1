// A session's life in a real Durable Object: signs of life, alarms, its end.

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

function alarmIn(stub: DurableObjectStub): Promise<number> {
  return runInDurableObject(stub, async (_, { storage }) => {
    return ((await storage.getAlarm()) ?? NaN) - Date.now()
  })
}

function tables(stub: DurableObjectStub): Promise<number> {
  return runInDurableObject(stub, (_, { storage }) => {
    return Number(
      storage.sql.exec("SELECT count(*) AS n FROM sqlite_master WHERE name = 'meta'").one()["n"],
    )
  })
}

describe("a session that somebody is connected to", () => {
  it("[S15] gets a sign of life that every client ignores, also when it is not in memory", async () => {
    const socket = await TestSocket.open("/temperature", "alive")
    await socket.patch(slider(2))
    const stub = stubOf("alive")
    expect(await alarmIn(stub)).toBeGreaterThan(30_000)
    await evictDurableObject(stub)
    expect(await runDurableObjectAlarm(stub)).toBe(true)
    const { content } = await socket.next("OK")
    expect(content).toEqual({})
    expect(await alarmIn(stub)).toBeGreaterThan(30_000)
  })

  it("can hibernate: nothing of ours holds it", async () => {
    const socket = await TestSocket.open("/temperature", "hibernates")
    await socket.pull()
    await socket.patch(slider(3))
    // It rejects when something still holds the object.
    await evictDurableObject(stubOf("hibernates"))
    expect(await socket.patch(slider(4))).toBe("OK")
  })
})

describe("a session that everybody left", () => {
  it("[S16] ends after the time that its route says: its storage is deleted, and an old token is refused with the reason", async () => {
    const socket = await TestSocket.open("/brief", "ends")
    await socket.patch({ kind: "TitleChanged", title: "stored" })
    socket.close()
    const stub = stubOf("ends", "/brief")
    await expect.poll(() => tables(stub)).toBe(0)
    const late = await TestSocket.openWith("/brief", ["bokeh", tokenFor("ends", -1000)])
    expect(await late.closed()).toMatchObject({ code: 4002 })
  })

  it("[S16] ends also when its sockets vanished without a close", async () => {
    await (await TestSocket.open("/temperature", "vanished")).patch(slider(2))
    const stub = stubOf("vanished")
    await evictDurableObject(stub, { webSockets: "close" })
    await runDurableObjectAlarm(stub)
    expect(await alarmIn(stub)).toBeGreaterThan(23 * 3600 * 1000)
  })
})

describe("a socket that has not pulled yet", () => {
  it("wakes its session by itself: the object keeps nothing for it", async () => {
    const socket = await TestSocket.open("/temperature", "waits")
    expect(await tables(stubOf("waits"))).toBe(0)
    await evictDurableObject(stubOf("waits"))
    expect(await socket.pull()).toHaveProperty("content.doc.title", "Temperature")
  })

  it("[S16] that is refused leaves nothing behind", async () => {
    const closed = await (
      await TestSocket.openWith("/temperature", ["bokeh", tokenFor("never", -1000)])
    ).closed()
    expect(closed.code).toBe(4002)
    expect(await tables(stubOf("never"))).toBe(0)
  })
})

/** What was sent of the title and the other changes, up to the reply to a question. */
async function changesOf(socket: TestSocket): Promise<string> {
  socket.send("SERVER-INFO-REQ", {})
  return JSON.stringify((await socket.until("SERVER-INFO-REPLY")).map(({ content }) => content))
}

describe("onCreated and onWake", () => {
  const open = () => TestSocket.open("/counting", "counting")
  const titleOf = async (socket: TestSocket) =>
    /created \d+ woken \d+/.exec(JSON.stringify(await socket.pull()))?.[0]

  it("[S21] change the document as callbacks do: stored, sent to open windows, heard by on_change", async () => {
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

  it("[S21] onCreated has run once also when the object dies right after it", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => undefined)
    const socket = await TestSocket.open("/counting", "dies")
    await evictDurableObject(stubOf("dies", "/counting"))
    expect(await titleOf(socket)).toBe("created 1 woken 1")
    log.mockRestore()
  })
})
