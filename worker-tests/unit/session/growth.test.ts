// The cost of a change depends on the change, not on the size of the document: a document ten times as large is the same work.
// @module-tag slow

import { afterAll, beforeAll, describe, expect, it } from "vitest"

import type { Document } from "../../../src/document/document.ts"
import { ColumnDataSource, Div, Slider } from "../../../src/model/generated/models.ts"
import { column } from "../../../src/plotting/layouts.ts"
import { RestartableSession } from "../../support/restartable.ts"
import { createSession } from "../../support/session.ts"
import { WorkCounter } from "../../support/work.ts"

const counter = new WorkCounter()
beforeAll(() => counter.start())
afterAll(() => counter.stop())

/** Tolerance for chance. Work that grows with the document would be ten times as much. */
const MAX_RATIO = 1.5

const set = (id: string, attr: string, value: unknown) => ({
  kind: "ModelChanged",
  model: { id },
  attr,
  new: value,
})

function sliderAmong(texts: number): (doc: Document) => void {
  return (doc) => {
    doc.add_root(column(new Slider({ start: 0, end: 1000, value: 0 })))
    doc.add_root(column(...Array.from({ length: texts }, (_, i) => new Div({ text: `${i}` }))))
  }
}

function rows(count: number): (doc: Document) => void {
  return (doc) => {
    const source = new ColumnDataSource({ data: { x: new Float64Array(count) } })
    doc.on_message("stream", () => source.stream({ x: new Float64Array(10) }))
    doc.on_message("patch", () => source.patch({ x: [[0, 1]] }))
    doc.add_root(source)
  }
}

const told = (msg_type: string) => ({ kind: "MessageSent", msg_type, msg_data: null })

interface Change {
  readonly build: (size: number) => (doc: Document) => void
  /** @param id of the slider, if there is one */
  readonly event: (id: string, i: number) => object
}

const CHANGES: Readonly<Record<string, Change>> = {
  "a slider's move, in the models of the document": {
    build: sliderAmong,
    event: (id, i) => set(id, "value", i + 1),
  },
  "ten rows streamed, in the rows that are there": {
    build: (size) => rows(size * 1000),
    event: () => told("stream"),
  },
  "a cell, in the rows that are there": {
    build: (size) => rows(size * 1000),
    event: () => told("patch"),
  },
}

describe("the work for a change does not grow with the document:", () => {
  it.for(Object.entries(CHANGES))("%s", async ([, { build, event }]) => {
    const prepare = (size: number) => {
      const session = createSession(build(size))
      const [peer, other] = [session.join(), session.join()]
      const id = session.document.select_one(Slider)?.id ?? ""
      const act = async (i: number) => {
        session.send(peer, "PATCH-DOC", { events: [event(id, i)] })
        await session.settle()
      }
      return { act, other }
    }
    const [small, large] = [prepare(100), prepare(1000)]
    // Done once: in the life of the server, and with the first change.
    for (const { act } of [small, large]) for (let i = 0; i < 3; i++) await act(i)
    const [few = 0, many = 0] = await counter.of(
      () => small.act(5),
      () => large.act(5),
    )
    expect(large.other.closed).toBeUndefined()
    expect(few).toBeGreaterThan(0)
    expect(many / few).toBeLessThan(MAX_RATIO)
  })
})

it("the work for a move grows in proportion to the session's windows, and no faster", async () => {
  const prepare = async (windows: number) => {
    const session = createSession(sliderAmong(1))
    const peers = Array.from({ length: windows }, () => session.join({ holdsKey: false }))
    const id = session.document.select_one(Slider)?.id ?? ""
    const move = async (value: number) => {
      for (const peer of peers.slice(0, 1)) {
        session.send(peer, "PATCH-DOC", { events: [set(id, "value", value)] })
      }
      await session.settle()
    }
    await move(1)
    return move
  }
  const [few, many] = [await prepare(20), await prepare(80)]
  const [less = 0, more = 0] = await counter.of(
    () => few(2),
    () => many(2),
  )
  expect(less).toBeGreaterThan(0)
  expect(more / less).toBeLessThan(80 / 20)
})

const ROWS = 100_000

describe("a wake after ten rows were streamed", () => {
  /** A session in which rows were streamed; it may be started again. */
  async function streamed(count: number, times: number): Promise<RestartableSession> {
    const session = new RestartableSession(rows(count))
    await session.restart()
    for (let i = 0; i < times; i++) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect(await session.patch(told("stream"))).toBe("OK")
    }
    return session
  }

  it("is hardly more work than a wake without them", async () => {
    const [without, with_] = [await streamed(ROWS, 0), await streamed(ROWS, 1)]
    for (const session of [without, with_]) await session.restart()
    const [before = 0, after = 0] = await counter.of(
      () => without.restart(),
      () => with_.restart(),
    )
    expect(before).toBeGreaterThan(0)
    expect(after / before).toBeLessThan(MAX_RATIO)
    expect(with_.document.select_one(ColumnDataSource)?.data["x"]?.length).toBe(ROWS + 10)
  })

  it("reads only those rows beside what the handler built", async () => {
    const [few, more] = [await streamed(ROWS, 3), await streamed(ROWS, 4)]
    expect(more.store.turnBytes - few.store.turnBytes).toBeGreaterThan(0)
    expect(more.store.turnBytes - few.store.turnBytes).toBeLessThan(1000)
  })
})
