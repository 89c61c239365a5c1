// A shard that is out of reach: what receipts say about its members, and who gets volatile messages meanwhile. And members
// that their shard cannot reach.

import { describe, expect, it } from "vitest"

import { outMessage } from "../../../src/group/bounds.ts"
import type { Outcome } from "../../../src/group/entries.ts"
import { Group } from "../../../src/group/group.ts"
import { isShard } from "../../../src/group/roster.ts"
import { Shard } from "../../../src/group/shard.ts"
import { FakeClock } from "../../../src/testing/fake-clock.ts"
import { MemoryGroupStore } from "../../../src/testing/memory-group-store.ts"
import { messageOf } from "../../contract/group-store.ts"
import { SILENT } from "../../support/group-world.ts"

const lost = (): Promise<Outcome> => Promise.reject(new Error("silent"))
const taken = async (): Promise<Outcome> => "taken"
const settled = () => new Promise<void>((resolve) => setImmediate(resolve))

/** Ada's, with a shard for Bob and one for Cyd. */
class Sharded {
  readonly clock = new FakeClock()
  /** Where volatile messages went. */
  readonly heard: string[] = []
  take = taken
  readonly group = new Group({
    store: new MemoryGroupStore(),
    timers: this.clock,
    log: SILENT,
    shardSize: 1,
    deliver: (id) => (isShard(id) ? this.take() : Promise.resolve("taken")),
    deliverNow: async (id) => void this.heard.push(id),
    probe: async () => "taken",
    shardProgress: () => Promise.reject(new Error("silent")),
    shardServing: () => Promise.reject(new Error("silent")),
    wakeAt: () => undefined,
  })

  constructor() {
    for (const id of ["ada", "bob", "cyd"]) {
      const profile = { name: id, role: "member", data: null, policy: { remove: [] } }
      this.group.hello({ ...profile, id, isOnline: true, lastSeq: undefined })
    }
  }
}

describe("a shard that is silent", () => {
  it.each([
    { to: undefined, take: lost, offline: ["bob", "cyd"] },
    { to: undefined, take: taken, offline: ["bob", "cyd"] },
    { to: ["cyd"], take: lost, offline: ["cyd"] },
    { to: ["cyd"], take: taken, offline: ["cyd"] },
  ])("leaves its members offline in a receipt: $to, $take.name", async ({ to, take, offline }) => {
    const world = new Sharded()
    await settled()
    world.take = take
    const message = outMessage("say", "hello", to)
    const receipt = world.group.receipt(world.group.send("ada", 1, message))
    await settled()
    world.clock.advance(5000)
    expect(await receipt).toMatchObject({ delivered: [], offline, dropped: [] })
  })

  it("gets no volatile messages until it knows who was removed", async () => {
    const world = new Sharded()
    const cursor = () => world.group.now("ada", [{ type: "cursor", json: "1" }])
    await settled()
    const { promise, resolve } = Promise.withResolvers<Outcome>()
    world.take = () => promise
    world.group.remove("ada", "bob")
    cursor()
    await settled()
    expect(world.heard).toEqual(["shard 2"])
    resolve("taken")
    await settled()
    cursor()
    await settled()
    expect(world.heard).toEqual(["shard 2", "shard 1", "shard 2"])
  })
})

describe("a member that its shard cannot reach", () => {
  it("is asked for a hello when it is removed, because it may be online", async () => {
    const clock = new FakeClock()
    const asked: string[] = []
    const shard = new Shard({
      store: new MemoryGroupStore(),
      timers: clock,
      log: SILENT,
      deliver: (id, entries) => (entries.length > 0 ? lost() : (asked.push(id), taken())),
      probe: lost,
      report: () => undefined,
      wakeAt: () => undefined,
    })
    const enroll = { kind: "enroll", shard: "shard 1", id: "bob", cursor: undefined } as const
    shard.take([{ ...enroll, seq: 1, change: "online" }, messageOf(2)])
    for (let i = 0; i < 20; i++) {
      await settled() // oxlint-disable-line no-await-in-loop -- one try after the other
      clock.advance(1000)
    }
    expect(asked).toEqual([])
    shard.take([{ ...enroll, seq: 3, change: "removed" }])
    expect(asked).toEqual(["bob"])
  })
})
