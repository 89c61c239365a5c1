import { describe, expect, it } from "vitest"

import { encodeDocument } from "../../../src/document/document-json.ts"
import { Document } from "../../../src/document/document.ts"
import { ColumnDataSource, CustomJS, Div, Slider } from "../../../src/model/generated/models.ts"
import { ndarray } from "../../../src/model/ndarray.ts"
import { figure } from "../../../src/plotting/figure.ts"
import { column } from "../../../src/plotting/layouts.ts"
import { fromJson, replaceWithJson, toJson } from "../../../src/session/saved-document.ts"
import { RestartableSession } from "../../support/restartable.ts"
import { modelChanged } from "../../support/session.ts"

function example(): Document {
  const doc = new Document()
  const plot = figure({ title: "saved" })
  const data = {
    x: Float64Array.of(1, NaN, 3),
    image: ndarray(new Uint8Array(6), { shape: [3, 2] }),
  }
  plot.line("x", "x", { source: new ColumnDataSource({ data, name: "source" }) })
  doc.title = "A saved document"
  doc.add_root(
    column(
      new Slider({ name: "slider", start: 0, end: 9, value: 1 }),
      new Div({ name: "div" }),
      plot,
    ),
  )
  doc.js_on_event("document_ready", new CustomJS({ code: "1", args: { plot } }))
  return doc
}

describe("a document as JSON", () => {
  it("is read with the same models, ids, arrays and JavaScript callbacks", () => {
    const before = example()
    const text = JSON.stringify(toJson(before))
    const after = new Document()
    replaceWithJson(after, text)
    expect(encodeDocument(after)).toEqual(encodeDocument(before))
    expect(JSON.stringify(toJson(after))).toBe(text)
  })

  it("can come from Python's json_item, too", () => {
    const doc = new Document()
    replaceWithJson(doc, { target_id: "t", root_id: "r", doc: toJson(example()), version: "3.9.2" })
    expect(doc.title).toBe("A saved document")
    expect(doc.select(Slider)).toHaveLength(1)
  })

  it("becomes an app with callbacks of its own, and with own models in each session", async () => {
    const saved = toJson(example())
    const session = new RestartableSession(
      fromJson(saved, (doc) => {
        const div = doc.select_one(Div)
        doc.select_one(Slider)?.on_change("value", (_attr, _old, value) => {
          div?.update({ text: `moved to ${String(value)}` })
        })
      }),
    )
    const other = new RestartableSession(fromJson(saved))
    const slider = () => session.document.select_one(Slider)?.id ?? ""
    const texts = () => [session, other].map(({ document }) => document.select_one(Div)?.text)
    await Promise.all([session.restart(), other.restart()])
    await session.patch(modelChanged(slider(), "value", 5))
    expect(texts()).toEqual(["moved to 5", ""])
    await session.restart()
    expect(texts()).toEqual(["moved to 5", ""])
    await session.patch(modelChanged(slider(), "value", 7))
    expect(texts()).toEqual(["moved to 7", ""])
    expect(session.errors).toEqual([])
  })

  const wire = { type: "ndarray", shape: [1], dtype: "uint8", order: "little" }
  it.each([
    ["a string that is not JSON", "{", "must be JSON"],
    ["an object that is not a document", { a: 1 }, "doc: 'roots' must be a list"],
    [
      "a root that is not a model",
      { title: "", roots: [1] },
      "doc.roots[0]: a root must be a model",
    ],
    [
      "arrays that are packed wrongly",
      { title: "", roots: [{ ...wire, array: { type: "bytes", data: "H4sA" } }] },
      "must be base64",
    ],
    ["invalid callbacks", { title: "", roots: [], callbacks: 5 }, "doc.callbacks: must be"],
  ])("rejects %s, and replaces nothing", (_name, saved, message) => {
    const doc = example()
    expect(() => replaceWithJson(doc, saved)).toThrow(message)
    expect(doc.roots).toHaveLength(1)
  })
})
