import { readFileSync } from "node:fs"
import { join } from "node:path"

import { describe, expect, it } from "vitest"

import { createEvent } from "../../../src/model/create-event.ts"
import {
  ButtonClick,
  type EventCallback,
  MenuItemClick,
  ModelEvent,
  Pan,
  PointEvent,
  RangesUpdate,
  Tap,
} from "../../../src/model/events.ts"
import {
  Button,
  ColumnDataSource,
  CustomJS,
  Dropdown,
  FileInput,
  Plot,
  Range1d,
  RangeSlider,
  Slider,
  Toggle,
} from "../../../src/model/generated/models.ts"
import type { HasProps } from "../../../src/model/has-props.ts"
import { createSession, modelChanged } from "../../support/session.ts"

const BOKEHJS_EVENTS = readFileSync(
  join(
    import.meta.dirname,
    "../../../node_modules/@bokeh/bokehjs/build/js/lib/core/bokeh_events.js",
  ),
  "utf8",
)
const POINT = { sx: 10, sy: 20, x: 1, y: 2, modifiers: { shift: true, ctrl: false, alt: false } }

/** A UI event as BokehJS sends it. */
function uiEvent(name: string, model: HasProps, values: object = {}): object {
  const entries = [["model", { id: model.id }], ...Object.entries(values)]
  const msg_data = { type: "event", name, values: { type: "map", entries } }
  return { kind: "MessageSent", msg_type: "bokeh_event", msg_data }
}

describe("event classes", () => {
  it("exist for every event that BokehJS sends", () => {
    const names = [...BOKEHJS_EVENTS.matchAll(/event\("(\w+)"\)/g)].map(([, name = ""]) => name)
    const sent = names.filter((name) => name !== "connection_lost") // while there is no connection
    expect(sent.length).toBeGreaterThan(25)
    for (const name of sent) {
      expect(() => new Slider().on_event(name as "tap", () => undefined)).not.toThrow()
    }
  })

  it("have the values that were sent, beside the model", () => {
    const plot = new Plot()
    const pan = createEvent("pan", { model: plot, ...POINT, delta_x: 3, delta_y: 4 })
    expect(pan).toBeInstanceOf(Pan)
    expect(pan).toBeInstanceOf(PointEvent)
    expect(pan).toMatchObject({ event_name: "pan", model: plot, x: 1, delta_y: 4 })
    expect(createEvent("my_own", { a: 1 })).toMatchObject({ a: 1, model: undefined })
  })

  it.each([
    ["tap", { ...POINT, x: "1" }, "event tap: 'x' must be a number or null"],
    ["rangesupdate", { x0: 0, x1: 1, y0: 0 }, "event rangesupdate: 'y1' must be a number"],
    ["value_submit", { value: 5 }, "event value_submit: 'value' must be a string"],
  ])("reject a %s with wrong values", (name, values, message) => {
    expect(() => createEvent(name, values)).toThrow(message)
  })

  it("prevent a browser's values from hiding their members", () => {
    const values = Object.fromEntries<unknown>([
      ["__proto__", { hidden: true }],
      ["event_name", "other"],
      ["constructor", 1],
    ])
    const event = createEvent("button_click", values)
    expect(event).toBeInstanceOf(ButtonClick)
    expect([event.event_name, event.constructor, "hidden" in event]).toEqual([
      "button_click",
      ButtonClick,
      false,
    ])
  })
})

describe("on_event", () => {
  it("accepts an event's class or its name, both typed", () => {
    const seen: unknown[] = []
    const plot = new Plot()
    plot.on_event(Tap, ({ x, y, modifiers }) => void seen.push([x, y, modifiers?.shift]))
    plot.on_event("rangesupdate", ({ x0, y1 }) => void seen.push([x0, y1]))
    expect(plot.subscribed_events).toEqual(new Set(["tap", "rangesupdate"]))
    const { document, join: open, patch, errors } = createSession((doc) => doc.add_root(plot))
    document.on_event(RangesUpdate, ({ model }) => void seen.push(model))
    const peer = open()
    patch(
      peer,
      uiEvent("tap", plot, { ...POINT, modifiers: { type: "map", entries: [["shift", true]] } }),
    )
    patch(peer, uiEvent("rangesupdate", plot, { x0: 1, x1: 2, y0: 3, y1: 4 }))
    expect([seen, errors]).toEqual([[[1, 2, true], [1, 4], plot], []])
  })

  it("accepts an app's own classes", () => {
    class Shaken extends ModelEvent {
      static override readonly event_name = "shaken"
      declare readonly force: number
    }
    let force = 0
    const plot = new Plot()
    plot.on_event(Shaken, (event) => {
      force = event.force
    })
    const { join: open, patch } = createSession((doc) => doc.add_root(plot))
    patch(open(), uiEvent("shaken", plot, { force: 9 }))
    expect(force).toBe(9)
  })

  it("rejects unknown event names", () => {
    const on = (name: string) => () => new Plot().on_event(name as "tap", () => undefined)
    expect(on("buton_click")).toThrow("unknown event 'buton_click', did you mean 'button_click'?")
    expect(on("Tap")).toThrow("did you mean 'tap'?")
    expect(on("whatever")).toThrow("unknown event 'whatever'")
  })

  it("is the basis of on_click of buttons and menus", () => {
    const seen: unknown[] = []
    const [button, dropdown, toggle] = [new Button(), new Dropdown(), new Toggle()]
    const note: EventCallback<ButtonClick | MenuItemClick> = (event) =>
      void seen.push(event instanceof MenuItemClick ? event.item : event.event_name)
    button.on_click(note)
    dropdown.on_click(note)
    toggle.on_click((active) => void seen.push(active))
    const { join: open, patch } = createSession((doc) => {
      for (const model of [button, dropdown, toggle]) doc.add_root(model)
    })
    const peer = open()
    patch(peer, uiEvent("button_click", button))
    patch(peer, uiEvent("menu_item_click", dropdown, { item: "b" }))
    patch(peer, modelChanged(toggle.id, "active", true))
    expect(seen).toEqual(["button_click", "b", true])
  })
})

describe("an event from the server", () => {
  it("is sent to the browsers, as by clear() of a file input", async () => {
    const input = new FileInput()
    input.clear() // nobody shows it
    const { join: open, settle } = createSession((doc) => doc.add_root(input))
    const peer = open()
    input.clear()
    await settle()
    expect(peer.takeEvents()).toEqual([uiEvent("clear_input", input)])
  })
})

describe("JavaScript callbacks", () => {
  const [a, b] = [new CustomJS({ code: "1" }), new CustomJS({ code: "2" })]

  it("run on a property's changes, and on BokehJS's signals", () => {
    const source = new ColumnDataSource()
    source.js_on_change("data", a, b)
    source.js_on_change("change:data", a)
    source.js_on_change("streaming", b)
    expect(source.js_property_callbacks).toEqual({ "change:data": [a, b], streaming: [b] })
    // @ts-expect-error -- daat
    expect(() => source.js_on_change("daat", a)).toThrow("did you mean 'data'?")
    // @ts-expect-error -- daat
    expect(() => source.js_on_change("change:daat", a)).toThrow("did you mean 'data'?")
  })

  it("run on events", () => {
    const button = new Button()
    button.js_on_event(ButtonClick, a)
    button.js_on_click(a, b)
    expect(button.js_event_callbacks).toEqual({ button_click: [a, b] })
    const toggle = new Toggle()
    toggle.js_on_click(a)
    expect(toggle.js_property_callbacks).toEqual({ "change:active": [a] })
    const dropdown = new Dropdown()
    dropdown.js_on_click(a)
    expect(dropdown.js_event_callbacks).toEqual({ button_click: [a], menu_item_click: [a] })
  })

  it("link two properties, or an item of one", () => {
    const [slider, range] = [new RangeSlider(), new Range1d()]
    slider.js_link("value", range, "start", 0)
    const [callback] = slider.js_property_callbacks["change:value"] ?? []
    expect(callback).toBeInstanceOf(CustomJS)
    expect(callback).toMatchObject({ code: "other.start = this.value[0]", args: { other: range } })
    // @ts-expect-error -- valu
    expect(() => slider.js_link("valu", range, "start")).toThrow("did you mean 'value'?")
    // @ts-expect-error -- strat
    expect(() => slider.js_link("value", range, "strat")).toThrow("did you mean 'start'?")
  })
})
