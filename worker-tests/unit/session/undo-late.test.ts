// Undo of what an asynchronous callback changes late, when its person or somebody else has acted since.

import { describe, expect, it } from "vitest"

import {
  app,
  Button,
  Div,
  type Handler,
  Slider,
  versions,
  without_document_lock,
} from "../../../src/api.ts"
import { createWorld } from "../../../src/testing.ts"
import type { TestSession } from "../../../src/testing/test-session.ts"

/** "load" shows the result of `work`, when that is done. */
async function twoPeople(
  work: PromiseWithResolvers<number>,
  wrap = (callback: () => Promise<void>) => callback,
): Promise<Record<"ann" | "bob", TestSession>> {
  const handler: Handler = (doc, context) => {
    const [load, undo] = [new Button({ name: "load" }), new Button({ name: "undo" })]
    const a = new Slider({ name: "a", start: 0, end: 9, value: 0 })
    const [state, result] = [new Div({ name: "state" }), new Div({ name: "result" })]
    const show = async () => {
      state.text = "loading"
      result.text = `${await work.promise}`
      state.text = "done"
    }
    load.on_click(wrap(show))
    undo.on_click(() => void context.undo())
    for (const model of [load, undo, a, state, result]) doc.add_root(model)
  }
  const options = { session: { versions: versions(), shared: "path" } } as const
  const world = createWorld([app("/", handler, options)])
  const ann = await world.open("/", { user: { id: "ann" } })
  return { ann, bob: await world.open("/", { user: { id: "bob" } }) }
}

const click = (window: TestSession, name: string) => window.click(window.find(Button, name))
const slide = (window: TestSession, value: number) => window.set(window.find(Slider), { value })
const shown = (window: TestSession) =>
  [
    window.find(Slider).value,
    window.find(Div, "state").text,
    window.find(Div, "result").text,
  ].join()

describe("what an asynchronous callback changes late", () => {
  it("belongs to the step that caused it, not to the person's next one", async () => {
    const work = Promise.withResolvers<number>()
    const { ann } = await twoPeople(work)
    await click(ann, "load")
    await slide(ann, 5)
    work.resolve(7)
    await click(ann, "undo")
    expect(shown(ann)).toBe("0,done,7")
    await click(ann, "undo")
    expect(shown(ann)).toBe("0,,")
  })

  it("is not another person's, who has acted since", async () => {
    const work = Promise.withResolvers<number>()
    const { ann, bob } = await twoPeople(work)
    await click(ann, "load")
    await slide(bob, 5)
    work.resolve(7)
    await click(bob, "undo")
    expect(shown(ann)).toBe("0,done,7")
    await click(ann, "undo")
    expect(shown(ann)).toBe("0,,")
  })

  it("is undone to what was there before the person's next steps", async () => {
    const work = Promise.withResolvers<number>()
    const { ann } = await twoPeople(work)
    await click(ann, "load")
    await ann.set(ann.find(Div, "result"), { text: "by hand" })
    work.resolve(7)
    await click(ann, "undo") // leaves the result, which the callback has changed since
    expect(shown(ann)).toBe("0,done,7")
    await click(ann, "undo")
    expect(shown(ann)).toBe("0,,")
  })

  it("is nobody's when the callback runs without the document's lock", async () => {
    const work = Promise.withResolvers<number>()
    const { ann } = await twoPeople(work, without_document_lock)
    await click(ann, "load")
    await slide(ann, 5)
    work.resolve(7)
    await work.promise
    await click(ann, "undo")
    expect(shown(ann)).toBe("0,done,7")
    await click(ann, "undo")
    expect(shown(ann)).toBe("0,done,7")
  })
})
