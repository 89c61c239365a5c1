// What a session's object says of itself, and is killed while that is on its way: the next object's calls may overtake it.

import * as fc from "fast-check"
import { describe, expect, it } from "vitest"

import { Group } from "../../../src/group/group.ts"
import { FakeClock } from "../../../src/testing/fake-clock.ts"
import { MemoryGroupStore } from "../../../src/testing/memory-group-store.ts"
import { GroupWorld, SILENT } from "../../support/group-world.ts"
import { holdsLater } from "../../support/random-test.ts"

const PROFILE = { name: "x", role: "member", data: null }
const ADA = { ...PROFILE, id: "ada", lastSeq: undefined }

function newGroup() {
  const clock = new FakeClock()
  const group = new Group({
    store: new MemoryGroupStore(),
    timers: clock,
    log: SILENT,
    deliver: async () => "taken",
    probe: async () => "taken",
    shardServing: async () => [],
    shardProgress: async () => ({ delivered: [], offline: [], dropped: [] }),
    wakeAt: () => undefined,
  })
  return { clock, group }
}

describe("a call of an object that was killed", () => {
  it("does not make a member away whose window has come back since", async () => {
    const property = fc.asyncProperty(
      fc.nat(),
      fc.integer({ min: 1, max: 500 }),
      async (seed, laterMs) => {
        const world = new GroupWorld(seed, 500)
        world.lossRate = 0
        const ada = world.session("ada")
        ada.membership.join(PROFILE)
        await world.pass(2000)
        ada.isOnline = false
        ada.membership.tellNews()
        await world.pass(laterMs)
        ada.life.die()
        ada.isOnline = true
        void ada.membership
        await world.pass(2000)
        expect(world.group.members.map(({ isOnline }) => isOnline)).toEqual([true])
      },
    )
    await holdsLater(property, 10)
  })

  it("neither ends a membership that began since, nor begins one that has ended", () => {
    const { clock, group } = newGroup()
    const nowMs = clock.now()
    group.hello({ ...ADA, isOnline: true, saidAtMs: nowMs })
    expect(() => group.attendance.leave("ada", nowMs - 1)).toThrow("overtaken")
    expect(group.members).toHaveLength(1)
    group.attendance.leave("ada", nowMs + 1)
    expect(() => group.hello({ ...ADA, isOnline: true, saidAtMs: nowMs })).toThrow("overtaken")
    expect(group.members).toEqual([])
  })

  it("is no reason to reject those after the clock was set back", () => {
    const { clock, group } = newGroup()
    group.hello({ ...ADA, isOnline: true, saidAtMs: clock.now() })
    clock.setBack(3_600_000)
    group.hello({ ...ADA, isOnline: false, saidAtMs: clock.now() })
    expect(group.members).toMatchObject([{ isOnline: false }])
  })
})
