// Lists, objects, Maps and Sets of properties notice changes in place, as Python's do.

import { describe, expect, it } from "vitest"

import { Document, internalsOf } from "../../../src/document/document.ts"
import {
  Column,
  ColumnDataSource,
  Div,
  Select,
  Selection,
  Slider,
  TabPanel,
  Tabs,
} from "../../../src/model/generated/models.ts"
import type { HasProps } from "../../../src/model/has-props.ts"
import { getProperty } from "../../../src/model/property-value.ts"

/** The model in a document, with the changes reported and sent since. */
function watched<M extends HasProps>(model: M, attr: string) {
  const doc = new Document()
  doc.add_root(model)
  internalsOf(doc).takeChanges()
  const told: (readonly [old: unknown, now: unknown])[] = []
  doc.on_change((event) => {
    if ("attr" in event && event.attr === attr) told.push([event.old, event.new])
  })
  const sent = () =>
    internalsOf(doc)
      .takeChanges()
      .changes.map(({ event }) => event)
  return { doc, model, told, sent, value: () => getProperty(model, attr) }
}

describe("a list property", () => {
  it("notices each of the list's methods, and keeps the old value unchanged", () => {
    const { model, told, value } = watched(new Div({ tags: ["b", "a"] }), "tags")
    const { tags } = model
    tags.push("c", "d")
    expect(told).toEqual([
      [
        ["b", "a"],
        ["b", "a", "c", "d"],
      ],
    ])
    // oxlint-disable-next-line typescript/require-array-sort-compare -- as apps write it
    tags.sort()
    tags.reverse()
    expect(tags.pop()).toBe("a")
    expect(tags.shift()).toBe("d")
    tags.unshift("x")
    expect(tags.splice(1, 1, "y", "z")).toEqual(["c"])
    tags[0] = "first"
    tags.length = 3
    Reflect.deleteProperty(tags, 2)
    tags.fill("f", 2)
    expect(value()).toEqual(["first", "y", "f"])
    expect(told.map(([, now]) => now).at(-1)).toEqual(["first", "y", "f"])
    expect(tags).toEqual(value())
  })

  it("can be changed in place when it is a default, and is not shared", () => {
    const { model, told } = watched(new Div(), "tags")
    model.tags.push("a")
    expect([told.length, model.tags, new Div().tags]).toEqual([1, ["a"], []])
  })

  it("of children adds and removes models", () => {
    const [one, two] = [new Div({ text: "one" }), new Div({ text: "two" })]
    const { doc, model, sent } = watched(new Column({ children: [one] }), "children")
    model.children.push(two)
    expect(doc.select(Div)).toEqual([one, two])
    expect(sent()).toEqual([{ kind: "ModelChanged", model, attr: "children" }])
    model.children[0] = two
    model.children.pop()
    expect(doc.select(Div)).toEqual([two])
  })

  it("of tabs, options and panels works in the same way", () => {
    const tabs = watched(new Tabs({ tabs: [] }), "tabs")
    tabs.model.tabs.push(new TabPanel({ title: "new", child: new Div() }))
    const select = watched(new Select({ options: ["a"] }), "options")
    if (Array.isArray(select.model.options)) select.model.options.push("b")
    expect([tabs.told.length, select.value()]).toEqual([1, ["a", "b"]])
  })

  it("rejects what the property rejects, and then stays as it was", () => {
    const { model, told, value } = watched(new Div({ css_classes: ["a"] }), "css_classes")
    const classes: unknown[] = model.css_classes
    expect(() => classes.push(1)).toThrow("Div.css_classes[1] must be a string, got 1")
    expect([classes, value(), told]).toEqual([["a"], ["a"], []])
  })

  it("changes nothing through a list that is no longer its value", () => {
    const { model, told, value } = watched(new Div({ tags: ["a"] }), "tags")
    const { tags } = model
    model.tags = ["b"]
    tags.push("c")
    expect([tags, value(), told.length]).toEqual([["a", "c"], ["b"], 1])
  })

  it("is a true list to all code, and the same object while its value is", () => {
    const { tags } = new Div({ tags: [1, 2, 3] })
    expect([Array.isArray(tags), tags.length, [...tags], JSON.stringify(tags)]).toEqual([
      true,
      3,
      [1, 2, 3],
      "[1,2,3]",
    ])
    expect(tags.map(Number)).toEqual([1, 2, 3])
    expect([[0].concat(tags as number[]), tags.includes(2), Object.keys(tags)]).toEqual([
      [0, 1, 2, 3],
      true,
      ["0", "1", "2"],
    ])
    const div = new Div({ tags: [1] })
    expect(div.tags).toBe(div.tags)
  })

  it("is stored apart from the list that it was set to", () => {
    const [one, two] = [new Div({ tags: ["a"] }), new Div()]
    two.tags = one.tags
    two.tags.push("b")
    expect([one.tags, two.tags]).toEqual([["a"], ["a", "b"]])
  })
})

describe("a source's data", () => {
  it("notice columns that are set, deleted, and assigned together", () => {
    const source = new ColumnDataSource({ data: { x: [1, 2], top: [3, 4] } })
    const { model, told, sent, value } = watched(source, "data")
    model.data["top"] = [5, 6]
    expect(sent()).toEqual([{ kind: "ModelChanged", model, attr: "data", cols: ["top"] }])
    Object.assign(model.data, { x: [1], top: [2], more: [3] })
    expect(value()).toEqual({ x: [1], top: [2], more: [3] })
    delete model.data["more"]
    expect([Object.keys(model.data), "x" in model.data]).toEqual([["x", "top"], true])
    expect(told.length).toBe(5)
  })

  it("notice a column that was altered and set again", () => {
    const { model, sent } = watched(
      new ColumnDataSource({ data: { x: [1, 2], y: [3, 4] } }),
      "data",
    )
    const x = model.data["x"]
    x[0] = 7
    model.data["x"] = x
    expect(sent()).toEqual([{ kind: "ModelChanged", model, attr: "data", cols: ["x"] }])
  })
})

describe("objects, Maps and Sets in properties", () => {
  it("notice changes in place", () => {
    const div = watched(new Div({ styles: { color: "red" } }), "styles")
    const styles = div.model.styles as Record<string, string>
    styles["color"] = "blue"
    styles["width"] = "1px"
    delete styles["color"]
    expect([div.value(), div.told.length]).toEqual([{ width: "1px" }, 3])

    const events = watched(new Div(), "subscribed_events")
    events.model.subscribed_events.add("tap").add("tap").add("pan")
    events.model.subscribed_events.delete("tap")
    expect([events.value(), events.told.length]).toEqual([new Set(["pan"]), 3])
    expect([events.model.subscribed_events.size, [...events.model.subscribed_events]]).toEqual([
      1,
      ["pan"],
    ])

    const rows = watched(new Selection(), "multiline_indices")
    rows.model.multiline_indices.set(1, [2])
    expect([rows.value(), rows.told.length]).toEqual([new Map([[1, [2]]]), 1])
    rows.model.multiline_indices.clear()
    expect([rows.model.multiline_indices.size, rows.told.length]).toEqual([0, 2])
  })
})

it("reading numbers, strings and models returns them as they are", () => {
  const slider = new Slider({ start: 0, end: 1, value: 0.5, title: "t" })
  expect([slider.value, slider.title]).toEqual([0.5, "t"])
  const data = { x: Float64Array.of(1) }
  const source = new ColumnDataSource({ data })
  expect(source.data.x).toBe(data.x)
})
