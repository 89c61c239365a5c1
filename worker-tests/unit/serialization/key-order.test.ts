// Columns and options with names like integers keep their order, as in Python.

import { app, Button, ColumnDataSource, fromJson, Select } from "bokeh-edge"
import { createWorld } from "bokeh-edge/testing"
import { describe, expect, it } from "vitest"

import { Document } from "../../../src/document/document.ts"
import { replaceWithJson, toJson } from "../../../src/session/saved-document.ts"
import { isRecord } from "../../../src/util/record.ts"

const NAMES = ["fruit", "2016", "2015", "10", "b"]
const map = (value: unknown) => ({ type: "map", entries: NAMES.map((name) => [name, value]) })
const SAVED = JSON.stringify({
  title: "years",
  roots: [
    { type: "object", name: "ColumnDataSource", id: "p1", attributes: { data: map([1, 2]) } },
    { type: "object", name: "Select", id: "p2", attributes: { options: map(["one"]) } },
  ],
})

/** The names in a written document, in the order in which Python reads them. */
function written(doc: Document): readonly string[][] {
  const orders: string[][] = []
  JSON.stringify(toJson(doc), (_key, value: unknown) => {
    if (isRecord(value) && value["type"] === "map" && Array.isArray(value["entries"])) {
      orders.push((value["entries"] as readonly (readonly [string])[]).map(([name]) => name))
    }
    return value
  })
  return orders
}

describe("names like integers", () => {
  it("keep their order when a document is read and written again", () => {
    const doc = new Document()
    replaceWithJson(doc, SAVED)
    expect(doc.select_one(ColumnDataSource)?.column_names).toEqual(NAMES)
    expect(written(doc)).toEqual([NAMES, NAMES])
    const again = new Document()
    replaceWithJson(again, JSON.stringify(toJson(doc)))
    expect(written(again)).toEqual([NAMES, NAMES])
  })

  it.for<readonly [string, (source: ColumnDataSource) => void, readonly string[]]>([
    [
      "rows are streamed",
      (source) => source.stream(Object.fromEntries(NAMES.map((name) => [name, [3]]))),
      NAMES,
    ],
    ["a cell is patched", (source) => source.patch({ "2015": [[0, 9]] }), NAMES],
    ["a column is added", (source) => void source.add([7, 8], "1"), [...NAMES, "1"]],
    [
      "a column is taken away",
      (source) => source.remove("2016"),
      NAMES.filter((name) => name !== "2016"),
    ],
    [
      "data is a Map",
      (source) =>
        source.update({
          data: new Map([
            ["z", [1]],
            ["7", [1]],
            ["3", [1]],
          ]),
        }),
      ["z", "7", "3"],
    ],
    ["it is cloned", (source) => source.update({ data: source.clone().data }), NAMES],
  ])("keep their order when %s", ([, change, names]) => {
    const doc = new Document()
    replaceWithJson(doc, SAVED)
    const source = doc.select_one(ColumnDataSource)
    if (source) change(source)
    expect(source?.column_names).toEqual(names)
    expect(written(doc)[0]).toEqual(names)
  })

  it("keep their order when options change in place, or are a Map", () => {
    const doc = new Document()
    replaceWithJson(doc, SAVED)
    const select = doc.select_one(Select)
    Object.assign(select?.options ?? {}, { "1": ["new"] })
    expect(Object.keys(select?.options ?? {})).toEqual([...NAMES, "1"])
    select?.update({
      options: new Map([
        ["b", ["x"]],
        ["1", ["y"]],
      ]) as never,
    })
    expect(written(doc)[1]).toEqual(["b", "1"])
  })

  it("keep their order when a session wakes up, and in a copy", async () => {
    const links: string[] = []
    const years = app("/years", async (doc, context) => {
      await fromJson(SAVED)(doc, context)
      const publish = new Button({ label: "publish" })
      publish.on_click(async () => void links.push((await context.publish({ title: "copy" })).link))
      doc.add_root(publish)
    })
    const world = createWorld([years])
    const session = await world.open("/years")
    session.find(ColumnDataSource).add([0, 0], "0")
    await session.click(session.find(Button))
    session.hibernate()
    await session.wake()
    expect(session.find(ColumnDataSource).column_names).toEqual([...NAMES, "0"])
    const copy = await world.open(links[0] ?? "")
    expect(copy.find(ColumnDataSource).column_names).toEqual([...NAMES, "0"])
  })
})
