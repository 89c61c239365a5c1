// Large groups in real Durable Objects, with simulated members, since 10 000 sessions would not fit.

import { env } from "cloudflare:test"
import { describe, expect, it } from "vitest"

import { valueOf } from "../../src/group/group-error.ts"
import { groupStub } from "../../src/objects/stubs.ts"
import { dead, handed, slow } from "./crowd-object.ts"

const CROWDS: unknown = Reflect.get(env, "CROWDS")

async function crowdOf(name: string, size: number): Promise<ReturnType<typeof groupStub>> {
  const group = groupStub({ GROUPS: CROWDS }, name)
  for (let i = 0; i < size; i += 100) {
    const some = Array.from({ length: Math.min(100, size - i) }, (_, k) => `${name}-${i + k}`)
    // oxlint-disable-next-line no-await-in-loop -- a hundred at a time
    await Promise.all(some.map((id) => group.hello(name, helloOf(id))))
  }
  return group
}

function helloOf(id: string): Parameters<ReturnType<typeof groupStub>["hello"]>[1] {
  return { id, name: id, role: "member", data: null, isOnline: true, lastSeq: undefined }
}

const message = (json: string) => ({ type: "say", json, to: undefined })

describe("a large group", () => {
  it("delivers every message once and in order to 10 000 members through its shards", async () => {
    const group = await crowdOf("all", 10_000)
    for (let n = 1; n <= 3; n++) {
      // oxlint-disable-next-line no-await-in-loop -- one after another
      const sent = valueOf(await group.send("all", "all-0", n, message(`${n}`)))
      // oxlint-disable-next-line no-await-in-loop -- one after another
      const { delivered, offline, dropped } = await group.receipt("all", sent)
      expect([delivered.length, offline.length, dropped.length]).toEqual([9999, 0, 0])
    }
    const lists = [...handed]
      .filter(([id, seqs]) => id.startsWith("all-") && seqs.length > 0)
      .map(([, seqs]) => seqs)
    expect(lists).toHaveLength(9999)
    const [first = []] = lists
    expect(first.length).toBe(3)
    expect(lists.every((seqs) => seqs.join() === first.join())).toBe(true)
  }, 600_000)

  it("delivers without delay in spite of slow or dead members", async () => {
    const group = await crowdOf("few", 300)
    for (let i = 10; i < 20; i++) slow.add(`few-${i}`)
    for (let i = 20; i < 30; i++) dead.add(`few-${i}`)
    const sent = valueOf(await group.send("few", "few-0", 1, message("1")))
    const receipt = group.receipt("few", sent)
    const haveIt = () =>
      [...handed].filter(([id, seqs]) => id.startsWith("few-") && seqs.length > 0).map(([id]) => id)
    await expect.poll(() => haveIt().length).toBe(279)
    expect(haveIt().filter((id) => slow.has(id))).toEqual([])
    slow.clear()
    const { delivered, offline } = await receipt
    expect(delivered).toHaveLength(289)
    expect(offline.toSorted()).toEqual(Array.from({ length: 10 }, (_, i) => `few-${i + 20}`))
  })

  it("rate-limits its members and returns when to try again", async () => {
    const group = await crowdOf("loud", 2)
    const results = await Promise.all(
      Array.from({ length: 500 }, (_, n) => group.send("loud", "loud-0", n + 1, message("x"))),
    )
    const refused = results.flatMap((result) => ("refused" in result ? [result.refused] : []))
    expect(refused.length).toBeGreaterThan(20)
    expect(refused[0]).toMatchObject({ code: "too-often" })
    expect(refused[0]?.retryAfterMs).toBeGreaterThan(0)
  })
})
