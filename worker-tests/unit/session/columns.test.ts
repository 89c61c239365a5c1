import { describe, expect, it } from "vitest"

import { Document, internalsOf } from "../../../src/document/document.ts"
import { ColumnDataSource } from "../../../src/model/generated/models.ts"
import { restoreSession } from "../../../src/session/restore.ts"
import { BOKEHJS_ID, createSession, modelChanged } from "../../support/session.ts"

/** A source of two columns, a BokehJS and a Python client, and what is stored. */
function sourceApp() {
  const build = (doc: Document) => {
    const made = new ColumnDataSource({ data: { x: X, y: ys(4) } })
    doc.add_root(made)
    internalsOf(doc).markBuilt()
    return made
  }
  const session = createSession((doc) => void build(doc))
  const source = session.document.select_one(ColumnDataSource) ?? new ColumnDataSource()
  const [browser, program] = [session.join(), session.join()]
  session.send(browser, "PULL-DOC-REQ", {}, BOKEHJS_ID)
  session.send(program, "PULL-DOC-REQ", {}, "p1001")
  session.clock.advance(1000) // the checkpoint
  browser.take()
  program.take()
  const restored = () => {
    const document = new Document()
    const again = build(document)
    restoreSession(document, session.store, {
      version: undefined,
      lost: () => undefined,
      damaged: () => undefined,
    })
    return again.data
  }
  return { ...session, source, browser, program, restored }
}

/** More rows than are sent along with new rows. */
const X = Array.from({ length: 200 }, (_, i) => i)
const ys = (value: number) => X.map(() => value)

const part = (id: string, entries: readonly unknown[], cols: readonly string[]) => ({
  kind: "ColumnDataChanged",
  model: { id },
  attr: "data",
  data: { type: "map", entries },
  cols,
})
const all = (id: string, ...entries: readonly unknown[]) =>
  modelChanged(id, "data", { type: "map", entries })

describe("[D7] columns that are set again to the same values", () => {
  it("are neither sent to BokehJS nor stored, while Python's client, which does not know `cols`, is sent all", async () => {
    const { source, browser, program, settle, store, restored } = sourceApp()
    source.data = { x: X, y: ys(7) }
    await settle()
    expect(browser.takeEvents()).toEqual([part(source.id, [["y", ys(7)]], ["y"])])
    expect(program.takeEvents()).toEqual([all(source.id, ["x", X], ["y", ys(7)])])
    expect(JSON.stringify(store.turns.at(-1)?.content)).not.toContain(JSON.stringify(X))
    expect(restored()).toEqual({ x: X, y: ys(7) })
  })

  it.each<readonly [string, (source: ColumnDataSource) => void, readonly string[] | undefined]>([
    ["a column that is new", (s) => (s.data = { x: X, y: s.data["y"] ?? [], z: ys(1) }), ["z"]],
    ["a column that has gone", (s) => (s.data = { x: X }), undefined],
    ["all columns", (s) => (s.data = { x: X.toReversed(), y: ys(1) }), undefined],
    [
      "two columns, one after the other",
      (s) => {
        s.data = { ...s.data, z: ys(1) }
        s.data = { ...s.data, y: ys(0) }
      },
      ["z", "y"],
    ],
    [
      "all columns, then one",
      (s) => {
        s.data = { x: X.toReversed(), y: ys(1) }
        s.data = { ...s.data, y: ys(0) }
      },
      undefined,
    ],
    [
      "rows, then one column",
      (s) => {
        s.stream({ x: [4], y: [7] })
        s.data = { ...s.data, y: [...ys(0), 0] }
      },
      undefined,
    ],
    [
      "one column, then rows",
      (s) => {
        s.data = { ...s.data, y: ys(0) }
        s.stream({ x: [4], y: [7] })
      },
      undefined,
    ],
  ])("are sent and stored correctly after a change of %s", async (_name, change, cols) => {
    const { source, browser, settle, restored } = sourceApp()
    change(source)
    await settle()
    const events = browser.takeEvents()
    if (cols === undefined) expect(events).toEqual([all(source.id, ...Object.entries(source.data))])
    else expect(events).toMatchObject([{ kind: "ColumnDataChanged", cols }])
    expect(restored()).toEqual(source.data)
  })
})

describe("[D7] a small column that did not change", () => {
  it("is sent with a changed one, so that the columns keep their order in browsers", async () => {
    const source = new ColumnDataSource({ data: { x: [1, 2, 3], y: [1, 2, 3] } })
    const { join, send, settle } = createSession((doc) => doc.add_root(source))
    const browser = join()
    send(browser, "PULL-DOC-REQ", {}, BOKEHJS_ID)
    browser.take()
    source.data = { ...source.data, x: [9, 2, 3] }
    await settle()
    expect(browser.takeEvents()).toEqual([all(source.id, ["x", [9, 2, 3]], ["y", [1, 2, 3]])])
  })

  it.each([
    ["many cells", ys(1)],
    ["a long string", ["x".repeat(1000)]],
    ["a list in a cell", [[1, 2, 3]]],
  ])("is not sent with a changed one when it is large by %s", async (_what, x) => {
    const source = new ColumnDataSource({ data: { x, y: x.map(() => 0) } })
    const { join, send, settle } = createSession((doc) => doc.add_root(source))
    const browser = join()
    send(browser, "PULL-DOC-REQ", {}, BOKEHJS_ID)
    browser.take()
    source.data = { ...source.data, y: x.map(() => 1) }
    await settle()
    expect(browser.takeEvents()).toMatchObject([{ kind: "ColumnDataChanged", cols: ["y"] }])
  })
})

describe("[D7] a million rows", { tags: "slow" }, () => {
  it("cost only what is new: one column, one row, or nothing", async () => {
    const rows = 1_000_000
    const numbers = (factor: number) => new Float64Array(rows).map((_, i) => i * factor)
    const data = { x: numbers(1), y: numbers(2), z: numbers(3) }
    const source = new ColumnDataSource({ data })
    const { join, send, settle } = createSession((doc) => doc.add_root(source))
    const browser = join()
    send(browser, "PULL-DOC-REQ", {}, BOKEHJS_ID)
    const bytes = () => {
      const sent = browser.take().flatMap(({ buffers }) => [...buffers.values()])
      return sent.reduce((sum, { byteLength }) => sum + byteLength, 0)
    }
    expect(bytes()).toBe(3 * 8 * rows)
    const sentBy = async (change: () => void) => {
      change()
      await settle()
      return bytes()
    }
    const column = await sentBy(() => (source.data = { ...source.data, y: numbers(4) }))
    const inPlace = await sentBy(() => {
      data.z[5] = 7
      source.data = { ...source.data }
    })
    const nothing = await sentBy(() => (source.data = { ...source.data, y: numbers(4) }))
    const row = await sentBy(() => source.stream({ x: [1], y: [2], z: [3] }))
    expect([column, inPlace, nothing]).toEqual([8 * rows, 8 * rows, 0])
    expect(row).toBeLessThan(100)
  })
})
