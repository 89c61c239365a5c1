// When a group notes that all recipients have all entries: not for each message of a conversation.

import { expect, it } from "vitest"

import { FanOut } from "../../../src/group/fan-out.ts"
import { FakeClock } from "../../../src/testing/fake-clock.ts"
import { MemoryGroupStore } from "../../../src/testing/memory-group-store.ts"
import { SILENT } from "../../support/group-world.ts"

const SAID = {
  kind: "message",
  type: "say",
  json: "1",
  from: { id: "ada", name: "ada", role: "member" },
  session: undefined,
  to: undefined,
  attachment: undefined,
} as const

/** The numbers at which the cursors of two members were settled, while one speaks. */
async function settledAt(messages: number, everyMs: number): Promise<readonly number[]> {
  const [store, clock] = [new MemoryGroupStore(), new FakeClock()]
  const fanOut = new FanOut({
    store,
    timers: clock,
    log: SILENT,
    deliver: async () => "taken",
    probe: async () => "taken",
    report: () => undefined,
  })
  for (const id of ["bob", "cyd"]) fanOut.enroll(id, "online", 0)
  const seqs = new Set<number>()
  for (let seq = 1; seq <= messages; seq++) {
    const entry = { ...SAID, seq, sentAtMs: clock.now() }
    store.append(entry)
    fanOut.push(entry)
    // oxlint-disable-next-line no-await-in-loop -- both have it before the next message
    await new Promise((resolve) => setImmediate(resolve))
    clock.advance(everyMs)
    seqs.add(store.settledSeq)
  }
  clock.advance(1000)
  return [...seqs.add(store.settledSeq)]
}

it("settles the messages of a conversation together, when it pauses", async () => {
  expect(await settledAt(40, 300)).toEqual([0, 40])
})

it("settles each message that is followed by a pause", async () => {
  expect(await settledAt(3, 1000)).toEqual([1, 2, 3])
})

it("settles a conversation without pauses after about a hundred messages", async () => {
  const steps = await settledAt(1000, 20)
  expect(steps.at(-1)).toBe(1000)
  for (const [i, seq] of steps.slice(1).entries()) {
    expect(seq - (steps[i] ?? 0)).toBeLessThanOrEqual(125)
  }
})
