import { gzipSync } from "node:zlib"

import { describe, expect, it } from "vitest"

import {
  BoxEditTool,
  ColumnDataSource,
  Div,
  PointDrawTool,
  Slider,
  TextInput,
} from "../../../src/model/generated/models.ts"
import { figure } from "../../../src/plotting/figure.ts"
import { gridplot } from "../../../src/plotting/gridplot.ts"
import { column } from "../../../src/plotting/layouts.ts"
import { eventsOf } from "../../../src/protocol/client-messages.ts"
import type { RawMessage } from "../../../src/protocol/frames.ts"
import { isRecord } from "../../../src/util/record.ts"
import { FakePeer } from "../../support/fake-peer.ts"
import { Replica } from "../../support/replica.ts"
import { BOKEHJS_ID, createSession, modelChanged } from "../../support/session.ts"

/** A slider whose callback doubles into a source and writes into a div. */
function sliderApp() {
  const slider = new Slider({ start: 0, end: 10, value: 1 })
  const div = new Div({ text: "k=1" })
  const source = new ColumnDataSource({ data: { x: [1, 2, 3] } })
  slider.on_change("value", (_attr, old, value) => {
    source.data = { x: [1, 2, 3].map((x) => x * value) }
    div.text = `${String(old)}->${String(value)}`
  })
  const made = createSession((doc) => {
    doc.add_root(slider)
    doc.add_root(div)
    doc.add_root(source)
  })
  return { ...made, slider, div, source }
}

/** A value that can't be written is rejected when it is set; but a later change inside an app's own array goes unnoticed. */
function spoilTags(div: Div): void {
  const tag: Record<string, unknown> = { deep: 1 }
  div.tags = [tag]
  tag["deep"] = () => "a function"
}

describe("a session", () => {
  it("[S1] sends ACK first, and replies to PULL-DOC-REQ with the document", () => {
    const { session, join, send } = sliderApp()
    const peer = join()
    send(peer, "PULL-DOC-REQ", {}, "q1")
    const [reply] = peer.take()
    expect(reply?.msgtype).toBe("PULL-DOC-REPLY")
    expect(reply?.content).toMatchObject({
      doc: {
        title: "Bokeh Application",
        roots: [{ name: "Slider" }, { name: "Div" }, { name: "ColumnDataSource" }],
      },
    })
    expect(session).toBeDefined()
  })

  it("[S2] sends what callbacks changed in one PATCH-DOC, before OK", () => {
    const { join, patch, slider, div } = sliderApp()
    const peer = join()
    patch(peer, modelChanged(slider.id, "value", 5))
    const [change, ok] = peer.take()
    expect(ok?.msgtype).toBe("OK")
    expect(change?.content).toEqual({
      events: [
        expect.objectContaining({ kind: "ModelChanged", attr: "data" }),
        modelChanged(div.id, "text", "1->5"),
      ],
    })
  })

  it("[S3] sends a client's change to the others, but not back to the client", () => {
    const { join, patch, slider, div } = sliderApp()
    const [one, two] = [join(), join()]
    patch(one, modelChanged(slider.id, "value", 2))
    expect(two.takeEvents()).toContainEqual(modelChanged(slider.id, "value", 2))
    expect(one.takeEvents()).not.toContainEqual(modelChanged(slider.id, "value", 2))
    expect(div.text).toBe("1->2")
  })

  it("[S3] answers OK and sends nothing to others when nothing changed", () => {
    const { join, patch, slider, store } = sliderApp()
    const [one, two] = [join(), join()]
    patch(one, modelChanged(slider.id, "value", 1))
    expect(one.takeTypes()).toEqual(["OK"])
    expect(two.take()).toEqual([])
    expect(store.recordCount).toBe(0)
  })

  it("[S4] applies a callback's value for the property just set everywhere", () => {
    const slider = new Slider({ start: 0, end: 10, value: 1 })
    slider.on_change("value", () => {
      slider.value = Math.min(slider.value, 5)
    })
    const { join, patch } = createSession((doc) => doc.add_root(slider))
    const [one, two] = [join(), join()]
    patch(one, modelChanged(slider.id, "value", 9))
    expect(one.takeEvents()).toEqual([modelChanged(slider.id, "value", 5)])
    expect(two.takeEvents()).toEqual([modelChanged(slider.id, "value", 5)])
  })

  it("[S4] sends others the text typed in a field that a callback empties, since BokehJS ignores equal values", () => {
    const field = new TextInput()
    field.on_change("value", () => {
      field.value = ""
    })
    const { join, patch, store } = createSession((doc) => doc.add_root(field))
    const [one, two] = [join(), join()]
    patch(
      one,
      modelChanged(field.id, "value_input", "Hello"),
      modelChanged(field.id, "value", "Hello"),
    )
    expect(one.takeEvents()).toEqual([modelChanged(field.id, "value", "")])
    expect(two.takeEvents()).toEqual([
      modelChanged(field.id, "value_input", "Hello"),
      modelChanged(field.id, "value", "Hello"),
      modelChanged(field.id, "value", ""),
    ])
    expect(store.recordCount).toBe(1)
  })

  it("[S5] sends a new model whole to every socket, and as a reference after that", async () => {
    const box = column(new Div({ text: "a" }))
    const { document, join, settle } = createSession((doc) => doc.add_root(box))
    const [one, two] = [join(), join()]
    const added = new Div({ text: "b" })
    box.children = [...box.children, added]
    await settle()
    const whole = { type: "object", name: "Div", id: added.id, attributes: { text: "b" } }
    const expected = [expect.objectContaining({ attr: "children", new: [{ id: "m4" }, whole] })]
    expect(one.takeEvents()).toEqual(expected)
    expect(two.takeEvents()).toEqual(expected)
    expect(document.get_model_by_id(added.id)).toBe(added)
  })

  it("[S6] keeps what a callback changed before it threw, sends it to all, and replies ERROR", () => {
    const slider = new Slider({ start: 0, end: 10, value: 1 })
    const div = new Div({ text: "" })
    slider.on_change("value", () => {
      div.text = "half done"
      throw new Error("boom")
    })
    const { join, patch, errors } = createSession((doc) => doc.add_root(column(slider, div)))
    const [one, two] = [join(), join()]
    patch(one, modelChanged(slider.id, "value", 3))
    expect(one.takeTypes()).toEqual(["PATCH-DOC", "ERROR"])
    expect(two.takeEvents()).toEqual([
      modelChanged(slider.id, "value", 3),
      modelChanged(div.id, "text", "half done"),
    ])
    expect(errors).toHaveLength(1)
  })

  it("[E2] replies ERROR to a patch that names an unknown model, and applies nothing of it", () => {
    const { join, patch, slider, send } = sliderApp()
    const peer = join()
    patch(peer, modelChanged(slider.id, "value", 4), modelChanged("nobody", "value", 4))
    const [reply] = peer.take()
    expect(reply?.msgtype).toBe("ERROR")
    expect(reply?.content).toMatchObject({
      text: expect.stringContaining("events[1].model: reference 'nobody'") as unknown,
    })
    expect(slider.value).toBe(1)
    send(peer, "SERVER-INFO-REQ", {})
    expect(peer.takeTypes()).toEqual(["SERVER-INFO-REPLY"])
  })

  it("[E2] rejects a value of the wrong kind, and ignores an unknown property", () => {
    const { join, patch, slider } = sliderApp()
    const peer = join()
    patch(peer, modelChanged(slider.id, "step", "abc"))
    expect(peer.takeTypes()).toEqual(["ERROR"])
    patch(peer, modelChanged(slider.id, "no_such_property", 1))
    expect(peer.takeTypes()).toEqual(["OK"])
  })

  it("[D4] drops a patch for a model that has just left, with OK", async () => {
    const { document, join, patch, div, settle } = sliderApp()
    const peer = join()
    document.remove_root(div)
    await settle()
    peer.take()
    patch(peer, modelChanged(div.id, "text", "late"))
    expect(peer.takeTypes()).toEqual(["OK"])
    expect(div.text).toBe("k=1")
  })

  it("[E1] closes a peer that breaks the framing, and continues for the others", () => {
    const { session, join, patch, slider } = sliderApp()
    const [bad, good] = [join(), join()]
    session.receive(bad, new ArrayBuffer(4))
    expect(bad.closed?.code).toBe(1002)
    patch(good, modelChanged(slider.id, "value", 2))
    expect(good.takeTypes()).toEqual(["PATCH-DOC", "OK"])
    expect(bad.take()).toEqual([])
  })

  it("[E1] closes a peer with 1002 on messages that no client sends", () => {
    const { join, send } = sliderApp()
    for (const msgtype of ["ACK", "OK", "ERROR", "PULL-DOC-REPLY", "NO-SUCH"]) {
      const peer = join()
      send(peer, msgtype, {})
      expect(peer.closed).toEqual({ code: 1002, reason: `unexpected message "${msgtype}"` })
    }
  })

  it("[S7] replaces the document on PUSH-DOC and notifies the others", () => {
    const { document, join, send } = sliderApp()
    const [one, two] = [join(), join()]
    const roots = [{ type: "object", name: "Div", id: "p1001", attributes: { text: "pushed" } }]
    send(one, "PUSH-DOC", { doc: { title: "New", roots } })
    expect(one.takeTypes()).toEqual(["OK"])
    expect(document.title).toBe("New")
    expect(document.roots.map((root) => root.id)).toEqual(["p1001"])
    expect(two.takeEvents()).toEqual([
      ...["m3", "m4", "m5"].map((id) => ({ kind: "RootRemoved", model: { id } })),
      { kind: "TitleChanged", title: "New" },
      { kind: "RootAdded", model: roots[0] },
    ])
  })

  it("[S7] keeps a pushed document's inline bytes, definitions and JavaScript callbacks", () => {
    const { join, send } = sliderApp()
    const array = { type: "bytes", data: gzipSync(Uint8Array.of(1, 2)).toString("base64") }
    const bytes = { type: "ndarray", array, shape: [2], dtype: "uint8", order: "little" }
    const data = { type: "map", entries: [["x", bytes]] }
    const js = { type: "object", name: "CustomJS", id: "p2", attributes: { code: "1" } }
    const doc = {
      title: "",
      roots: [{ type: "object", name: "ColumnDataSource", id: "p1", attributes: { data } }],
      defs: [{ type: "model", name: "acme.Thing" }],
      callbacks: { type: "map", entries: [["document_ready", [js]]] },
    }
    const peer = join()
    send(peer, "PUSH-DOC", { doc })
    expect(peer.takeTypes()).toEqual(["OK"])
    send(peer, "PULL-DOC-REQ", {})
    const copy = new Replica()
    for (const reply of peer.take()) {
      const roots = [{ name: "ColumnDataSource" }]
      expect(reply.content).toMatchObject({ doc: { ...doc, roots } })
      copy.load(reply)
    }
    expect(copy.document.select_one(ColumnDataSource)?.data).toEqual({ x: Uint8Array.of(1, 2) })
  })

  it.each<readonly [string, number, readonly number[], string, string | undefined]>([
    [
      "puts arrays inline into every reply but a session's first",
      1 << 10,
      [1, 0, 0],
      BOKEHJS_ID,
      undefined,
    ],
    ["sends large arrays as buffers always", 5 << 20, [1, 1, 1], BOKEHJS_ID, undefined],
    ["has nothing to put inline without arrays", 0, [0, 0, 0], BOKEHJS_ID, undefined],
    ["puts them inline for a page that has 3.9", 1 << 10, [1, 0, 0], BOKEHJS_ID, "3.9.2"],
    ["sends buffers to a page that has 3.10", 1 << 10, [1, 1, 1], BOKEHJS_ID, "3.10.0"],
    [
      "puts arrays inline for Python's client, which may be 3.8",
      1 << 10,
      [0, 0, 0],
      "p1008",
      undefined,
    ],
    ["sends large arrays to Python's client as buffers", 5 << 20, [1, 1, 1], "p1008", undefined],
    ["puts arrays inline for Python that says 3.7", 1 << 10, [0, 0, 0], "p1001", "3.7.3"],
    ["sends buffers to Python that says 3.9", 1 << 10, [1, 1, 1], "p1008", "3.9.2"],
    ["puts arrays inline for a page that has 3.8", 5 << 20, [0, 0, 0], BOKEHJS_ID, "3.8.2"],
    ["puts arrays inline for a page that has 3.5", 1 << 10, [0, 0, 0], BOKEHJS_ID, "3.5.2"],
    ["sends buffers to a page that has 4.0", 1 << 10, [1, 1, 1], BOKEHJS_ID, "4.0.0-dev.5"],
  ])("[S18] %s", (_name, byteLength, bufferCounts, msgid, version) => {
    const data: { x?: Uint8Array<ArrayBuffer> } =
      byteLength === 0 ? {} : { x: new Uint8Array(byteLength).fill(7) }
    const source = new ColumnDataSource({ data })
    const { session, send } = createSession((doc) => doc.add_root(source))
    const three = [1, 2, 3].map(() => new FakePeer({ bokehVersion: version }))
    const replies = three.flatMap((peer) => {
      session.open(peer)
      peer.take()
      send(peer, "PULL-DOC-REQ", {}, msgid)
      return peer.take()
    })
    expect(replies.map(({ buffers }) => buffers.size)).toEqual(bufferCounts)
    for (const reply of replies) {
      const copy = new Replica()
      copy.load(reply)
      const x: unknown = copy.document.select_one(ColumnDataSource)?.data["x"] ?? []
      expect(Buffer.from(x as Uint8Array).equals(Buffer.from(data.x ?? []))).toBe(true)
    }
  })

  it.for([
    ["Python that says 3.7", "3.7.3", "p1001", false],
    ["a page that has 3.7", "3.7.3", BOKEHJS_ID, false],
    ["Python that says 3.8", "3.8.2", "p1008", true],
    ["a page that has 3.10", "3.10.0", BOKEHJS_ID, true],
    ["who does not say it", undefined, "p1008", true],
  ] as const)(
    "[S18] sends the document's configuration to clients that know it: %s",
    ([, bokehVersion, id, isSent]) => {
      const { session, send } = createSession((doc) => doc.add_root(new Div()))
      const peer = new FakePeer({ bokehVersion })
      session.open(peer)
      peer.take()
      send(peer, "PULL-DOC-REQ", {}, id)
      const [reply] = peer.take()
      expect(JSON.stringify(reply?.content).includes("DocumentConfig")).toBe(isSent)
    },
  )

  it("[S18] asks Python before 3.8 that does not send its version to send it", () => {
    const { join, send } = createSession((doc) => doc.add_root(new Div()))
    const peer = join()
    send(peer, "PULL-DOC-REQ", {}, "p1003")
    expect(peer.take()).toMatchObject([
      { msgtype: "ERROR", content: { text: expect.stringContaining("older than 3.8") as string } },
    ])
  })

  it("[S8] treats a RootAdded of an existing root as no change", () => {
    const { document, join, patch, slider, store } = sliderApp()
    const peer = join()
    const attributes = { start: 0, end: 10, value: 7 }
    const model = { type: "object", name: "Slider", id: slider.id, attributes }
    patch(peer, { kind: "RootAdded", model })
    expect(peer.takeTypes()).toEqual(["OK"])
    expect([document.roots.length, slider.value, store.recordCount]).toEqual([3, 1, 0])
  })

  it("[D1] accepts each kind of event, and passes it on as defined, without unknown fields", () => {
    const { join, patch, source, slider } = sliderApp()
    const [one, two] = [join(), join()]
    const [model, attr] = [{ id: source.id }, "data"]
    const map = (...entries: readonly unknown[]) => ({ type: "map", entries })
    const div = { type: "object", name: "Div", id: "p1" }
    const table: readonly (readonly [given: object, passedOn: object])[] = [
      [modelChanged(slider.id, "title", "k"), modelChanged(slider.id, "title", "k")],
      [
        { kind: "ColumnDataChanged", model, attr, data: { x: [7] }, cols: null },
        modelChanged(source.id, "data", map(["x", [7]])),
      ],
      [
        { kind: "ColumnsStreamed", model, attr, data: { x: [8] }, rollover: null },
        { kind: "ColumnsStreamed", model, attr, data: map(["x", [8]]), rollover: null },
      ],
      [
        { kind: "ColumnsPatched", model, attr, patches: { x: [[0, 6]] } },
        { kind: "ColumnsPatched", model, attr, patches: map(["x", [[0, 6]]]) },
      ],
      [
        { kind: "TitleChanged", title: "New" },
        { kind: "TitleChanged", title: "New" },
      ],
      [
        { kind: "RootAdded", model: div },
        { kind: "RootAdded", model: div },
      ],
      [
        { kind: "RootRemoved", model: { id: "p1" } },
        { kind: "RootRemoved", model: { id: "p1" } },
      ],
    ]
    for (const [given, passedOn] of table) {
      patch(one, { ...given, unknown_field: 1 })
      expect(one.takeTypes()).toEqual(["OK"])
      expect(two.takeEvents()).toEqual([passedOn])
    }
    patch(one, { kind: "MessageSent", msg_type: "a", msg_data: null })
    expect([one.takeTypes(), two.take()]).toEqual([["OK"], []])
    expect(source.data).toEqual({ x: [6, 8] })
  })

  it("[D1] rejects any other kind of event", () => {
    const { join, patch } = sliderApp()
    const peer = join()
    patch(peer, { kind: "ModelRenamed", model: { id: "m3" } })
    const text = 'SerializationError: events[0]: unknown event kind "ModelRenamed"'
    expect(peer.take()).toMatchObject([{ msgtype: "ERROR", content: { text } }])
  })

  it("[D2] numbers models in walk order from the config's on, and keeps ids that clients bring", () => {
    const inner = new Div({ text: "inner" })
    const outer = column(inner)
    const { document, join, patch } = createSession((doc) => {
      doc.add_root(outer)
      doc.add_root(new Div({ text: "second" }))
    })
    expect([outer.id, inner.id, document.roots[1]?.id]).toEqual(["m3", "m4", "m5"])
    const hex = "0123456789ABCDEF0123456789ABCDEF"
    for (const id of ["p1234", hex]) {
      patch(join(), { kind: "RootAdded", model: { type: "object", name: "Div", id } })
    }
    const later = new Div({ text: "later" })
    document.add_root(later)
    expect(document.roots.slice(2).map(({ id }) => id)).toEqual(["p1234", hex, "m6"])
  })

  it("[D6] answers a value of the wrong kind with ERROR, and keeps the events before it", () => {
    const { join, patch, slider, div } = sliderApp()
    const [one, two] = [join(), join()]
    const [before, wrong, after] = [
      modelChanged(slider.id, "title", "before"),
      modelChanged(slider.id, "step", "abc"),
      modelChanged(div.id, "text", "after"),
    ]
    patch(one, before, wrong, after)
    const text: unknown = expect.stringContaining("Slider.step must be")
    expect(one.take()).toMatchObject([{ msgtype: "ERROR", content: { text } }])
    expect(two.takeEvents()).toEqual([before])
    expect([slider.title, div.text]).toEqual(["before", "k=1"])
  })

  it("[D6] rejects a tool's renderer that has another glyph, also in a new tool", () => {
    const p = figure()
    const [line, rect] = [p.line([1], [1]), p.rect([1], [1], 1, 1)]
    const quad = p.quad(0, 1, 1, 0)
    const tool = new BoxEditTool()
    p.add_tools(tool)
    const { join, patch } = createSession((doc) => doc.add_root(p))
    const one = join()
    const set = (...ids: readonly string[]) => {
      patch(
        one,
        modelChanged(
          tool.id,
          "renderers",
          ids.map((id) => ({ id })),
        ),
      )
      return one.take()
    }
    expect(set(rect.id, quad.id)).toMatchObject([{ msgtype: "OK" }])
    const wrong = (what: string): unknown => ({ text: expect.stringContaining(what) as unknown })
    const told = "BoxEditTool.renderers[1] must be a GlyphRenderer whose glyph is Block"
    expect(set(rect.id, line.id)).toMatchObject([{ msgtype: "ERROR", content: wrong(told) }])
    expect(tool.renderers).toEqual([rect, quad])
    const attributes = { renderers: [{ id: line.id }, { id: rect.id }] }
    const made = { type: "object", name: "PolyDrawTool", id: "a1", attributes }
    patch(one, modelChanged(p.toolbar.id, "tools", [{ id: tool.id }, made]))
    const content = wrong("PolyDrawTool.renderers[0] must be")
    expect(one.take()).toMatchObject([{ msgtype: "ERROR", content }])
    patch(
      one,
      modelChanged(p.toolbar.id, "tools", [{ id: tool.id }, { ...made, name: "PointDrawTool" }]),
    )
    expect(one.take()).toMatchObject([{ msgtype: "OK" }])
    expect(p.select_one(PointDrawTool)?.renderers).toEqual([line, rect])
  })

  it("[D3] sends streamed rows to the others as rows, once", () => {
    const { join, patch, source } = sliderApp()
    const [one, two] = [join(), join()]
    const event = {
      kind: "ColumnsStreamed",
      model: { id: source.id },
      attr: "data",
      data: { x: [4] },
      rollover: 3,
    }
    patch(one, event)
    expect(source.data).toEqual({ x: [2, 3, 4] })
    expect(two.takeEvents()).toEqual([{ ...event, data: { type: "map", entries: [["x", [4]]] } }])
  })

  it("[D3] honours the columns of a ColumnDataChanged, and keeps the other columns", () => {
    const { join, patch, source } = sliderApp()
    const peer = join()
    source.data = { x: [1], y: [2] }
    patch(peer, {
      kind: "ColumnDataChanged",
      model: { id: source.id },
      attr: "data",
      data: { y: [9] },
      cols: ["y"],
    })
    expect(source.data).toEqual({ x: [1], y: [9] })
  })

  it("[D5] passes a model of an unknown type through unchanged", () => {
    const { document, join, send } = sliderApp()
    const attributes = {
      shiny: [1, { type: "map", entries: [["a", { type: "object", name: "Div", id: "p2" }]] }],
    }
    const root = { type: "object", name: "acme.Widget", id: "p1", attributes }
    const peer = join()
    send(peer, "PUSH-DOC", { doc: { title: "x", roots: [root] } })
    peer.take()
    send(peer, "PULL-DOC-REQ", {})
    expect(peer.take()[0]?.content).toMatchObject({ doc: { roots: [root] } })
    expect(document.get_model_by_id("p2")?.type).toBe("Div")
  })

  it("[S9] sends the later changes of an async callback", async () => {
    const slider = new Slider({ start: 0, end: 10, value: 1 })
    const div = new Div({ text: "" })
    const { promise: answered, resolve: answer } = Promise.withResolvers<void>()
    slider.on_change("value", async () => {
      await answered
      div.text = "later"
    })
    const { join, patch, settle } = createSession((doc) => doc.add_root(column(slider, div)))
    const peer = join()
    patch(peer, modelChanged(slider.id, "value", 2))
    await settle()
    expect(peer.takeTypes()).toEqual(["OK"])
    answer()
    await settle()
    expect(peer.takeEvents()).toEqual([modelChanged(div.id, "text", "later")])
  })

  it("[S10] passes messages on between browsers and programs, but not among either", () => {
    const div = new Div()
    const { pulled, patch } = createSession((doc) => doc.add_root(div))
    const [page, window, python, other] = [pulled(), pulled(), pulled(), pulled()]
    page.noteBokehJs()
    window.noteBokehJs()
    const values = { type: "map", entries: [["model", { id: div.id }]] }
    const click = { type: "event", name: "button_click", values }
    const event = { kind: "MessageSent", msg_type: "bokeh_event", msg_data: click }
    patch(page, event, { ...event, msg_type: "bokeh_edge_preview", msg_data: 1 })
    for (const peer of [python, other]) {
      expect(peer.takeEvents()).toMatchObject([
        { kind: "MessageSent", msg_type: "bokeh_event", msg_data: { name: "button_click" } },
      ])
    }
    patch(python, { kind: "MessageSent", msg_type: "comm", msg_data: [1] })
    for (const peer of [page, window]) {
      expect(peer.takeEvents()).toMatchObject([{ msg_type: "comm", msg_data: [1] }])
    }
    expect([page, window, python, other].map((peer) => peer.takeEvents())).toEqual([[], [], [], []])
  })

  it("[S10] runs the callbacks of UI events and of an app's own messages", () => {
    const seen: unknown[] = []
    const div = new Div({ text: "" })
    div.on_event("tap", ({ x, y }) => void seen.push([x, y]))
    const { document, join, patch } = createSession((doc) => doc.add_root(div))
    document.on_message("echo", (data) => document.send_message("echo", [data, "back"]))
    const peer = join()
    const values = {
      type: "map",
      entries: [
        ["model", { id: div.id }],
        ["sx", 10],
        ["sy", 20],
        ["x", 1],
        ["y", 2],
      ],
    }
    patch(peer, {
      kind: "MessageSent",
      msg_type: "bokeh_event",
      msg_data: { type: "event", name: "tap", values },
    })
    patch(peer, { kind: "MessageSent", msg_type: "echo", msg_data: "hi" })
    expect(seen).toEqual([[1, 2]])
    expect(peer.takeEvents()).toEqual([
      { kind: "MessageSent", msg_type: "echo", msg_data: ["hi", "back"] },
    ])
  })

  it("[S13] applies what a window computes from its own layout, but does not send or store it", () => {
    const plot = figure()
    const widths: unknown[] = []
    plot.on_change("inner_width", (_attr, _old, width) => void widths.push(width))
    const { join, patch, send, store } = createSession((doc) => doc.add_root(plot))
    const [one, two] = [join(), join()]
    patch(one, modelChanged(plot.id, "inner_width", 321))
    expect([widths, two.take(), store.recordCount]).toEqual([[321], [], 0])
    send(two, "PULL-DOC-REQ", {})
    expect(JSON.stringify(two.take()[0]?.content)).not.toContain("inner_width")
  })

  it("[S13] leaves to each window which tool of a grid is chosen there: BokehJS sets it when it loads, too", async () => {
    const grid = gridplot([[figure(), figure()]])
    const { document, join, patch, settle, store } = createSession((doc) => doc.add_root(grid))
    const [one, two] = [join(), join()]
    const viewer = join({ isViewer: true })
    const [tool] = document.select({ type: "ToolProxy" })
    if (tool === undefined) throw new Error("there is no merged toolbar")
    patch(one, modelChanged(tool.id, "active", true))
    patch(viewer, modelChanged(tool.id, "active", true))
    expect([one.takeTypes(), viewer.takeTypes()]).toEqual([["OK"], ["OK"]])
    expect([two.take(), store.recordCount]).toEqual([[], 0])
    tool.update({ active: true })
    await settle()
    expect(two.takeEvents()).toEqual([modelChanged(tool.id, "active", true)])
  })

  it("[S14] runs timed callbacks while a client is connected, and never one twice at a time", async () => {
    const seen: string[] = []
    const { document, session, join, clock, settle } = createSession((doc) => {
      doc.add_periodic_callback(() => void seen.push("tick"), 100)
      doc.add_timeout_callback(() => void seen.push("once"), 150)
      doc.add_next_tick_callback(() => void seen.push("next"))
    })
    const run = async (ms: number) => {
      for (let passed = 0; passed < ms; passed += 50) {
        clock.advance(50)
        await settle()
      }
    }
    await run(500)
    expect(seen).toEqual([])
    const peer = join()
    await run(250)
    expect(seen).toEqual(["next", "tick", "once", "tick"])
    session.close(peer)
    await run(500)
    expect(seen).toHaveLength(4)
    expect(() => document.add_periodic_callback(() => undefined, -1)).toThrow(
      "delay must be a non-negative number of milliseconds, got -1",
    )
  })

  it("[S14] stops a timed callback that is removed", async () => {
    const seen: string[] = []
    const { document, join, clock, settle } = createSession(() => undefined)
    join()
    const periodic = document.add_periodic_callback(() => void seen.push("tick"), 100)
    clock.advance(100)
    await settle()
    document.remove_periodic_callback(periodic)
    clock.advance(1000)
    expect(seen).toEqual(["tick"])
  })

  it("[E3] closes a peer that begins a message and does not end it, and no other", () => {
    const { session, join, send, clock } = sliderApp()
    const [slow, good] = [join(), join()]
    session.receive(slow, JSON.stringify({ msgid: "1", msgtype: "PATCH-DOC" }))
    clock.advance(30_000)
    session.receive(slow, "{}")
    send(good, "SERVER-INFO-REQ", {})
    clock.advance(29_000)
    expect(slow.closed).toBeUndefined()
    clock.advance(2000)
    expect([slow.closed?.code, good.closed]).toEqual([4005, undefined])
  })

  it("[E1] closes a peer whose message was half received when the object left memory, and applies nothing", () => {
    const before = sliderApp()
    const peer = before.join()
    before.session.receive(peer, JSON.stringify({ msgid: "1", msgtype: "PATCH-DOC" }))
    before.session.receive(peer, "{}")
    const after = sliderApp()
    after.session.join(peer)
    const events = [modelChanged(after.slider.id, "value", 9)]
    after.session.receive(peer, JSON.stringify({ events }))
    expect([peer.closed?.code, after.slider.value]).toEqual([1002, 1])
  })

  it("[S11] writes nothing for a client that connects and leaves, and a checkpoint for one that stays", () => {
    const { session, join, send, store, clock } = sliderApp()
    const bounced = join()
    send(bounced, "PULL-DOC-REQ", {})
    clock.advance(900)
    session.close(bounced)
    clock.advance(10_000)
    expect(store.recordCount).toBe(0)
    send(join(), "PULL-DOC-REQ", {})
    clock.advance(1000)
    expect(store.recordCount).toBe(1)
  })

  it("[E2] reports a value that can't be sent, and sends the other changes", () => {
    const slider = new Slider({ start: 0, end: 10, value: 1 })
    const div = new Div({ text: "", tags: [] })
    slider.on_change("value", () => {
      div.text = "sent"
      spoilTags(div)
    })
    const { join, patch, errors } = createSession((doc) => doc.add_root(column(slider, div)))
    const [one, two] = [join(), join()]
    patch(one, modelChanged(slider.id, "value", 2))
    const [change, reply] = one.take()
    expect(change?.content).toEqual({ events: [modelChanged(div.id, "text", "sent")] })
    const text: unknown = expect.stringContaining("a function can't be sent")
    expect(reply?.content).toMatchObject({ text })
    expect(two.takeEvents()).toHaveLength(2)
    expect(errors).toContain("a change could not be sent")
  })

  it("[S11] logs a property that can't be stored, and continues", async () => {
    const { document, div, join, patch, send, slider, store, errors, clock, settle } = sliderApp()
    const peer = join()
    send(peer, "PULL-DOC-REQ", {})
    spoilTags(div)
    await settle()
    clock.advance(1000)
    expect([store.recordCount, errors]).toEqual([
      1, // without that property
      ["a change could not be sent", "Div.tags could not be stored"],
    ])
    send(peer, "PUSH-DOC", { doc: { title: "New", roots: [] } })
    expect([peer.takeTypes().at(-1), store.recordCount]).toEqual(["OK", 1])
    div.tags = []
    document.add_root(slider)
    await settle()
    patch(peer, modelChanged(slider.id, "value", 2))
    expect(peer.takeTypes().at(-1)).toBe("OK")
  })

  it("[S11] answers a pushed document with ERROR when one of its properties can't be stored", () => {
    const { document, div, join, send, store } = sliderApp()
    const peer = join()
    document.on_change(({ kind }) => {
      if (kind === "TitleChanged") document.add_root(div)
      if (kind === "TitleChanged") spoilTags(div)
    })
    send(peer, "PUSH-DOC", { doc: { title: "New", roots: [] } })
    expect([peer.takeTypes().at(-1), store.recordCount]).toEqual(["ERROR", 1])
  })

  it("[S7] leaves nothing of a pushed document when another with the same ids is pushed", () => {
    const { join, send } = createSession(() => undefined)
    const [pusher, watcher] = [join(), join()]
    const push = (attributes: object) => {
      const roots = [{ type: "object", name: "Div", id: "p5", attributes }]
      send(pusher, "PUSH-DOC", { doc: { title: "New", roots } })
    }
    push({ text: "one", width: 333, visible: false })
    watcher.take()
    push({ text: "two" })
    const [added] = watcher.takeEvents().filter((e) => isRecord(e) && e["kind"] === "RootAdded")
    const attributes = { text: "two", width: null, visible: true }
    expect(added).toMatchObject({ model: { id: "p5", attributes } })
  })

  it.each([
    ["the ids and types of the last one", [["Div", "Button"]], undefined],
    ["new ids", [["Div", "Button", "Div"]], undefined],
    ["the last one's ids for other types", [["Button", "Div"]], 4004],
    ["ids of models that have left", [["Div"], ["Div", "Button"]], 4004],
  ])("[S7] shows everybody a pushed document with %s", (_what, documents, code) => {
    const { join, send } = createSession(() => undefined)
    const [pusher, program, page] = [join(), join(), join({ isBokehJs: true })]
    for (const types of [["Div", "Button"], ...documents]) {
      program.take()
      const roots = types.map((name, i) => ({ type: "object", name, id: `p${i}`, attributes: {} }))
      send(pusher, "PUSH-DOC", { doc: { title: "New", roots } })
    }
    expect(pusher.takeTypes()).not.toContain("ERROR")
    const kindsIn = ({ content }: RawMessage) =>
      (eventsOf(content) ?? []).map((event) => isRecord(event) && event["kind"])
    const [leaving = [], coming = []] = program.take().map((message) => new Set(kindsIn(message)))
    expect([[...leaving], [...coming]]).toEqual([["RootRemoved"], ["RootAdded"]])
    expect(page.closed?.code).toBe(code)
  })

  it("[S7] stores a pushed document once", () => {
    const { join, send, store } = sliderApp()
    const roots = [{ type: "object", name: "Div", id: "p1", attributes: { text: "pushed" } }]
    send(join(), "PUSH-DOC", { doc: { title: "New", roots } })
    expect(store.recordCount).toBe(1)
    send(join(), "PUSH-DOC", { doc: { title: "New", roots, defs: [] } })
    expect(store.recordCount).toBe(1)
  })

  it("[S5] sends a model whole later, when the change that added it could not be sent", async () => {
    const box = column(new Div({ text: "a" }))
    const { join, errors, settle } = createSession((doc) => doc.add_root(box))
    const [one, two] = [join(), join()]
    const good = new Div({ text: "good" })
    const tag: Record<string, unknown> = {}
    box.tags = [good, tag]
    tag["deep"] = () => "a function"
    await settle()
    expect([one.takeEvents(), errors]).toEqual([[], ["a change could not be sent"]])
    box.children = [good]
    await settle()
    const whole = { type: "object", name: "Div", id: good.id, attributes: { text: "good" } }
    expect(two.takeEvents()).toEqual([modelChanged(box.id, "children", [whole])])
  })

  it("[E2] sends new models, and the document, without a property that can't be sent", async () => {
    const box = column(new Div({ text: "a" }))
    const { join, errors, settle, send, store } = createSession((doc) => doc.add_root(box))
    const [one, other] = [join(), join()]
    const [good, bad] = [new Div({ text: "good" }), new Div({ text: "bad" })]
    spoilTags(bad)
    box.children = [column(bad), good]
    await settle()
    const sent = JSON.stringify(one.takeEvents())
    expect(sent).toMatch(/"attributes":{"text":"bad"}.*"attributes":{"text":"good"}/)
    expect(errors).toEqual(["a change could not be sent", "Div.tags could not be stored"])
    expect(store.recordCount).toBe(1)
    for (const peer of [other, join()]) {
      peer.take()
      send(peer, "PULL-DOC-REQ", {})
      const [reply] = peer.take()
      expect(reply?.msgtype).toBe("PULL-DOC-REPLY")
      expect(JSON.stringify(reply?.content)).toContain('{"text":"bad"}')
    }
    expect(errors).toContain("Div.tags could not be sent")
  })

  it("[E2] rejects functions where they are set", () => {
    const set = () => new Div({ tags: ["a", { deep: () => 1 }] })
    expect(set).toThrow("Div.tags[1].deep: a function can't be sent")
  })
})
