// What a session holds that it could not yet send to its groups: up to the limit nothing is lost, past it the sender
// gets an error.

import { describe, expect, it } from "vitest"

import { GROUP_LIMITS } from "../../../src/util/limits.ts"
import { refusal, unreached } from "../../support/limits/unreached.ts"

const { unsentMessages, unsentOfSession } = GROUP_LIMITS
describe("a session whose groups can't be reached", () => {
  it("keeps at most 100 messages for one group, and loses none of them", async () => {
    const { send, deliver } = unreached(2)
    for (let i = 0; i < unsentMessages; i++) send(0, i)
    expect(refusal(() => send(0, "past it"))).toMatchObject({
      code: "too-often",
      message: expect.stringMatching(
        /^send: 100 messages to this group wait, 100 \(\d+ bytes\) to all groups$/,
      ) as string,
    })
    send(1, "another group")
    const sent = Array.from({ length: unsentMessages }, (_, i) => `0 ${i}`)
    expect((await deliver()).toSorted()).toEqual([...sent, '1 "another group"'].toSorted())
  })

  it("keeps at most 1000 messages for all groups together, and loses none of them", async () => {
    const { send, deliver } = unreached(11)
    for (let i = 0; i < unsentOfSession.messages; i++) send(i % 11, i)
    expect(refusal(() => send(0, "past it"))).toMatchObject({
      code: "too-often",
      message: expect.stringMatching(
        /^send: 91 messages to this group wait, 1000 \(\d+ bytes\) to all groups$/,
      ) as string,
    })
    expect(await deliver()).toHaveLength(unsentOfSession.messages)
    expect(refusal(() => send(0, "again"))).toBeUndefined()
  })

  it("keeps at most 16 MiB for all groups together, to the byte, and loses none of it", async () => {
    const { send, deliver, outbox } = unreached(4)
    const left = () => unsentOfSession.bytes - outbox.unsentOfSession.bytes
    const large = "x".repeat(60_000)
    let count = 0
    while (left() > 100_000) send(count++ % 4, large)
    const before = left()
    send(3, "")
    const overhead = before - left()
    const rest = left() - overhead
    for (let part = rest; part > 0; part -= 60_000 + overhead) {
      const isLast = part <= 60_000
      if (!isLast) {
        send(3, large)
        count++
        continue
      }
      expect(refusal(() => send(3, "x".repeat(part + 1)))?.code).toBe("too-often")
      send(3, "x".repeat(part))
    }
    expect(left()).toBe(0)
    expect(refusal(() => send(0, ""))?.message).toContain("(16777216 bytes)")
    expect(await deliver()).toHaveLength(count + 2)
  })
})
