import { describe, expect, it } from "vitest"

import { encodeDocument } from "../../../src/document/document-json.ts"
import { Document, internalsOf } from "../../../src/document/document.ts"
import type { DocumentChange } from "../../../src/document/events.ts"
import {
  Column,
  ColumnDataSource,
  Div,
  Plot,
  Range,
  Range1d,
  Slider,
} from "../../../src/model/generated/models.ts"
import type { HasProps } from "../../../src/model/has-props.ts"
import { createSession, modelChanged } from "../../support/session.ts"

/** What JavaScript can pass in the place of a callback. */
const NOTHING = undefined as never

it("add_root() accepts only models, and its error names the value it was given", () => {
  const nothing: unknown = undefined
  const doc = new Document()
  // @ts-expect-error -- as returned by a function without a result
  expect(() => doc.add_root(nothing)).toThrow("add_root expects a model, got undefined")
})

it.each<readonly [add: (doc: Document) => unknown, method: string]>([
  [(doc) => doc.add_periodic_callback(NOTHING, 100), "add_periodic_callback"],
  [(doc) => doc.add_timeout_callback(NOTHING, 100), "add_timeout_callback"],
  [(doc) => doc.add_next_tick_callback(NOTHING), "add_next_tick_callback"],
  [(doc) => doc.on_change(NOTHING), "on_change"],
  [(doc) => doc.on_event("document_ready", NOTHING), "on_event"],
  [(doc) => doc.on_message("a", NOTHING), "on_message"],
  [(doc) => doc.on_session_destroyed(NOTHING), "on_session_destroyed"],
])("a callback that is undefined is an error when it is added: %s", (add, method) => {
  expect(() => add(new Document())).toThrow(`${method} expects functions; argument 1 is not one`)
})

it("the title must be a string, as in Python", () => {
  const doc = new Document()
  doc.title = "kept"
  for (const wrong of [null, undefined, 5, new Div()]) {
    expect(() => (doc.title = wrong as never)).toThrow("title must be a string, got ")
  }
  expect(doc.title).toBe("kept")
})

it.each<readonly [string, unknown, string]>([
  ["a function", { rows: [() => 1] }, ".rows[0]: a function can't be sent"],
  ["an instance of a class", new URL("https://example.org"), "an instance of URL can't be sent"],
  ["a model of no document", [new Div()], "a Div that is not in the document"],
])("send_message() rejects %s where it is called", (_what, data, message) => {
  const doc = new Document()
  const seen: DocumentChange[] = []
  doc.on_change((event) => seen.push(event))
  expect(() => doc.send_message("rows", data)).toThrow(message)
  expect(seen).toEqual([])
})

it.each<readonly [string, (column: Column, theirs: Div) => void]>([
  ["assigned", (column, theirs) => (column.children = [new Div(), theirs])],
  ["added in place", (column, theirs) => column.children.push(theirs)],
  ["below a new one", (column, div) => (column.children = [new Column({ children: [div] })])],
  ["in a list of objects", (column, theirs) => (column.tags = [{ mine: new Div(), theirs }])],
])("a model of another document changes nothing when it is %s", (_how, change) => {
  const [doc, other] = [new Document(), new Document()]
  const column = new Column({ children: [new Div({ text: "mine" })], tags: ["mine"] })
  const theirs = new Div({ text: "theirs" })
  doc.add_root(column)
  other.add_root(theirs)
  const before = JSON.stringify(encodeDocument(doc))
  expect(() => change(column, theirs)).toThrow("this Div is already in another document")
  expect(JSON.stringify(encodeDocument(doc))).toBe(before)
  expect([...internalsOf(doc).models()].filter((model) => model instanceof Div)).toHaveLength(1)
})

describe("doc.on_change", () => {
  it("reports every change, with the previous value", () => {
    const doc = new Document()
    const seen: DocumentChange[] = []
    const source = new ColumnDataSource({ data: { x: [1] } })
    const div = new Div({ text: "a" })
    doc.add_root(source)
    doc.on_change((event) => void seen.push(event))
    div.text = "not in the document yet"
    doc.add_root(div)
    div.text = "b"
    source.stream({ x: [2] })
    source.patch({ x: [[0, 5]] })
    doc.title = "new"
    doc.send_message("hi", 1)
    doc.remove_root(div)
    const data = { model: source, attr: "data" }
    expect(seen).toMatchObject([
      { kind: "RootAdded", model: div },
      { kind: "ModelChanged", model: div, attr: "text", old: "not in the document yet", new: "b" },
      { kind: "ColumnsStreamed", ...data, data: { x: [2] }, rollover: null },
      { kind: "ColumnsPatched", ...data, patches: { x: [[0, 5]] } },
      { kind: "TitleChanged", title: "new" },
      { kind: "MessageSent", msg_type: "hi", msg_data: 1 },
      { kind: "RootRemoved", model: div },
    ])
  })

  it("reports changes by clients until the callback is removed", () => {
    const slider = new Slider({ value: 1 })
    const seen: unknown[] = []
    const note = (event: DocumentChange) => void seen.push("new" in event && event.new)
    const { document, join: open, patch } = createSession((doc) => doc.add_root(slider))
    document.on_change(note, note)
    const peer = open()
    patch(peer, modelChanged(slider.id, "value", 2))
    document.remove_on_change(note)
    patch(peer, modelChanged(slider.id, "value", 3))
    expect(seen).toEqual([2])
  })
})

describe("model.trigger()", () => {
  it("notifies callbacks and all clients of a change that cannot be detected", async () => {
    const div = new Div({ text: "a" })
    const seen: unknown[] = []
    div.on_change("tags", (attr, old, new_) => void seen.push([attr, old, new_]))
    const { join: open, settle } = createSession((doc) => doc.add_root(div))
    const peer = open()
    const own: unknown[] = [1]
    div.tags = [own]
    await settle()
    peer.take()
    own.push(2) // the app's own array, which is a part of the value
    await settle()
    expect(peer.takeEvents()).toEqual([])
    div.trigger("tags", [[1]], div.tags)
    await settle()
    expect(peer.takeEvents()).toEqual([modelChanged(div.id, "tags", [[1, 2]])])
    expect(seen.at(-1)).toEqual(["tags", [[1]], [[1, 2]]])
  })

  it("accepts only the model's own properties", () => {
    const slider = new Slider()
    // @ts-expect-error -- a misspelt name
    expect(() => slider.trigger("vlaue", 1, 2)).toThrow("did you mean 'value'?")
    const seen: number[] = []
    slider.on_change("value", (_attr, _old, value) => void seen.push(value))
    slider.trigger("value", 1, 2)
    expect(seen).toEqual([2])
  })
})

describe("doc.hold()", () => {
  it("keeps 10 000 changes, and combines those of each property that come after these", () => {
    const olds: number[] = []
    const slider = new Slider({ start: 0, end: 1e6, value: 0 })
    const doc = new Document()
    doc.add_root(slider)
    slider.on_change("value", (_attr, old) => void olds.push(old))
    doc.hold("collect")
    for (let value = 1; value <= 10_100; value++) slider.value = value
    doc.unhold()
    expect([olds.length, olds[1], olds.at(-1)]).toEqual([10_000, 1, 9_999])
  })

  it.each([
    ["combine", [["value", 1, 4]]],
    [
      "collect",
      [
        ["value", 1, 2],
        ["value", 2, 4],
      ],
    ],
  ] as const)("with the policy %s delays callbacks until unhold()", (policy, calls) => {
    const seen: unknown[] = []
    const slider = new Slider({ value: 1 })
    const doc = new Document()
    doc.add_root(slider)
    slider.on_change("value", (...args) => void seen.push(args))
    doc.hold(policy)
    slider.value = 2
    slider.value = 4
    expect(seen).toEqual([])
    doc.unhold()
    expect(seen).toEqual(calls)
    slider.value = 5
    expect(seen).toHaveLength(calls.length + 1)
  })

  it("holds back the server's changes, and sends them in one patch", async () => {
    const [div, source] = [new Div({ text: "" }), new ColumnDataSource({ data: { x: [1] } })]
    const {
      document,
      join: open,
      settle,
    } = createSession((doc) => {
      doc.add_root(div)
      doc.add_root(source)
    })
    const peer = open()
    document.hold()
    div.text = "a"
    document.add_root(new Slider())
    await settle()
    source.stream({ x: [2] })
    div.text = "b"
    await settle()
    expect(peer.takeEvents()).toEqual([])
    document.unhold()
    await settle()
    expect(peer.takeEvents()).toMatchObject([
      { kind: "RootAdded", model: { name: "Slider" } },
      { kind: "ModelChanged", attr: "data", new: { entries: [["x", [1, 2]]] } },
      { kind: "ModelChanged", attr: "text", new: "b" },
    ])
  })

  it("sends only the rows that were added, if it ends in the same turn", async () => {
    const source = new ColumnDataSource({ data: { x: [1, 2, 3] } })
    const { document, join: open, settle } = createSession((doc) => doc.add_root(source))
    const peer = open()
    document.hold()
    source.stream({ x: [4] })
    source.patch({ x: [[0, 9]] })
    document.unhold()
    await settle()
    const kinds = ["ColumnsStreamed", "ColumnsPatched"]
    expect(peer.takeEvents()).toMatchObject(kinds.map((kind) => ({ kind })))
    document.hold()
    await settle()
    source.data = { x: [5] }
    source.stream({ x: [6] })
    await settle()
    document.unhold()
    source.stream({ x: [7] })
    await settle()
    const news = { entries: [["x", [5, 6, 7]]] }
    expect(peer.takeEvents()).toMatchObject([{ kind: "ModelChanged", attr: "data", new: news }])
  })

  it("sends clients' changes to the others, and delays their callbacks", async () => {
    const slider = new Slider({ value: 1 })
    const source = new ColumnDataSource({ data: { x: [1] } })
    const {
      document,
      join: open,
      patch,
      settle,
    } = createSession((doc) => {
      doc.add_root(slider)
      doc.add_root(source)
    })
    const seen: unknown[] = []
    slider.on_change("value", (_attr, _old, value) => void seen.push(value))
    const [one, other] = [open(), open()]
    source.stream({ x: [2] }) // before the hold: must reach the others before the client's rows
    document.hold()
    const rows = { kind: "ColumnsStreamed", model: { id: source.id }, attr: "data", rollover: null }
    patch(one, modelChanged(slider.id, "value", 2), {
      ...rows,
      data: { type: "map", entries: [["x", [3]]] },
    })
    await settle()
    expect(other.takeEvents()).toMatchObject([
      { kind: "ColumnsStreamed", data: { entries: [["x", [2]]] } },
      { kind: "ModelChanged", attr: "value", new: 2 },
      { kind: "ColumnsStreamed", data: { entries: [["x", [3]]] } },
    ])
    expect(seen).toEqual([])
    document.unhold()
    expect(seen).toEqual([2])
  })

  it("rejects another policy", () => {
    const doc = new Document()
    expect(() => doc.hold("all" as "combine")).toThrow('"combine" or "collect", got all')
  })
})

describe("doc.select()", () => {
  const [a, b] = [new Slider({ name: "a", tags: ["x", 1] }), new Slider({ name: "b", width: 200 })]
  const range = new Range1d()
  const plot = new Plot({ x_range: range, name: "p" })
  const doc = new Document()
  doc.add_root(new Column({ children: [a, b, plot] }))

  it.each<readonly [string, Parameters<Document["select"]>[0], readonly HasProps[]]>([
    ["the name of a type", "Slider", [a, b]],
    ["a name", "b", [b]],
    ["a property that the type does not have", { type: Range, width: 1 }, []],
    ["several types", { type: [Slider, "Plot"] }, [a, b, plot]],
    ["a property", { name: "b" }, [b]],
    ["properties", { type: Slider, width: 200 }, [b]],
    ["a test", { width: (width: unknown) => Number(width) > 500 }, [plot]],
    ["any of some tags", { tags: [1, "other"] }, [a]],
  ])("finds models by %s", (_name, selector, found) => {
    expect(doc.select(selector)).toEqual(found)
  })

  it("is typed by the class, and works on models, too", () => {
    expect(doc.select(Slider).map(({ name }) => name)).toEqual(["a", "b"])
    expect(plot.select(Range)).toContain(range)
    expect(plot.select_one(Range1d)?.start).toBe(0)
    expect(plot.select_one(Slider)).toBeUndefined()
  })

  it("has variants: select_one() throws for several models, and set_select() changes all", () => {
    expect(() => doc.select_one(Slider)).toThrow("2 models match")
    expect(doc.select_one({ name: "a" })).toBe(a)
    doc.set_select(Slider, { step: 5 })
    expect([a.step, b.step]).toEqual([5, 5])
  })
})
