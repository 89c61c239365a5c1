// Lines as Bokeh's users write them: it is half of each test that they compile.

import {
  TableColumn,
  NumberFormatter,
  GroupFilter,
  CDSView,
  type CategoricalScale,
  CheckboxGroup,
  ColumnDataSource,
  DateRangeSlider,
  DateSlider,
  Div,
  Document,
  expr,
  FactorRange,
  type Figure,
  figure,
  type FigureOptions,
  FileInput,
  FixedTicker,
  GeoJSONDataSource,
  GlyphRenderer,
  GraphRenderer,
  HoverTool,
  Label,
  Legend,
  LegendItem,
  LegendItemClick,
  Line,
  type LinearAxis,
  type LogScale,
  MultiSelect,
  NumeralTickFormatter,
  PolarTransform,
  type OptionsOf,
  RadioGroup,
  Range1d,
  RangeSlider,
  row,
  Scatter,
  type ScatterOptions,
  Select,
  Slider,
  Span,
  Spectral6,
  TextInput,
  Whisker,
} from "bokeh-edge"
import { describe, expect, it } from "vitest"

describe("the type of a figure tells from its options", () => {
  it("its ranges", () => {
    const p = figure({ x_range: ["a", "b"], y_range: [0, 10] })
    p.x_range.factors = ["c"]
    p.x_range.factors = [...p.x_range.factors, "d"]
    p.x_range.factor_padding = 1
    p.y_range.start = 2
    p.y_range.update({ end: 20 })
    expect([p.x_range.factors, p.y_range.end - p.y_range.start]).toEqual([["c", "d"], 18])
    const q = figure()
    q.x_range.follow = "end"
    q.x_range.range_padding = 0.1
    // @ts-expect-error -- a range of numbers has no factors
    expect(() => (q.x_range.factors = ["a"])).toThrow(
      "DataRange1d: unknown property 'factors'; found in FactorRange",
    )
  })

  it("its axes, tickers and formatters", () => {
    const p = figure({ x_range: ["a", "b"] })
    p.xaxis.group_label_orientation = 1
    p.xaxis[0].group_label_orientation = "vertical"
    p.yaxis.formatter.use_scientific = false
    p.yaxis[0].ticker.desired_num_ticks = 3
    const [axis] = p.yaxis
    p.yaxis.ticker = [1, 2]
    p.yaxis.formatter = new NumeralTickFormatter({ format: "0" })
    expect([axis?.ticker.type, axis?.formatter.type]).toEqual([
      "FixedTicker",
      "NumeralTickFormatter",
    ])
    const dates = figure({ x_range: [new Date(0), new Date(9)] })
    dates.xaxis.formatter.days = "%d"
    const logs = figure({ y_axis_type: "log" })
    logs.yaxis.ticker.mantissas = [1, 5]
    const scales: readonly [LogScale, CategoricalScale] = [logs.y_scale, p.x_scale]
    expect(scales.map(({ type }) => type)).toEqual(["LogScale", "CategoricalScale"])
    expect([dates.xaxis[0].type, logs.yaxis.ticker.mantissas]).toEqual(["DatetimeAxis", [1, 5]])
  })

  it("its axes and renderers by their names, while the app names the type of an item of its lists", () => {
    const p = figure()
    const r = p.line([1, 2], [3, 4], { name: "rise" })
    p.xaxis.axis_label = "x"
    p.yaxis[0].axis_label = "y"
    r.glyph.line_width = 3
    p.select(Line).line_alpha = 0.5
    expect(p.left.map((axis) => (axis as LinearAxis).axis_label)).toEqual(["y"])
    expect((p.renderers[0] as GlyphRenderer<Line>).glyph.line_width).toBe(3)
    expect(p.select_one(GlyphRenderer)?.name).toBe("rise")
    const [left, drawn] = [p.left[0], p.renderers[0]]
    // @ts-expect-error -- a legend may stand there, too
    expect(left?.axis_label).toBe("y")
    // @ts-expect-error -- a graph may be drawn, too
    expect(drawn?.glyph.line_alpha).toBe(0.5)
  })

  it("its further ranges, each set by its name", () => {
    const p = figure()
    p.extra_x_ranges["two"] = new Range1d({ start: 0, end: 3 })
    p.extra_y_ranges["kinds"] = new FactorRange({ factors: ["a"] })
    const [two, kinds] = [p.extra_x_ranges["two"], p.extra_y_ranges["kinds"]]
    if (two !== undefined) two.start = 1
    expect([two?.start, kinds?.factors]).toEqual([1, ["a"]])
  })

  it("enough for it to be passed where any figure is expected", () => {
    const draw = (p: Figure): void => {
      p.y_range.start = 1
      p.xaxis.formatter.use_scientific = true
      p.xaxis.axis_label = "x"
      p.x_range.on_change("start", (_attr, _old, start) => start.toFixed())
    }
    const figures = [figure(), figure({ x_axis_type: "linear", y_range: [0, 1] })]
    figures.forEach(draw)
    expect(figures.map((p) => p.y_range.start)).toEqual([1, 1])
    const shared = figure({ x_range: new Range1d({ start: 0, end: 3 }) })
    expect(figure({ x_range: shared.x_range }).x_range.end).toBe(3)
  })

  it("the same when the options were collected", () => {
    const options: FigureOptions = { width: 300 }
    options.title = "later"
    options.tools = "pan"
    const tooltips = [
      ["a", "@a"],
      ["b", "@b"],
    ]
    const factors = ["x", "y"].flatMap((x) => ["1", "2"].map((y) => [x, y]))
    const p = figure({ ...options, tooltips, x_range: new FactorRange({ factors }) })
    p.xaxis.axis_label_text_color = Spectral6[5]
    p.title.text_font_size = "20px"
    expect([p.title.text, p.hover.tooltips, p.x_range.factors]).toEqual([
      "later",
      tooltips,
      factors,
    ])
    const limits = [3, 1, 2].toSorted((a, b) => a - b)
    expect(figure({ x_range: limits.slice(0, 2) }).x_range.end).toBe(2)
  })

  it("the same as for glyphs and models", () => {
    const look: ScatterOptions = { size: 9 }
    look.marker = "square"
    look.hover_color = "red"
    look.legend_label = "a"
    const options: OptionsOf<Slider> = { start: 0, end: 9 }
    options.value = 3
    options.orientation = "vertical"
    // @ts-expect-error -- orientatoin
    expect(() => (options.orientatoin = "vertical")).not.toThrow()
    const { glyph } = figure().scatter([1], [1], look)
    expect([glyph.size, glyph.marker]).toEqual([9, "square"])
    expect(() => new Slider(options)).toThrow("did you mean 'orientation'?")
  })

  it("its title, given as a string or a model", () => {
    const p = figure({ title: "a" })
    p.title = "b"
    p.title.text_color = "red"
    expect([p.title.text, p.title.text_color]).toEqual(["b", "red"])
  })
})

describe("the type of a renderer tells", () => {
  const p = figure()

  it("its glyph", () => {
    const r = p.scatter([1, 2], [3, 4])
    r.glyph.size = 20
    r.nonselection_glyph.fill_alpha = 0.5
    const plain: GlyphRenderer = r
    expect([plain.glyph, r.glyph.size]).toEqual([r.glyph, 20])
    const added = p.add_glyph(new ColumnDataSource(), new Scatter({ size: 3 }))
    added.glyph.size = 4
    // @ts-expect-error -- a line has no size
    expect(() => (p.line([1], [1]).glyph.size = 3)).toThrow("Line: unknown property 'size'")
  })

  it("its source, and the columns that it was given", () => {
    const source = new ColumnDataSource({ data: { x: [1, 2], name: ["a", "b"] } })
    const numbers: number[] = source.data["x"]
    for (const name of source.data.name) name.toUpperCase()
    const r = p.line("x", "x", { source, line_width: 2 })
    const first: number | undefined = r.data_source.data["x"][0]
    r.data_source.data = { ...source.data, y: [1, 2] }
    r.data_source.stream({ x: [1], name: ["c"], y: [0] })
    expect([numbers[0], first, source.length]).toEqual([1, 1, 3])
    const given = p.scatter([1, 2], [3, 4]).data_source.data["y"][0]?.toFixed()
    expect(given).toBe("3")
    const point = '{"type": "Point", "coordinates": [0, 0]}'
    const geojson = (points: number) =>
      `{"type": "GeometryCollection", "geometries": [${Array(points).fill(point).join()}]}`
    const geo = p.patches("xs", "ys", { source: new GeoJSONDataSource({ geojson: geojson(1) }) })
    geo.data_source.geojson = geojson(2)
    expect(geo.data_source.geojson).toBe(geojson(2))
  })

  it("columns that were empty, and unknown ones", () => {
    const source = new ColumnDataSource({ data: { close: [], color: [] } })
    source.stream({ close: [1, 2], color: ["red", "blue"] })
    const recent = source.data.close.slice(-1).concat(3).map(Number)
    const total = (any: ColumnDataSource) => any.data["close"]?.reduce((a, b) => a + b, 0)
    const doubled = (any: ColumnDataSource) => any.data["close"]?.map((one) => one * 2)
    expect([recent, total(source), doubled(source)]).toEqual([[2, 3], 3, [2, 4]])
    const text = p.text({ x: [1], y: [2], text: ["a"], text_color: ["red"] })
    expect([...text.data_source.data.text, ...text.data_source.data.text_color]).toHaveLength(2)
  })

  it("its glyph, also in stacks, contours and graphs", () => {
    const data = { x: [1, 2], a: [1, 2], b: [2, 1] }
    for (const { glyph } of p.varea_stack(["a", "b"], { x: "x", source: data }))
      glyph.fill_alpha = 0.5
    const z = [
      [0, 1],
      [1, 2],
    ]
    const contour = p.contour([0, 1], [0, 1], z, { levels: [0, 1], line_color: "red" })
    contour.line_renderer.glyph.line_alpha = 0.5
    const graph = new GraphRenderer()
    graph.edge_renderer.glyph.line_width = 2
    graph.node_renderer.glyph.size = 9
    expect(contour.line_renderer.glyph.line_alpha).toBe(0.5)
  })

  it("that expressions can be used in place of columns", () => {
    const polar = new PolarTransform({ radius: "r", angle: "a" })
    const source = { r: [1], a: [2] }
    const r = p.scatter({ x: polar.x, y: expr(polar.y), source })
    expect([r.glyph.x, r.glyph.y]).toMatchObject([{ expr: { type: "XComponent" } }, { expr: {} }])
    // @ts-expect-error -- a Div computes nothing
    expect(() => p.scatter({ x: new Div(), y: "a", source })).toThrow("got a Div")
  })

  it("its place in a legend", () => {
    const r = p.line([1], [1])
    const pairs = [["a", [r]]]
    const item = new LegendItem({ label: "b", renderers: [r] })
    const legend = new Legend({ items: [["a", [r]], item] })
    p.add_layout(legend, "right")
    p.legend[0].title = "t"
    p.legend.location = "top_left"
    p.on_event(LegendItemClick, (event) => event.item.renderers[0]?.muted)
    p.on_event("legend_item_click", (event) => (event.item.visible = false))
    legend.on_click((event) => (event.item.name = event.model.title))
    // @ts-expect-error -- visibel
    p.on_event(LegendItemClick, (event) => event.item.visibel)
    expect([legend.title, new Legend({ items: pairs }).items[0]?.renderers]).toEqual(["t", [r]])
  })
})

describe("the type of a widget's value holds", () => {
  it("when it is read", () => {
    expect(new Select({ options: ["a", "b"], value: "a" }).value.toUpperCase()).toBe("A")
    const two = new Select({ options: [[1, "one"]], value: 1 })
    expect(two.value.toFixed()).toBe("1")
    expect(new MultiSelect({ options: ["a"], value: ["a"] }).value.at(0)).toBe("a")
    expect(new CheckboxGroup({ labels: ["a"], active: [0] }).active.includes(0)).toBe(true)
    expect(atob(new FileInput({ value: "YQ==" }).value)).toBe("a")
    const several = new FileInput({ multiple: true, value: ["YQ=="] })
    expect(several.value.map((file) => atob(file))).toEqual(["a"])
  })

  it("in on_change(), by the property's name", () => {
    const heard: unknown[] = []
    const slider = new Slider({ start: 0, end: 9, value: 1 })
    slider.on_change("value", (attr, old, new_) => heard.push(attr, new_ - old))
    slider.value = 5
    const text = new TextInput()
    text.on_change("value", (_attr, _old, value) => heard.push(value.trim()))
    text.value = " a "
    new RadioGroup({ labels: ["a"] }).on_change("active", (_attr, _old, active) =>
      active?.toFixed(),
    )
    for (const widget of [slider, text]) widget.on_change("value", () => heard.push("any"))
    expect(heard).toEqual(["value", 4, "a"])
    // @ts-expect-error -- valeu
    expect(() => slider.on_change("valeu", () => undefined)).toThrow("did you mean 'value'?")
    // @ts-expect-error -- titel
    expect(() => (slider.titel = "x")).toThrow("did you mean 'title'?")
    // @ts-expect-error -- strat
    expect(() => slider.js_link("value", new Range1d(), "strat")).toThrow("did you mean 'start'?")
  })

  it("with dates where a time is expected", () => {
    const d = (day: number) => new Date(Date.UTC(2024, 0, day))
    const p = figure({ x_range: new Range1d({ start: d(1), end: d(9), bounds: [d(1), d(20)] }) })
    p.add_layout(new Span({ location: d(3), dimension: "height" }))
    p.add_layout(new Label({ x: d(2), y: 0, text: "here" }))
    p.scatter({ x: d(7), y: 0 })
    p.xaxis.ticker = [d(1), d(5)]
    const slider = new DateSlider({ start: d(1), end: d(9), value: d(2) })
    const range = new DateRangeSlider({ start: d(1), end: d(9), value: [d(2), d(3)] })
    expect(slider.value - range.value[0]).toBe(0)
    expect(p.x_range.end - p.x_range.start).toBe(8 * 86_400_000)
    expect(p.xaxis[0].type).toBe("DatetimeAxis")
    expect(new FixedTicker({ ticks: [d(1)] }).ticks[0]).toBe(Number(d(1)))
  })

  it("with typed arrays where a pair of numbers is expected", () => {
    const range = new RangeSlider({ start: 0, end: 9, value: Float64Array.of(1, 2) })
    range.value = Uint8Array.of(3, 4)
    expect(range.value).toEqual([3, 4])
  })
})

describe("the type of found and listed models", () => {
  const p = figure({ tooltips: [["a", "@a"]] })

  it("lets a property of all of them be set", () => {
    const doc = new Document()
    doc.add_root(row(p, figure({ tools: "hover" })))
    doc.select(HoverTool).tooltips = [["b", "@b"]]
    doc.select({ type: HoverTool, mode: "mouse" }).mode = "vline"
    const tools = doc.select(HoverTool).map(({ mode, tooltips }) => [mode, tooltips])
    expect(tools).toEqual([
      ["vline", [["b", "@b"]]],
      ["vline", [["b", "@b"]]],
    ])
    expect(new Whisker({ base: "x", upper: "u", lower: "l" }).upper_head.size).toBe(10)
  })

  it("has the methods of the only one", () => {
    const heard: unknown[] = []
    p.xaxis.on_change("axis_label", (_attr, _old, label) => heard.push(label))
    p.xaxis.axis_label = "x"
    // @ts-expect-error -- axis_lable
    expect(() => (p.xaxis.axis_lable = "x")).toThrow("did you mean 'axis_label'?")
    expect(heard).toEqual(["x"])
  })

  it("follows from the property for lists and other models", () => {
    const box = row(new Div(), figure(), { sizing_mode: "stretch_width" })
    const [first] = box.children
    if (first !== undefined) first.sizing_mode = "fixed"
    box.children.push(new Slider({ start: 0, end: 1, value: 0 }))
    expect(box.children.map(({ sizing_mode }) => sizing_mode)).toEqual(["fixed", null, null])
    const select = new Select({ options: ["a", "b"] })
    select.options[0] = "A"
    select.options.push("c")
    expect([select.options[0], select.options.length]).toEqual(["A", 3])
    const grouped = new Select({ options: { one: ["x"] } })
    expect(grouped.options["one"]).toEqual(["x"])
    const column = new TableColumn({ field: "x", formatter: new NumberFormatter() })
    column.formatter.format = "0.0"
    expect(column.formatter.format).toBe("0.0")
    const view = new CDSView({ filter: new GroupFilter({ column_name: "a", group: "x" }) })
    view.filter.group = "y"
    expect(view.filter.group).toBe("y")
  })
})
