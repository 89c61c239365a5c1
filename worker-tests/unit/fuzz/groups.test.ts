// Messages of a group: any value arrives as it was sent, or is rejected with the reason, and the group continues.

import * as fc from "fast-check"
import { describe, expect, it } from "vitest"

import { outMessage } from "../../../src/group/bounds.ts"
import { GroupError } from "../../../src/group/group-error.ts"
import { GroupWorld } from "../../support/group-world.ts"
import { anyJson } from "../../support/hostile.ts"
import { holdsLater } from "../../support/random-test.ts"

const message = fc.record({
  type: fc.oneof(fc.constant("say"), fc.string(), anyJson),
  data: anyJson,
  to: fc.oneof(
    fc.constant(undefined),
    fc.array(fc.constantFrom("bob", "ada", "nobody")),
    fc.record({ role: fc.constantFrom("member", "other") }),
    anyJson,
  ),
})

describe("a group", () => {
  it("accepts or rejects whatever a session sends, and continues", async () => {
    const property = fc.asyncProperty(fc.array(message, { maxLength: 5 }), async (messages) => {
      const world = new GroupWorld(1, 500)
      world.lossRate = 0
      const [ada, bob] = [world.session("ada"), world.session("bob")]
      for (const { membership, id } of [ada, bob])
        membership.join({ name: id, role: "member", data: null })
      await world.pass(2000)
      let taken = 0
      for (const { type, data, to } of messages) {
        taken += send(() => ada.membership.send(outMessage(type as string, data, to))) ? 1 : 0
      }
      await world.pass(5000)
      expect(world.taken).toHaveLength(taken)
      void ada.membership.send(outMessage("say", "the last"))
      await world.pass(5000)
      expect(bob.received.at(-1)?.text).toBe("the last")
    })
    await holdsLater(property, 200)
  })
})

function send(action: () => Promise<unknown>): boolean {
  try {
    void action().catch(() => undefined)
    return true
  } catch (error) {
    if (error instanceof GroupError) return false
    throw error
  }
}
