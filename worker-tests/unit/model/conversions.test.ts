import {
  AreaVisuals,
  type Axis,
  BoxAnnotation,
  ColorBar,
  ColorPicker,
  ColumnDataSource,
  CumSum,
  DatePicker,
  DateSlider,
  DatetimePicker,
  DatetimeRangePicker,
  Div,
  expr,
  field,
  figure,
  GMapOptions,
  GMapPlot,
  HBox,
  HSL,
  HoverTool,
  Jitter,
  Legend,
  LinearAxis,
  LinearColorMapper,
  ModelError,
  RGB,
  Segment,
  Span,
  StaticLayoutProvider,
  TabPanel,
  Tabs,
  TapTool,
  value,
  WheelZoomTool,
} from "bokeh-edge"
import { describe, expect, it } from "vitest"

import type { Color } from "../../../src/model/property-types.ts"

describe("a property accepts, as in Python,", () => {
  it("labels for numbers and for names", () => {
    const labels = { 0: "zero", 1.5: "more", b: "bee" }
    const wanted = new Map<string | number, string>([
      [0, "zero"],
      [1.5, "more"],
      ["b", "bee"],
    ])
    const axis = new LinearAxis({ major_label_overrides: labels })
    expect(axis.major_label_overrides).toEqual(wanted)
    const p = figure()
    p.xaxis.major_label_overrides = labels
    expect(p.xaxis.major_label_overrides).toEqual(wanted)
    expect(new ColorBar({ major_label_overrides: labels }).major_label_overrides).toEqual(wanted)
  })

  it("numbers as keys of objects, where the keys can be numbers", () => {
    const layout = new StaticLayoutProvider({ graph_layout: { 0: [0, 0], a: [1, 1] } })
    const wanted = [
      [0, [0, 0]],
      ["a", [1, 1]],
    ] as const
    expect(layout.graph_layout).toEqual(new Map<unknown, unknown>(wanted))
    const { selected } = new ColumnDataSource()
    selected.update({ multiline_indices: { 2: [0, 1] } })
    expect(selected.multiline_indices).toEqual(new Map([[2, [0, 1]]]))
  })

  it("objects that say where values come from", () => {
    const palette = ["red", "blue"]
    const transform = new LinearColorMapper({ palette, low: 0, high: 1 })
    const r = figure().scatter("x", "y", { color: { field: "z", transform }, size: { value: 3 } })
    expect(r.glyph.fill_color).toEqual(field("z", transform))
    expect(r.glyph.size).toEqual(value(3))
    expect(r.construct_color_bar().color_mapper).toBe(transform)
    const sum = new CumSum({ field: "a" })
    expect(new Segment({ x0: { expr: sum } }).x0).toEqual(expr(sum))
    const wrong: object = { feild: "z" }
    expect(() => new Segment(wrong as never)).toThrow("unknown property 'feild'")
    expect(() => new Segment({ x0: wrong as never })).toThrow("Segment.x0 must be")
  })

  it("named colors of a color picker, which it reports in hex", () => {
    const picked = (color: Color) => new ColorPicker({ color }).color
    const given = ["navy", "#ABC", "rgb(1, 2, 3)", [1, 2, 3], new RGB(1, 2, 3)] as const
    expect(given.map(picked)).toEqual(["#000080", "#abc", "#010203", "#010203", "#010203"])
    expect(() => picked("reddd")).toThrow('ColorPicker.color must be a color, got "reddd"')
  })

  it("dashes by name, Python's patterns, and lengths", () => {
    const dash = (line_dash: "dashed" | "4 2" | Float64Array) => new Span({ line_dash }).line_dash
    expect([dash("dashed"), dash("4 2"), dash(Float64Array.of(1, 2))]).toEqual([
      [6],
      [4, 2],
      [1, 2],
    ])
    const p = figure()
    const line = p.line([1], [1], { line_dash: "dotted" })
    const typed = Uint8Array.of(4, 2)
    expect(p.line([1], [1], { line_dash: typed }).glyph.line_dash).toEqual([4, 2])
    expect(p.scatter([1], [1], { line_dash: typed }).glyph.line_dash).toEqual([4, 2])
    expect([line.glyph.line_dash, line.nonselection_glyph.line_dash]).toEqual([
      [2, 4],
      [2, 4],
    ])
    p.xgrid.grid_line_dash = "dotdash"
    expect(p.xgrid[0].grid_line_dash).toEqual([2, 4, 6, 4])
    // One for each row: names stay names there, as in Python.
    expect(new Segment({ line_dash: "dashed" }).line_dash).toBe("dashed")
    expect(new Segment({ line_dash: "4 2" }).line_dash).toMatchObject({ value: "4 2" })
    // @ts-expect-error -- dahsed
    expect(() => new Span({ line_dash: "dahsed" })).toThrow("Span.line_dash must be one of solid")
  })

  it("colors as three or four numbers", () => {
    const p = figure({ background_fill_color: [1, 2, 3] })
    const r = p.line([1], [1], { line_color: [255, 0, 0, 0.5] })
    expect([p.background_fill_color, r.glyph.line_color]).toEqual([
      "rgb(1, 2, 3)",
      "rgba(255, 0, 0, 0.5)",
    ])
  })

  it("RGB and HSL in lists, as CSS", () => {
    const list = [new RGB(1, 2, 3), "red", new HSL(120, 1, 0.5, 0.5)]
    const css = ["rgb(1, 2, 3)", "red", "hsla(120, 100%, 50%, 0.5)"]
    const source = new ColumnDataSource({ data: { c: list } })
    source.stream([{ c: new RGB(9, 9, 9) }])
    expect(source.data.c).toEqual([...css, "rgb(9, 9, 9)"])
    expect(new LinearColorMapper({ palette: list }).palette).toEqual(css)
    const [x, y] = [list.keys().toArray(), [1, 2, 3]]
    expect(figure().scatter(x, y, { color: list }).data_source.data["fill_color"]).toEqual(css)
  })

  it("expressions and transforms without a wrapper", () => {
    const sum = new CumSum({ field: "a" })
    expect(new Segment({ x0: sum }).x0).toMatchObject({ expr: sum })
    const jitter = new Jitter({ width: 1 })
    expect(field("x", jitter)).toMatchObject({ field: "x", transform: jitter })
  })

  it("null for a box's edge, and one value for all of its handles", () => {
    const box = new BoxAnnotation({ left: 1, right: null, handles: new AreaVisuals() })
    expect(box.right).toMatchObject({ type: "Node", target: "frame", symbol: "right" })
    expect(box.handles.type).toBe("BoxInteractionHandles")
  })

  it("strings for keys, bytes, dates and behaviors", () => {
    expect(new TapTool({ modifiers: "ctrl" }).modifiers).toEqual({ ctrl: true })
    // @ts-expect-error -- crtl
    expect(() => new TapTool({ modifiers: "crtl" })).toThrow('got "crtl"')
    const map_options = new GMapOptions({ lat: 1, lng: 2 })
    expect(new GMapPlot({ api_key: "KEY", map_options }).api_key.byteLength).toBe(3)
    const days = new DateSlider({ start: "2024-01-01", end: "2024-02-01", value: "2024-01-05" })
    expect([days.start, days.value]).toEqual([Date.UTC(2024, 0, 1), Date.UTC(2024, 0, 5)])
    const zoom = new WheelZoomTool({ hit_test_behavior: "group_by_name" })
    expect(zoom.hit_test_behavior).toMatchObject({ type: "GroupByName" })
  })

  it("times in pickers of days and of times, which are read as strings", () => {
    const given = new Date(Date.UTC(2024, 0, 5, 12, 30))
    const day = new DatePicker({ value: given, min_date: given })
    const time = new DatetimePicker({ value: given, min_date: given, disabled_dates: [given] })
    const range = new DatetimeRangePicker({ value: [given, given] })
    const noon = "2024-01-05T12:30:00"
    expect([day.value, day.min_date, time.value, time.min_date]).toEqual([
      "2024-01-05",
      "2024-01-05",
      noon,
      noon,
    ])
    expect([time.disabled_dates, range.value]).toEqual([["2024-01-05"], [noon, noon]])
    expect(new Date(day.value ?? 0).getUTCDate()).toBe(5)
  })

  it("pairs and objects for models and rows", () => {
    const child = new Div()
    const [first, second] = new Tabs({ tabs: [["one", child], new TabPanel({ child })] }).tabs
    expect([first?.title, first?.child, second?.title]).toEqual(["one", child, ""])
    expect(new Legend({ items: [["a", []]] }).items[0]?.label).toMatchObject({ value: "a" })
    expect(new HoverTool({ tooltips: { a: "@a" } }).tooltips).toEqual([["a", "@a"]])
    expect(new HBox({ children: [child] }).children).toEqual([{ child }])
  })

  it("a named color as hex digits for the browser's own picker", () => {
    expect(new ColorPicker({ color: "red" }).color).toBe("#ff0000")
  })

  it("objects in place of value(), field() and expr()", () => {
    const transform = new Jitter()
    const glyph = new Segment({
      x0: { field: "x", transform },
      line_color: { value: "red" },
      line_dash: { value: [4] },
    })
    expect(glyph.x0).toEqual(field("x", { transform }))
    expect([glyph.line_color, glyph.line_dash]).toEqual([value("red"), value([4])])
    expect(figure().circle([1], [2], { radius: 3, radius_units: "data" }).glyph.radius).toBe(3)
  })

  it("typed arrays in place of lists of numbers", () => {
    const axis: Axis = new LinearAxis({ ticker: Float64Array.of(1, 2) })
    expect(axis.ticker).toMatchObject({ type: "FixedTicker", ticks: Float64Array.of(1, 2) })
  })
})

it("the error for a palette's name says which constant to import", () => {
  // @ts-expect-error -- a name
  const make = () => new LinearColorMapper({ palette: "Viridis256" })
  expect(make).toThrow(ModelError)
  expect(make).toThrow("import { Viridis256 }")
})
