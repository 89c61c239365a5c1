// A page that vanishes after an hour without activity: a member who sends a message then is notified within 45 s.

import { app, Div } from "bokeh-edge"
import { expect, it } from "vitest"

import type { Hello } from "../../../src/group/group-ports.ts"
import { Group } from "../../../src/group/group.ts"
import { MemoryGroupStore } from "../../../src/testing/memory-group-store.ts"
import { BOKEH_VERSION } from "../../../src/util/bokeh-version.ts"
import { LifeWorld, settled } from "../../support/life.ts"

const PING_MS = 15_000
const IDLE_MS = 65 * 60_000
const ADA = { name: "Ada", role: "member", data: null }

const reading = app("/app", (doc, context) => {
  const team = context.group("team")
  team.join(ADA)
  team.on("say", () => undefined)
  team.on_presence(() => undefined)
  doc.add_root(new Div())
})

/** Ada in a session of her own, and Bob as his session would speak to the group. */
function adaAndBob() {
  const world: LifeWorld = new LifeWorld(reading, {
    calls: { hello: async (hello) => group.hello(hello) },
  })
  const isAda = (id: string) => id !== "bob"
  const group: Group = new Group({
    store: new MemoryGroupStore(),
    timers: world.clock,
    log: {
      debug: () => undefined,
      info: () => undefined,
      warn: () => undefined,
      error: () => undefined,
    },
    deliver: async (id, entries) =>
      isAda(id) ? world.life.takeFromGroup("team", entries) : "taken",
    probe: async (id) => (isAda(id) ? world.life.probeFromGroup("team") : "taken"),
    shardProgress: () => Promise.reject(new Error("no shards")),
    shardServing: () => Promise.reject(new Error("no shards")),
    wakeAt: (atMs) => void world.clock.after(atMs - world.clock.now(), () => void group.tick()),
  })
  return { world, group }
}

it.each([0, 3, 14, 30, 70, 300])(
  "[G9] a member is away within 45 s of a message, when its page vanished %s s before the message",
  async (before) => {
    const { world, group } = adaAndBob()
    const socket = await world.connect({ bokehVersion: BOKEH_VERSION })
    const bob: Hello = { ...ADA, name: "Bob", id: "bob", isOnline: true, lastSeq: undefined }
    group.hello({ ...bob })
    for (let passed = 0; passed < IDLE_MS; passed += PING_MS) {
      socket.pingedAtMs = world.clock.now()
      await world.advance(PING_MS) // oxlint-disable-line no-await-in-loop -- one after the other
    }
    await world.advance(before * 1000)
    const isHere = () => group.members.find(({ name }) => name === "Ada")?.isOnline
    group.hello({ ...bob, lastSeq: 0, listens: true, looks: true }) // he has returned to his page
    group.send("bob", 1, { type: "say", json: '"there?"', to: undefined })
    await settled()
    await world.advance(45_000)
    expect(isHere()).toBe(false)
    const sent = group.send("bob", 2, { type: "say", json: '"still?"', to: undefined })
    const receipt = await group.receipt(sent)
    expect([receipt.delivered, receipt.offline.length]).toEqual([[], 1])
  },
)
