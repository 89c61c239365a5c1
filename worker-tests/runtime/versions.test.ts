// Versions and undo in real Durable Objects that are evicted between messages.

import { env, evictDurableObject } from "cloudflare:test"
import { describe, expect, it } from "vitest"

import { sessionsOf } from "../support/objects.ts"
import { modelsIn } from "../support/sent-models.ts"
import { objectName, TestSocket } from "../support/socket.ts"

const stubOf = (id: string) => sessionsOf({ ...env }).getByName(objectName("/level", id))

async function open(id: string): Promise<TestSocket> {
  const socket = await TestSocket.open("/level", id)
  await socket.pull()
  return socket
}

const message = (msg_type: string, msg_data: unknown = null) => {
  return { kind: "MessageSent", msg_type, msg_data }
}

/** The values that the session shows, by the models' names. */
async function shown(socket: TestSocket): Promise<Readonly<Record<string, unknown>>> {
  const { attributes } = await named(socket, "told")
  const [level, double] = [await named(socket, "level"), await named(socket, "double")]
  const { text } = attributes
  return {
    level: level.attributes["value"],
    double: double.attributes["text"],
    told: typeof text === "string" && text !== "" ? JSON.parse(text) : undefined,
  }
}

async function named(socket: TestSocket, name: string) {
  const models = modelsIn(await socket.pull())
  const found = models.find(({ attributes }) => attributes["name"] === name)
  if (found === undefined) throw new Error(`there is no model named ${name}`)
  return found
}

describe("a session with versions, evicted between messages", () => {
  it("undoes and redoes changes from before the eviction, and restores kept versions", async () => {
    const id = "evicted"
    const socket = await open(id)
    const { id: slider } = await named(socket, "level")
    const slide = (value: number) =>
      socket.patch({ kind: "ModelChanged", model: { id: slider }, attr: "value", new: value })
    await slide(7)
    await socket.patch(message("keep", "seven")) // stores the undo history, too
    await evictDurableObject(stubOf(id))
    await socket.patch(message("undo"))
    expect(await shown(socket)).toEqual({
      level: 0,
      double: "0",
      told: { changed: 2, kept: 0 },
    })
    await socket.patch(message("keep", "none"))
    await evictDurableObject(stubOf(id))
    await socket.patch(message("redo"))
    expect(await shown(socket)).toMatchObject({ level: 7, double: "14" })
    await slide(9)
    await socket.patch(message("keep", "nine"))
    await evictDurableObject(stubOf(id))
    await socket.patch(message("list"))
    expect(await shown(socket)).toMatchObject({ level: 9, told: ["nine", "none", "seven"] })
    await socket.patch(message("restore", "seven"))
    expect((await socket.closed()).code).toBe(4004)
    const again = await open(id)
    expect(await shown(again)).toMatchObject({ level: 7, double: "14" })
    await again.patch(message("undo"))
    expect(await shown(again)).toMatchObject({ level: 7, told: { changed: 0, kept: 0 } })
    again.close()
  })
})
