// Members who send to each other at the same time, and wait for the receipts of their messages.

import { expect, it } from "vitest"

import { app } from "../../../src/app/route.ts"
import { Button, Div } from "../../../src/model/generated/models.ts"
import { createWorld } from "../../../src/testing/world.ts"

const room = app("/room/:name", (doc, { group, params }) => {
  const [team, say, text] = [group("team"), new Button({ label: "say" }), new Div()]
  const note = (line: string) => {
    text.text += `${line}\n`
  }
  team.join({ name: params.name })
  team.on("say", async ({ from, data }) => {
    note(`heard ${String(data)}`)
    if (data === "all") await team.send("say", "thanks", { to: from })
  })
  say.on_click(async () => {
    const { delivered, offline } = await team.send("say", params.name === "Zoe" ? "all" : "hello")
    note(`${delivered.length} took it, ${offline.length} did not`)
  })
  doc.add_root(say)
  doc.add_root(text)
})

async function openRoom(...names: readonly string[]) {
  const world = createWorld([room])
  // oxlint-disable-next-line no-await-in-loop -- one joins after the other
  const members = []
  // oxlint-disable-next-line no-await-in-loop -- one joins after the other
  for (const name of names) members.push(await world.open(`/room/${name}`))
  await world.advance(1000)
  return members
}

it("members who send at the same time do not wait for each other", async () => {
  const members = await openRoom("Ada", "Bob", "Cy")
  await Promise.all(members.map((one) => one.click(one.find(Button))))
  for (const one of members) {
    const lines = one.find(Div).text.trim().split("\n")
    expect(lines.filter((line) => line === "heard hello")).toHaveLength(2)
    expect(lines).toContain("2 took it, 0 did not")
  }
})

it("a member can reply in a callback of the group while the sender waits for its receipt", async () => {
  const [zoe, bob] = await openRoom("Zoe", "Bob")
  await zoe?.click(zoe.find(Button))
  expect(zoe?.find(Div).text).toContain("heard thanks")
  expect(zoe?.find(Div).text).toContain("1 took it, 0 did not")
  expect(bob?.find(Div).text).toBe("heard all\n")
})
