// Seen messages: the sender is notified once, whatever dies in between, and can ask later.

import * as fc from "fast-check"
import { describe, expect, it } from "vitest"

import { outMessage } from "../../../src/group/bounds.ts"
import type { Seen } from "../../../src/group/entries.ts"
import { awaited, GroupWorld } from "../../support/group-world.ts"
import { holdsLater } from "../../support/random-test.ts"

const PROFILE = { name: "x", role: "member", data: null }
/** All members in the group itself, or each in a shard. */
const SHARD_SIZE = fc.constantFrom(500, 1)

async function worldOf(shardSize: number, ids: readonly string[], seed = 1): Promise<GroupWorld> {
  const world = new GroupWorld(seed, shardSize)
  world.lossRate = 0
  for (const id of ids) world.session(id).membership.join({ ...PROFILE, name: id })
  await world.pass(3000)
  return world
}

/** The notifications of ada's session about who has seen what. */
function listen(world: GroupWorld): string[] {
  const heard: string[] = []
  const listener = ({ seq, by }: Seen) => void heard.push(`${by.name} ${seq}`)
  world.session("ada").membership.inbox.listeners.onSeen(listener)
  return heard
}

describe("[G7] a message that was seen", () => {
  it.each([500, 1])(
    "is reported to its sender alone, once: %d members to a shard",
    async (size) => {
      const world = await worldOf(size, ["ada", "bob", "cyd"])
      const heard = listen(world)
      const others: unknown[] = []
      world.session("cyd").membership.inbox.listeners.onSeen((seen) => others.push(seen))
      const sent = awaited(world.session("ada").membership.send(outMessage("say", "hello")))
      await world.pass(3000)
      const { seq, seen } = await sent
      expect(seen).toEqual([])
      const { membership } = world.session("bob")
      membership.markSeen([seq])
      membership.markSeen([seq])
      await world.pass(3000)
      expect([heard, others]).toEqual([[`bob ${seq}`], []])
      const receipt = world.session("ada").membership.receipt(seq)
      await world.pass(6000)
      expect(await receipt).toMatchObject({ delivered: ["bob", "cyd"], seen: ["bob"], offline: [] })
    },
  )

  it("is reported even when its reader and the group die in between", async () => {
    const property = fc.asyncProperty(fc.nat(), SHARD_SIZE, fc.nat(500), async (...story) => {
      const [seed, shardSize, laterMs] = story
      const world = await worldOf(shardSize, ["ada", "bob", "cyd"], seed)
      const seqs = [1, 2, 3].map((i) => {
        const message = outMessage("say", i, undefined)
        return world.group.send("ada", i, message).seq
      })
      await world.pass(10_000)
      world.lossRate = 0.2
      for (const id of ["bob", "cyd"]) world.session(id).membership.markSeen(seqs)
      world.session("bob").life.die()
      const heard = listen(world)
      await world.pass(laterMs)
      world.crashGroup()
      world.crashShards()
      void world.session("bob").membership // its alarm wakes it
      world.lossRate = 0
      await world.pass(60_000)
      expect(heard.toSorted()).toEqual(
        ["bob", "cyd"].flatMap((id) => seqs.map((seq) => `${id} ${seq}`)).toSorted(),
      )
    })
    await holdsLater(property, 10)
  })

  it("is reported once to a sender that has died since it sent the message", async () => {
    const world = await worldOf(500, ["ada", "bob"])
    const ada = world.session("ada")
    void ada.membership.send(outMessage("say", "hello"))
    await world.pass(2000)
    const seq = world.session("bob").received[0]?.seq ?? NaN
    ada.life.die()
    world.session("bob").membership.markSeen([seq])
    const heard = listen(world) // it wakes
    await world.pass(3000)
    expect(heard).toEqual([`bob ${seq}`])
    ada.life.die()
    const again = listen(world)
    world.session("bob").membership.markSeen([seq])
    await world.pass(3000)
    expect(again).toEqual([])
  })

  it("is reported later to a sender who is away", async () => {
    const world = await worldOf(500, ["ada", "bob"])
    const heard = listen(world)
    const { seq } = world.group.send("ada", 1, outMessage("say", 1, undefined))
    const ada = world.session("ada")
    ada.isOnline = false
    ada.membership.tellNews()
    await world.pass(2000)
    world.session("bob").membership.markSeen([seq])
    await world.pass(2000)
    expect(heard).toEqual([])
    ada.isOnline = true
    ada.membership.tellNews()
    await world.pass(2000)
    expect(heard).toEqual([`bob ${seq}`])
  })

  it("is never reported for a member's own message, or for a message to others", async () => {
    const world = await worldOf(500, ["ada", "bob", "cyd"])
    const heard = listen(world)
    const { seq } = world.group.send("ada", 1, outMessage("say", 1, ["bob"]))
    for (const id of ["ada", "cyd"]) world.session(id).membership.markSeen([seq, 0, -1, 1e6])
    await world.pass(3000)
    expect(heard).toEqual([])
    expect(() => world.session("eve").membership.markSeen([seq])).toThrow(
      "markSeen: join the group first",
    )
  })
})

describe("a member that marks messages one by one, again and again", () => {
  /** Bob has 60 messages from Ada. */
  async function marking() {
    const world = await worldOf(500, ["ada", "bob"])
    const heard = listen(world)
    const ada = world.session("ada").membership
    for (let i = 0; i < 60; i++) void ada.send(outMessage("say", i))
    await world.pass(30_000)
    const seqs = world.session("bob").received.map(({ seq }) => seq)
    return { world, heard, bob: world.session("bob"), seqs }
  }

  it("reports them in two calls, each once, also when it dies in between", async () => {
    for (const dies of [false, true]) {
      /* oxlint-disable no-await-in-loop -- one after the other */
      const { world, heard, bob, seqs } = await marking()
      for (let i = 0; i < 10; i++) for (const seq of seqs) bob.membership.markSeen([seq])
      if (dies) bob.life.die()
      void bob.membership
      await world.pass(10_000)
      /* oxlint-enable no-await-in-loop */
      expect(heard).toEqual(seqs.map((seq) => `bob ${seq}`))
      expect(world.seenCalls).toBeLessThanOrEqual(dies ? 3 : 2)
    }
  })

  it("keeps apart what its guests have seen", async () => {
    const { world, bob, seqs } = await marking()
    const by: (string | undefined)[] = []
    const { listeners } = world.session("ada").membership.inbox
    listeners.onSeen((seen) => by.push(seen.by.guest?.connection))
    for (const [i, seq] of seqs.slice(0, 6).entries()) {
      bob.guest = i < 3 ? undefined : { connection: i < 5 ? "x" : "y", role: "editor" }
      bob.membership.markSeen([seq])
    }
    await world.pass(10_000)
    expect(by).toEqual([undefined, undefined, undefined, "x", "x", "y"])
  })

  it("calls the group at most 20 times a second, after a burst of 60, and still sends messages", async () => {
    const { world, heard, bob, seqs } = await marking()
    world.maxDelayMs = 0
    for (let i = 0; i < 600; i++) {
      bob.membership.markSeen([seqs[i % 60] ?? 0])
      await world.pass(10) // oxlint-disable-line no-await-in-loop -- a loop of six seconds
    }
    const sent = awaited(bob.membership.send(outMessage("say", "still")))
    await world.pass(6000)
    expect((await sent).delivered).toEqual(["ada"])
    expect([world.seenCalls <= 60 + 6 * 20 + 2, heard.length]).toEqual([true, 60])
  })
})

describe("a sender that awaits the receipt of a message", () => {
  it("gets it or an error, even when the group dies in between", async () => {
    const property = fc.asyncProperty(fc.nat(), SHARD_SIZE, fc.nat(1000), async (...story) => {
      const [seed, shardSize, laterMs] = story
      const world = await worldOf(shardSize, ["ada", "bob"], seed)
      world.lossRate = 0.2
      const answers: unknown[] = []
      const answered = (answer: unknown) => void answers.push(answer)
      world.session("ada").membership.send(outMessage("say", "hello")).then(answered, answered)
      await world.pass(laterMs)
      world.crashGroup()
      world.crashShards()
      world.lossRate = 0
      await world.pass(60_000)
      expect(answers).toHaveLength(1)
      expect(world.session("bob").received).toHaveLength(1)
    })
    await holdsLater(property, 10)
  })
})

describe("a receipt", () => {
  it("costs no call while no callback waits for it, and one however many do", async () => {
    const world = await worldOf(500, ["ada", "bob"])
    const { membership } = world.session("ada")
    const sent = membership.send(outMessage("say", "hello"))
    const changed = membership.state({ size: 0 }).set({ size: 1 })
    await world.pass(3000)
    expect(world.session("bob").received).toHaveLength(1)
    expect(world.receiptsAsked).toBe(0)
    const answers = Promise.all([sent, awaited(sent)])
    await world.pass(3000)
    const receipt = { delivered: ["bob"], offline: [] }
    expect(await answers).toMatchObject([receipt, receipt])
    expect(world.receiptsAsked).toBe(1)
    const done = awaited(changed)
    await world.pass(3000)
    await done
    expect(world.receiptsAsked).toBe(2)
  })
})

describe("a receipt that is requested later", () => {
  it("is of that time, whatever happened to the members since the message was sent", async () => {
    const world = await worldOf(500, ["ada", "bob", "cyd"])
    const others = ["bob", "cyd"].map((id) => world.session(id))
    for (const session of others) session.isOnline = false
    for (const session of others) session.membership.tellNews()
    await world.pass(2000)
    void world.session("ada").membership.send(outMessage("say", "hello"))
    await world.pass(2000)
    const [bob, cyd] = others
    if (bob !== undefined) bob.isOnline = true
    bob?.membership.tellNews()
    cyd?.membership.leave()
    await world.pass(2000)
    const receipt = world.group.receipt({ seq: world.taken[0]?.entry.seq ?? 0, unknown: [] })
    expect(await receipt).toMatchObject({ delivered: ["bob"], offline: [], dropped: ["cyd"] })
  })

  it("lists the members that have the message by now, without those that have joined since", async () => {
    const world = await worldOf(500, ["ada", "bob", "cyd"])
    const cyd = world.session("cyd")
    cyd.isOnline = false
    cyd.membership.tellNews()
    await world.pass(2000)
    const { membership } = world.session("ada")
    const sent = awaited(membership.send(outMessage("say", "hello")))
    await world.pass(3000)
    const { seq, offline } = await sent
    expect(offline).toEqual(["cyd"])
    world.session("dan").membership.join(PROFILE)
    cyd.isOnline = true
    cyd.membership.tellNews()
    await world.pass(3000)
    world.crashGroup()
    const receipt = membership.receipt(seq)
    await world.pass(3000)
    expect(await receipt).toMatchObject({ delivered: ["bob", "cyd"], offline: [], dropped: [] })
  })
})
