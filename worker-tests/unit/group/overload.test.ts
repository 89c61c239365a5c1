// More than a group can accept: the sender gets an error immediately, and repeated updates are combined.

import { describe, expect, it } from "vitest"

import { app } from "../../../src/app/route.ts"
import { Button } from "../../../src/model/generated/models.ts"
import { createWorld } from "../../../src/testing/world.ts"
import { GroupWorld } from "../../support/group-world.ts"

describe("a group that is sent more than it can accept", () => {
  it("rejects a message in the answer to the click that exceeds the limit, and reports each earlier one", async () => {
    const [heard, refused]: [unknown[], unknown[]] = [[], []]
    const room = app("/room", (doc, { group }) => {
      const [team, button] = [group("team"), new Button({ label: "say" })]
      team.join()
      team.on("say", ({ data }) => heard.push(data))
      let said = 0
      button.on_click(() => {
        team.send("say", ++said).catch((error: unknown) => refused.push(error))
      })
      doc.add_root(button)
    })
    const world = createWorld([room])
    const [ada] = [await world.open("/room"), await world.open("/room")]
    world.failSends(1000)
    const click = () => ada.click(ada.find(Button))
    for (let i = 0; i < 100; i++) await click() // oxlint-disable-line no-await-in-loop
    await expect(click()).rejects.toThrow("send: 100 messages to this group wait")
    world.failSends(0)
    await world.advance(120_000)
    expect(heard.length).toBeGreaterThanOrEqual(60) // of a burst
    expect(heard).toEqual(heard.toSorted((a, b) => Number(a) - Number(b)))
    expect(heard.length + refused.length).toBe(100)
    for (const each of refused) expect(each).toMatchObject({ code: "too-often" })
  })
})

describe("a member that sends more often than it may", () => {
  const crowdWith = async (act: (send: (data: unknown) => unknown) => void) => {
    const heard: unknown[] = []
    const room = app("/room", (doc, { group }) => {
      const [team, button] = [group("team"), new Button({ label: "say" })]
      team.join()
      team.on("say", ({ data }) => heard.push(data))
      button.on_click(() => act((data) => team.send("say", data)))
      doc.add_root(button)
    })
    const world = createWorld([room])
    const [ada] = [await world.open("/room"), await world.open("/room")]
    return { world, heard, click: () => ada.click(ada.find(Button)) }
  }

  it("is rejected in the answer to the click even when nobody waits for the message, and all others are delivered", async () => {
    let said = 0
    const { world, heard, click } = await crowdWith((send) => void send(++said))
    for (let i = 0; i < 60; i++) await click() // oxlint-disable-line no-await-in-loop
    await expect(click()).rejects.toThrow("at most 20 messages a second, try again in 50 ms")
    await world.advance(100)
    await click()
    expect(heard).toEqual([...Array.from({ length: 60 }, (_, i) => i + 1), 62])
    expect(world.errors).toHaveLength(1)
  })

  it("loses nothing of what one callback was allowed to send: it is delivered at the rate, in order", async () => {
    const all = Array.from({ length: 100 }, (_, i) => i)
    const { world, heard, click } = await crowdWith((send) => {
      for (const data of all) void send(data)
    })
    await click()
    expect(heard.length).toBeLessThan(65)
    await expect(click()).rejects.toThrow("try again")
    await world.advance(3000)
    expect(heard).toEqual(all)
  })
})

describe("a click that waits for an earlier callback", () => {
  it("is rejected in its answer, too, when the group can't accept what it sends", async () => {
    const work = Promise.withResolvers<void>()
    const room = app("/room", (doc, { group }) => {
      const [team, button] = [group("team"), new Button({ label: "say" })]
      team.join()
      doc.on_message("wait", () => work.promise)
      button.on_click(() => void team.send("say", "again").catch(() => undefined))
      doc.add_root(button)
    })
    const world = createWorld([room])
    const ada = await world.open("/room")
    world.failSends(1000)
    for (let i = 0; i < 100; i++) await ada.click(ada.find(Button)) // oxlint-disable-line no-await-in-loop
    await ada.send_message("wait", null)
    const click = ada.click(ada.find(Button))
    work.resolve()
    await expect(click).rejects.toThrow("send: 100 messages to this group wait")
  })
})

describe("a member that changes its name repeatedly", () => {
  it("sends the group its newest name each time that the last one is accepted", async () => {
    const world = new GroupWorld(1, 500)
    world.lossRate = 0
    const [ada, bob] = ["ada", "bob"].map((id) => world.session(id))
    for (const one of [ada, bob]) {
      one?.membership.join({ name: one.id, role: "member", data: null })
    }
    await world.pass(3000)
    const names: string[] = []
    ada?.membership.inbox.listeners.onPresence((presence) => {
      if (presence.kind === "updated") names.push(presence.member.name)
    })
    for (let i = 1; i <= 1000; i++) {
      bob?.membership.update({ name: `name ${i}` })
      if (i % 10 === 0) await world.pass(50) // oxlint-disable-line no-await-in-loop -- 5 s in all
    }
    await world.pass(5000)
    expect(names.at(-1)).toBe("name 1000")
    expect(names.length).toBeLessThan(50)
  })
})
