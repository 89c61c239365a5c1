// Undo and redo of those who share a session: each takes back what was theirs.

import { describe, expect, it } from "vitest"

import {
  app,
  Button,
  ColumnDataSource,
  Div,
  type Handler,
  Slider,
  TextInput,
  versions,
} from "../../../src/api.ts"
import { createWorld, type World } from "../../../src/testing.ts"
import type { TestSession } from "../../../src/testing/test-session.ts"

/** Of the slider's callback. */
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
  for (const model of [a, b, text, div, note, source, undo, redo, told, stream]) doc.add_root(model)
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
  it("takes back a change with what callbacks made of it, without running them again", async () => {
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

  it("belongs to who acted: what another has done to other properties stays", async () => {
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

  it("leaves what another has changed since, and says so", async () => {
    const { ann, bob } = await twoPeople()
    await slide(ann, "b", 5)
    await slide(bob, "b", 7)
    await click(ann, "undo")
    expect([ann.find(Slider, "b").value, told(ann)]).toEqual([7, "0 1"])
  })

  it("runs no callbacks of what it changes", async () => {
    const { ann } = await twoPeople()
    await slide(ann, "a", 5)
    const before = runs
    await click(ann, "undo")
    await click(ann, "redo")
    expect(runs).toBe(before)
  })

  it("takes a drag as one step, and what comes later as another", async () => {
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

  it("drops what could be done again when something new is done", async () => {
    const { ann } = await twoPeople()
    await slide(ann, "b", 5)
    await click(ann, "undo")
    await slide(ann, "a", 2)
    await click(ann, "redo")
    expect([told(ann), ann.find(Slider, "b").value]).toEqual(["0 0", 1])
  })

  it("gives rows and cells back that were written in place", async () => {
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

  it("leaves rows that another has added since", async () => {
    const { ann, bob } = await twoPeople()
    await click(ann, "stream")
    await click(bob, "stream")
    await click(ann, "undo")
    expect(told(ann)).toBe("0 1")
    expect([...(ann.find(ColumnDataSource, "source").data["x"] ?? [])]).toEqual([1, 2, 3, 4, 5])
  })

  it("does not make a visitor's HTML the app's own", async () => {
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

  it("is stored as other changes are: it holds after a wake, when nothing can be undone any more", async () => {
    const { ann } = await twoPeople()
    await slide(ann, "b", 5)
    await click(ann, "undo")
    ann.hibernate()
    await ann.wake()
    expect(ann.find(Slider, "b").value).toBe(1)
    await click(ann, "redo")
    expect([told(ann), ann.find(Slider, "b").value]).toEqual(["0 0", 1])
  })

  it("is one person's in all windows of the owner", async () => {
    const world = createWorld([app("/", handler, { session: { versions: versions() } })])
    const window = await world.open("/")
    const other = await world.open("/", { session: window })
    await slide(window, "b", 5)
    await click(other, "undo")
    expect(window.find(Slider, "b").value).toBe(1)
  })

  it("says what it needs where a route keeps no versions", async () => {
    const world = createWorld([app("/", handler)])
    const window = await world.open("/")
    await expect(click(window, "undo")).rejects.toThrow(/versions: versions\(\)/)
  })
})
