// A session killed between any two steps ends in exactly the state of a session that was never killed.

import * as fc from "fast-check"
import { describe, expect, it, vi } from "vitest"

import type { Handler } from "../../../src/app/handler.ts"
import { internalsOf } from "../../../src/document/document.ts"
import {
  Button,
  ColumnDataSource,
  CustomJS,
  Div,
  Select,
  Slider,
} from "../../../src/model/generated/models.ts"
import { Figure, figure } from "../../../src/plotting/figure.ts"
import { column } from "../../../src/plotting/layouts.ts"
import { holdsLater } from "../../support/random-test.ts"
import { RestartableSession } from "../../support/restartable.ts"
import { modelChanged } from "../../support/session.ts"

/** Everything that a session's state can consist of: widgets, columns, panels that come and go, models made later. */
const handler: Handler = (doc) => {
  const slider = new Slider({ name: "slider", start: 0, end: 10, value: 1 })
  const source = new ColumnDataSource({
    name: "source",
    data: { x: Float64Array.of(1, 2, 3), label: ["a", "b", "c"] },
  })
  const plot = figure({ name: "plot", title: "A plot" })
  plot.line("x", "x", { source })
  const inner = new Slider({ name: "inner", start: 0, end: 10, value: 5 })
  const panels = [column(inner), column(new Div({ text: "second" }))]
  const shown = new Select({ name: "shown", options: ["0", "1"], value: "0" })
  const log = new Div({ name: "log", text: "" })
  const made = column({ name: "made" })
  const button = new Button({ name: "button", label: "more" })
  const box = column(slider, shown, ...panels, log, button, made, plot)
  slider.on_change("value", (_attr, old, value) => {
    log.text = `${String(old)}->${String(value)}`
    source.data = {
      x: Float64Array.of(1, 2, 3).map((x) => x * value),
      label: ["a", "b", "c"],
    }
  })
  inner.on_change("value", (_attr, _old, value) => {
    log.text = `inner ${String(value)}`
  })
  shown.on_change("value", (_attr, _old, value) => {
    const [first] = value === "0" ? panels : panels.slice(1)
    if (first !== undefined) box.children = [slider, shown, first, log, button, made, plot]
  })
  button.on_event("button_click", () => {
    made.children = [...made.children, new Div({ text: `number ${made.children.length}` })]
  })
  doc.title = "App"
  doc.add_root(box)
}

type Step = (session: RestartableSession) => Promise<string>

const idOf = ({ document }: RestartableSession, name: string) =>
  document.get_model_by_name(name)?.id ?? ""
const set =
  (name: string, attr: string, value: unknown): Step =>
  (session) =>
    session.patch(modelChanged(idOf(session, name), attr, value))
const click: Step = (session) => {
  const values = { type: "map", entries: [["model", { id: idOf(session, "button") }]] }
  const msg_data = { type: "event", name: "button_click", values }
  return session.patch({ kind: "MessageSent", msg_type: "bokeh_event", msg_data })
}
const stream =
  (n: number, rollover: number | null): Step =>
  (session) => {
    const array = { type: "bytes", data: { id: "0" } }
    const x = { type: "typed_array", array, dtype: "float64", order: "little" }
    const data = {
      type: "map",
      entries: [
        ["x", x],
        ["label", [`s${n}`]],
      ],
    }
    const model = { id: idOf(session, "source") }
    const events = [{ kind: "ColumnsStreamed", model, attr: "data", data, rollover }]
    return session.send("PATCH-DOC", { events }, [Float64Array.of(n).buffer])
  }
const patchCell: Step = (session) => {
  const patches = {
    type: "map",
    entries: [
      [
        "x",
        [
          [0, 42],
          [{ type: "slice", start: 1, stop: 3, step: null }, [7, 8]],
        ],
      ],
    ],
  }
  return session.patch({
    kind: "ColumnsPatched",
    model: { id: idOf(session, "source") },
    attr: "data",
    patches,
  })
}
const addRoot: Step = (session) => {
  const child = { type: "object", name: "Div", id: "abcd", attributes: { text: "child" } }
  const attributes = { name: "theirs", children: [child] }
  return session.patch({
    kind: "RootAdded",
    model: { type: "object", name: "Column", id: "dcba", attributes },
  })
}
const removeRoot: Step = (session) => session.patch({ kind: "RootRemoved", model: { id: "dcba" } })
const retitle: Step = (session) => session.patch({ kind: "TitleChanged", title: "Renamed" })
const pushDoc: Step = (session) => {
  const attributes = { name: "slider", start: 0, end: 5, value: 2 }
  const roots = [{ type: "object", name: "Slider", id: "p1001", attributes }]
  const config = {
    type: "object",
    name: "DocumentConfig",
    id: "p1000",
    attributes: { reconnect_session: false },
  }
  return session.send("PUSH-DOC", { doc: { title: "Pushed", roots, config } })
}
/** As a script of the page does it: BokehJS sends the whole model when it is put back. */
const takeOut: Step = (session) => {
  const [box] = session.document.roots
  return session.patch(
    modelChanged(box?.id ?? "", "children", [
      { id: idOf(session, "log") },
      { id: idOf(session, "shown") },
    ]),
  )
}
const putBack =
  (name: string, attributes: object): Step =>
  (session) =>
    session.patch({ kind: "RootAdded", model: { type: "object", name, id: "m4", attributes } })
const badPatch: Step = (session) =>
  session.patch(modelChanged(idOf(session, "slider"), "step", "no number"))

const SCENARIOS: Readonly<Record<string, readonly Step[]>> = {
  widgets: [
    set("slider", "value", 3),
    set("slider", "value", 4),
    set("shown", "title", "x"),
    set("slider", "value", 1),
  ],
  columns: [
    stream(4, null),
    stream(5, 3),
    patchCell,
    stream(6, null),
    set("slider", "value", 2),
    stream(7, 2),
  ],
  "panels that come and go": [
    set("inner", "value", 7),
    set("shown", "value", "1"),
    set("shown", "value", "0"),
    set("inner", "value", 8),
  ],
  "models made by callbacks": [click, click, set("slider", "value", 2), click],
  roots: [addRoot, set("theirs", "visible", false), removeRoot, retitle],
  "a model that a page took out and put back": [
    set("slider", "value", 3),
    takeOut,
    putBack("Slider", { start: 0, end: 10, value: 7 }),
    set("shown", "value", "1"),
    set("slider", "value", 5),
    takeOut,
  ],
  "another model under the id of one that was taken out": [
    set("slider", "value", 3),
    takeOut,
    putBack("Div", { name: "new", text: "new" }),
    set("new", "text", "newer"),
    set("shown", "value", "1"),
    set("slider", "value", 5),
  ],
  "a pushed document": [set("slider", "value", 2), pushDoc, set("slider", "value", 3), retitle],
  "bad patches": [badPatch, set("slider", "value", 6), badPatch],
}

async function run(
  steps: readonly Step[],
  restartBefore: (index: number) => boolean,
): Promise<RestartableSession> {
  const session = new RestartableSession(handler)
  await session.restart()
  for (const [i, step] of steps.entries()) {
    if (restartBefore(i)) await session.restart()
    await step(session)
  }
  return session
}

describe("[S11] a session", () => {
  it.each(Object.entries(SCENARIOS))(
    "with %s ends in the same state when it is killed before every step",
    async (_name, steps) => {
      const uninterrupted = await run(steps, () => false)
      const killed = await run(steps, () => true)
      expect(killed.state()).toBe(uninterrupted.state())
    },
  )

  it.each(Object.entries(SCENARIOS))(
    "with %s ends in the same state when it is killed once at any step",
    async (_name, steps) => {
      const uninterrupted = (await run(steps, () => false)).state()
      for (const at of steps.keys())
        expect((await run(steps, (i) => i === at)).state()).toBe(uninterrupted)
    },
  )

  it.each(
    Object.entries(SCENARIOS).flatMap(([name, steps]) =>
      [false, true].map((isWhole) => ({ name, steps, isWhole })),
    ),
  )(
    "with $name has the same state after a restart at the end, stored as one: $isWhole",
    async ({ steps, isWhole }) => {
      const session = await run(steps, () => false)
      const before = session.state()
      if (isWhole) session.checkpoint()
      await session.restart()
      expect(session.state()).toBe(before)
      expect(session.errors.filter((message) => !message.includes("callback"))).toEqual([])
    },
  )

  it("ends in the same state after random steps and random kills", async () => {
    const steps = Object.entries(SCENARIOS)
      .filter(([name]) => name !== "a pushed document")
      .flatMap(([, scenario]) => scenario)
    const story = fc.array(fc.record({ step: fc.constantFrom(...steps), isKilled: fc.boolean() }), {
      size: "max",
      maxLength: 25,
    })
    const property = fc.asyncProperty(story, async (told) => {
      const chosen = told.map(({ step }) => step)
      const uninterrupted = await run(chosen, () => false)
      const killed = await run(chosen, (i) => told[i]?.isKilled ?? false)
      expect(killed.state()).toBe(uninterrupted.state())
    })
    await holdsLater(property, 4)
  })

  it("writes a checkpoint in place of turns that have outgrown it", { tags: "slow" }, async () => {
    const session = await run([], () => false)
    const rows =
      (n: number): Step =>
      (s) => {
        const label = Array.from({ length: n }, (_, i) => `row ${i}`)
        const data = {
          type: "map",
          entries: [
            ["x", label.map((_, i) => i)],
            ["label", label],
          ],
        }
        return s.patch({
          kind: "ColumnsStreamed",
          model: { id: idOf(s, "source") },
          attr: "data",
          data,
          rollover: null,
        })
      }
    for (let i = 0; i < 60; i++) await rows(1000)(session)
    const { checkpointBytes, turnBytes, recordCount } = session.store
    expect(recordCount).toBeLessThan(50)
    expect(turnBytes).toBeLessThan(Math.max(checkpointBytes, 512 * 1024) * 1.2)
    const before = session.state()
    await session.restart()
    expect(session.state()).toBe(before)
  })

  it("keeps the handler's closures attached to the restored models", async () => {
    const session = await run([set("inner", "value", 7), set("shown", "value", "1")], () => false)
    await session.restart()
    await set("shown", "value", "0")(session)
    expect(session.document.get_model_by_name("inner")).toHaveProperty("value", 7)
    await set("inner", "value", 9)(session)
    expect(session.document.get_model_by_name("log")).toHaveProperty("text", "inner 9")
  })

  it("shows what was shown before when the same code builds another structure from current data", async () => {
    let rows = 2
    const live: Handler = (doc) => {
      const slider = new Slider({ start: 0, end: 100, value: 0 })
      const text = new Div({ name: "text" })
      slider.on_change("value", (_attr, _old, value) => (text.text = `slider ${String(value)}`))
      const divs = Array.from({ length: rows++ }, (_, i) => new Div({ text: `row ${i}` }))
      doc.add_root(column(...divs, slider, text))
    }
    const session = new RestartableSession(live)
    await session.restart()
    const slider = session.document.select_one({ type: "Slider" })?.id ?? ""
    const move = (value: number) =>
      session.patch({ kind: "ModelChanged", model: { id: slider }, attr: "value", new: value })
    await move(42)
    const before = session.state()
    await session.restart()
    expect(session.state()).toBe(before)
    await move(43)
    expect(session.document.get_model_by_name("text")).toHaveProperty("text", "slider 43")
  })

  it("keeps the random data that its handler made the first time", async () => {
    let calls = 0
    const session = new RestartableSession((doc) => {
      doc.add_root(new Div({ name: "d", text: `made in call ${++calls}` }))
    })
    await session.restart()
    await session.restart()
    expect(session.document.get_model_by_name("d")).toHaveProperty("text", "made in call 1")
  })

  it("never gives an id twice to models whose ids were taken before any turn was stored", async () => {
    const session = await run([set("slider", "value", 3), takeOut], () => false)
    vi.spyOn(session.store, "appendTurn").mockImplementationOnce(() => {
      throw new Error("the disk is full")
    })
    await set("log", "text", "not stored")(session) // so the next change is stored as one
    await putBack("Slider", { start: 0, end: 10, value: 7 })(session)
    expect([...internalsOf(session.document).graph.renamed]).toEqual([])
    const before = session.state()
    await session.restart()
    expect(session.state()).toBe(before)
  })

  it("[S29] stores changes held back by hold() immediately, and runs their callbacks", async () => {
    const session = new RestartableSession((doc) => {
      const slider = new Slider({ name: "slider", start: 0, end: 99, value: 1 })
      const text = new Div({ name: "text", text: "value 1" })
      const button = new Button({ name: "button" })
      slider.on_change("value", (_attr, old, value) => {
        text.text = `${String(old)}, value ${String(value)}`
      })
      button.on_click(() => void (button.label = "clicked"))
      doc.on_message("hold", () => doc.hold())
      doc.on_message("add", () => doc.add_root(new Div({ text: "added" })))
      doc.on_message("unhold", () => doc.unhold())
      doc.add_root(column(slider, text, button))
    })
    const say = (msg_type: string) =>
      session.patch({ kind: "MessageSent", msg_type, msg_data: null })
    const named = (name: string) => session.document.get_model_by_name(name)
    await session.restart()
    await say("hold")
    await say("add")
    await set("slider", "value", 7)(session)
    await set("slider", "value", 42)(session)
    const target = { type: "map", entries: [["model", { id: idOf(session, "button") }]] }
    const event = { type: "event", name: "button_click", values: target }
    await session.patch({ kind: "MessageSent", msg_type: "bokeh_event", msg_data: event })
    for (let i = 0; i < 2; i++) {
      // oxlint-disable-next-line no-await-in-loop -- what was restored once must still be there the next time
      await session.restart()
      expect(named("slider")).toHaveProperty("value", 42)
      expect(named("button")).toHaveProperty("label", "clicked")
      expect(session.document.roots).toHaveLength(2)
    }
    await say("unhold")
    expect(named("text")).toHaveProperty("text", "1, value 42")
    await session.restart()
    await say("unhold")
    expect(named("text")).toHaveProperty("text", "1, value 42")
    expect([session.document.roots.length, session.errors]).toEqual([2, []])
  })

  it("stores a callback in browsers immediately, also while hold() keeps changes back", async () => {
    const session = new RestartableSession((doc) => {
      doc.on_message("hold", () => {
        doc.hold()
        doc.js_on_event("document_ready", new CustomJS({ code: "held" }))
      })
      doc.add_root(new Div())
    })
    await session.restart()
    await session.patch({ kind: "MessageSent", msg_type: "hold", msg_data: null })
    await session.restart()
    expect(session.state()).toContain('"code":"held"')
  })

  it.each(["a turn", "all changes as one"])(
    "restores a model in the looks of its theme, and can then give it another theme's: stored as %s",
    async (how) => {
      const session = new RestartableSession((doc) => {
        doc.theme = "dark_minimal"
        doc.on_message("come", () => doc.add_root(figure()))
        doc.on_message("light", () => void (doc.theme = "light_minimal"))
        doc.add_root(new Div({ text: "" }))
      })
      const tell = (msg_type: string) =>
        session.patch({ kind: "MessageSent", msg_type, msg_data: null })
      const color = () => session.document.select(Figure)[0]?.background_fill_color
      await session.restart()
      await tell("come")
      const dark = color()
      if (how !== "a turn") session.checkpoint()
      await session.restart()
      expect([dark, color()]).toEqual(["#20262B", "#20262B"])
      await tell("light")
      expect(color()).toBe("#ffffff")
      await session.restart()
      expect([color(), session.errors]).toEqual(["#ffffff", []])
    },
  )
})
