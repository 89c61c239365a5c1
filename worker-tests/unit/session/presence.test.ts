// How a member's page appears to others: present, also after it was away.

import { expect, it } from "vitest"

import { app, Div } from "../../../src/api.ts"
import { createWorld } from "../../../src/testing.ts"

const room = app(
  "/room",
  (doc, context) => {
    const team = context.group("team")
    const here = new Div({ text: "" })
    team.join({ name: "Somebody" })
    team.on_presence(() => {
      const online = team.members.filter(({ isOnline }) => isOnline)
      here.text = `here: ${online.length}`
    })
    doc.add_root(here)
  },
  { session: { resume: "tab" } },
)

it("a member's page shows the member as present when it reopens after others have joined", async () => {
  const world = createWorld([room])
  const ada = await world.open("/room")
  await world.advance(1000)
  await ada.close()
  await world.advance(30_000)
  const bob = await world.open("/room") // ada's session, in memory, receives it
  await world.advance(1000)
  expect(bob.find(Div).text).toBe("here: 1")
  const back = await world.open("/room", { session: ada })
  await world.advance(1000)
  expect([back.find(Div).text, bob.find(Div).text]).toEqual(["here: 2", "here: 2"])
})
