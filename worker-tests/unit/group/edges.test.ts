// What an app, or an attacker, can do to a group that the random stories do not cover.

import { describe, expect, it } from "vitest"

import {
  assertGroupName,
  isGroupName,
  outMessage,
  stateOut,
  volatileOut,
} from "../../../src/group/bounds.ts"
import type { Entry } from "../../../src/group/entries.ts"
import { GroupError } from "../../../src/group/group-error.ts"
import type { GroupPorts } from "../../../src/group/group-ports.ts"
import { Group } from "../../../src/group/group.ts"
import type { GroupCalls } from "../../../src/group/membership-ports.ts"
import { groupOfShard, shardName } from "../../../src/group/roster.ts"
import { groupsStore } from "../../../src/group/session-groups-store.ts"
import { SessionGroups } from "../../../src/group/session-groups.ts"
import type { Running } from "../../../src/group/stage.ts"
import { storedMember } from "../../../src/group/stored.ts"
import type { Timers } from "../../../src/ports.ts"
import { FakeClock } from "../../../src/testing/fake-clock.ts"
import { MemoryGroupStore } from "../../../src/testing/memory-group-store.ts"
import { MemoryStore } from "../../../src/testing/memory-store.ts"
import { GROUP_LIMITS } from "../../../src/util/limits.ts"
import { awaited, GroupWorld, type WorldSession } from "../../support/group-world.ts"
import { nobody } from "../../support/nobody.ts"

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
  it("drops its unsent messages and stops asking when it leaves before the group has answered", async () => {
    const world = await worldOf("ada")
    const { membership } = world.session("bob")
    world.lossRate = 1
    membership.join(PROFILE)
    const sent = membership.send(outMessage("say", "too late"))
    membership.leave()
    await world.pass(300)
    world.lossRate = 0
    const refusal = expect(sent).rejects.toMatchObject({ code: "not-a-member" })
    await world.pass(5000)
    await refusal
    expect(texts(world.session("ada"))).toEqual([])
    expect(world.group.members.map(({ id }) => id)).toEqual(["ada"])
  })

  it("still delivers what it sent before", async () => {
    const world = await worldOf("ada", "bob")
    const { membership } = world.session("bob")
    void membership.send(outMessage("say", "bye"))
    membership.leave()
    await world.pass(5000)
    expect(texts(world.session("ada"))).toEqual(["bye"])
  })
})

describe("a message from outside", () => {
  it("is not accepted again while its signature is valid, however many messages come in between", async () => {
    const world = await worldOf("ada")
    const again = (once: string) =>
      world.group.post({ name: "s", role: "server", once }, outMessage("say", "pay", undefined))
    const first = again("id")
    for (let i = 0; i < GROUP_LIMITS.kept.messages + 200; i++) post(world, `${i}`)
    await world.pass(9 * 60_000)
    for (let i = 0; i < 200; i++) post(world, `more ${i}`)
    expect(world.group.history(undefined, { limit: 1, before: first.seq + 1 })).toEqual([])
    expect(again("id")).toEqual({ seq: first.seq, unknown: [] })
    expect(again("another").seq).toBeGreaterThan(first.seq)
  })
})

describe("a message to a group", () => {
  it.each([
    ["a function", () => 1],
    ["a symbol", Symbol("s")],
    ["a bigint", 1n],
  ])("with %s as its value is rejected, since it is not JSON", (_name, data) => {
    expect(() => outMessage("say", data, undefined)).toThrow("send: data must be JSON")
  })

  const circle: Record<string, unknown> = { a: 1 }
  circle["self"] = circle
  it.each<[string, unknown, string]>([
    ["typed arrays", { rows: [new Float64Array(3)] }, 'which has no Float64Array (at "0")'],
    ["maps", { found: new Map([["a", 1]]) }, 'which has no Map (at "found")'],
    ["errors", { why: new TypeError("no") }, 'which has no TypeError (at "why")'],
    ["functions", { name: "a", act: () => 1 }, 'which has no function (at "act")'],
    ["itself", circle, "circular structure"],
  ])("with %s is rejected with the place, since JSON would lose it", (_name, data, reason) => {
    expect(() => outMessage("say", data)).toThrow(`send: data must be JSON`)
    expect(() => outMessage("say", data)).toThrow(reason)
    expect(() => volatileOut("say", data)).toThrow(reason)
    expect(() => stateOut({ data })).toThrow(reason)
  })

  it("has the values that JSON makes of dates and numbers, and the fields of class instances", () => {
    const { json } = outMessage("say", [new Date(0), NaN, undefined, new Point(1, 2), {}])
    expect(json).toBe('["1970-01-01T00:00:00.000Z",null,null,{"x":1,"y":2},{}]')
  })

  it.each([[null], ["red"], [["red"]]])(
    "is rejected when it shares %j, which has no parts",
    (data) => {
      expect(() => stateOut(data as object)).toThrow("state: changes must be an object, got ")
    },
  )

  it("to an empty recipient, as from a menu without a selection, is rejected with the given value", () => {
    const toNobody = () => outMessage("say", "hi", [""])
    expect(toNobody).toThrow('strings of 1 to 100 characters, got ""')
  })

  it("reaches its own sender when it names the sender", async () => {
    const world = await worldOf("ada")
    const sent = awaited(world.session("ada").membership.send(outMessage("say", "me", ["ada"])))
    await world.pass(5000)
    expect(await sent).toMatchObject({ delivered: ["ada"], offline: [], dropped: [] })
    expect(texts(world.session("ada"))).toEqual(["me"])
  })

  it("is stopped by the rate limit when members answer each other endlessly", async () => {
    const world = await worldOf("ada", "bob")
    let refusal: unknown
    for (const { membership } of world.sessions.values()) {
      membership.inbox.listeners.on("say", async () => {
        try {
          for (let i = 0; i < 5; i++) void membership.send(outMessage("say", "again"))
          await membership.send(outMessage("say", "again"))
        } catch (error) {
          refusal = error
        }
      })
    }
    void world.session("ada").membership.send(outMessage("say", "ping"))
    await world.pass(10_000)
    expect(refusal).toBeInstanceOf(GroupError)
    expect(refusal).toMatchObject({ code: "too-often" })
    expect(world.taken.length).toBeLessThan(2 * (60 + 20 * 10))
  })

  it("from outside is rejected when the name of its sender is too long", async () => {
    const world = await worldOf("ada")
    const message = outMessage("say", 1, undefined)
    const from = { name: "x".repeat(200), role: "server" }
    expect(() => world.group.post(from, message)).toThrow(
      "send: from.name must be a string of 1 to 100 characters, got 200",
    )
  })
})

describe("a group that all members have left", () => {
  const DAY_MS = 24 * 3_600_000

  it("keeps messages for 30 days, then deletes them; its state, bans and numbers stay", async () => {
    const clock = new FakeClock()
    const store = new MemoryGroupStore()
    let wakesAtMs = 0
    const group = new Group({
      store,
      timers: clock,
      log: {
        debug: () => undefined,
        info: () => undefined,
        warn: () => undefined,
        error: () => undefined,
      },
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
    const policy = { remove: [] }
    const [ada, bob] = ["ada", "bob"].map((id) => {
      return { ...PROFILE, id, isOnline: false, lastSeq: undefined, policy }
    })
    if (ada === undefined || bob === undefined) throw new Error("nobody")
    for (const one of [ada, bob]) group.hello(one)
    group.send("ada", 1, stateOut({ color: "red" }))
    group.remove("ada", "bob")
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
    expect(() => group.hello(bob)).toThrow("join: this member was removed from the group")
    expect(group.hello(ada).state).toMatchObject({ color: { value: "red" } })
  })
})

describe("a group's history", () => {
  it("returns as many messages as requested, even when messages for others lie in between", async () => {
    const world = await worldOf("ada", "bob")
    for (const text of ["one", "two"]) post(world, text)
    for (let i = 0; i < 150; i++) post(world, "private", ["bob"])
    const history = world.group.history("ada", {})
    expect(history.map(({ data }) => data)).toEqual(["one", "two"])
    expect(world.group.history("bob", { limit: 3 })).toHaveLength(3)
  })

  it("is empty when it begins after the end", async () => {
    const world = await worldOf("ada")
    post(world, "one")
    expect(world.group.history("ada", { from: 1e9 })).toEqual([])
  })

  it("is read page by page, each before the oldest of the last page, and by type", async () => {
    const world = await worldOf("ada")
    for (let i = 1; i <= 5; i++) post(world, `${i}`)
    const pageBefore = (before?: number) =>
      world.group.history("ada", { limit: 2, ...(before !== undefined && { before }) })
    const newest = pageBefore()
    expect(newest.map(({ data }) => data)).toEqual(["4", "5"])
    const older = pageBefore(newest[0]?.seq)
    expect(older.map(({ data }) => data)).toEqual(["2", "3"])
    expect(pageBefore(older[0]?.seq).map(({ data }) => data)).toEqual(["1"])
    const type = newest[0]?.type ?? ""
    expect(world.group.history("ada", { type })).toHaveLength(5)
    expect(world.group.history("ada", { type: `no ${type}` })).toEqual([])
  })

  it.each([
    { limit: -1 },
    { limit: 0.5 },
    { limit: NaN },
    { from: NaN },
    { from: -1 },
    { before: 0 },
    { before: NaN },
    { type: "" },
  ])("rejects %j", async (query) => {
    const { membership } = (await worldOf("ada")).session("ada")
    await expect(membership.history(query)).rejects.toThrow(GroupError)
  })

  it("is read at most 20 times a second, after a burst of 60, and apart from what is sent", async () => {
    const world = await worldOf("ada")
    const { membership } = world.session("ada")
    const questions = [
      () => membership.history({}),
      () => membership.receipt(1),
      () => membership.remove("bob").catch((error: GroupError) => error.code),
    ]
    const ask = async (i: number): Promise<unknown> => questions[i % 3]?.()
    const asked = Array.from({ length: 60 }, (_, i) => ask(i))
    await expect(ask(0)).rejects.toThrow("history: at most 20 calls a second, try again in 50 ms")
    await expect(ask(1)).rejects.toThrow("receipt: at most 20 calls a second, try again in 50 ms")
    expect(await ask(2)).toBe("too-often")
    void membership.send(outMessage("say", "is sent"))
    await world.pass(1000)
    expect(await Promise.all(asked)).toContain("forbidden")
    const again = membership.history({})
    await world.pass(1000)
    expect(await again).toMatchObject([{ data: "is sent" }])
  })
})

const SILENT = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
}

/** A group that reaches none of its members, with that clock; or that delivers by `deliver`. */
function lonelyGroup(
  clock: Timers,
  store = new MemoryGroupStore(),
  deliver: GroupPorts["deliver"] = () => new Promise(() => undefined),
): Group {
  return new Group({
    store,
    timers: clock,
    log: SILENT,
    deliver,
    probe: () => new Promise(() => undefined),
    shardProgress: () => Promise.reject(new Error("no shards")),
    shardServing: () => Promise.reject(new Error("no shards")),
    wakeAt: () => undefined,
  })
}

const helloOf = (id: string, isOnline = true) => ({
  ...PROFILE,
  id,
  isOnline,
  lastSeq: undefined,
})

/** On a slow disk. */
class SlowStore extends MemoryGroupStore {
  #safe = Promise.withResolvers<void>()

  override stored(): Promise<void> {
    return this.#safe.promise
  }

  finish(): Promise<void> {
    this.#safe.resolve()
    this.#safe = Promise.withResolvers()
    return new Promise((resolve) => setImmediate(resolve))
  }
}

describe("messages sent while the last message is being stored", () => {
  it("are delivered to each member together with it, once it is stored", async () => {
    const [store, handed] = [new SlowStore(), new Map<string, string[]>()]
    const deliver = async (id: string, entries: readonly Entry[]) => {
      const messages = entries.flatMap((entry) => (entry.kind === "message" ? entry.json : []))
      if (messages.length > 0) handed.set(id, [...(handed.get(id) ?? []), messages.join(" ")])
      return "taken" as const
    }
    const group = lonelyGroup(new FakeClock(), store, deliver)
    for (const id of ["ada", "bob"]) group.hello(helloOf(id))
    await store.finish()
    const say = (text: string) => group.post({ name: "s", role: "server" }, outMessage("say", text))
    say("one")
    say("two")
    await new Promise((resolve) => setImmediate(resolve))
    expect(handed.size).toBe(0)
    await store.finish()
    say("three")
    await store.finish()
    const all = ['"one" "two"', '"three"']
    expect([...handed]).toEqual([
      ["ada", all],
      ["bob", all],
    ])
  })
})

describe("a member that is away", () => {
  it(
    "loses no message because others come, go and change their names",
    { tags: "slow" },
    async () => {
      const world = await worldOf("ada", "cyd")
      const [bob, cyd] = [world.session("bob"), world.session("cyd")]
      bob.membership.join(PROFILE, { keep: 3600 })
      await world.pass(2000)
      bob.isOnline = false
      bob.membership.tellNews()
      await world.pass(2000)
      for (let i = 0; i < 10; i++) post(world, `message ${i}`)
      for (let i = 0; i < 1200; i++) {
        cyd.isOnline = i % 2 === 1
        cyd.membership.update({ name: `cyd ${i}` })
        cyd.membership.tellNews()
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        await world.pass(700)
      }
      expect(world.group.history("ada", {})).toHaveLength(10)
      bob.isOnline = true
      bob.membership.tellNews()
      await world.pass(5000)
      expect(texts(bob)).toEqual(Array.from({ length: 10 }, (_, i) => `message ${i}`))
    },
  )

  it("is notified if it has missed messages", () => {
    const [clock, store] = [new FakeClock(), new MemoryGroupStore()]
    const group = lonelyGroup(clock, store)
    group.hello(helloOf("ada"))
    group.hello(helloOf("bob", false))
    const { lastSeq } = store
    const message = outMessage("say", 1, undefined)
    for (let i = 0; i < 1100; i++) group.post({ name: "s", role: "server" }, message)
    store.settle(store.lastSeq, [])
    for (let i = 0; i < 100; i++) group.post({ name: "s", role: "server" }, message)
    expect(group.hello({ ...helloOf("bob"), lastSeq }).hasMissed).toBe(true)
    expect(group.hello({ ...helloOf("bob"), lastSeq: store.lastSeq }).hasMissed).toBe(false)
  })
})

describe("a member that changes its name", () => {
  it("can do so as often as it can send, and everybody receives the last name", async () => {
    const world = await worldOf("ada", "bob")
    const { membership } = world.session("bob")
    for (let i = 1; i <= 300; i++) {
      membership.update({ name: `name ${i}` })
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await world.pass(1)
    }
    await world.pass(40_000)
    expect(world.session("ada").membership.members.map(({ name }) => name)).toContain("name 300")
    expect(world.group.members).toHaveLength(2)
  })

  it("is rejected past the limit, and told when to try again", () => {
    const group = lonelyGroup(new FakeClock())
    const rename = (i: number) => group.hello({ ...helloOf("ada"), name: `name ${i}` })
    for (let i = 0; i <= 60; i++) rename(i) // the first is not a change
    expect(() => rename(61)).toThrow("at most 20 messages a second, try again in 50 ms")
  })
})

describe("a clock that is set back", () => {
  it("does not block senders", () => {
    let nowMs = 10_000_000
    const group = lonelyGroup({ now: () => nowMs, after: () => () => undefined })
    group.hello(helloOf("ada"))
    const message = outMessage("say", 1, undefined)
    group.send("ada", 1, message)
    nowMs -= 3_600_000
    expect(() => group.send("ada", 2, message)).not.toThrow()
  })
})

describe("a group that is full", { tags: "slow" }, () => {
  const MAX = 10_000

  it("admits another member, and removes the one that has been away longest", () => {
    const clock = new FakeClock()
    const group = lonelyGroup(clock)
    for (let i = 0; i < MAX; i++) {
      clock.advance(1)
      group.hello(helloOf(`${i}`, i % 2 === 0 || i < 100)) // 101 has been away longest
    }
    expect(group.members).toHaveLength(MAX)
    group.hello(helloOf("new"))
    const ids = new Set(group.members.map(({ id }) => id))
    expect([ids.size, ids.has("101"), ids.has("103"), ids.has("new")]).toEqual([
      MAX,
      false,
      true,
      true,
    ])
  })

  it("rejects another member when all are present", () => {
    const group = lonelyGroup(new FakeClock())
    for (let i = 0; i < MAX; i++) group.hello(helloOf(`${i}`))
    expect(() => group.hello(helloOf("new"))).toThrow("the group already has 10000 members")
    expect(group.members).toHaveLength(MAX)
  })
})

describe("a group's name", () => {
  it.each(["a", "x".repeat(100), "route 66", "shards", "räume/1"])("may be %s", (name) => {
    expect(isGroupName(name)).toBe(true)
    expect(() => assertGroupName(name)).not.toThrow()
  })

  it.each([
    ["", "must be a string of 1 to 100 characters, got 0"],
    ["x".repeat(101), "must be a string of 1 to 100 characters, got 101"],
    ["shard 1 a", "group: names such as 'shard 1 a' are reserved"],
    ["route /clock", "group: names such as 'route /clock' are reserved"],
  ])("may not be %s", (name, reason) => {
    expect(isGroupName(name)).toBe(false)
    expect(() => assertGroupName(name)).toThrow(reason)
  })
})

describe("the name of a shard's object", () => {
  it.each(["a", "shards of glass", "räume/1", "two  spaces "])(
    "contains the name of its group, %j",
    (group) => {
      expect(groupOfShard(shardName("shard 12", group))).toBe(group)
      expect(isGroupName(shardName("shard 12", group))).toBe(false)
    },
  )
})

describe("a session", () => {
  it("joins at most its limit of groups", async () => {
    const groups = new SessionGroups({
      ...nobody(),
      id: "ada",
      store: groupsStore(new MemoryStore()),
      callsTo: () => CALLS,
      timers: new FakeClock(),
      log: SILENT,
    })
    groups.built()
    for (let i = 0; i < 100; i++) groups.membership(`${i}`).join(PROFILE)
    expect(() => groups.membership("100").join(PROFILE)).toThrow(
      "a session can be in at most 100 groups",
    )
    expect([groups.isMember("99"), groups.isMember("100")]).toEqual([true, false])
    groups.start(RUNNING)
    groups.membership("7").leave()
    expect(() => groups.membership("100").join(PROFILE)).toThrow("100 groups") // it has not been sent yet
    await new Promise((resolve) => setImmediate(resolve))
    groups.membership("100").join(PROFILE)
    expect([groups.isMember("7"), groups.isMember("100")]).toEqual([false, true])
  })

  it("reports at most as many seen messages as the group keeps, each once", async () => {
    const told: (readonly number[])[] = []
    const groups = new SessionGroups({
      ...nobody(),
      id: "ada",
      store: groupsStore(new MemoryStore()),
      callsTo: () => ({ ...CALLS, seen: async (_id, messages) => void told.push(messages) }),
      timers: new FakeClock(),
      log: SILENT,
    })
    groups.built()
    groups.start(RUNNING)
    const membership = groups.membership("g")
    membership.join(PROFILE)
    membership.markSeen([7, 7, 0, 8])
    membership.markSeen(Array.from({ length: 200_000 }, (_, i) => i % 2000))
    await new Promise((resolve) => setImmediate(resolve))
    expect(told.map((messages) => messages.length)).toEqual([2, GROUP_LIMITS.kept.messages])
  })

  it.each([
    [0.5, 1],
    [60, 60],
    [Number.MAX_SAFE_INTEGER, 1e9],
    [Infinity, 1e9],
  ])(
    "that asks to be kept for %d s is for %d s, also when it or the group has slept",
    async (keep, kept) => {
      const [session, store] = [new MemoryStore(), new MemoryGroupStore()]
      const group = lonelyGroup(new FakeClock(), store)
      const wake = () => {
        const groups = new SessionGroups({
          ...nobody(),
          id: "ada",
          store: groupsStore(session),
          callsTo: () => ({ ...CALLS, hello: async (hello) => group.hello(hello) }),
          timers: new FakeClock(),
          log: SILENT,
        })
        groups.built()
        groups.start(RUNNING)
        return groups.membership("g")
      }
      wake().join(PROFILE, { keep })
      group.attendance.leave("ada") // it is told again, by the session that wakes
      void wake()
      await new Promise((resolve) => setImmediate(resolve))
      const [member] = store.members()
      expect(storedMember(JSON.stringify(member), "ada")?.keepMs).toBe(kept * 1000)
    },
  )
})

/** A session that is awake. */
const RUNNING: Running = {
  call: () => undefined,
  turn: (action) => action(),
  lateTurn: async (action) => action(),
  asks: () => undefined,
}

const CALLS: GroupCalls = {
  hello: () =>
    Promise.resolve({
      seq: 0,
      since: 0,
      members: [],
      memberCount: 0,
      hasMissed: false,
      history: [],
      state: {},
    }),
  leave: () => Promise.resolve(),
  remove: () => Promise.resolve(),
  now: () => Promise.resolve(),
  seen: () => Promise.resolve(),
  send: () => new Promise(() => undefined),
  receipt: () => new Promise(() => undefined),
  history: () => new Promise(() => undefined),
}

class Point {
  readonly x: number
  readonly y: number

  constructor(x: number, y: number) {
    this.x = x
    this.y = y
  }
}
