// Undo where it leaves what others have changed since: what callbacks compute fits what is there.

import { describe, expect, it } from "vitest"

import { app, Button, Div, type Handler, Slider, versions } from "../../../src/api.ts"
import { createWorld, type World } from "../../../src/testing.ts"
import type { TestSession } from "../../../src/testing/test-session.ts"

/** Two sliders, their sum, and what depends on the sum alone. */
const handler: Handler = (doc, context) => {
  const [a, b] = ["a", "b"].map((name) => new Slider({ name, start: 0, end: 9, value: 0 }))
  const [sum, parity] = [new Div({ name: "sum" }), new Div({ name: "parity" })]
  const [undo, redo] = [new Button({ name: "undo" }), new Button({ name: "redo" })]
  const told = new Div({ name: "told" })
  for (const slider of [a, b]) {
    slider?.on_change("value", () => void (sum.text = `${Number(a?.value) + Number(b?.value)}`))
  }
  sum.on_change("text", () => void (parity.text = Number(sum.text) % 2 === 0 ? "even" : "odd"))
  const tell = ({ changed, kept }: { changed: number; kept: number }) =>
    void (told.text = `${changed} ${kept}`)
  undo.on_click(() => tell(context.undo()))
  redo.on_click(() => tell(context.redo()))
  for (const model of [a, b, sum, parity, undo, redo, told]) if (model) doc.add_root(model)
}

async function twoPeople(): Promise<Record<"ann" | "bob", TestSession> & { world: World }> {
  const options = { session: { versions: versions(), shared: "path" } } as const
  const world = createWorld([app("/", handler, options)])
  const ann = await world.open("/", { user: { id: "ann" } })
  return { world, ann, bob: await world.open("/", { user: { id: "bob" } }) }
}

const click = (window: TestSession, name: string) => window.click(window.find(Button, name))
const slide = (window: TestSession, name: string, value: number) =>
  window.set(window.find(Slider, name), { value })
const shown = (window: TestSession) => {
  const sliders = ["a", "b"].map((name) => window.find(Slider, name).value)
  return [...sliders, ...["sum", "parity"].map((name) => window.find(Div, name).text)].join()
}
const told = (window: TestSession) => window.find(Div, "told").text

describe("undo that leaves what others have changed", () => {
  it("runs the callbacks of what it sets: what they compute fits", async () => {
    const { ann, bob } = await twoPeople()
    await slide(ann, "a", 1)
    await slide(bob, "b", 5)
    await click(ann, "undo")
    expect([shown(ann), told(ann)]).toEqual(["0,5,5,odd", "1 2"])
    await click(ann, "redo")
    expect([shown(ann), told(ann)]).toEqual(["1,5,6,even", "1 2"])
  })

  it("does so for each person, in whatever order they undo", async () => {
    const { ann, bob } = await twoPeople()
    await slide(ann, "a", 1)
    await slide(bob, "b", 5)
    await slide(ann, "a", 2)
    await click(ann, "undo")
    await click(bob, "undo")
    expect(shown(ann)).toBe("0,0,0,even")
    await click(ann, "redo")
    expect(shown(bob)).toBe("2,0,2,even")
  })

  it("makes no steps of what these callbacks change", async () => {
    const { ann, bob } = await twoPeople()
    await slide(ann, "a", 1)
    await slide(bob, "b", 5)
    await click(ann, "undo")
    await click(ann, "undo")
    expect([shown(ann), told(ann)]).toEqual(["0,5,5,odd", "0 0"])
  })

  it("redoes it so also after a wake", async () => {
    const { world, ann, bob } = await twoPeople()
    await slide(ann, "a", 1)
    await slide(bob, "b", 5)
    await click(ann, "undo")
    await world.advance(2000)
    ann.hibernate()
    await ann.wake()
    await click(ann, "redo")
    expect(shown(ann)).toBe("1,5,6,even")
  })
})
