// A session whose document a client has replaced, after a wake.

import { app, Div, type Document } from "bokeh-edge"
import { describe, expect, it } from "vitest"

import { LifeWorld } from "../../support/life.ts"

const PUSHED = {
  title: "Theirs",
  roots: [{ type: "object", name: "Div", id: "p1", attributes: { text: "theirs" } }],
}

/** A window, and a session into which a program has pushed a document. */
async function pushedInto(build: (doc: Document) => void) {
  const world = new LifeWorld(app("/app", build))
  const window = await world.connect()
  await world.pull(window)
  const program = await world.connect({ mayBringCode: true })
  await world.send(program, "PUSH-DOC", { doc: PUSHED })
  const tell = (msg_type: string) =>
    world.patch(window, { kind: "MessageSent", msg_type, msg_data: null })
  return { world, window, tell }
}

describe("[S11] a session with a pushed document", () => {
  it("wakes with the handler's model that came back, under the id that windows know", async () => {
    const { world, window, tell } = await pushedInto((doc) => {
      const own = new Div({ text: "own" })
      doc.add_root(own)
      doc.on_message("show", () => doc.add_root(own))
      doc.on_message("change", () => void (own.text = "changed"))
    })
    await tell("show")
    window.take()
    const ids = world.life.document?.roots.map(({ id }) => id)
    world.evict()
    await tell("change")
    expect(world.life.document?.roots.map(({ id }) => id)).toEqual(ids)
    expect(window.takeEvents()).toEqual([
      { kind: "ModelChanged", model: { id: ids?.[1] }, attr: "text", new: "changed" },
    ])
  })

  it("takes the handler's model beside the one that a program pulled and pushed", async () => {
    const build = (doc: Document) => {
      const own = new Div({ text: "own" })
      doc.add_root(own)
      doc.on_message("show", () => doc.add_root(own))
      doc.on_message("change", () => void (own.text = "changed"))
    }
    const world = new LifeWorld(app("/app", build))
    const program = await world.connect({ mayBringCode: true })
    const tell = (msg_type: string) =>
      world.patch(program, { kind: "MessageSent", msg_type, msg_data: null })
    const pulled = JSON.parse(await world.pull(program)) as object
    await world.send(program, "PUSH-DOC", { doc: PUSHED })
    await world.send(program, "PUSH-DOC", pulled)
    const texts = () => world.life.document?.roots.map((root) => root instanceof Div && root.text)
    await tell("show")
    expect([world.errors, texts()]).toEqual([[], ["own", "own"]])
    const ids = world.life.document?.roots.map(({ id }) => id)
    world.evict()
    await tell("change")
    expect(texts()).toEqual(["own", "changed"])
    expect(world.life.document?.roots.map(({ id }) => id)).toEqual(ids)
  })

  it("[S29] shows what doc.hold() kept back when it wakes", async () => {
    const { world, window, tell } = await pushedInto((doc) => {
      doc.on_message("hold", () => {
        doc.hold()
        for (const div of doc.select(Div)) div.text = "held"
      })
    })
    await tell("hold")
    world.evict()
    const next = await world.connect()
    expect([window.closed?.code, await world.pull(next)]).toEqual([
      4004,
      expect.stringContaining('"text":"held"'),
    ])
  })
})
