import {
  AllIndices,
  BooleanFilter,
  BoxAnnotation,
  ColumnDataSource,
  CustomJS,
  DataTable,
  DateRangeSlider,
  DateSlider,
  dom,
  driving,
  figure,
  gmap,
  GMapOptions,
  GroupFilter,
  HSL,
  HTML,
  LabelSet,
  MarkerType,
  Node,
  PolarTransform,
  Ray,
  RELATIVE_DATETIME_CONTEXT,
  RGB,
  Slider,
  StaticLayoutProvider,
  Tool,
  VeeHead,
  Whisker,
} from "bokeh-edge"
import { describe, expect, it } from "vitest"

import { LegendItemClick } from "../../../src/model/events.ts"
import { createSession } from "../../support/session.ts"

it("a legend's clicks run callbacks of the server and of the page", () => {
  const p = figure()
  p.line([1], [1], { legend_label: "a" })
  p.legend.on_click(({ item }) => (item.visible = false))
  p.legend[0].js_on_click(new CustomJS({ code: "" }))
  expect(p.legend.subscribed_events).toEqual(new Set([LegendItemClick.event_name]))
  expect(Object.keys(p.legend.js_event_callbacks)).toEqual([LegendItemClick.event_name])
})

it("a renderer's decorations are on all of its glyphs", () => {
  const r = figure().line([1, 2], [1, 2])
  const decoration = r.add_decoration(new VeeHead({ size: 10 }), "end")
  const glyphs = [r.glyph, r.nonselection_glyph, r.muted_glyph]
  expect(glyphs.map(({ decorations }) => decorations)).toEqual(glyphs.map(() => [decoration]))
})

it("filters are combined as with Python's operators", () => {
  const [a, b] = [new BooleanFilter({ booleans: [true] }), new GroupFilter()]
  expect(a.and(b)).toMatchObject({ type: "IntersectionFilter", operands: [a, b] })
  expect(a.or(b)).toMatchObject({ type: "UnionFilter", operands: [a, b] })
  expect(a.xor(b)).toMatchObject({ type: "SymmetricDifferenceFilter", operands: [a, b] })
  expect(a.minus(b)).toMatchObject({ type: "DifferenceFilter", operands: [a, b] })
  expect(new AllIndices().not().type).toBe("InversionFilter")
})

it("a transform has components, and a box has nodes", () => {
  const polar = new PolarTransform({ radius: 1, angle: "a" })
  expect(polar.x).toMatchObject({ type: "XComponent", transform: polar })
  expect(polar.y.type).toBe("YComponent")
  const box = new BoxAnnotation()
  expect(box.nodes.top_left).toMatchObject({ target: box, symbol: "top_left" })
  expect(Node.frame.left).toMatchObject({ target: "frame", symbol: "left" })
})

describe("units", () => {
  it("are set beside a distance or an angle, before or after it", () => {
    const ray = new Ray({ length_units: "screen", length: 10, angle: 3, angle_units: "deg" })
    expect(ray.length).toMatchObject({ value: 10, units: "screen" })
    expect(ray.angle).toMatchObject({ value: 3, units: "deg" })
    ray.length = 20
    expect([ray.length, ray.length_units]).toMatchObject([{ value: 20, units: "screen" }, "screen"])
    const whisker = new Whisker({ base: "x", lower: "l", upper: "u", lower_units: "screen" })
    expect(whisker.lower).toMatchObject({ field: "l", units: "screen" })
    expect(new LabelSet({ x_units: "screen" }).x_units).toBe("screen")
  })
})

it("a clone has the same values, except the overridden ones, and lists of its own", () => {
  const slider = new Slider({ start: 0, end: 9, value: 1, tags: ["a"] })
  const other = slider.clone({ value: 5 })
  other.tags = [...other.tags, "b"]
  expect([slider.value, other.value, other.end, slider.tags]).toEqual([1, 5, 9, ["a"]])
})

it("a model's values can be read in one call, and compared with another model's", () => {
  const slider = new Slider({ start: 0, end: 9, value: 1 })
  const values = slider.properties_with_values()
  expect([values["end"], values["step"], Object.keys(values).length > 20]).toEqual([9, 1, true])
  const set = { start: 0, end: 9, value: 1 }
  expect(slider.properties_with_values({ include_defaults: false })).toEqual(set)
  expect([slider.equals(slider.clone()), slider.equals(slider.clone({ value: 2 }))]).toEqual([
    true,
    false,
  ])
  const source = new ColumnDataSource({ data: { x: [1] } })
  expect(figure().line("x", "x", { source }).references().has(source)).toBe(true)
})

it("sliders of dates have their values as dates", () => {
  const value = Date.UTC(2024, 0, 31, 12)
  const noon = new Date(value)
  const day = new Date(Date.UTC(2024, 0, 31))
  const slider = new DateSlider({ start: 0, end: value, value })
  expect([slider.value_as_datetime, slider.value_as_date]).toEqual([noon, day])
  const range = new DateRangeSlider({ start: 0, end: value, value: [day, noon] })
  expect([range.value_as_datetime, range.value_as_date]).toEqual([
    [day, noon],
    [day, day],
  ])
})

it("a graph's layout has the coordinates of its nodes and edges", () => {
  const layout = new StaticLayoutProvider({ graph_layout: { a: [0, 0] } })
  expect([layout.node_coordinates.layout, layout.edge_coordinates.type]).toEqual([
    layout,
    "EdgeCoordinates",
  ])
})

it("a table is made from all columns of its data, or some", () => {
  const source = new ColumnDataSource({ data: { a: [1], b: [2] } })
  const table = DataTable.from_data(source, ["b"])
  expect(table.columns.map(({ field, title }) => [field, title])).toEqual([["b", "b"]])
  expect([source.column_names, table.source.column_names]).toEqual([["a", "b"], ["b"]])
  expect(DataTable.from_data({ a: [1] }).index_position).toBeNull()
})

it("a tool is made by its short name", () => {
  expect(Tool.from_string("xpan").type).toBe("PanTool")
  expect(() => Tool.from_string("xpam")).toThrow("did you mean 'xpan'?")
})

it("several callbacks hear a message, without those that were removed", () => {
  const heard: string[] = []
  const gone = () => void heard.push("gone")
  const { patch, join } = createSession((doc) => {
    doc.on_message(
      "say",
      () => void heard.push("one"),
      gone,
      () => void heard.push("two"),
    )
    doc.remove_on_message("say", gone)
  })
  patch(join(), { kind: "MessageSent", msg_type: "say", msg_data: null })
  expect(heard).toEqual(["one", "two"])
})

describe("Python's names", () => {
  it("are available for colors, also where a property takes one", () => {
    const red = new RGB(255, 0, 0)
    expect([red.to_hex(), red.to_css(), red.lighten(0.25).to_hex()]).toEqual([
      "#ff0000",
      "rgb(255, 0, 0)",
      "#ff8080",
    ])
    expect(new HSL(120, 1, 0.25).to_rgb().to_hex()).toBe("#008000")
    expect(RGB.from_hex_string("#0000ff80").to_hsl()).toMatchObject({ h: 240, s: 1, l: 0.5 })
    const p = figure({ background_fill_color: new RGB(1, 2, 3, 0.5) })
    expect(p.background_fill_color).toBe("rgba(1, 2, 3, 0.5)")
  })

  it("are available for enums as lists, and for elements of templates, maps and formatters", () => {
    expect(MarkerType.includes("star")).toBe(true)
    expect(new dom.Span().type).toBe("bokeh.models.dom.Span")
    expect(HTML).toBe(dom.HTML)
    const map = gmap("KEY", new GMapOptions({ lat: 1, lng: 2, zoom: 9 }), { title: "T" })
    expect(map.scatter([1], [2]).type).toBe("GlyphRenderer")
    expect([map.xaxis.ticker.type, map.tools.length, map.title.text]).toEqual([
      "MercatorTicker",
      6,
      "T",
    ])
    expect(RELATIVE_DATETIME_CONTEXT().hours).toBe("%F")
  })

  it("are available for drivers of callbacks", () => {
    const values: number[] = []
    const update = (value: number) => values.push(value)
    const [line, bounced] = [driving.linear({ m: 2 })(update), driving.bounce([7, 8])(update)]
    for (const step of [line, line, bounced, bounced, bounced]) step()
    expect(values).toEqual([0, 2, 7, 8, 8])
  })
})
