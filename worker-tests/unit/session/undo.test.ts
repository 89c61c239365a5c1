// Undo and redo in a shared session: each user undoes their own changes.

import { describe, expect, it } from "vitest"

import {
  app,
  Button,
  column,
  ColumnDataSource,
  Div,
  figure,
  type Handler,
  Range1d,
  Slider,
  TextInput,
  versions,
} from "../../../src/api.ts"
import { sharedSessionId } from "../../../src/session/token.ts"
import { createWorld, type World } from "../../../src/testing.ts"
import type { TestSession } from "../../../src/testing/test-session.ts"
import { LifeWorld } from "../../support/life.ts"
import { modelChanged } from "../../support/session.ts"

/** Written by the slider's callback. */
let runs = 0

const handler: Handler = (doc, context) => {
  const a = new Slider({ name: "a", start: 0, end: 100, value: 1 })
  const b = new Slider({ name: "b", start: 0, end: 100, value: 1 })
  const text = new TextInput({ name: "text" })
  const div = new Div({ name: "double" })
  const note = new Div({ name: "note", text: "<b>app</b>" })
  const source = new ColumnDataSource({ name: "source", data: { x: [1, 2, 3] } })
  a.on_change("value", (_attr, _old, value) => {
    div.text = `${value * 2}`
    runs++
  })
  const undo = new Button({ name: "undo", label: "Undo" })
  const redo = new Button({ name: "redo", label: "Redo" })
  const told = new Div({ name: "told" })
  undo.on_click(() => {
    const { changed, kept } = context.undo()
    told.text = `${changed} ${kept}`
  })
  redo.on_click(() => {
    const { changed, kept } = context.redo()
    told.text = `${changed} ${kept}`
  })
  const stream = new Button({ name: "stream", label: "Stream" })
  stream.on_click(() => source.stream({ x: [source.length + 1] }))
  doc.on_message("first", () => {
    const first = context.versions.list().at(-1)
    if (first !== undefined) context.versions.restore(first.id)
  })
  const drop = new Button({ name: "drop", label: "Drop" })
  const gone = column(new Div({ text: "to be dropped" }), { name: "gone" })
  drop.on_click(() => void (gone.children = []))
  const all = [a, b, text, div, note, source, undo, redo, told, stream, drop, gone]
  for (const model of all) doc.add_root(model)
}

/** With steps for one slider and a range only. */
const chosen: Handler = (doc, context) => {
  const a = new Slider({ name: "a", start: 0, end: 100, value: 1 })
  const b = new Slider({ name: "b", start: 0, end: 100, value: 1 })
  const range = new Range1d({ start: 0, end: 1 })
  const [undo, redo] = [new Button({ name: "undo" }), new Button({ name: "redo" })]
  undo.on_click(() => void context.undo())
  redo.on_click(() => void context.redo())
  const show = (value: number) => {
    a.value = value
    range.end = value
  }
  a.on_change("value", (_attr, _old, value) => void (range.end = value))
  for (const type of ["news", "other news"]) {
    doc.on_message(type, (value) => context.undoStep(type, () => show(Number(value))))
  }
  context.undoable([a, range])
  for (const model of [a, b, undo, redo, figure({ x_range: range })]) doc.add_root(model)
}

async function twoPeople(): Promise<{
  world: World
  ann: TestSession
  bob: TestSession
}> {
  const world = createWorld([
    app("/", handler, { session: { versions: versions(), shared: "path" } }),
  ])
  const ann = await world.open("/", { user: { id: "ann" } })
  const bob = await world.open("/", { user: { id: "bob" } })
  return { world, ann, bob }
}

const click = (window: TestSession, name: string) => window.click(window.find(Button, name))
const slide = (window: TestSession, name: string, value: number) =>
  window.set(window.find(Slider, name), { value })
const told = (window: TestSession) => window.find(Div, "told").text

describe("undo", () => {
  it("reverts a change with what callbacks made of it, without running them again", async () => {
    const { ann } = await twoPeople()
    await slide(ann, "a", 5)
    expect(ann.find(Div, "double").text).toBe("10")
    await click(ann, "undo")
    expect(ann.find(Slider, "a").value).toBe(1)
    expect(ann.find(Div, "double").text).toBe("")
    expect(told(ann)).toBe("2 0")
    await click(ann, "redo")
    expect([ann.find(Slider, "a").value, ann.find(Div, "double").text]).toEqual([5, "10"])
  })

  it("belongs to the user who acted, and keeps other users' changes to other properties", async () => {
    const { ann, bob } = await twoPeople()
    await slide(ann, "a", 5)
    await slide(bob, "b", 7)
    await click(ann, "undo")
    expect([ann.find(Slider, "a").value, ann.find(Slider, "b").value]).toEqual([1, 7])
    await click(ann, "undo")
    expect(told(ann)).toBe("0 0")
    await click(bob, "undo")
    expect(bob.find(Slider, "b").value).toBe(1)
  })

  it("leaves what another user has changed since, and reports it", async () => {
    const { ann, bob } = await twoPeople()
    await slide(ann, "b", 5)
    await slide(bob, "b", 7)
    await click(ann, "undo")
    expect([ann.find(Slider, "b").value, told(ann)]).toEqual([7, "0 1"])
  })

  it("runs no callbacks on what it changes", async () => {
    const { ann } = await twoPeople()
    await slide(ann, "a", 5)
    const before = runs
    await click(ann, "undo")
    await click(ann, "redo")
    expect(runs).toBe(before)
  })

  it("treats a drag as one step, and a later change as another", async () => {
    const { world, ann } = await twoPeople()
    for (const value of [2, 3, 4]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await slide(ann, "b", value)
      // oxlint-disable-next-line no-await-in-loop -- the same
      await world.advance(100)
    }
    await world.advance(2000)
    await slide(ann, "b", 9)
    await click(ann, "undo")
    expect(ann.find(Slider, "b").value).toBe(4)
    await click(ann, "undo")
    expect(ann.find(Slider, "b").value).toBe(1)
    await click(ann, "undo")
    expect(told(ann)).toBe("0 0")
  })

  it("treats what a widget sends in two properties as one step, however long it takes", async () => {
    const route = app(
      "/",
      (doc, context) => {
        doc.on_message("undo", () => context.undo())
        doc.add_root(new Slider({ start: 0, end: 9, value: 1 }))
        doc.add_root(new TextInput({ value: "" }))
      },
      { session: { versions: versions() } },
    )
    const world = createWorld([route])
    const ann = await world.open("/")
    const [slider, text] = [ann.find(Slider), ann.find(TextInput)]
    const steps = [
      () => ann.set(slider, { value: 3 }),
      () => ann.set(slider, { value_throttled: 3 }),
      () => ann.set(slider, { value: 5 }),
      () => ann.set(slider, { value_throttled: 5 }),
      () => ann.set(text, { value_input: "a" }),
      () => ann.set(text, { value_input: "ab" }),
      () => ann.set(text, { value: "ab" }),
      () => ann.set(text, { value_input: "abc" }),
      () => ann.set(text, { value: "abc" }),
    ]
    for (const step of steps) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await step()
      // oxlint-disable-next-line no-await-in-loop -- the same
      await world.advance(3000)
    }
    await ann.send_message("undo", null)
    expect([text.value, text.value_input]).toEqual(["ab", "ab"])
    await ann.send_message("undo", null)
    expect([text.value, text.value_input, slider.value]).toEqual(["", "", 5])
    await ann.send_message("undo", null)
    expect([slider.value, slider.value_throttled]).toEqual([3, 3])
    await ann.send_message("undo", null)
    expect(slider.value).toBe(1)
  })

  it("drops redo steps when something new is done", async () => {
    const { ann } = await twoPeople()
    await slide(ann, "b", 5)
    await click(ann, "undo")
    await slide(ann, "a", 2)
    await click(ann, "redo")
    expect([told(ann), ann.find(Slider, "b").value]).toEqual(["0 0", 1])
  })

  it("records no step when it finds nothing to undo, or for the app's report of that", async () => {
    const { ann } = await twoPeople()
    await slide(ann, "b", 5)
    await click(ann, "undo")
    await click(ann, "undo")
    expect(told(ann)).toBe("0 0")
    await click(ann, "undo")
    await click(ann, "redo")
    expect([ann.find(Slider, "b").value, told(ann)]).toEqual([5, "1 0"])
  })

  it("restores rows and cells that were written in place", async () => {
    const { ann } = await twoPeople()
    await click(ann, "stream")
    await click(ann, "stream")
    const source = () => ann.find(ColumnDataSource, "source").data["x"]
    expect([...(source() ?? [])]).toEqual([1, 2, 3, 4, 5])
    await click(ann, "undo")
    expect([...(source() ?? [])]).toEqual([1, 2, 3, 4])
    await click(ann, "undo")
    expect([...(source() ?? [])]).toEqual([1, 2, 3])
    await click(ann, "redo")
    expect([...(source() ?? [])]).toEqual([1, 2, 3, 4])
  })

  it("leaves rows that another user has added since", async () => {
    const { ann, bob } = await twoPeople()
    await click(ann, "stream")
    await click(bob, "stream")
    await click(ann, "undo")
    expect(told(ann)).toBe("0 1")
    expect([...(ann.find(ColumnDataSource, "source").data["x"] ?? [])]).toEqual([1, 2, 3, 4, 5])
  })

  it("does not turn a visitor's HTML into the app's own", async () => {
    const { ann, bob } = await twoPeople()
    const classes = () => ann.find(Div, "note").css_classes
    await ann.set(ann.find(Div, "note"), { text: "<i>visitor</i>" })
    expect(classes()).toContain("bokeh-edge-from-visitor")
    await click(ann, "undo")
    expect([ann.find(Div, "note").text, classes()]).toEqual(["<b>app</b>", []])
    await click(ann, "redo")
    expect(ann.find(Div, "note").text).toBe("<i>visitor</i>")
    expect(classes()).toContain("bokeh-edge-from-visitor")
    await bob.set(bob.find(Div, "note"), { text: "plain" })
    await click(bob, "undo")
    expect(classes()).toContain("bokeh-edge-from-visitor")
  })

  it("survives a wake, with its redo steps, but loses the last second before a kill", async () => {
    const { world, ann, bob } = await twoPeople()
    await slide(ann, "a", 5)
    await slide(ann, "b", 6)
    await slide(bob, "b", 7)
    await click(ann, "stream")
    await click(ann, "stream")
    await click(ann, "undo")
    await world.advance(1000)
    await ann.set(ann.find(TextInput, "text"), { value: "lost" })
    ann.hibernate()
    await ann.wake()
    const rows = () => [...(ann.find(ColumnDataSource, "source").data["x"] ?? [])]
    await click(ann, "redo")
    expect([told(ann), rows()]).toEqual(["1 0", [1, 2, 3, 4, 5]])
    await click(ann, "undo")
    await click(ann, "undo")
    expect([told(ann), rows()]).toEqual(["1 0", [1, 2, 3]])
    await click(ann, "undo")
    expect([told(ann), ann.find(Slider, "b").value]).toEqual(["0 1", 7]) // Bob's now
    await click(ann, "undo")
    expect([ann.find(Slider, "a").value, ann.find(Div, "double").text]).toEqual([1, ""])
    expect(ann.find(TextInput, "text").value).toBe("lost")
    await click(ann, "undo")
    expect(told(ann)).toBe("0 0")
    await click(bob, "undo")
    expect(bob.find(Slider, "b").value).toBe(6)
    expect(world.errors).toEqual([])
  })

  it("leaves rows that came since, also after a wake, and is cleared when a version is restored", async () => {
    const { world, ann, bob } = await twoPeople()
    await click(ann, "stream")
    await world.advance(1000)
    ann.hibernate()
    await ann.wake()
    await click(bob, "stream")
    await click(ann, "undo")
    expect(told(ann)).toBe("0 1")
    await slide(ann, "a", 5)
    await world.advance(1000)
    await ann.send_message("first", null)
    await world.advance(1000)
    const again = await world.open("/", { session: ann, user: { id: "ann" } })
    expect(again.find(Slider, "a").value).toBe(1)
    await click(again, "undo")
    expect(told(again)).toBe("0 0")
  })

  it("restores roots in their order", async () => {
    const route = app(
      "/",
      (doc, context) => {
        for (const text of ["a", "b", "c", "d"]) doc.add_root(new Div({ text }))
        doc.on_message("drop", () => {
          const [, second] = doc.roots
          if (second !== undefined) doc.remove_root(second)
        })
        doc.on_message("undo", () => context.undo())
        doc.on_message("redo", () => context.redo())
      },
      { session: { versions: versions() } },
    )
    const window = await createWorld([route]).open("/")
    const texts = () => window.document.roots.map((root) => root instanceof Div && root.text)
    await window.send_message("drop", null)
    await window.send_message("undo", null)
    expect(texts()).toEqual(["a", "b", "c", "d"])
    await window.send_message("redo", null)
    expect(texts()).toEqual(["a", "c", "d"])
    await window.send_message("undo", null)
    expect(texts()).toEqual(["a", "b", "c", "d"])
  })

  it(
    "keeps at most 16 MiB for all users together: the newest steps, whatever the values consist of",
    { tags: "slow" },
    async () => {
      const { world, ann, bob } = await twoPeople()
      const set = async (window: TestSession, i: number) => {
        await window.set(window.find(ColumnDataSource, "source"), {
          data: { x: [`${i}`.repeat(3e6)] },
        })
        await world.advance(2000)
      }
      await set(bob, 1)
      await set(bob, 2)
      for (const i of [3, 4, 5, 6, 7]) await set(ann, i) // oxlint-disable-line no-await-in-loop
      await click(bob, "undo")
      expect(told(bob)).toBe("0 0") // nothing is left of the user who acted long ago
      const first = () => String(ann.find(ColumnDataSource, "source").data["x"]?.[0])[0]
      const undone: unknown[] = []
      for (let i = 0; i < 5; i++) {
        await click(ann, "undo") // oxlint-disable-line no-await-in-loop
        undone.push(first())
      }
      expect(undone).toEqual(["6", "5", "5", "5", "5"])
      await click(ann, "redo")
      expect(first()).toBe("6")
    },
  )

  it("stores the newest steps that there is room for, and none of models that are gone", async () => {
    const { world, ann } = await twoPeople()
    const text = ann.find(TextInput, "text")
    await ann.set(text, { value: "long ".repeat(60_000) })
    await ann.set(text, { value: "short" })
    await slide(ann, "a", 5)
    await click(ann, "drop")
    await slide(ann, "a", 6)
    await world.advance(1000)
    ann.hibernate()
    await ann.wake()
    await click(ann, "undo")
    expect(ann.find(Slider, "a").value).toBe(5)
    await click(ann, "undo") // what was dropped is gone
    expect(told(ann)).toBe("0 0")
  })

  it("covers only what the app names, and takes steps that the app records for a user", async () => {
    const world = createWorld([app("/", chosen, { session: { versions: versions() } })])
    const window = await world.open("/")
    await slide(window, "a", 5)
    await slide(window, "b", 6) // not a step
    for (const value of [7, 8]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await window.send_message("news", value)
    }
    await window.send_message("other news", 9)
    const a = () => window.find(Slider, "a").value
    expect(a()).toBe(9)
    await click(window, "undo")
    expect(a()).toBe(8)
    await click(window, "undo") // both had one name
    expect([a(), window.find(Range1d).end]).toEqual([5, 5])
    await window.set(window.find(Range1d), { end: 3 }) // a pan is not a step, and a step has its own range
    await click(window, "redo")
    expect([a(), window.find(Range1d).end, window.find(Slider, "b").value]).toEqual([8, 8, 6])
    await click(window, "undo")
    await click(window, "undo")
    expect([a(), window.find(Range1d).end]).toEqual([1, 1])
  })

  it("is shared by all windows of the owner", async () => {
    const world = createWorld([app("/", handler, { session: { versions: versions() } })])
    const window = await world.open("/")
    const other = await world.open("/", { session: window })
    await slide(window, "b", 5)
    await click(other, "undo")
    expect(window.find(Slider, "b").value).toBe(1)
  })

  it("belongs to one window of a user without a name, also after it reconnects", async () => {
    const slider = new Slider({ start: 0, end: 9, value: 1 })
    const build: Handler = (doc, context) => {
      doc.on_message("undo", () => void context.undo())
      doc.add_root(slider)
    }
    const options = { versions: versions(), shared: "path" } as const
    const world = new LifeWorld(app("/", build, { session: options }))
    const visitor = { sessionId: sharedSessionId("all"), role: "editor" } as const
    const undo = { kind: "MessageSent", msg_type: "undo", msg_data: null }
    const ann = await world.connect({ ...visitor, windowId: "ann" })
    const bob = await world.connect({ ...visitor, windowId: "bob" })
    await world.patch(ann, modelChanged(slider.id, "value", 5))
    await world.close(ann)
    await world.patch(bob, undo)
    expect(slider.value).toBe(5)
    await world.patch(await world.connect({ ...visitor, windowId: "ann" }), undo)
    expect(slider.value).toBe(1)
  })

  it("names what it needs where a route keeps no versions", async () => {
    const world = createWorld([app("/", handler)])
    const window = await world.open("/")
    await expect(click(window, "undo")).rejects.toThrow(/versions: versions\(\)/)
  })
})
