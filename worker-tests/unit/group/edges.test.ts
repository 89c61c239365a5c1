// What an app, or somebody who means harm, can do to a group that no story tells.

import { describe, expect, it } from "vitest"

import { outMessage } from "../../../src/group/bounds.ts"
import { GroupError } from "../../../src/group/group-error.ts"
import { Group } from "../../../src/group/group.ts"
import { FakeClock } from "../../support/fake-clock.ts"
import { GroupWorld, type WorldSession } from "../../support/group-world.ts"
import { MemoryGroupStore } from "../../support/memory-group-store.ts"

const PROFILE = { name: "x", role: "member", data: null }

async function worldOf(...ids: readonly string[]): Promise<GroupWorld> {
  const world = new GroupWorld(1, 500)
  world.lossRate = 0
  for (const id of ids) world.session(id).membership.join(PROFILE)
  await world.pass(2000)
  return world
}

const texts = ({ received }: WorldSession) => received.map(({ text }) => text)
const post = (world: GroupWorld, text: string, to?: readonly string[]) =>
  world.group.post({ name: "s", role: "server" }, outMessage("say", text, to))

describe("a session that leaves", () => {
  it("before the group has heard of it gives up what it wanted to send, and asks no more", async () => {
    const world = await worldOf("ada")
    const { membership } = world.session("bob")
    world.lossRate = 1
    membership.join(PROFILE)
    const sent = membership.send("say", "too late", undefined)
    membership.leave()
    await world.pass(300)
    world.lossRate = 0
    const refusal = expect(sent).rejects.toMatchObject({ code: "not-a-member" })
    await world.pass(5000)
    await refusal
    expect(texts(world.session("ada"))).toEqual([])
    expect(world.group.members.map(({ id }) => id)).toEqual(["ada"])
  })

  it("takes what it sent before with it", async () => {
    const world = await worldOf("ada", "bob")
    const { membership } = world.session("bob")
    void membership.send("say", "bye", undefined)
    membership.leave()
    await world.pass(5000)
    expect(texts(world.session("ada"))).toEqual(["bye"])
  })
})

describe("a message", () => {
  it.each([
    ["a function", () => 1],
    ["a symbol", Symbol("s")],
    ["a bigint", 1n],
  ])("of %s is refused: it is no JSON", (_name, data) => {
    expect(() => outMessage("say", data, undefined)).toThrow("send: data must be JSON")
  })

  it("reaches its own sender, if that is whom it is for", async () => {
    const world = await worldOf("ada")
    const sent = world.session("ada").membership.send("say", "me", ["ada"])
    await world.pass(5000)
    expect(await sent).toMatchObject({ delivered: ["ada"], offline: [], dropped: [] })
    expect(texts(world.session("ada"))).toEqual(["me"])
  })

  it("that answers each message is stopped by the rate", async () => {
    const world = await worldOf("ada", "bob")
    let refusal: unknown
    for (const { membership } of world.sessions.values()) {
      membership.on("say", async () => {
        try {
          for (let i = 0; i < 5; i++) void membership.send("say", "again", undefined)
          await membership.send("say", "again", undefined)
        } catch (error) {
          refusal = error
        }
      })
    }
    void world.session("ada").membership.send("say", "ping", undefined)
    await world.pass(10_000)
    expect(refusal).toBeInstanceOf(GroupError)
    expect(refusal).toMatchObject({ code: "too-often" })
    expect(world.taken.length).toBeLessThan(2 * (60 + 20 * 10))
  })

  it("of an outsider has a name of an outsider's", async () => {
    const world = await worldOf("ada")
    const message = outMessage("say", 1, undefined)
    const from = { name: "x".repeat(200), role: "server" }
    expect(() => world.group.post(from, message)).toThrow("from.name must be a text")
  })
})

describe("a group that everybody has left", () => {
  const DAY_MS = 24 * 3_600_000

  it("keeps what was said for 30 days, then lets go of it; its numbers go on", async () => {
    const clock = new FakeClock()
    const store = new MemoryGroupStore()
    let wakesAtMs = 0
    const group = new Group({
      store,
      timers: clock,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      deliver: () => Promise.resolve("taken"),
      probe: () => Promise.resolve("taken"),
      shardProgress: () => Promise.reject(new Error("no shards")),
      shardServing: () => Promise.reject(new Error("no shards")),
      wakeAt: (ms) => (wakesAtMs = ms),
    })
    const pass = async (days: number) => {
      const until = clock.now() + days * DAY_MS
      for (;;) {
        if (wakesAtMs <= clock.now() || wakesAtMs > until) break
        clock.advance(wakesAtMs - clock.now())
        // oxlint-disable-next-line no-await-in-loop -- one alarm after the other
        await group.tick()
      }
      clock.advance(until - clock.now())
    }
    group.hello({ ...PROFILE, id: "ada", isOnline: false, lastSeq: undefined })
    const message = outMessage("say", "hello", undefined)
    group.post({ name: "s", role: "server" }, message)
    await pass(29)
    expect(group.members).toEqual([])
    expect(group.history(undefined, {})).toHaveLength(1)
    const { lastSeq } = store
    await pass(31)
    expect(group.history(undefined, {})).toEqual([])
    expect(wakesAtMs).toBeLessThanOrEqual(clock.now()) // nothing is left to be woken for
    expect(group.post({ name: "s", role: "server" }, message).seq).toBe(lastSeq + 1)
    expect(wakesAtMs).toBe(clock.now() + 30 * DAY_MS)
  })
})

describe("history", () => {
  it("has as many as were asked for, also when others' own lie in between", async () => {
    const world = await worldOf("ada", "bob")
    for (const text of ["one", "two"]) post(world, text)
    for (let i = 0; i < 150; i++) post(world, "private", ["bob"])
    const history = world.group.history("ada", {})
    expect(history.map(({ data }) => data)).toEqual(["one", "two"])
    expect(world.group.history("bob", { limit: 3 })).toHaveLength(3)
  })

  it("that begins after the end is empty", async () => {
    const world = await worldOf("ada")
    post(world, "one")
    expect(world.group.history("ada", { from: 1e9 })).toEqual([])
  })

  it.each([{ limit: -1 }, { limit: 0.5 }, { limit: NaN }, { from: NaN }, { from: -1 }])(
    "is refused for %j",
    async (query) => {
      const { membership } = (await worldOf("ada")).session("ada")
      await expect(membership.history(query)).rejects.toThrow(GroupError)
    },
  )
})
