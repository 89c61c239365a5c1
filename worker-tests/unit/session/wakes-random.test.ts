// Whatever callbacks do together: a session that wakes after any step has the document, the models that are kept beside it,
// and context.state as they were before.
// @module-tag slow

import {
  app,
  Button,
  Column,
  column,
  ColumnDataSource,
  type Context,
  CustomJS,
  Div,
  type Document,
  Slider,
} from "bokeh-edge"
import { createWorld, type TestSession } from "bokeh-edge/testing"
import * as fc from "fast-check"
import { expect, it } from "vitest"

import { internalsOf } from "../../../src/document/document.ts"
import { holdsLater } from "../../support/random-test.ts"
import { differences } from "../../support/same-document.ts"

/** What a session has: its document, a model that is not shown, and the app's state. */
interface Whole {
  readonly roots: Document["roots"]
  readonly hidden: Column
  readonly state: string
}

let whole: () => Whole
let all: readonly string[]

function acts(doc: Document, context: Context): Readonly<Record<string, () => unknown>> {
  const state = context.state({ count: 0 })
  const source = new ColumnDataSource({ data: { x: [0] } })
  const away = new ColumnDataSource({ data: { x: [0] } })
  const hidden = new Column({ children: [new Div({ text: "old" })], tags: [away] })
  const slider = new Slider({ start: 0, end: 9, value: 1 })
  const box = column({ children: [slider], tags: [source] })
  const card = doc.part("card", (_doc, count: number) => {
    const rows = new ColumnDataSource({ data: { x: [count] } })
    const more = new Button({ label: "more" })
    return new Column({ children: [more, new Div({ text: "a card" })], tags: [rows] })
  })
  const rowsOf = ({ tags }: Column) => tags.filter((tag) => tag instanceof ColumnDataSource)
  const add = (to: Column, change: boolean) => {
    const made = card(++state.count)
    if (change) for (const rows of rowsOf(made)) rows.stream({ x: [1] })
    to.children = [...to.children, made]
    for (const rows of rowsOf(made)) rows.stream({ x: [2] })
  }
  doc.add_root(box)
  whole = () => ({ roots: doc.roots, hidden, state: JSON.stringify(state) })
  return {
    count: () => state.count++,
    stream: () => source.stream({ x: [++state.count] }),
    "stream slowly": async () => {
      source.stream({ x: [++state.count] })
      await Promise.resolve()
      source.stream({ x: [++state.count] })
      await Promise.resolve()
      away.stream({ x: [state.count] })
    },
    "stream away": () => away.stream({ x: [++state.count] }),
    "new source": () => {
      const made = new ColumnDataSource({ data: { x: [1] } })
      hidden.tags = [made]
      made.stream({ x: [2] })
    },
    "new rows": () => rowsOf(hidden).forEach((rows) => rows.stream({ x: [3] })),
    toggle: () => (doc.roots.includes(hidden) ? doc.remove_root(hidden) : doc.add_root(hidden)),
    find: () => doc.select_one(Slider),
    text: () => hidden.children.forEach((one) => one instanceof Div && (one.text += "!")),
    "add a card": () => add(box, false),
    "add a changed card": () => add(box, true),
    "add a hidden card": () => add(hidden, true),
    empty: () => (box.children = [slider]),
    title: () => (doc.title = `title ${++state.count}`),
    script: () => doc.js_on_event("document_ready", new CustomJS({ code: "1" })),
    swap: () => {
      doc.remove_root(box)
      doc.add_root(box)
    },
  }
}

const route = app("/", (doc, context) => {
  const own = acts(doc, context)
  all = Object.keys(own)
  doc.on_message("act", async (names) => {
    for (const name of String(names).split(", ")) await own[name]?.()
  })
  for (const [name, act] of Object.entries(own)) doc.on_message(name, act)
})

const idsIn = ({ document }: TestSession) =>
  [...internalsOf(document).graph.all()].map(({ id }) => id).toSorted()

async function expectTheSame(window: TestSession): Promise<void> {
  const before = whole()
  const ids = idsIn(window)
  const { title } = window.document
  window.hibernate()
  await window.wake()
  const after = whole()
  expect(differences(before, after)).toEqual([])
  expect(differences({ roots: [before.hidden] }, { roots: [after.hidden] })).toEqual([])
  expect([after.state, window.document.title]).toEqual([before.state, title])
  expect(idsIn(window)).toEqual(ids)
}

it("[S11] a session that wakes after any of random steps is as it was", async () => {
  await createWorld([route]).open("/")
  const step = fc.record({
    acts: fc.array(fc.constantFrom(...all), { minLength: 1, maxLength: 4 }),
    isOneCallback: fc.boolean(),
    isLater: fc.boolean(),
  })
  const property = fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
    const world = createWorld([route])
    const window = await world.open("/")
    for (const { acts: chosen, isOneCallback, isLater } of steps) {
      if (isOneCallback) await window.send_message("act", chosen.join(", "))
      else for (const name of chosen) await window.send_message(name, null)
      if (isLater) await world.advance(1000)
      await expectTheSame(window)
    }
    expect(world.errors.filter((error) => !error.startsWith("W-"))).toEqual([])
  })
  await holdsLater(property, 20)
})
