// Whatever callbacks and two windows do with columns, roots, moved models, timers and holds: a session that wakes after any
// step has the document as it was, and its windows, which stay open, show it.
// @module-tag slow

import {
  app,
  type Column,
  column,
  ColumnDataSource,
  type Columns,
  Div,
  type Document,
  ndarray,
  Slider,
  TabPanel,
  Tabs,
} from "bokeh-edge"
import * as fc from "fast-check"
import { expect, it } from "vitest"

import { internalsOf } from "../../../src/document/document.ts"
import type { FakeKeptSocket } from "../../support/fake-peer.ts"
import { LifeWorld } from "../../support/life.ts"
import { holdsLater } from "../../support/random-test.ts"
import { Replica } from "../../support/replica.ts"
import { differences } from "../../support/same-document.ts"
import { modelChanged } from "../../support/session.ts"

type Acts = Readonly<Record<string, () => unknown>>

/** A document, and a model that is not always shown. */
interface Built {
  readonly doc: Document
  readonly hidden: Column
}

let built: Built
let all: readonly string[]

/** Numbers of all kinds, in `rows` rows. */
const numbers = (from: number, rows: number) => ({
  i: Int32Array.from({ length: rows }, (_, k) => from + k),
  f: Float64Array.from({ length: rows }, (_, k) => [from, Number.NaN, -Infinity, -0][k % 4] ?? 0),
  u: Uint8Array.from({ length: rows }, (_, k) => 250 + k),
})
const values = (from: number): Columns => ({
  x: [from, null, Number.NaN],
  s: ["é", null, "b"],
  d: [new Date(from), null, new Date(1e12)],
  m: [{ a: [from] }, new Map([[1, 2]]), [null]],
})

function columnActs(typed: ColumnDataSource, plain: ColumnDataSource, n: () => number): Acts {
  const pixels = () => ndarray(Uint32Array.of(n(), 2, 3, 4), { shape: [2, 2] })
  const cube = () => ndarray(Float32Array.from({ length: 8 }, n), { shape: [2, 2, 2] })
  const images = new ColumnDataSource({ data: { image: [pixels()], cube: [cube()] } })
  typed.tags = [images]
  return {
    "stream numbers": () => typed.stream(numbers(n(), 2), 5),
    "stream more numbers than stay": () => typed.stream(numbers(n(), 7), 4),
    "stream what numbers are not": () =>
      typed.stream({ i: [null, 1.5], f: ["x", 2], u: [-1, 300] }),
    "stream values": () => plain.stream(values(n()), 7),
    "stream images": () => images.stream({ image: [pixels()], cube: [cube()] }, 2),
    "patch numbers": () => typed.patch({ i: [[0, n()]], f: [[1, Number.NaN]] }),
    "patch values": () => plain.patch({ x: [[0, null]], s: [[1, `${n()}`]] }),
    "patch pixels": () => images.patch({ image: [[[0, 1, 0], [n()]]] }),
    "patch cubes": () => images.patch({ cube: [[0, cube()]] }),
    "set numbers": () => (typed.data = numbers(n(), 3)),
    "set values": () => (plain.data = values(n())),
    "fill in place": () => {
      const { f } = typed.data
      if (f instanceof Float64Array) f.fill(n())
      typed.data = { ...typed.data }
    },
    "add a column": () => plain.add(Array.from({ length: plain.length }, n), `c${n()}`),
  }
}

function build(doc: Document): Acts {
  let count = 0
  const n = () => ++count
  const typed = new ColumnDataSource({ data: numbers(1, 3) })
  const plain = new ColumnDataSource({ data: values(1) })
  const shared = new Div({ name: "shared", text: "shared" })
  const slider = new Slider({ name: "slider", start: 0, end: 1000, value: 1 })
  const left = column(slider, shared)
  const right = column(new Div({ tags: [typed, plain] }), shared)
  const tabs = new Tabs({ tabs: [new TabPanel({ title: "a", child: new Div() })] })
  const hidden = column(new Div({ text: "hidden", tags: [typed] }))
  shared.tags = [left]
  for (const root of [left, right, tabs]) doc.add_root(root)
  built = { doc, hidden }
  slider.on_change("value", (_attr, _old, value) => {
    shared.text = `value ${value}`
    for (const one of hidden.children) if (one instanceof Div) one.text = shared.text
    if (value % 3 === 0) throw new Error("thrice")
  })
  return {
    ...columnActs(typed, plain, n),
    slide: () => (slider.value = n()),
    "slide slowly": async () => {
      slider.value = n()
      await Promise.resolve()
      typed.stream(numbers(n(), 1))
    },
    hold: () => doc.hold(),
    unhold: () => doc.unhold(),
    "soon, once and often": () => {
      doc.add_next_tick_callback(() => void (slider.value = n()))
      doc.add_timeout_callback(() => void (doc.title = `after ${n()}`), 300)
      doc.add_periodic_callback(() => plain.stream(values(n()), 5), 200)
    },
    clear: () => doc.clear(),
    "roots again": () => [right, left, tabs].forEach((root) => doc.add_root(root)),
    "a root of cycles": () => doc.add_root(new Div({ tags: [shared, { deep: [left, hidden] }] })),
    "one root less": () => doc.roots[0] && doc.remove_root(doc.roots[0]),
    "show or hide": () =>
      doc.roots.includes(hidden) ? doc.remove_root(hidden) : doc.add_root(hidden),
    move: () => {
      const children = [...left.children]
      left.children = []
      hidden.children = [...hidden.children.slice(0, 1), ...children]
    },
    "move back": () => (left.children = [slider, shared]),
    cycle: () => (shared.tags = [shared, right, hidden]),
    "no cycle": () => (shared.tags = []),
    panels: () => (tabs.tabs = [...tabs.tabs, new TabPanel({ title: `${n()}`, child: new Div() })]),
    dark: () => (doc.theme = "dark_minimal"),
    plain: () => (doc.theme = null),
    long: () => (shared.text = "y".repeat(300_000)),
  }
}

const route = app("/app", (doc) => {
  const acts = build(doc)
  all = Object.keys(acts)
  for (const [name, act] of Object.entries(acts)) doc.on_message(name, act)
})

/** A window with its copy of the document. */
interface Window {
  readonly socket: FakeKeptSocket
  readonly replica: Replica
}

async function opened(world: LifeWorld): Promise<Window> {
  const window = { socket: await world.connect(), replica: new Replica() }
  await world.send(window.socket, "PULL-DOC-REQ")
  read(window)
  return window
}

function read({ socket, replica }: Window): void {
  for (const message of socket.take()) {
    if (message.msgtype === "PULL-DOC-REPLY") replica.load(message)
    if (message.msgtype === "PATCH-DOC") replica.receive(message)
  }
}

/** A change by a window, which makes it in its own copy first. */
async function change(world: LifeWorld, { socket, replica }: Window, value: number): Promise<void> {
  const slider = replica.document.get_model_by_name("slider")
  const event =
    slider === undefined || value % 4 === 0
      ? { kind: "TitleChanged", title: `by a window ${value}` }
      : modelChanged(slider.id, "value", value)
  const content = { events: [event] }
  replica.receive({ msgtype: "PATCH-DOC", msgid: "", content, buffers: new Map() })
  await world.patch(socket, event)
}

async function expectTheSame(world: LifeWorld, windows: Window[]): Promise<void> {
  const before = built
  const { title, theme } = before.doc
  const isHeld = internalsOf(before.doc).callbacks.held !== undefined
  world.evict()
  const fresh = await opened(world)
  if (!isHeld) {
    expect(differences(before.doc, built.doc)).toEqual([])
    expect(differences({ roots: [before.hidden] }, { roots: [built.hidden] })).toEqual([])
    expect([built.doc.title, built.doc.theme.json]).toEqual([title, theme.json])
  }
  for (const [i, window] of windows.entries()) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    if (!window.socket.isOpen) windows[i] = await opened(world)
    read(window)
  }
  for (const { replica } of windows) {
    expect(differences(replica.document, fresh.replica.document)).toEqual([])
  }
  await world.close(fresh.socket)
}

type Step =
  | { readonly kind: "acts"; readonly acts: readonly string[] }
  | { readonly kind: "change"; readonly value: number }
  | { readonly kind: "time"; readonly ms: number }

async function take(world: LifeWorld, windows: readonly Window[], step: Step): Promise<void> {
  const [window] = windows
  if (window === undefined) return
  if (step.kind === "time") await world.advance(step.ms)
  else if (step.kind === "change") await change(world, window, step.value)
  else {
    for (const msg_type of step.acts) {
      // oxlint-disable-next-line no-await-in-loop -- in this order
      await world.patch(window.socket, { kind: "MessageSent", msg_type, msg_data: null })
    }
  }
  for (const one of windows) read(one)
}

it("[S11] windows that stay open show what is there after a wake, whatever was done before", async () => {
  await opened(new LifeWorld(route))
  const step: fc.Arbitrary<Step> = fc.oneof(
    fc.record({
      kind: fc.constant("acts" as const),
      acts: fc.array(fc.constantFrom(...all), { minLength: 1, maxLength: 4 }),
    }),
    fc.record({ kind: fc.constant("change" as const), value: fc.integer({ min: 1, max: 30 }) }),
    fc.record({ kind: fc.constant("time" as const), ms: fc.constantFrom(60, 300, 1500) }),
  )
  const property = fc.asyncProperty(fc.array(step, { maxLength: 10 }), async (steps) => {
    const world = new LifeWorld(route)
    const windows = [await opened(world), await opened(world)]
    for (const one of steps) {
      await take(world, windows, one)
      await expectTheSame(world, windows)
    }
    const unexpected = world.errors.filter((error) => !/^(a callback failed|W-)/.test(error))
    expect(unexpected).toEqual([])
  })
  await holdsLater(property, 15)
})
