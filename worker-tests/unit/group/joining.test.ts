// What a session that joins late receives, and how long a session without a window is a member.

import * as fc from "fast-check"
import { describe, expect, it } from "vitest"

import type { Context } from "../../../src/app/context.ts"
import { app } from "../../../src/app/route.ts"
import { outMessage } from "../../../src/group/bounds.ts"
import { Group } from "../../../src/group/group.ts"
import { Div } from "../../../src/model/generated/models.ts"
import { FakeClock } from "../../../src/testing/fake-clock.ts"
import { MemoryGroupStore } from "../../../src/testing/memory-group-store.ts"
import { createWorld } from "../../../src/testing/world.ts"
import { GroupWorld, type WorldSession } from "../../support/group-world.ts"
import { holdsLater } from "../../support/random-test.ts"

const PROFILE = { name: "x", role: "member", data: null }
const MINUTE_MS = 60_000

const texts = ({ received }: WorldSession) => received.map(({ text }) => text)
const say = (world: GroupWorld, i: number) =>
  void world.group.post({ name: "s", role: "server" }, outMessage("say", `${i}`, undefined))
const numbers = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => `${from + i}`)

describe("[G3] a session with an open window", () => {
  it("is a member again after it could not be reached for longer than it is kept", async () => {
    const world = new GroupWorld(1, 500)
    world.lossRate = 0
    world.session("a").membership.join(PROFILE, { keep: 2 })
    await world.pass(2000)
    world.lossRate = 1
    say(world, 1)
    await world.pass(30_000)
    expect(world.group.members).toEqual([])
    world.lossRate = 0
    await world.pass(60_000)
    expect(world.group.members).toMatchObject([{ id: "a", isOnline: true }])
  })
})

describe("[G2] a session that joins with history", () => {
  it("receives the last messages and then the next, in order, each once", async () => {
    const diesAfter = fc.option(fc.integer({ min: 30, max: 59 }))
    const property = fc.asyncProperty(fc.nat(), diesAfter, async (seed, last) => {
      const world = new GroupWorld(seed, 500)
      world.lossRate = 0
      world.session("first").membership.join(PROFILE)
      await world.pass(3000)
      world.lossRate = 0.2
      for (let i = 0; i < 30; i++) say(world, i)
      const late = world.session("late")
      late.membership.join(PROFILE, { history: 10 })
      for (let i = 30; i < 60; i++) {
        say(world, i)
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        await world.pass(40)
        if (i !== last) continue
        late.life.die()
        void late.membership
      }
      world.lossRate = 0
      await world.pass(60_000)
      const got = texts(late)
      const [first] = got
      expect(got).toEqual(numbers(Number(first), 60))
      expect(got.length).toBeGreaterThanOrEqual(10)
      expect(texts(world.session("first"))).toEqual(numbers(0, 60))
    })
    await holdsLater(property, 10)
  })

  it.each(["the handler", "onCreated"])(
    "misses nothing and gets nothing twice while %s waits for something else",
    async (waiting) => {
      const [work, heard]: [PromiseWithResolvers<void>, unknown[]] = [Promise.withResolvers(), []]
      const contexts: Context[] = []
      const room = app("/room/:name", async (doc, context) => {
        contexts.push(context)
        const isLate = context.params.name === "late"
        const team = context.group("team")
        team.join({ name: context.params.name }, { history: 100 })
        if (isLate && waiting === "the handler") await work.promise
        if (isLate) team.on("say", ({ data }) => heard.push(data))
        context.onCreated(() => (isLate && waiting === "onCreated" ? work.promise : undefined))
        doc.add_root(new Div())
      })
      const world = createWorld([room])
      await world.open("/room/first")
      const sayTen = async (from: number) => {
        for (let i = from; i < from + 10; i++) {
          void contexts[0]?.group("team").send("say", i)
          await world.advance(50) // oxlint-disable-line no-await-in-loop
        }
      }
      await sayTen(0)
      const opening = world.open("/room/late")
      await sayTen(10)
      work.resolve()
      await opening
      await sayTen(20)
      expect(heard).toEqual(Array.from({ length: 30 }, (_, i) => i))
    },
  )

  it("receives no earlier messages again when it wakes or joins again", async () => {
    const world = new GroupWorld(1, 500)
    world.lossRate = 0
    world.session("first").membership.join(PROFILE)
    await world.pass(1000)
    say(world, 0)
    const late = world.session("late")
    late.membership.join(PROFILE, { history: 5 })
    await world.pass(2000)
    late.life.die()
    late.membership.join(PROFILE, { history: 5 })
    say(world, 1)
    await world.pass(5000)
    expect(texts(late)).toEqual(["0", "1"])
  })

  it("receives nothing from an empty group, and then the next message", async () => {
    const world = new GroupWorld(1, 500)
    world.lossRate = 0
    const only = world.session("only")
    only.membership.join(PROFILE, { history: 5 })
    await world.pass(2000)
    say(world, 1)
    await world.pass(2000)
    expect(texts(only)).toEqual(["1"])
  })

  it("is rejected with a negative history or an invalid keep time", () => {
    const { membership } = new GroupWorld(1, 500).session("a")
    expect(() => membership.join(PROFILE, { history: -1 })).toThrow(
      "join: history must be how many messages, 0 or more, got -1",
    )
    expect(() => membership.join(PROFILE, { keep: NaN })).toThrow(
      "join: keep must be seconds, 0 or more, got NaN",
    )
  })
})

describe("[G3] a session without an open window", () => {
  it(
    "is away for five minutes and then no longer a member, unless it is to be kept",
    { tags: "slow" },
    async () => {
      const world = new GroupWorld(1, 500)
      world.lossRate = 0
      const [ada, bob, cyd] = ["ada", "bob", "cyd"].map((id) => world.session(id))
      ada?.membership.join(PROFILE)
      bob?.membership.join(PROFILE)
      cyd?.membership.join(PROFILE, { keep: 3600 })
      await world.pass(2000)
      for (const one of [bob, cyd]) {
        if (one !== undefined) one.isOnline = false
        one?.membership.tellNews()
      }
      await world.pass(4 * MINUTE_MS)
      const ids = () => world.group.members.map(({ id }) => id).toSorted()
      expect(ids()).toEqual(["ada", "bob", "cyd"])
      await world.pass(2 * MINUTE_MS)
      expect(ids()).toEqual(["ada", "cyd"])
      await world.pass(60 * MINUTE_MS)
      expect(ids()).toEqual(["ada"])
    },
  )

  it("costs present members nothing: 600 away members cause no presence events when they leave", () => {
    const { group, store } = lonely()
    for (let i = 0; i < 600; i++)
      group.hello({ ...PROFILE, id: `${i}`, isOnline: false, lastSeq: undefined })
    const before = store.lastSeq
    const { members } = group.hello({ ...PROFILE, id: "ada", isOnline: true, lastSeq: undefined })
    const kinds = store.entriesAfter(before, 10).map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === "presence")).toHaveLength(1)
    expect(members.map(({ id }) => id)).toEqual(["ada"])
  })

  it("is in the sender's receipt, with the time for which it has been away", async () => {
    const { group, clock } = lonely()
    for (const id of ["ada", "bob", "cyd"]) {
      group.hello({ ...PROFILE, id, isOnline: id !== "bob", lastSeq: undefined, keep: 1e6 })
    }
    clock.advance(72_000_000)
    group.hello({ ...PROFILE, id: "cyd", isOnline: false, lastSeq: undefined, keep: 1e6 })
    clock.advance(5000)
    const sent = group.send("ada", 1, outMessage("say", 1, undefined))
    const { offline, awayForMs } = await group.receipt(sent)
    expect(offline).toEqual(["bob", "cyd"])
    expect(awayForMs).toEqual({ bob: 72_005_000, cyd: 5000 })
  })
})

function lonely(): {
  readonly group: Group
  readonly clock: FakeClock
  readonly store: MemoryGroupStore
} {
  const [clock, store] = [new FakeClock(), new MemoryGroupStore()]
  const group = new Group({
    store,
    timers: clock,
    log: {
      debug: () => undefined,
      info: () => undefined,
      warn: () => undefined,
      error: () => undefined,
    },
    deliver: () => new Promise(() => undefined),
    probe: () => new Promise(() => undefined),
    shardProgress: () => Promise.reject(new Error("no shards")),
    shardServing: () => Promise.reject(new Error("no shards")),
    wakeAt: () => undefined,
  })
  return { group, clock, store }
}

describe("[G6] a session that makes a closed group", () => {
  const policy = { join: ["teacher"] }

  it("closes it also when it sleeps before the group can be reached", async () => {
    const world = new GroupWorld(1, 500)
    world.lossRate = 1
    const owner = world.session("owner")
    owner.membership.join(PROFILE, { policy })
    await world.pass(2000)
    owner.life.die()
    world.lossRate = 0
    void owner.membership // it wakes
    await world.pass(2000)
    world.session("eve").membership.join(PROFILE)
    await world.pass(2000)
    expect(world.group.members.map(({ id }) => id)).toEqual(["owner"])
  })

  it.each([[{ join: "teacher" }], [{ read: [1] }], ["teacher"], [null]])(
    "is told that %j is no policy, since the group could not read it after a wake",
    (wrong) => {
      const { membership } = new GroupWorld(1, 500).session("a")
      const join = () => membership.join(PROFILE, { policy: wrong as unknown as typeof policy })
      expect(join).toThrow("join: policy must list roles")
    },
  )
})

describe("a session that leaves and joins again while the group answers its hello", () => {
  async function woken() {
    const world = new GroupWorld(1, 500)
    world.lossRate = 0
    const session = world.session("a")
    session.membership.join(PROFILE)
    await world.pass(2000)
    for (let i = 0; i < 3; i++) say(world, i)
    await world.pass(2000)
    session.life.die()
    return { world, session, membership: session.membership } // it wakes, and says hello
  }

  it("receives the history that it asks for", async () => {
    const { world, session, membership } = await woken()
    membership.leave()
    membership.join({ ...PROFILE, name: "y" }, { history: 2, as: "y" })
    await world.pass(5000)
    expect(texts(session)).toEqual(["0", "1", "2", "1", "2"])
    say(world, 3)
    await world.pass(2000)
    expect(texts(session).at(-1)).toBe("3")
    expect(membership.inbox.members.me?.name).toBe("y")
  })

  /** What others get of messages that could not be sent before it left and joined again. */
  async function renamed(isKnown: boolean, sleeps = false): Promise<readonly string[]> {
    const world = new GroupWorld(1, 500)
    world.lossRate = isKnown ? 0 : 1
    const { membership } = world.session("a")
    membership.join({ ...PROFILE, name: "old" })
    await world.pass(2000)
    world.lossRate = 1
    void membership.send(outMessage("say", 1)).catch(() => undefined)
    membership.leave()
    membership.join({ ...PROFILE, name: "new" })
    void membership.send(outMessage("say", 2)).catch(() => undefined)
    await world.pass(2000)
    if (sleeps) world.session("a").life.die()
    void world.session("a").membership
    world.lossRate = 0
    await world.pass(60_000)
    expect(world.group.members.map(({ name }) => name)).toEqual(["new"])
    return world.group
      .history(undefined, {})
      .map(({ from, data }) => `${from.name} ${String(data)}`)
  }

  it("sends what waited under the name that it had then, also after it slept", async () => {
    expect(await renamed(true)).toEqual(["old 1", "new 2"])
    expect(await renamed(true, true)).toEqual(["old 1", "new 2"])
  })

  it("sends nothing of a membership that the group never knew under its later name", async () => {
    expect(await renamed(false)).toEqual(["new 2"])
    expect(await renamed(false, true)).toEqual(["new 2"])
  })

  it.each([false, true])(
    "reports what was seen before under the name of that time, also after it slept: %s",
    async (sleeps) => {
      const world = new GroupWorld(1, 500)
      world.lossRate = 0
      const [a, b] = [world.session("a"), world.session("b")]
      for (const session of [a, b]) session.membership.join({ ...PROFILE, name: "old" })
      await world.pass(2000)
      const seen: string[] = []
      b.membership.inbox.listeners.onSeen(({ by }) => seen.push(by.name))
      void b.membership.send(outMessage("say", 1))
      await world.pass(2000)
      world.lossRate = 1
      a.membership.markSeen(a.received.map(({ seq }) => seq))
      a.membership.leave()
      a.membership.join({ ...PROFILE, name: "new" })
      await world.pass(2000)
      if (sleeps) a.life.die()
      world.lossRate = 0
      void a.membership
      await world.pass(60_000)
      expect([seen, world.group.members.map(({ name }) => name)]).toEqual([["old"], ["old", "new"]])
    },
  )

  it.each(["leaves and joins", "updates its role"])(
    "joins with its new role, whatever the group said of the old one: it %s",
    async (way) => {
      const world = new GroupWorld(1, 500)
      world.lossRate = 0
      world.session("owner").membership.join(PROFILE, { policy: { join: ["teacher"] } })
      await world.pass(2000)
      const { membership } = world.session("a")
      membership.join(PROFILE)
      await world.pass(50)
      const role = "teacher"
      if (way === "updates its role") membership.update({ role })
      else {
        membership.leave()
        membership.join({ ...PROFILE, role })
      }
      await world.pass(5000)
      expect(world.group.members.map(({ id }) => id)).toEqual(["owner", "a"])
    },
  )
})
