// Routes whose visitors share one session by their path.

import { describe, expect, it } from "vitest"

import type { Context } from "../../../src/app/context.ts"
import { app } from "../../../src/app/route.ts"
import { Slider } from "../../../src/model/generated/models.ts"
import { createWorld } from "../../../src/testing/world.ts"

const board = app(
  "/board/:id<int>",
  (doc) => doc.add_root(new Slider({ start: 0, end: 9, value: 0 })),
  { session: { shared: "path" } },
)

describe("[A6] a path whose visitors share one session", () => {
  it("shows all of them what one visitor does, and visitors of other paths nothing", async () => {
    const world = createWorld([board])
    const ada = await world.open("/board/7", { user: { id: "ada" } })
    const bob = await world.open("/board/7", { user: { id: "bob" } })
    const cyd = await world.open("/board/8", { user: { id: "cyd" } })
    await ada.set(ada.find(Slider), { value: 5 })
    expect([bob.find(Slider).value, cyd.find(Slider).value]).toEqual([5, 0])
    await bob.set(bob.find(Slider), { value: 6 })
    expect(ada.find(Slider).value).toBe(6)
  })

  it("is read-only for visitors whom auth makes viewers", async () => {
    const world = createWorld([board])
    const ada = await world.open("/board/7", { user: { id: "ada", role: "teacher" } })
    const bob = await world.open("/board/7", { user: { id: "bob", role: "viewer" } })
    await expect(bob.set(bob.find(Slider), { value: 5 })).rejects.toThrow(
      "a viewer's changes are not taken",
    )
    expect(ada.find(Slider).value).toBe(0)
  })

  it("opens a copy as a session of the visitor's own", async () => {
    const contexts: Context[] = []
    const publishing = app(
      "/desk/:id",
      (doc, context) => {
        contexts.push(context)
        doc.add_root(new Slider({ start: 0, end: 9, value: 0 }))
      },
      { session: { shared: "path" } },
    )
    const world = createWorld([publishing])
    const ada = await world.open("/desk/7")
    await ada.set(ada.find(Slider), { value: 5 })
    const { link = "" } = (await contexts[0]?.publish({ title: "five" })) ?? {}
    const copy = await world.open(link)
    expect(copy.id).not.toBe(ada.id)
    await copy.set(copy.find(Slider), { value: 6 })
    expect([copy.find(Slider).value, ada.find(Slider).value]).toEqual([6, 5])
  })
})
