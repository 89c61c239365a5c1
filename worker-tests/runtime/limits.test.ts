// Attacks by visitors from raw sockets on real objects, and how they are stopped.

import { broadcast, groupFrom } from "bokeh-edge"
import { env, evictDurableObject, SELF } from "cloudflare:test"
import { describe, expect, it, vi } from "vitest"

import { SESSION_LIMITS } from "../../src/util/limits.ts"
import { isRecord } from "../../src/util/record.ts"
import { sessionsOf } from "../support/objects.ts"
import { objectName, TestSocket, tokenFor } from "../support/socket.ts"
import { listening } from "./listening-app.ts"

/** Sends the app a request and resolves with its answer. */
async function ask(socket: TestSocket, msg_type: string, msg_data: unknown): Promise<unknown> {
  socket.send("PATCH-DOC", {
    events: [{ kind: "MessageSent", msg_type, msg_data: asMap(msg_data) }],
  })
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- one message after another
    const { content } = await socket.next("PATCH-DOC")
    const events = isRecord(content) && Array.isArray(content["events"]) ? content["events"] : []
    const found: unknown = events.find((event) => isRecord(event) && event["msg_type"] === "answer")
    if (isRecord(found)) return found["msg_data"]
  }
}

/** A plain object as BokehJS sends it. */
function asMap(data: unknown): unknown {
  return isRecord(data) ? { type: "map", entries: Object.entries(data) } : data
}

async function text(socket: TestSocket): Promise<string> {
  return JSON.stringify(await socket.pull())
}

describe("a socket whose message breaks the protocol", () => {
  it.each([
    ["a message type of 60 CJK characters", { msgid: "c1", msgtype: "語".repeat(60) }],
    ["a message type of control characters", { msgid: "c1", msgtype: "\u0001".repeat(100) }],
  ])("is closed with 1002, not left without answers, for %s", async (_what, header) => {
    const socket = await TestSocket.open("/temperature", `deaf-${header.msgtype.length}`)
    for (const part of [header, {}, {}]) socket.sendFrame(JSON.stringify(part))
    expect((await socket.closed()).code).toBe(1002)
  })

  it("is closed with 1002 for two buffers of one name of 200 characters", async () => {
    const socket = await TestSocket.open("/temperature", "deaf-buffers")
    const header = { msgid: "c1", msgtype: "PATCH-DOC", num_buffers: 2 }
    for (const part of [header, {}, { events: [] }]) socket.sendFrame(JSON.stringify(part))
    for (let i = 0; i < 2; i++) {
      socket.sendFrame(JSON.stringify({ id: "x".repeat(200) }))
      socket.sendFrame(new ArrayBuffer(1))
    }
    expect((await socket.closed()).code).toBe(1002)
  })
})

async function twoIn(room: string): Promise<readonly [TestSocket, TestSocket]> {
  const open = async (name: string) => {
    const socket = await TestSocket.open(`/limits/${room}`, `${room} ${name}`)
    await socket.pull()
    return socket
  }
  const other = await open("other")
  return [await open("sender"), other]
}

describe("a session that sends its group many messages at a time", () => {
  it("has all of them delivered, even beyond the size of one stored value", async () => {
    const [sender, other] = await twoIn("much")
    expect(await ask(sender, "say", { messages: 55, bytes: 60_000 })).toBe(55)
    await expect.poll(() => text(other)).toContain('"text":"55"')
    expect(await ask(other, "say", { messages: 1, bytes: 1 })).toBe(1)
    await expect.poll(() => text(sender)).toContain('"text":"1"')
  })
})

describe("[G1] a graph with four megabytes of data", () => {
  it("reaches another session, which gets a reference in the message", async () => {
    const [sender, other] = await twoIn("graphs")
    await expect.poll(() => ask(sender, "graph", { rows: 500_000 })).toBe(1)
    await expect.poll(() => text(other)).toContain('"text":"500000 rows"')
  })
})

describe("a room's name in a visitor's URL", () => {
  const status = async (path: string) => (await SELF.fetch(`http://server${path}`)).status

  it.each(["shard 1 x", "route /listening", "route /limits/:room"])(
    "is a 404 for page, snippet and socket if the name is reserved ('%s')",
    async (name) => {
      const path = `/limits/${encodeURIComponent(name)}`
      const snippet = `${path}/autoload.js?bokeh-autoload-element=x`
      expect([await status(path), await status(snippet)]).toEqual([404, 404])
      await expect(TestSocket.open(path, "intruder")).rejects.toThrow("status 404")
    },
  )

  it("is a 404 if it is too long and the app checks isGroupName", async () => {
    expect([await status("/chat/a"), await status(`/chat/${"a".repeat(96)}`)]).toEqual([200, 404])
  })

  it.each([
    ["", 100, 101],
    ["for ", 96, 97],
  ])(
    "is a 404 if it is too long for the group's name that the handler makes of it, after '%s'",
    async (before, fits, tooLong) => {
      const log = vi.spyOn(console, "error").mockImplementation(() => undefined)
      const at = (chars: number) => `/${before === "" ? "limits" : "prefixed"}/${"a".repeat(chars)}`
      expect([await status(at(fits)), await status(at(tooLong))]).toEqual([200, 404])
      const ends = ["/autoload.js?bokeh-autoload-element=x", "/embed.json"]
      const answers = await Promise.all(ends.map((end) => status(at(tooLong) + end)))
      expect(answers).toEqual([404, 404])
      const socket = await TestSocket.open(at(tooLong), "long")
      socket.send("PULL-DOC-REQ", {})
      const { code, reason } = await socket.closed()
      expect([code, reason]).toEqual([
        4009,
        "group: name must be a string of 1 to 100 characters, got 101",
      ])
      expect(log).not.toHaveBeenCalled()
      log.mockRestore()
    },
  )

  it("can be long if it names no group", async () => {
    expect(await status(`/weather/${"a".repeat(300)}`)).toBe(200)
  })
})

describe("a route's broadcasts", () => {
  it("come from the server only", async () => {
    const socket = await TestSocket.open("/listening", "listens")
    await socket.pull()
    expect(() => groupFrom({ ...env }, "route /listening")).toThrow("are reserved")
    await expect
      .poll(async () => (await broadcast({ ...env }, listening, "news", "real")).delivered.length)
      .toBe(1)
    expect(await text(socket)).toContain("real")
  })
})

describe("[S24] a session", () => {
  const closeOf = async (socket: TestSocket) => (await socket.closed()).code

  it("has at most its limit of sockets, even if they are opened at the same time", async () => {
    const open = () => TestSocket.openWith("/limits/sockets", ["bokeh", tokenFor("many-sockets")])
    const sockets = await Promise.all(Array.from({ length: 8 }, open))
    const isTaken = async (socket: TestSocket) =>
      Promise.race([closeOf(socket), socket.next("ACK").then(({ msgtype }) => msgtype)])
    const answers = await Promise.all(sockets.map(isTaken))
    expect(answers.filter((answer) => answer === 1013)).toHaveLength(5)
    const left = sockets.filter((_, i) => answers[i] === "ACK")
    expect(left).toHaveLength(3)
    left[0]?.close()
    await expect.poll(async () => isTaken(await open())).toBe("ACK")
  })

  it("publishes at most its limit of copies, even if many are requested at the same time", async () => {
    const socket = await TestSocket.open("/limits/copies", "publisher")
    await socket.pull()
    expect(await ask(socket, "publish", { copies: 10 })).toBe(3)
    expect(await ask(socket, "publish", { copies: 1 })).toBe(0)
  })

  it("rejects a change that makes its document too large, continues, and restarts after an eviction", async () => {
    const socket = await TestSocket.open("/limits/large", "large")
    await socket.pull()
    const add = (id: string, bytes: number) => {
      const model = { type: "object", name: "Div", id, attributes: { text: "x".repeat(bytes) } }
      return socket.patch({ kind: "RootAdded", model })
    }
    expect(await add("p1", 60_000)).toBe("OK")
    expect(await add("p2", 60_000)).toBe("ERROR")
    expect(await add("p3", 10_000)).toBe("OK")
    const name = objectName("/limits/:room", "large", { room: "large" })
    await evictDurableObject(sessionsOf({ ...env }).getByName(name))
    const pulled = await text(socket)
    expect(["p1", "p2", "p3"].map((id) => pulled.includes(`"id":"${id}"`))).toEqual([
      true,
      false,
      true,
    ])
  })
})

describe("[S25] a socket that requests the document 2000 times", () => {
  it("gets a limited number of documents, and errors for the other requests", async () => {
    const socket = await TestSocket.open("/temperature", "asks")
    const beganMs = Date.now()
    for (let i = 0; i < 2000; i++) socket.send("PULL-DOC-REQ", {})
    const replies = await socket.nextOf(["PULL-DOC-REPLY", "ERROR"], 2000)
    const { pullBurst, pullsPerSecond } = SESSION_LIMITS
    const most = pullBurst + 1 + (pullsPerSecond * (Date.now() - beganMs)) / 1000
    const documents = replies.filter((type) => type === "PULL-DOC-REPLY")
    expect(documents.length).toBeLessThanOrEqual(most)
  })
})

describe("a client's IP address", () => {
  /** The request of a socket that would start a session. */
  const requestFrom = (address: string, id: string) => {
    const headers = {
      Upgrade: "websocket",
      "Sec-WebSocket-Protocol": `bokeh, ${tokenFor(id)}`,
      "CF-Connecting-IP": address,
    }
    return new Request("http://server/temperature/ws", { headers })
  }
  const REFUSED = [1013, "too many new sessions: try again later"]
  const answerOf = async (socket: TestSocket) => {
    const closed = socket.closed().then(({ code, reason }) => [code, reason])
    return Promise.race([closed, socket.next("ACK").then(({ msgtype }) => msgtype)])
  }
  /** The answers to the given number of sockets. */
  const answers = async (count: number, address: string, serve: typeof SELF.fetch) =>
    Promise.all(
      Array.from({ length: count }, async (_, i) => {
        const response = await serve(
          requestFrom(address, `from-${address.replaceAll(".", "-")}-${i}`),
        )
        return answerOf(TestSocket.from(response))
      }),
    )

  const minute = () => Math.floor(Date.now() / 60_000)

  /** The limit is for each minute of the clock: another address tries if the minute has changed in the meantime. */
  const withinOneMinute = async (count: number): ReturnType<typeof answers> => {
    for (let i = 1; ; i++) {
      const began = minute()
      // oxlint-disable-next-line no-await-in-loop -- one after another
      const given = await answers(count, `1.2.3.${i}`, (request) => SELF.fetch(request))
      if (minute() === began) return given
    }
  }

  it("starts at most as many sessions as the rate limit in wrangler.toml allows", async () => {
    expect(Object.keys(env)).toContain("NEW_SESSIONS")
    const given = await withinOneMinute(101)
    expect(given.filter((answer) => answer === "ACK")).toHaveLength(100)
    expect(given.filter((answer) => answer !== "ACK")).toEqual([REFUSED])
    const other = await answers(1, "5.6.7.8", (request) => SELF.fetch(request))
    expect(other).toEqual(["ACK"])
  })

  it("starts any number of sessions from localhost", async () => {
    const given = await answers(110, "127.0.0.1", (request) => SELF.fetch(request))
    expect(new Set(given)).toEqual(new Set(["ACK"]))
  })
})
