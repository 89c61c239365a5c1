// Groups of sessions in real Durable Objects: messages, presence, and evictions of sessions and groups.

import { env, evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test"
import { describe, expect, it } from "vitest"

import { isRecord } from "../../src/util/record.ts"
import { groupsOf, sessionsOf } from "../support/objects.ts"
import { objectName, TestSocket } from "../support/socket.ts"

// The ids of the chat's models: column, here, lines, input.
const [HERE, LINES, INPUT] = ["m4", "m5", "m6"]

function sessionStub(room: string, id: string): DurableObjectStub {
  return sessionsOf({ ...env }).getByName(objectName("/chat/:room", id, { room }))
}

function groupStub(room: string): DurableObjectStub {
  return groupsOf({ ...env }).getByName(`chat ${room}`)
}

class Visitor {
  readonly id: string
  readonly socket: TestSocket

  private constructor(id: string, socket: TestSocket) {
    this.id = id
    this.socket = socket
  }

  static async enter(room: string, name: string): Promise<Visitor> {
    const id = `${room}-${name}`
    const visitor = new Visitor(id, await TestSocket.open(`/chat/${room}`, id, `?name=${name}`))
    await visitor.socket.pull()
    return visitor
  }

  say(text: string): Promise<string> {
    return this.socket.patch({
      kind: "ModelChanged",
      model: { id: INPUT },
      attr: "value",
      new: text,
    })
  }

  /** Resolves with the Div's text when it fulfills the condition. */
  async sees(id: string | undefined, condition: (text: string) => boolean): Promise<string> {
    let text = ""
    const isSo = async () => condition((text = textOf(await this.socket.pull(), id)))
    await expect.poll(isSo).toBe(true)
    return text
  }
}

/** The `text` of the model with the given id, anywhere in a pulled document. */
function textOf(value: unknown, id: string | undefined): string {
  if (Array.isArray(value)) return value.map((item) => textOf(item, id)).join("")
  if (!isRecord(value)) return ""
  const { attributes } = value
  if (value["id"] === id && isRecord(attributes)) {
    return typeof attributes["text"] === "string" ? attributes["text"] : ""
  }
  return Object.values(value)
    .map((item) => textOf(item, id))
    .join("")
}

const includes = (part: string) => (text: string) => text.includes(part)

describe("a group", () => {
  it("delivers a message to the other members, not to its sender", async () => {
    const [ada, bob] = [await Visitor.enter("one", "Ada"), await Visitor.enter("one", "Bob")]
    await ada.sees(HERE, includes("Bob"))
    await bob.sees(HERE, includes("Ada"))
    await ada.say("hello")
    expect(await bob.sees(LINES, includes("hello"))).toContain("<b>Ada</b> hello")
    expect(await ada.sees(LINES, includes("hello"))).toBe("<br><b>You</b> hello")
  })

  it("delivers each message once when sessions and the group are evicted in between", async () => {
    const [ada, bob] = [await Visitor.enter("two", "Ada"), await Visitor.enter("two", "Bob")]
    await bob.sees(HERE, includes("Ada"))
    for (const [i, stub] of [
      sessionStub("two", bob.id),
      groupStub("two"),
      sessionStub("two", ada.id),
    ].entries()) {
      // oxlint-disable no-await-in-loop -- a story
      await ada.say(`a${i}`)
      await bob.sees(LINES, includes(`a${i}`))
      await evictDurableObject(stub)
      await ada.say(`b${i}`)
      await bob.sees(LINES, includes(`b${i}`))
      // oxlint-enable no-await-in-loop
    }
    const lines = await bob.sees(LINES, includes("b2"))
    expect(lines.match(/[ab]\d/g)).toEqual(["a0", "b0", "a1", "b1", "a2", "b2"])
  })

  it("marks a member that closes its window as away, and keeps its messages until it returns", async () => {
    const [ada, bob] = [await Visitor.enter("three", "Ada"), await Visitor.enter("three", "Bob")]
    await ada.sees(HERE, includes("Bob"))
    bob.socket.close()
    await ada.sees(HERE, (text) => !text.includes("Bob"))
    await ada.say("while you were out")
    const back = await Visitor.enter("three", "Bob")
    await back.sees(LINES, includes("while you were out"))
    await ada.sees(HERE, includes("Bob"))
  })

  it("detects by itself that a session died without leaving", async () => {
    const [ada, bob] = [await Visitor.enter("four", "Ada"), await Visitor.enter("four", "Bob")]
    await ada.sees(HERE, includes("Bob"))
    // The session dies with its sockets, without leaving the group.
    await evictDurableObject(sessionStub("four", bob.id), { webSockets: "close" })
    await evictDurableObject(groupStub("four"))
    await runDurableObjectAlarm(groupStub("four"))
    await ada.sees(HERE, (text) => !text.includes("Bob"))
  })

  it("continues after the group's object or a member's object died", async () => {
    const [ada, bob] = [await Visitor.enter("five", "Ada"), await Visitor.enter("five", "Bob")]
    await ada.sees(HERE, includes("Bob"))
    await ada.say("a0")
    await bob.sees(LINES, includes("a0"))
    await die(groupStub("five"))
    await ada.say("a1")
    await bob.sees(LINES, includes("a1"))
    await die(sessionStub("five", bob.id))
    const back = await Visitor.enter("five", "Bob")
    await ada.say("a2")
    const lines = await back.sees(LINES, includes("a2"))
    expect(lines.match(/a\d/g)).toEqual(["a0", "a1", "a2"])
  })

  it("gives a sender the receipt of a message even if the group dies before delivery", async () => {
    const open = (id: string) => TestSocket.open("/limits/awaited", id)
    const [sender, other] = [await open("awaits"), await open("takes")]
    for (const socket of [sender, other]) await socket.pull()
    await expect.poll(() => receiptOf(sender)).toBe("1")
    for (let i = 0; i < 3; i++) {
      // oxlint-disable no-await-in-loop -- a story
      const receipt = receiptOf(sender)
      await die(groupsOf({ ...env }).getByName("awaited"))
      expect(await receipt).toBe("1")
      // oxlint-enable no-await-in-loop
    }
  })
})

/** Has the app send a message. @returns to how many members it was delivered */
async function receiptOf(socket: TestSocket): Promise<string | undefined> {
  const msg_data = { type: "map", entries: [["rows", 1]] }
  socket.send("PATCH-DOC", { events: [{ kind: "MessageSent", msg_type: "graph", msg_data }] })
  for (;;) {
    const { content } = await socket.next("PATCH-DOC") // oxlint-disable-line no-await-in-loop -- until it answers
    const [, count] = /"msg_type":"answer","msg_data":(\d+)/.exec(JSON.stringify(content)) ?? []
    if (count !== undefined) return count
  }
}

/** Aborts the object, as too much memory or a deploy does. Existing stubs of it no longer work. */
async function die(stub: DurableObjectStub): Promise<void> {
  const aborted = runInDurableObject(stub, (_, ctx) => ctx.abort("died in a test"))
  await expect(aborted).rejects.toThrow("died in a test")
}
