// Messages by which a stranger can't harm others: a browser that can't read a message closes its connection.

import { describe, expect, it } from "vitest"

import {
  CategoricalSlider,
  CustomJS,
  DateSlider,
  Div,
  Range1d,
  RangeSlider,
  Selection,
  Slider,
} from "../../../src/model/generated/models.ts"
import { BOKEHJS_ID, createSession, modelChanged } from "../../support/session.ts"

const STRANGER = { mayBringCode: false }
const said = (msg_data: unknown, msg_type = "say") => ({ kind: "MessageSent", msg_type, msg_data })
const event = (name: string) => ({ type: "event", name, values: { type: "map", entries: [] } })

/** A session that repeats messages to all, a stranger's program, and another user's browser. */
function echoing() {
  const session = createSession((doc) => {
    doc.on_message("say", (data) => doc.send_message("heard", [data]))
    doc.add_root(new Slider({ start: 0, end: 10 }))
  })
  const [program, browser] = [session.join(STRANGER), session.join(STRANGER)]
  session.send(program, "PULL-DOC-REQ", {})
  session.send(browser, "PULL-DOC-REQ", {}, BOKEHJS_ID)
  for (const peer of [program, browser]) peer.take()
  return { ...session, program, browser }
}

describe("a message that BokehJS can't read", () => {
  it.each<readonly [string, object]>([
    ["an event in a message", said([event("tap")])],
    ["an event as a message", said(event("tap"))],
    ["an object of a class", said([{ type: "object", name: "Mine" }])],
    ["a symbol", said({ type: "symbol", name: "s" })],
    ["the definition of a model", said([{ type: "model", name: "Mine" }])],
    ["a bokeh_event without an event", said({ id: "m3" }, "bokeh_event")],
    ["a bokeh_event that has an event in it", said([event("tap")], "bokeh_event")],
  ])("is rejected, and reaches nobody: %s", async (_what, message) => {
    const { program, browser, patch, settle } = echoing()
    patch(program, message)
    await settle()
    expect(program.takeTypes()).toEqual(["ERROR"])
    expect(browser.take()).toEqual([])
  })

  it.each<readonly [string, object]>([
    ["an event, which only some kinds of BokehJS take", said(event("button_click"), "bokeh_event")],
    ["a model that is in no document", said({ type: "object", name: "Div", id: "p1" }, "other")],
  ])("is not passed on: %s", async (_what, message) => {
    const { program, browser, patch, settle } = echoing()
    patch(program, message)
    await settle()
    expect(program.takeTypes()).toEqual(["OK"])
    expect(browser.take()).toEqual([])
  })
})

describe("a message that BokehJS can read", () => {
  it("is passed on with its values and with models of the document", async () => {
    const { program, browser, patch, settle } = echoing()
    patch(program, said([1, { id: "m3" }], "other"))
    await settle()
    expect(browser.takeEvents()).toEqual([said([1, { id: "m3" }], "other")])
  })

  it("can be nested as deep as messages may be", async () => {
    const { program, browser, patch, settle } = echoing()
    patch(program, said(Array.from({ length: 300 }).reduce<unknown>((inner) => [inner], 0)))
    await settle()
    expect(browser.takeTypes()).toEqual(["PATCH-DOC", "PATCH-DOC"])
  })
})

describe("the selected lines of a multi-line", () => {
  it("are never sent to a browser as an empty map, since it expects an object", () => {
    const session = createSession((doc) => doc.add_root(new Selection()))
    const [author, browser, program] = [session.join(), session.join(), session.join()]
    session.send(browser, "PULL-DOC-REQ", {}, BOKEHJS_ID)
    session.send(program, "PULL-DOC-REQ", {})
    const lines = (entries: unknown) =>
      modelChanged("m3", "multiline_indices", { type: "map", entries })
    session.patch(author, lines([[1, [0]]]))
    for (const peer of [browser, program]) peer.take()
    session.patch(author, lines([]))
    expect(browser.takeEvents()).toEqual([lines([[-1, []]])])
    expect(program.takeEvents()).toEqual([modelChanged("m3", "multiline_indices", { type: "map" })])
  })
})

describe("the JavaScript callbacks of a document", () => {
  const bring = (attr: string, name: string, callbacks: unknown) => {
    const session = createSession((doc) => doc.add_root(new Slider({ start: 0, end: 10 })))
    const holder = session.join()
    const value = { type: "map", entries: [[name, callbacks]] }
    session.patch(holder, modelChanged("m3", attr, value))
    return holder.takeTypes()
  }
  const callback = { type: "object", name: "CustomJS", id: "p1", attributes: { code: "" } }

  it.each<readonly [string, string, unknown]>([
    ["js_property_callbacks", "", [null]],
    ["js_property_callbacks", "", []],
    ["js_property_callbacks", "change:nope", [callback]],
    ["js_property_callbacks", "kind:value", [callback]],
    ["js_property_callbacks", "do", [callback]],
    ["js_property_callbacks", "change:value", [null]],
    ["js_property_callbacks", "change:value", [{ type: "object", name: "Div", id: "p2" }]],
    ["js_event_callbacks", "tap", [1]],
  ])("must be callable by BokehJS even from a holder of the key: not %s %j %j", (...wrong) => {
    expect(bring(...wrong)).toEqual(["ERROR"])
  })

  it.each<readonly [string, string, unknown]>([
    ["js_property_callbacks", "change:value", [callback]],
    ["js_property_callbacks", "streaming", [callback]],
    ["js_event_callbacks", "tap", [callback]],
  ])("may be %s %j", (...right) => {
    expect(bring(...right)).toEqual(["OK"])
  })

  it("are checked when an app creates them", () => {
    const slider = new Slider({ start: 0, end: 10 })
    expect(() => slider.js_on_change("do", new CustomJS({ code: "" }))).toThrow(
      "unknown property 'do'",
    )
    expect(() => slider.js_on_change("value", new Div())).toThrow(
      "Slider.js_property_callbacks: 'change:value' must be a list of callbacks",
    )
  })
})

it("a slider's throttled value follows its value until a client has sent it", () => {
  const slider = new Slider({ start: 0, end: 9, value: 1 })
  const told: unknown[] = []
  const hear = (...change: readonly unknown[]) => told.push(change)
  slider.on_change("value_throttled", hear)
  slider.remove_on_change("value_throttled", () => undefined)
  slider.value = 2
  expect(slider.value_throttled).toBe(2)
  const { join, patch } = createSession((doc) => doc.add_root(slider))
  for (const value of [2, 3]) patch(join(), modelChanged(slider.id, "value_throttled", value))
  expect(told).toEqual([
    ["value_throttled", undefined, 2],
    ["value_throttled", 2, 3],
  ])
})

it("callbacks for several changes of one message run when all are made", () => {
  const range = new Range1d({ start: 0, end: 1 })
  const seen: unknown[] = []
  for (const attr of ["start", "end"] as const)
    range.on_change(attr, () => seen.push([attr, range.start, range.end]))
  const { join, patch } = createSession((doc) => doc.add_root(range))
  patch(join(), modelChanged(range.id, "start", 5), modelChanged(range.id, "end", 6))
  expect(seen).toEqual([
    ["start", 5, 6],
    ["end", 5, 6],
  ])
})

describe("a slider's value from a client", () => {
  const sliders = [
    ["Slider", new Slider({ start: 0, end: 9, value: 1 }), 2, ["2", null, [2]]],
    [
      "RangeSlider",
      new RangeSlider({ start: 0, end: 9, value: [1, 2] }),
      [2, 3],
      [2, [2], ["2", "3"]],
    ],
    ["DateSlider", new DateSlider({ start: 0, end: 9, value: 1 }), 2, ["x", [2]]],
    [
      "CategoricalSlider",
      new CategoricalSlider({ categories: ["a", "b"], value: "a" }),
      "b",
      [1, ["b"]],
    ],
  ] as const

  it.each(sliders)(
    "is refused unless it is one, as in Python: %s",
    (_type, slider, right, wrong) => {
      const { join, patch, errors } = createSession((doc) => doc.add_root(slider))
      const peer = join(STRANGER)
      for (const attr of ["value", "value_throttled"]) {
        for (const value of wrong) patch(peer, modelChanged(slider.id, attr, value))
        expect(peer.takeTypes()).toEqual(wrong.map(() => "ERROR"))
        patch(peer, modelChanged(slider.id, attr, right))
        expect([peer.takeTypes(), Reflect.get(slider, attr)]).toEqual([["OK"], right])
      }
      expect(errors).toEqual([])
    },
  )
})

it("[S20] a page's change that is sent again is taken once, and another client's with the same id twice", () => {
  const heard: string[] = []
  const div = new Div({ text: "" })
  div.on_change("text", () => {
    if (div.text !== "") heard.push(div.text)
    div.text = ""
  })
  const { join, send } = createSession((doc) => doc.add_root(div))
  const say = (text: string, msgid: string) => {
    const peer = join()
    send(peer, "PATCH-DOC", { events: [modelChanged(div.id, "text", text)] }, msgid)
    return peer.takeTypes().at(-1)
  }
  const page = [say("page", BOKEHJS_ID), say("page", BOKEHJS_ID)]
  const program = [say("program", "p1001"), say("program", "p1001")]
  expect([...page, ...program]).toEqual(["OK", "OK", "OK", "OK"])
  expect(heard).toEqual(["page", "program", "program"])
})

it("[S20] a page's change that is sent again gets the same reply, and not before its callback has ended", async () => {
  const { promise: work, reject } = Promise.withResolvers<void>()
  const slider = new Slider({ start: 0, end: 9, value: 0 })
  let calls = 0
  slider.on_change("value", () => {
    calls++
    return work
  })
  const { join, send } = createSession((doc) => doc.add_root(slider))
  const peers = [join(), join()]
  for (const peer of peers) {
    send(peer, "PATCH-DOC", { events: [modelChanged(slider.id, "value", 5)] }, BOKEHJS_ID)
    slider.value = 0 // else the second one changes nothing
  }
  const replies: string[][] = [[], []]
  const take = () => {
    for (const [i, peer] of peers.entries()) {
      replies[i]?.push(...peer.takeTypes().filter((type) => type !== "PATCH-DOC"))
    }
    return replies
  }
  await Promise.resolve()
  expect(take()).toEqual([[], []])
  reject(new Error("no"))
  await expect.poll(take).toEqual([["ERROR"], ["ERROR"]])
  expect(calls).toBe(2) // for 5, and for 0
})
