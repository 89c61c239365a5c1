// Messages sent with sendNow: how fast they are, what becomes of old ones, and that they leave nothing behind.

import { describe, expect, it } from "vitest"

import { outMessage } from "../../../src/group/bounds.ts"
import { GroupWorld, type WorldSession } from "../../support/group-world.ts"

const PROFILE = { name: "x", role: "member", data: null }
const texts = ({ received }: WorldSession) => received.map(({ text }) => text)

async function worldOf(shardSize: number, ...ids: readonly string[]): Promise<GroupWorld> {
  const world = new GroupWorld(1, shardSize)
  world.lossRate = 0
  for (const id of ids) world.session(id).membership.join(PROFILE)
  await world.pass(3000)
  return world
}

describe("[G4] a message sent with sendNow", () => {
  it.each([500, 1])(
    "reaches the other members that are present: %d members to a shard",
    async (shardSize) => {
      const world = await worldOf(shardSize, "ada", "bob", "cyd", "dan")
      const dan = world.session("dan")
      dan.isOnline = false
      dan.membership.tellNews()
      await world.pass(2000)
      world.session("ada").membership.sendNow("say", "here")
      await world.pass(2000)
      expect([...world.sessions.values()].map(texts)).toEqual([[], ["here"], ["here"], []])
    },
  )

  it("is neither stored nor numbered, by the group or by the session", async () => {
    const world = await worldOf(500, "ada", "bob")
    world.session("ada").membership.sendNow("say", "one")
    await world.pass(1000)
    world.group.post({ name: "s", role: "s" }, outMessage("say", "two", undefined))
    await world.pass(1000)
    expect(world.session("bob").received.map(({ seq }) => seq > 0)).toEqual([false, true])
    expect(world.taken).toHaveLength(1)
    expect(world.group.history(undefined, {})).toHaveLength(1)
  })

  it("is replaced by a newer one, of which the last is always delivered", async () => {
    const world = await worldOf(500, "ada", "bob")
    const { membership } = world.session("ada")
    for (let i = 0; i <= 1000; i++) {
      membership.sendNow("say", `${i}`)
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      if (i % 5 === 0) await world.pass(50)
    }
    await world.pass(3000)
    const got = texts(world.session("bob")).map(Number)
    expect(got).toEqual(got.toSorted((a, b) => a - b))
    expect(got.at(-1)).toBe(1000)
    expect(got.length).toBeLessThan(300) // 10 s
  })

  it.each([500, 1])(
    "is delivered before what is sent after it: %d members to a shard",
    async (size) => {
      const world = await worldOf(size, "ada", "bob", "cyd")
      world.maxDelayMs = 0
      const { membership } = world.session("ada")
      for (const text of ["h", "hi"]) membership.sendNow("say", text)
      void membership.send(outMessage("say", "hi!"))
      await world.pass(1000)
      for (const id of ["bob", "cyd"]) expect(texts(world.session(id))).toEqual(["h", "hi", "hi!"])
    },
  )

  it("is lost when it can't be delivered, and delays nothing", async () => {
    const world = await worldOf(500, "ada", "bob")
    world.lossRate = 1
    world.session("ada").membership.sendNow("say", "lost")
    await world.pass(1000)
    world.lossRate = 0
    world.session("ada").membership.sendNow("say", "next")
    await world.pass(60_000)
    expect(texts(world.session("bob"))).toEqual(["next"])
  })

  it("must be small, and sent by a member", async () => {
    const world = await worldOf(500, "ada")
    const { membership } = world.session("ada")
    expect(() => membership.sendNow("say", "x".repeat(5000))).toThrow(
      "sendNow: data must be JSON of at most 4096 bytes",
    )
    expect(() => membership.sendNow("", 1)).toThrow("sendNow: type must be a string")
    expect(() => world.session("eve").membership.sendNow("say", 1)).toThrow("join the group first")
  })
})
