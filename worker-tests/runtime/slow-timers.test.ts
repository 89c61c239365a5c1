// Periodic callbacks that are called rarely: the object's alarm does it.

import { env, evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test"
import { describe, expect, it } from "vitest"

import { sessionsOf } from "../support/objects.ts"
import { objectName, TestSocket } from "../support/socket.ts"

const MINUTE_MS = 60_000

function stubOf(sessionId: string): DurableObjectStub {
  return sessionsOf({ ...env }).getByName(objectName("/ticking", sessionId))
}

/** In how many ms each callback is due. */
function dueIn(stub: DurableObjectStub): Promise<readonly number[]> {
  return runInDurableObject(stub, (_, { storage }) => {
    const [row] = storage.sql.exec<{ value: string }>(
      "SELECT value FROM meta WHERE key = 'slow_timers'",
    )
    const due = JSON.parse(row?.value ?? "[]") as readonly (readonly [number, number])[]
    return due.map(([, atMs]) => atMs - Date.now())
  })
}

/** Pretends that time has passed. */
function pass(stub: DurableObjectStub, ms: number): Promise<void> {
  return runInDurableObject(stub, (_, { storage }) => {
    const [row] = storage.sql.exec<{ value: string }>(
      "SELECT value FROM meta WHERE key = 'slow_timers'",
    )
    const due = JSON.parse(row?.value ?? "[]") as readonly (readonly [number, number])[]
    const earlier = JSON.stringify(due.map(([slot, atMs]) => [slot, atMs - ms]))
    storage.sql.exec("UPDATE meta SET value = ? WHERE key = 'slow_timers'", earlier)
  })
}

/** Joins, and waits until the session is stored. */
async function open(sessionId: string): Promise<TestSocket> {
  const socket = await TestSocket.open("/ticking", sessionId)
  await socket.patch({ kind: "TitleChanged", title: "stored" })
  return socket
}

/** "ID TEXT" for each that a PATCH-DOC changes. */
function textsIn(content: unknown): readonly string[] {
  const { events } = content as { events: readonly { model: { id: string }; new: string }[] }
  return events.map((event) => `${event.model.id} ${event.new}`)
}

describe("[S14] a callback that is called every ten seconds or less often", () => {
  it("runs by the alarm, also when the object has left memory since, and again after that", async () => {
    const socket = await open("slow")
    const stub = stubOf("slow")
    const [one = NaN, two = NaN] = await dueIn(stub)
    expect([one > MINUTE_MS / 2, one <= MINUTE_MS, two > MINUTE_MS]).toEqual([true, true, true])
    for (const expected of [["m3 1"], ["m3 2", "m4 2"]]) {
      await pass(stub, MINUTE_MS)
      await evictDurableObject(stub) // it rejects when a timer holds the object
      expect(await runDurableObjectAlarm(stub)).toBe(true)
      const { content } = await socket.next("PATCH-DOC")
      expect(textsIn(content).toSorted((a, b) => a.localeCompare(b))).toEqual(expected)
    }
    const [first, second] = (await dueIn(stub)).toSorted((a, b) => a - b)
    expect([first, second].map((ms = NaN) => Math.ceil(ms / MINUTE_MS))).toEqual([1, 2])
    socket.close()
  })

  it("is not called while nobody is connected, and begins anew with whoever comes", async () => {
    const socket = await open("left alone")
    const stub = stubOf("left alone")
    await pass(stub, MINUTE_MS / 2)
    socket.close()
    await expect.poll(() => dueIn(stub)).toEqual([])
    const back = await open("left alone")
    const [one = NaN] = await dueIn(stub)
    expect(one).toBeGreaterThan(MINUTE_MS / 2)
    back.close()
  })
})
