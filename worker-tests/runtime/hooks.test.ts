// The connection hooks of a route, in a real Durable Object.

import { env, evictDurableObject } from "cloudflare:test"
import { describe, expect, it } from "vitest"

import { createToken } from "../../src/session/token.ts"
import { sessionsOf } from "../support/objects.ts"
import { KEY, objectName, TestSocket } from "../support/socket.ts"

function tokenWith(sessionId: string, name?: string): string {
  const args: Record<string, readonly string[]> = name === undefined ? {} : { name: [name] }
  const payload = { headers: {}, cookies: {}, arguments: args }
  return createToken({ sessionId, expiresAtMs: Date.now() + 60_000, payload }, [KEY])
}

async function openAs(sessionId: string, name?: string): Promise<TestSocket> {
  return TestSocket.openWith("/hooked", ["bokeh", tokenWith(sessionId, name)])
}

async function joinAs(sessionId: string, name: string): Promise<TestSocket> {
  const socket = await openAs(sessionId, name)
  await socket.next("ACK")
  return socket
}

function evict(sessionId: string): Promise<void> {
  return evictDurableObject(sessionsOf({ ...env }).getByName(objectName("/hooked", sessionId)))
}

const message = (msg_type: string, msg_data: unknown = null) => {
  return { kind: "MessageSent", msg_type, msg_data }
}

const data = (name: string) => JSON.stringify({ name, isDevelopment: true })

const knownAs = (name: string) => ({
  type: "map",
  entries: [
    ["name", name],
    ["isDevelopment", true],
  ],
})

async function heard(socket: TestSocket): Promise<unknown> {
  const { content } = await socket.next("PATCH-DOC")
  return (content as { events: readonly [{ msg_data: unknown }] }).events[0].msg_data
}

describe("a connect hook", () => {
  it("[S17] refuses a socket with a code and reason, and the session continues", async () => {
    const ada = await joinAs("refuses", "Ada")
    expect(await (await openAs("refuses")).closed()).toEqual({ code: 4403, reason: "who? (1)" })
    ada.send("PATCH-DOC", { events: [message("who")] })
    expect(await heard(ada)).toEqual([knownAs("Ada"), data("Ada")])
  })

  it.for(["broken", "large"])("that throws (%s) closes only its own socket", async (name) => {
    const ada = await joinAs(`throws ${name}`, "Ada")
    const closed = await (await openAs(`throws ${name}`, name)).closed()
    expect(closed.code).toBe(1011)
    expect(closed.reason).toMatch(/^\w*Error: .* \(error \w{8}\)$/)
    expect(await ada.patch(message("who"))).toBe("OK")
  })

  it("attaches data that every callback sees, even after an eviction", async () => {
    const ada = await joinAs("attaches", "Ada")
    const bob = await joinAs("attaches", "Bob")
    await evict("attaches")
    ada.send("PATCH-DOC", { events: [message("who")] })
    expect(await heard(ada)).toEqual([knownAs("Ada"), data("Ada"), data("Bob")])
    expect(await heard(bob)).toEqual([knownAs("Bob"), data("Ada"), data("Bob")])
  })
})

describe("a receive hook", () => {
  it("[S17] drops a message, and the client gets ERROR with the hook's reason, if any", async () => {
    const ada = await joinAs("drops", "Ada")
    ada.send("SERVER-INFO-REQ", {})
    expect((await ada.next("ERROR")).content).toMatchObject({
      text: "the app does not take this message",
    })
    ada.send("PUSH-DOC", { doc: { title: "x", roots: [] } })
    expect((await ada.next("ERROR")).content).toMatchObject({ text: "no documents, please" })
  })

  it("closes only its own socket when it throws, or with a code of its choice", async () => {
    const ada = await joinAs("receive throws", "Ada")
    const bob = await joinAs("receive throws", "Bob")
    const eve = await joinAs("receive throws", "Eve")
    bob.send("PATCH-DOC", { events: [message("throw in receive")] })
    expect(await bob.closed()).toMatchObject({ code: 1011 })
    eve.send("PATCH-DOC", { events: [message("hang up")] })
    expect(await eve.closed()).toEqual({ code: 4999, reason: "as you wish" })
    expect(await ada.patch(message("who"))).toBe("OK")
  })
})

describe("a send hook", () => {
  it("[S17] drops messages to a socket, and closes only that socket when it throws", async () => {
    const ada = await joinAs("send", "Ada")
    const bob = await joinAs("send", "Bob")
    const title = (text: string) => ({ kind: "TitleChanged", title: text })
    await ada.patch(title("a secret"))
    await ada.patch(title("no more"))
    expect((await bob.next("PATCH-DOC")).content).toEqual({ events: [title("no more")] })
    await ada.patch(title("throw in send"))
    expect(await bob.closed()).toMatchObject({ code: 1011 })
    expect(await ada.patch(title("goes on"))).toBe("OK")
  })
})

describe("a disconnect hook", () => {
  it.for([false, true])(
    "gets the connection that left and changes the document for the others (evicted: %s)",
    async (isAsleep) => {
      const id = `left ${isAsleep}`
      const ada = await joinAs(id, "Ada")
      const bob = await joinAs(id, "Bob")
      if (isAsleep) await evict(id)
      bob.close()
      const left = `[${data("Bob")},1000,1]`
      expect((await ada.next("PATCH-DOC")).content).toMatchObject({ events: [{ new: left }] })
    },
  )
})
