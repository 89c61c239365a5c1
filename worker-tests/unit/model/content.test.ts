// What counts as a change: the content, not the identity.

import { describe, expect, it } from "vitest"

import { internalsOf, Document } from "../../../src/document/document.ts"
import { contentHash } from "../../../src/model/content-hash.ts"
import {
  ColumnDataSource,
  Div,
  MultiSelect,
  Scatter,
  Select,
} from "../../../src/model/generated/models.ts"
import { Field, NDArray } from "../../../src/serialization/values.ts"
import { createSession, modelChanged } from "../../support/session.ts"

describe("setting an equal value is not a change", () => {
  it("so two widgets that callbacks link stop changing each other", async () => {
    const [one, two] = [1, 2].map(() => new MultiSelect({ options: ["a", "b"], value: [] }))
    if (one === undefined || two === undefined) throw new Error("no widgets")
    let calls = 0
    one.on_change("value", (_attr, _old, value) => {
      calls++
      two.value = value
    })
    two.on_change("value", async (_attr, _old, value) => {
      calls++
      await Promise.resolve()
      one.value = value
    })
    const { join, patch, settle } = createSession((doc) => {
      doc.add_root(one)
      doc.add_root(two)
    })
    const peer = join()
    patch(peer, modelChanged(one.id, "value", ["a", "b"]))
    await settle()
    expect([calls, two.value, peer.takeTypes()]).toEqual([2, ["a", "b"], ["PATCH-DOC", "OK"]])
  })

  it.each<readonly [string, () => unknown]>([
    ["NaN", () => NaN],
    ["a list", () => ["a", 1]],
    ["an object", () => ({ a: [1, { b: 2 }] })],
    ["a Map", () => new Map([["a", 1]])],
    ["a Set", () => new Set(["a"])],
    ["a Date", () => new Date(0)],
    ["a typed array", () => Float64Array.of(1, NaN)],
    ["an ndarray", () => new NDArray([1, 2], [2, 1], "object")],
    ["a field", () => new Field("x")],
  ])("for %s", (_what, value) => {
    const div = new Div({ tags: [value()] })
    let count = 0
    div.on_change("tags", () => count++)
    div.tags = [value()]
    const { tags } = div
    div.tags = tags
    expect(count).toBe(0)
  })
})

describe("a value that an app has changed since it assigned it", () => {
  it.each<readonly [string, unknown, (value: never) => unknown]>([
    ["the same list", ["a"], (own: unknown[]) => own.push("b")],
    ["a list in a list", [["a"]], ([own]: readonly unknown[][]) => own?.push("b")],
    [
      "an object in a list",
      [{ a: 1 }],
      ([own]: readonly object[]) => Object.assign(own ?? {}, { a: 2 }),
    ],
    ["a Map in a list", [new Map()], ([own]: readonly Map<unknown, unknown>[]) => own?.set("a", 1)],
    ["bytes in a list", [Uint8Array.of(1)], ([own]: readonly Uint8Array[]) => own?.fill(2)],
    [
      "a buffer in a list",
      [new ArrayBuffer(1)],
      ([own]: [ArrayBuffer]) => new Uint8Array(own).fill(2),
    ],
  ])("is sent when it is assigned again: %s", (_what, own, alter) => {
    const tags = own as unknown[]
    const divs = [new Div({ tags }), new Div({ tags })]
    let count = 0
    for (const div of divs) div.on_change("tags", () => count++)
    alter(own as never)
    for (const again of [1, 2]) {
      divs.forEach((div, i) => (div.tags = i === 0 ? tags : [...tags]))
      expect([again, count]).toEqual([again, 2])
    }
    expect(divs.map((div) => div.tags)).toEqual([tags, tags])
  })

  it("stays as it was until then, as in Python", () => {
    const [options, styles] = [["a"], { color: "red" }]
    const select = new Select({ options, styles })
    options.push("b")
    styles.color = "blue"
    expect([select.options, select.styles]).toEqual([["a"], { color: "red" }])
  })

  it("is compared by content: a field is equal to another with its name", () => {
    const plot = new Scatter({ x: { field: "a" } })
    let count = 0
    plot.on_change("x", () => count++)
    plot.x = { field: "a" }
    expect(count).toBe(0)
  })
})

describe("columns of a source", () => {
  const source = () => {
    const data = { x: [1, 2, 3], y: Float64Array.of(1, 2, 3), label: ["a", "b", "c"] }
    const model = new ColumnDataSource({ data })
    const doc = new Document()
    doc.add_root(model)
    internalsOf(doc).takeChanges()
    const changed = () =>
      internalsOf(doc)
        .takeChanges()
        .changes.map(({ event }) => ("cols" in event ? event.cols : event.kind))
    return { data, model, changed }
  }

  it("are sent when they are altered in place and assigned in a new object", () => {
    const { data, model, changed } = source()
    data.y[1] = 7
    model.data = { ...data }
    expect(changed()).toEqual([["y"]])
    data.x[0] = 7
    model.data = data
    expect(changed()).toEqual([["x"]])
    model.data = { ...data }
    expect(changed()).toEqual([])
  })

  it("are not sent when a new array has the same content", () => {
    const { data, model, changed } = source()
    model.data = { x: [1, 2, 3], y: Float64Array.of(1, 2, 4), label: data.label }
    expect(changed()).toEqual([["y"]])
  })

  it("are compared again after they are assigned, following a stream", () => {
    const { model, changed } = source()
    model.stream({ x: [4], y: [4], label: ["d"] })
    changed()
    model.data = { ...model.data, x: [4, 3, 2, 1] }
    changed()
    model.data = { ...model.data, x: [1, 2, 3, 4] }
    expect(changed()).toEqual([["x"]])
  })

  it("are all sent again when one was removed", () => {
    const { data, model, changed } = source()
    model.data = { x: data.x }
    expect(changed()).toEqual(["ModelChanged"])
  })
})

it("equal contents have one hash, and other contents another", () => {
  const values = [
    null,
    true,
    false,
    0,
    1,
    -1,
    "",
    "a",
    "b",
    "ab",
    [],
    [1],
    [1, 2],
    [[1], 2],
    { a: 1 },
    { a: 2 },
    { b: 1 },
  ]
  const typed = [
    Uint8Array.of(1, 2, 3),
    Uint8Array.of(1, 2, 4),
    Float32Array.of(1),
    Float64Array.of(1),
  ]
  const all = [
    ...values,
    ...typed,
    new Map([["a", 1]]),
    new Set([1]),
    new Date(5),
    new Div(),
    new Div(),
  ]
  expect(new Set(all.map(contentHash)).size).toBe(all.length)
  expect(contentHash(new Uint8Array(Uint8Array.of(0, 1, 2, 3).buffer, 1))).toBe(
    contentHash(Uint8Array.of(1, 2, 3)),
  )
})
