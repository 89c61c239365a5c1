// The shared state of a group: ordered by the group, sent to all, and bounded in size.

import * as fc from "fast-check"
import { describe, expect, it } from "vitest"

import type { GroupState, StateChange } from "../../../src/group/known-state.ts"
import { awaited, GroupWorld, type WorldSession } from "../../support/group-world.ts"
import { holdsLater } from "../../support/random-test.ts"

const PROFILE = { name: "x", role: "member", data: null }
const FIRST = { color: "red", size: 1, open: false }
type Shared = typeof FIRST

interface Sharer {
  readonly state: GroupState<Shared>
  readonly changes: StateChange<Shared>[]
}

/** As a handler requests it each time that it runs. */
function sharer({ membership }: WorldSession): Sharer {
  const state = membership.state(FIRST)
  const changes: StateChange<Shared>[] = []
  state.on_change((change) => changes.push(change))
  return { state, changes }
}

async function worldOf(seed: number, ...ids: readonly string[]): Promise<GroupWorld> {
  const world = new GroupWorld(seed, 500)
  world.lossRate = 0
  for (const id of ids) world.session(id).membership.join({ ...PROFILE, name: id })
  await world.pass(5000)
  return world
}

describe("[G5] the shared state of a group", () => {
  it("is sent to all, the setter included, with what changed and who set it", async () => {
    const world = await worldOf(1, "ada", "bob")
    const [ada, bob] = [sharer(world.session("ada")), sharer(world.session("bob"))]
    const done = awaited(ada.state.set({ color: "blue", size: 1 }))
    await world.pass(2000)
    await done
    for (const { state, changes } of [ada, bob]) {
      expect(state.value).toEqual({ color: "blue", size: 1, open: false })
      expect(changes).toMatchObject([
        { key: "color", value: "blue", old: "red", from: { id: "ada", name: "ada" } },
      ])
    }
  })

  it("ends equal for all who set it at the same time, over losses and crashes, and for late members", async () => {
    const property = fc.asyncProperty(fc.nat(), fc.nat(29), async (seed, crash) => {
      const ids = ["ada", "bob", "cyd"]
      const world = await worldOf(seed, ...ids)
      world.lossRate = 0.2
      for (let i = 0; i < 30; i++) {
        const id = ids[i % 3] ?? ""
        const { membership } = world.session(id)
        void membership
          .state(FIRST)
          .set({ size: i, color: `${id} ${i}` })
          .catch(() => undefined)
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        await world.pass(100)
        if (i === crash) world.crashGroup()
      }
      world.lossRate = 0
      await world.pass(60_000)
      const late = sharer(world.session("late"))
      world.session("late").membership.join(PROFILE)
      await world.pass(60_000)
      const all = [...ids, "late"].map((id) => world.session(id).membership.state(FIRST).value)
      expect(new Set(all.map((value) => JSON.stringify(value))).size).toBe(1)
      expect(all[0]?.color).toBe(`${ids[(all[0]?.size ?? 0) % 3]} ${all[0]?.size}`)
      expect(late.changes.map(({ key }) => key).toSorted()).toEqual(["color", "size"])
    })
    await holdsLater(property, 5)
  })

  it("is available after a wake, with an event for what was set", async () => {
    const world = await worldOf(1, "ada", "bob")
    void world.session("ada").membership.state(FIRST).set({ open: true })
    await world.pass(2000)
    const bob = world.session("bob")
    bob.life.die()
    const woken = sharer(bob)
    await world.pass(3000)
    expect(woken.state.value.open).toBe(true)
    expect(woken.changes).toMatchObject([{ key: "open", value: true, from: { id: "ada" } }])
  })

  it("lists the keys that were set in the group's order, also after a change has woken a session", async () => {
    const world = await worldOf(1, "ada", "bob")
    const keysOf = ({ membership }: WorldSession) => Object.keys(membership.state<object>({}).value)
    const ada = world.session("ada")
    const set = async (changes: Readonly<Record<string, number | undefined>>) => {
      void ada.membership.state<Record<string, number>>({}).set(changes)
      await world.pass(2000)
    }
    for (const key of ["z", "y", "x"]) await set({ [key]: 1 }) // oxlint-disable-line no-await-in-loop -- in this order
    const bob = world.session("bob")
    bob.life.die()
    await set({ y: undefined })
    await set({ m: 1 })
    await set({ y: 1 })
    await set({ z: 2 })
    await world.pass(5000)
    expect([keysOf(ada), keysOf(bob)]).toEqual([
      ["x", "m", "y", "z"],
      ["x", "m", "y", "z"],
    ])
  })

  it("sends an event at a wake even when it has its first value again, since the document may show another", async () => {
    const world = await worldOf(1, "ada", "bob")
    const { membership } = world.session("ada")
    void membership.state(FIRST).set({ color: "blue" })
    await world.pass(2000)
    const bob = world.session("bob")
    bob.life.die()
    void membership.state(FIRST).set({ color: FIRST.color })
    const woken = sharer(bob)
    await world.pass(3000)
    expect(woken.state.value.color).toBe("red")
    expect(woken.changes).toMatchObject([{ key: "color", value: "red", from: { id: "ada" } }])
  })

  it("can be changed in place and then set, and changes that were not set stay local", async () => {
    const world = await worldOf(1, "ada", "bob")
    const listOf = ({ membership }: WorldSession) => {
      const state = membership.state({ list: ["a"] })
      const heard: unknown[] = []
      state.on_change(({ old, value }) => void heard.push([old, value]))
      return { state, heard }
    }
    const [ada, bob] = [listOf(world.session("ada")), listOf(world.session("bob"))]
    const add = async (added: string) => {
      const { list } = ada.state.value
      list.push(added)
      void ada.state.set({ list })
      ada.state.value.list.push("not set")
      await world.pass(1000)
    }
    await add("b")
    await add("c")
    const lists = [["a"], ["a", "b"], ["a", "b", "c"]]
    for (const { state, heard } of [ada, bob]) {
      expect(state.value).toEqual({ list: lists[2] })
      expect(heard).toEqual([lists.slice(0, 2), lists.slice(1)])
    }
  })

  describe("where undefined is set", () => {
    interface Notes {
      readonly color: string
      readonly note?: string
    }
    const notes = ({ membership }: WorldSession) => {
      const state = membership.state<Notes>({ color: "red" })
      const heard: unknown[] = []
      state.on_change(({ key, value, old, from }) => heard.push([key, value, old, from.id]))
      return { state, heard }
    }

    it("has no part, or the initial one: all are told", async () => {
      const world = await worldOf(1, "ada", "bob")
      const [ada, bob] = [notes(world.session("ada")), notes(world.session("bob"))]
      void ada.state.set({ note: "Mine", color: "blue" })
      await world.pass(1000)
      void bob.state.set({ note: undefined, color: undefined })
      await world.pass(1000)
      for (const { state, heard } of [ada, bob]) {
        expect(state.value).toEqual({ color: "red" })
        expect(Object.keys(state.value)).toEqual(["color"])
        expect(heard.slice(2)).toEqual([
          ["note", undefined, "Mine", "bob"],
          ["color", "red", "blue", "bob"],
        ])
      }
    })

    it("stays so when the group's object starts again, and members that join or wake know", async () => {
      const world = await worldOf(1, "ada", "bob")
      const { state } = notes(world.session("ada"))
      void state.set({ note: "Mine" })
      await world.pass(1000)
      const bob = world.session("bob")
      bob.isOnline = false
      void state.set({ note: undefined })
      await world.pass(1000)
      bob.life.die()
      world.crashGroup()
      bob.isOnline = true
      const woken = notes(bob)
      const late = notes(world.session("late"))
      world.session("late").membership.join(PROFILE)
      await world.pass(30_000)
      expect([woken.state.value, late.state.value]).toEqual([{ color: "red" }, { color: "red" }])
      expect(woken.heard).toEqual([["note", undefined, undefined, "ada"]])
    })

    it("ends equal for all over losses and crashes", async () => {
      const property = fc.asyncProperty(fc.nat(), fc.nat(29), async (seed, crash) => {
        const ids = ["ada", "bob", "cyd"]
        const world = await worldOf(seed, ...ids)
        world.lossRate = 0.2
        for (let i = 0; i < 30; i++) {
          const note = i % 2 === 0 ? `${i}` : undefined
          const { state } = notes(world.session(ids[i % 3] ?? ""))
          void state.set({ note, color: i % 5 === 0 ? undefined : `${i}` }).catch(() => undefined)
          // oxlint-disable-next-line no-await-in-loop -- one after the other
          await world.pass(100)
          if (i % 10 === 5) world.session(ids[i % 3] ?? "").life.die()
          if (i === crash) world.crashGroup()
        }
        world.lossRate = 0
        await world.pass(60_000)
        const late = notes(world.session("late"))
        world.session("late").membership.join(PROFILE)
        await world.pass(60_000)
        for (const id of ids)
          expect(notes(world.session(id)).state.value, id).toEqual(late.state.value)
      })
      await holdsLater(property, 5)
    })

    it("has room for others, also after many were deleted", { tags: "slow" }, async () => {
      const world = await worldOf(1, "ada")
      const state = world.session("ada").membership.state<Record<string, number>>({})
      const keys = (from: number) => Array.from({ length: 1000 }, (_, i) => `k${from + i}`)
      for (const from of [0, 1000, 2000]) {
        void state.set(Object.fromEntries(keys(from).map((key) => [key, 1])))
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        await world.pass(1000)
        expect(Object.keys(state.value)).toEqual(keys(from))
        void state.set(Object.fromEntries(keys(from).map((key) => [key, undefined])))
        // oxlint-disable-next-line no-await-in-loop -- the same
        await world.pass(1000)
        expect(state.value).toEqual({})
      }
    })
  })

  it("is sent to those only who may read in a closed group, also when they join or wake", async () => {
    const world = await worldOf(1)
    const policy = { read: ["teacher"] }
    const [owner, tom, eve] = ["owner", "tom", "eve"].map((id) => world.session(id))
    owner?.membership.join(PROFILE, { policy })
    await world.pass(1000)
    tom?.membership.join({ ...PROFILE, role: "teacher" })
    eve?.membership.join(PROFILE)
    await world.pass(1000)
    const known = (session = owner) => session?.membership.state(FIRST).value.color
    void owner?.membership.state(FIRST).set({ color: "blue" })
    await world.pass(1000)
    expect([known(owner), known(tom), known(eve)]).toEqual(["blue", "blue", "red"])
    eve?.life.die()
    void eve?.membership.state(FIRST).set({ size: 2 })
    await world.pass(1000)
    expect([known(eve), owner?.membership.state(FIRST).value.size]).toEqual(["red", 2])
  })

  it("is not a message, and is limited to 64 KiB", async () => {
    const world = await worldOf(1, "ada")
    const { membership } = world.session("ada")
    const state = membership.state<Record<string, string>>({})
    void state.set({ a: "x".repeat(40_000) })
    await world.pass(1000)
    const refused = expect(state.set({ b: "x".repeat(40_000) })).rejects.toThrow(
      "at most 65536 bytes",
    )
    await world.pass(1000)
    await refused
    expect(world.group.history(undefined, {})).toEqual([])
    expect(Object.keys(state.value)).toEqual(["a"])
  })
})
