// What a browser's client may change: everything except what holds code.

import {
  app,
  Button,
  ColorBar,
  DataModel,
  DateSlider,
  EqHistColorMapper,
  figure,
  GridBox,
  LinearAxis,
  LinearColorMapper,
  MultiChoice,
  NumeralTickFormatter,
  PrintfTickFormatter,
  Progress,
  TablerIcon,
  TextInput,
} from "bokeh-edge"
import { describe, expect, it } from "vitest"

import { VISITOR_CLASS } from "../../../src/document/visitor-html.ts"
import { modelTypes } from "../../../src/model/classes.ts"
import { CODE_PROPERTIES, CODE_TYPES } from "../../../src/model/generated/code.ts"
import {
  AjaxDataSource,
  Column,
  CustomJS,
  Div,
  HoverTool,
  Slider,
} from "../../../src/model/generated/models.ts"
import { stateOf } from "../../../src/model/has-props.ts"
import { setProperty } from "../../../src/model/property-value.ts"
import { createModel } from "../../../src/model/registry.ts"
import { isRecord } from "../../../src/util/record.ts"
import { modelRep } from "../../support/kind-samples.ts"
import { LifeWorld } from "../../support/life.ts"
import { BOKEHJS_ID, createSession, modelChanged } from "../../support/session.ts"

const BROWSER = { mayBringCode: false }
const added = (model: unknown) => ({ kind: "RootAdded", model })
const constant = (value: unknown) => ({ type: "value", value })
const tracks = (key: number) => ({ type: "map", entries: [[key, "auto"]] })
const script = { type: "object", name: "CustomJS", id: "js", attributes: { code: "alert(1)" } }

function mixed() {
  const slider = new Slider({ start: 0, end: 9, value: 1 })
  const callback = new CustomJS({ code: "theApps()" })
  slider.js_on_change("value", callback)
  const hover = new HoverTool({ tooltips: [["x", "@x"]] })
  const source = new AjaxDataSource({ data_url: "/data" })
  const div = new Div({ text: "old" })
  const own = createModel("my_module.Mine", { a: 1 })
  const made = createSession((doc) => {
    for (const root of [slider, hover, source, div, own]) doc.add_root(root)
  })
  return { ...made, slider, callback, hover, source, div, own, peer: made.join(BROWSER) }
}

/** The concrete types, for BokehJS, of those that hold code. */
const CONCRETE = modelTypes().filter((type) => {
  const { schema } = stateOf(createModel(type))
  return !schema.isAbstract && CODE_TYPES.some((code) => schema.isA(code))
})

describe("[D8] a browser's client", () => {
  it.each(CONCRETE)("can't add a %s", (type) => {
    const { peer, patch, document, store } = mixed()
    patch(peer, added(modelRep(type)))
    expect(peer.takeTypes()).toEqual(["ERROR"])
    expect([document.roots.length, store.recordCount]).toEqual([5, 0])
  })

  it.each(CODE_PROPERTIES)("can't add a model with %s", (name) => {
    const at = name.lastIndexOf(".")
    const [type, attr] = [name.slice(0, at), name.slice(at + 1)]
    const rep = modelRep(type)
    if (!isRecord(rep) || !isRecord(rep["attributes"])) throw new Error("no model")
    const value = /js_/.test(attr) ? { type: "map", entries: [["a", [script]]] } : script
    const { peer, patch } = mixed()
    patch(peer, added({ ...rep, attributes: { ...rep["attributes"], [attr]: value } }))
    expect(peer.takeTypes()).toEqual(["ERROR"])
  })

  it("can't hide code inside other models or in messages", () => {
    const { peer, patch, document } = mixed()
    const axis = { ...script, name: "CustomJSTickFormatter" }
    const received: unknown[] = []
    document.on_message("graph", (data) => void received.push(data))
    patch(
      peer,
      added({ type: "object", name: "LinearAxis", id: "a", attributes: { formatter: axis } }),
    )
    patch(
      peer,
      added({ type: "object", name: "Div", id: "d", attributes: { tags: [{ deep: [script] }] } }),
    )
    patch(peer, { kind: "MessageSent", msg_type: "graph", msg_data: { plot: script } })
    expect(peer.takeTypes()).toEqual(["ERROR", "ERROR", "ERROR"])
    expect(received).toEqual([])
  })

  it("can't change code, or what calls it, and is sent the old value", () => {
    const { clock, peer, patch, slider, callback, hover, source } = mixed()
    const refused: readonly (readonly [string, string, unknown])[] = [
      [callback.id, "code", "alert(1)"],
      [callback.id, "args", { type: "map", entries: [] }],
      [slider.id, "js_property_callbacks", { type: "map", entries: [] }],
      [slider.id, "js_event_callbacks", { type: "map", entries: [["tap", [{ id: callback.id }]]] }],
      [hover.id, "tooltips", "<img src=x onerror=alert(1)>"],
      [source.id, "data_url", "https://evil.example"],
    ]
    for (const [id, attr, value] of refused) patch(peer, modelChanged(id, attr, value))
    expect(peer.takeTypes()).toEqual(refused.map(() => "ERROR"))
    expect(callback.code).toBe("theApps()")
    clock.advance(1000)
    const back = peer.takeEvents().map((event) => (isRecord(event) ? event["attr"] : undefined))
    expect(back).toEqual(refused.map(([, attr]) => attr))
  })

  it("applies nothing of a patch that contains code", () => {
    const { peer, patch, div } = mixed()
    patch(peer, modelChanged(div.id, "text", "new"), added(script))
    expect(peer.takeTypes()).toEqual(["ERROR"])
    expect(div.text).toBe("old")
  })

  it("can set properties, stream into any source, add models and set titles", () => {
    const { peer, patch, slider, div, source, document } = mixed()
    patch(peer, modelChanged(slider.id, "value", 5), modelChanged(div.id, "text", "new"))
    patch(peer, { kind: "TitleChanged", title: "Title" })
    patch(
      peer,
      added({
        type: "object",
        name: "Column",
        id: "c",
        attributes: { children: [{ id: div.id }] },
      }),
    )
    patch(peer, modelChanged(source.id, "data", { type: "map", entries: [["x", [1]]] }))
    expect(peer.takeTypes()).toEqual(["OK", "OK", "OK", "OK"])
    expect([slider.value, div.text, document.title]).toEqual([5, "new", "Title"])
    expect(document.select_one(Column)?.children).toEqual([div])
  })

  it.each<readonly [type: string, attr: string, allowed: unknown, refused: readonly unknown[]]>([
    ["Figure", "lod_factor", 1, [0, -1]],
    ["Figure", "frame_width", 10, [4001]],
    ["BasicTicker", "num_minor_ticks", 500, [501]],
    ["BasicTicker", "desired_num_ticks", 500, [501, 1e9]],
    ["BasicTicker", "mantissas", [1, 500], [[1, 1e-9]]],
    ["BasicTicker", "max_interval", null, [1e-9, 1]],
    ["BasicTickFormatter", "precision", 100, [101, -1]],
    ["ColorBar", "width", 4000, [-1]],
    ["VBar", "width", { type: "value", value: 1e9 }, []],
    ["LinearAxis", "axis_label_text_line_height", 100, [1e308, Infinity]],
    ["Slider", "step", 1e300, [Infinity, NaN]],
    ["Figure", "css_classes", ["one", "w-1/2"], [["a b"], [""]]],
    [
      "LinearAxis",
      "axis_label_text_font",
      "Courier New, mono",
      ["inherit", "mono, default", "Source Sans 3", ", a", "a,"],
    ],
    ["Text", "text_font", "Helvetica", ["", "1"]],
    ["TablerIcon", "icon_name", "a-1", ["a b", ""]],
    ["GridBox", "children", [[{ id: "p1" }, 500, 0]], [[[{ id: "p1" }, 0, 501]]]],
    ["GridBox", "cols", tracks(0), [tracks(1e9), tracks(-1)]],
    [
      "PanTool",
      "icon",
      "data:image/svg+xml;utf8,<svg viewBox='0 0 1 1'/>",
      ["data:image\ud800", ".a b", "."],
    ],
    ["Slider", "format", "0[.]00", ["%", "", "0.*", "0}", "0.[]", `0.${"0".repeat(100)}`]],
    ["NumeralTickFormatter", "format", "$0,0.0[00]", ["$"]],
    ["PrintfTickFormatter", "format", "%5.3f mu", ["%", "%q", "%d %d", "%.101f"]],
    ["Progress", "label", "@{percent}{%0.1f%%} or 5%", ["@{percent}{%}"]],
    ["DateSlider", "format", "%", []],
    ["Figure", "min_border", 4000, [1e308]],
    ["ColorBar", "title_standoff", 20, [1e308]],
    ["ColorBar", "location", [0, 1e5], [[1e308, 0]]],
    ["LinearAxis", "major_label_standoff", 1e5, [1e308]],
    ["LinearAxis", "major_tick_out", -1e5, [1e308]],
    ["Title", "standoff", 1e5, [NaN]],
    ["TextInput", "max_length", 1e5, [-1]],
    ["MultiChoice", "option_limit", 1e5, [1e308]],
    ["VBar", "hatch_scale", { type: "value", value: 500 }, [constant(1e308), constant(0), NaN]],
    ["Text", "text_line_height", { type: "value", value: 100 }, [constant(1e9)]],
    ["Ngon", "n", { type: "value", value: 500 }, [constant(1e9)]],
    ["EqHistColorMapper", "bins", 500, [-1, 1e9]],
  ])("can't make BokehJS loop or fail by %s.%s", (type, attr, allowed, refused) => {
    const { join, patch, document } = createSession((doc) => {
      const plot = figure()
      plot.line([1, 2], [1, 2])
      plot.vbar([1], [1], 1)
      plot.text([1], [1], ["a"])
      plot.ngon([1], [1], 1)
      plot.image([[[1]]], { color_mapper: new EqHistColorMapper({ palette: ["red"] }) })
      plot.add_layout(new ColorBar({ color_mapper: new LinearColorMapper({ palette: ["red"] }) }))
      doc.add_root(plot)
      doc.add_root(new Slider({ start: 0, end: 1 }))
      doc.add_root(new GridBox())
      doc.add_root(new Button({ icon: new TablerIcon({ icon_name: "plus" }) }))
      plot.add_layout(new LinearAxis({ formatter: new NumeralTickFormatter() }), "right")
      plot.add_layout(new LinearAxis({ formatter: new PrintfTickFormatter() }), "right")
      plot.title = "a"
      doc.add_root(new TextInput())
      doc.add_root(new MultiChoice())
      doc.add_root(new Progress())
      doc.add_root(new DateSlider({ start: 0, end: 1e10, value: 0 }))
    })
    const peer = join({ mayBringCode: false })
    const [{ id } = { id: "" }] = document.select({ type })
    const wire = (value: unknown) =>
      typeof value === "number" && !Number.isFinite(value)
        ? { type: "number", value: Number.isNaN(value) ? "nan" : "+inf" }
        : value
    patch(peer, added({ type: "object", name: "Spacer", id: "p1", attributes: {} }))
    patch(peer, modelChanged(id, attr, wire(allowed)))
    for (const value of refused) patch(peer, modelChanged(id, attr, wire(value)))
    expect(peer.takeTypes()).toEqual(["OK", "OK", ...refused.map(() => "ERROR")])
    const holder = join({ mayBringCode: true })
    for (const value of refused) patch(holder, modelChanged(id, attr, wire(value)))
    expect(holder.takeTypes()).toEqual(refused.map(() => "OK"))
  })

  it.each(["Line", "MultiLine", "Patches", "Text", "Image"])(
    "may show another column by a %s, as a script does that offers columns",
    (type) => {
      const attrs: Readonly<Record<string, string>> = { Line: "y", Text: "text", Image: "image" }
      const [glyph, attr] = [createModel(type), attrs[type] ?? "ys"]
      const { join, patch } = createSession((doc) => doc.add_root(new Div({ tags: [glyph] })))
      const peer = join(BROWSER)
      patch(peer, modelChanged(glyph.id, attr, { type: "field", field: "other" }))
      expect(peer.takeTypes()).toEqual(["OK"])
    },
  )

  it.each<readonly [type: string, attr: string, value: unknown]>([
    ["Grid", "x_range_name", "none"],
    ["GlyphRenderer", "y_range_name", "none"],
    ["Figure", "background_hatch_pattern", "x"],
    ["ColorBar", "background_hatch_pattern", "x"],
    ["ScaleBar", "unit", "none"],
    ["MetricLength", "ticks", []],
    ["WMTSTileSource", "tile_size", 0],
    ["WMTSTileSource", "x_origin_offset", 1e308],
    ["WMTSTileSource", "initial_resolution", 0],
    ["WMTSTileSource", "max_zoom", 31],
    ["ToolProxy", "tools", []],
    ["MercatorTicker", "dimension", null],
    ["MercatorTickFormatter", "dimension", null],
    ["GroupingInfo", "getter", "none"],
    ["ByCSS", "query", "("],
  ])("can't stop the page by %s.%s, which only the app sets", (type, attr, value) => {
    const model = createModel(type)
    const { join, patch } = createSession((doc) => doc.add_root(new Div({ tags: [model] })))
    const [peer, holder] = [join(BROWSER), join({ mayBringCode: true })]
    patch(peer, modelChanged(model.id, attr, value))
    patch(holder, modelChanged(model.id, attr, value))
    expect([peer.takeTypes()[0], holder.takeTypes()]).toEqual(["ERROR", ["OK"]])
  })

  it("can't add a model that makes BokehJS loop, or one that could", () => {
    const { peer, patch } = mixed()
    const ticker = (name: string, attributes: object) =>
      patch(peer, added({ type: "object", name, id: `t${name}`, attributes }))
    ticker("BasicTicker", { num_minor_ticks: 1e9 })
    ticker("SingleIntervalTicker", { interval: 1e-9 })
    ticker("DaysTicker", { days: [1, 15], num_minor_ticks: 0 })
    expect(peer.takeTypes()).toEqual(["ERROR", "ERROR", "OK"])
  })

  it("can add a model of a type that the app declares, but of no other unknown type", () => {
    const { peer, patch } = mixed()
    patch(peer, added({ type: "object", name: "my_module.Mine", id: "a", attributes: { b: 2 } }))
    patch(peer, added({ type: "object", name: "my_module.Other", id: "b", attributes: {} }))
    expect(peer.takeTypes()).toEqual(["OK", "ERROR"])
  })

  it("can put a model of the app's own type where the app has one, and nowhere else", () => {
    const layout = new Column()
    setProperty(layout, "children", [createModel("my_module.Mine")])
    const { join, patch, document } = createSession((doc) => doc.add_root(layout))
    const peer = join(BROWSER)
    const mine = (id: string) => ({ type: "object", name: "my_module.Mine", id })
    patch(peer, modelChanged(layout.id, "children", [mine("a"), mine("b")]))
    patch(peer, modelChanged(layout.id, "context_menu", mine("c")))
    patch(peer, added({ type: "object", name: "Tabs", id: "t", attributes: { tabs: [mine("d")] } }))
    expect(peer.takeTypes()).toEqual(["OK", "ERROR", "ERROR"])
    expect(document.select_one(Column)?.children).toHaveLength(2)
  })

  it("can resend existing models with their code, as BokehJS does when it reconnects", () => {
    const { peer, patch, slider, callback } = mixed()
    const known = { ...script, id: callback.id }
    const callbacks = { type: "map", entries: [["change:value", [known]]] }
    const attributes = { start: 0, end: 9, value: 1, js_property_callbacks: callbacks }
    patch(peer, added({ type: "object", name: "Slider", id: slider.id, attributes }))
    expect(peer.takeTypes()).toEqual(["OK"])
    expect(callback.code).toBe("theApps()")
  })

  it("can't replace the document", () => {
    const { peer, send, document } = mixed()
    send(peer, "PUSH-DOC", { doc: { title: "Mine", roots: [] } }, BOKEHJS_ID)
    expect(peer.takeTypes()).toEqual(["ERROR"])
    expect(document.roots).toHaveLength(5)
  })
})

describe("HTML that a browser's client wrote", () => {
  it("is marked for all clients until the app sets another value", () => {
    const { join, peer, patch, div } = mixed()
    const other = join(BROWSER)
    patch(peer, modelChanged(div.id, "text", "<form action=//evil.example>"))
    const marked = modelChanged(div.id, "css_classes", [VISITOR_CLASS])
    expect(other.takeEvents()).toContainEqual(marked)
    expect(peer.takeEvents()).toEqual([marked])
    patch(peer, modelChanged(div.id, "css_classes", ["own"])) // the client removes the mark
    expect(div.css_classes).toEqual(["own", VISITOR_CLASS])
    div.css_classes = ["app"]
    expect(div.css_classes).toEqual(["app", VISITOR_CLASS])
    div.text = "<b>the app's own</b>"
    expect(div.css_classes).toEqual(["app"])
    patch(peer, modelChanged(div.id, "css_classes", [VISITOR_CLASS])) // the client may not set the mark, either
    expect(div.css_classes).toEqual([])
  })

  it("stays marked while any of it is a visitor's, and when the rest of a patch fails", () => {
    const { peer, patch, slider, div } = mixed()
    patch(peer, modelChanged(slider.id, "title", "$$\\href{javascript:run}{x}$$"))
    slider.format = "0.0"
    expect(slider.css_classes).toEqual([VISITOR_CLASS])
    slider.title = "mine"
    expect(slider.css_classes).toEqual([])
    const stream = { kind: "ColumnsStreamed", model: { id: div.id }, attr: "text", data: {} }
    patch(peer, modelChanged(div.id, "text", "<form>"), { ...stream, rollover: null })
    expect(peer.takeTypes()).toContain("ERROR")
    expect(div.text === "old" || div.css_classes.includes(VISITOR_CLASS)).toBe(true)
  })

  it("is marked in models that a client adds, but plain words and HTML from a holder of the key are not", () => {
    const { join, peer, patch, div, document } = mixed()
    const rep = (text: string, id: string) =>
      added({ type: "object", name: "Div", id, attributes: { text } })
    patch(peer, rep("<h1>Sign in</h1>", "html"), rep("1 + 1", "words"))
    patch(join({ mayBringCode: true }), rep("<b>", "key"))
    patch(peer, modelChanged(div.id, "text", "said"))
    const classesOf = (id: string) => {
      const model = document.get_model_by_id(id)
      return model instanceof Div ? [...model.css_classes] : undefined
    }
    expect(["html", "words", "key", div.id].map(classesOf)).toEqual([[VISITOR_CLASS], [], [], []])
  })
})

describe("a property that BokehJS shows as HTML, although its name does not say so", () => {
  it.each([
    ["Paragraph", { text: "$$\\href{javascript:run}{x}$$" }],
    ["Markdown", { text: "[x](https://evil.example)" }],
    ["DateSlider", { start: 0, end: 1, value: 0, format: "<form>" }],
    ["RangeSlider", { start: 0, end: 1, value: [0, 1], format: "<form>" }],
    ["CategoricalSlider", { categories: ["<form>"], value: "<form>" }],
    ["MultiChoice", { options: [["value", "<form>"]] }],
  ])("is marked in a %s", (name, attributes) => {
    const { peer, patch, document } = mixed()
    patch(peer, added({ type: "object", name, id: "p1", attributes }))
    expect(peer.takeTypes()).not.toContain("ERROR")
    const model = document.get_model_by_id("p1")
    expect(model && "css_classes" in model && model.css_classes).toEqual([VISITOR_CLASS])
  })

  it("is rejected in formatters, which can't be marked and whose text a slider's tooltip shows", () => {
    const { peer, patch, document } = mixed()
    const formatter = (format: string) =>
      added({
        type: "object",
        name: "PrintfTickFormatter",
        id: `f${format.length}`,
        attributes: { format },
      })
    patch(peer, formatter("<form>"))
    expect(JSON.stringify(peer.take())).toContain("may not bring HTML")
    patch(peer, formatter("%d"))
    patch(peer, modelChanged("f2", "format", "%d cm, 100 %% c"))
    patch(peer, modelChanged("f2", "format", "%4d"))
    expect(peer.takeTypes()).toEqual(["OK", "OK", "OK"])
    for (const format of ["<form>", "%cimg src=x onerror=run>", "%d%1$'03cform>", "%(a%b)cform>"]) {
      patch(peer, modelChanged("f2", "format", format))
      expect(peer.takeTypes()).toContain("ERROR")
    }
    expect(document.get_model_by_id("f2")).toMatchObject({ format: "%4d" })
  })
})

describe("[D8] an app's own model with names that Bokeh's models have, too", () => {
  const Search = DataModel("Search", {
    query: "",
    unit: "m",
    standoff: 1,
    option_limit: 1,
    text_font: "",
    grouping: ["a"],
  })

  it.each([
    ["query", "("],
    ["unit", "ft"],
    ["standoff", 1e300],
    ["option_limit", -1],
    ["text_font", "inherit 5"],
    ["grouping", []],
  ])("gets any value of its '%s' from the app and from clients", (attr, value) => {
    const search = new Search()
    const { join, patch, document } = createSession((doc) => doc.add_root(search))
    const peer = join(BROWSER)
    patch(peer, modelChanged(search.id, attr, value))
    expect(peer.takeTypes()).toEqual(["OK"])
    document.select(Search)[0]?.update({ [attr]: value })
    expect(search).toMatchObject({ [attr]: value })
  })
})

describe("a client that holds the key, or that its route trusts", () => {
  it("can bring code", () => {
    const { join, patch, send, document, slider } = mixed()
    const peer = join({ mayBringCode: true })
    patch(peer, added(script))
    const callbacks = { type: "map", entries: [["a", [{ id: "js" }]]] }
    patch(peer, modelChanged(slider.id, "js_event_callbacks", callbacks))
    patch(peer, added({ type: "object", name: "other.Unknown", id: "u", attributes: {} }))
    send(peer, "PUSH-DOC", { doc: { title: "Mine", roots: [script] } })
    expect(peer.takeTypes()).toEqual(["OK", "OK", "OK", "OK"])
    expect(document.roots.map(({ type }) => type)).toEqual(["CustomJS"])
  })
})

describe("a session of a route whose clients may bring code", () => {
  const sharing = app("/app", (doc, context) => {
    doc.add_root(new Div())
    const attempt = async (what: () => unknown) => {
      try {
        await what()
        doc.send_message("shared", "yes")
      } catch (error) {
        doc.send_message("shared", String(error))
      }
    }
    doc.on_message("publish", () => attempt(() => context.publish({ title: "mine" })))
    doc.on_message("invite", () => attempt(() => context.invite({ role: "viewer" })))
  })
  const open = (clientCode: boolean) =>
    new LifeWorld({ ...sharing, options: { ...sharing.options, session: { clientCode } } })
  const invite = { kind: "MessageSent", msg_type: "invite", msg_data: null }
  const publish = { kind: "MessageSent", msg_type: "publish", msg_data: null }

  it("sends none of its clients' code to other sessions", async () => {
    const world = open(true)
    const socket = await world.connect({ mayBringCode: true })
    await world.patch(socket, added(script))
    await world.patch(socket, invite)
    await world.patch(socket, publish)
    const said = JSON.stringify(socket.take().map(({ content }) => content))
    expect(said.match(/clients of this route may bring code/g)).toHaveLength(2)
  })

  it("is marked as such in invitations, so that others run no code from its page", async () => {
    const world = open(false)
    const socket = await world.connect()
    await world.patch(socket, added(script))
    expect(socket.takeTypes().at(-1)).toBe("ERROR")
    await world.patch(socket, invite)
    expect(JSON.stringify(socket.take().map(({ content }) => content))).toContain('"yes"')
  })
})
