// What errors for wrong values say: which part of a list or an object is wrong, and what a constructor expects.

import {
  BooleanFilter,
  BoxEditTool,
  Circle,
  ColumnDataSource,
  CustomJS,
  DatePicker,
  DateRangePicker,
  DateRangeSlider,
  DateSlider,
  Div,
  expr,
  FactorRange,
  figure,
  HoverTool,
  Legend,
  LegendItem,
  Line,
  LineEditTool,
  LinearColorMapper,
  ModelError,
  MultiSelect,
  NumeralTickFormatter,
  PanTool,
  Plot,
  PointDrawTool,
  PolyEditTool,
  Range1d,
  RangeSlider,
  row,
  Select,
  SizeBar,
  Slider,
  Span,
  TimePicker,
  Title,
  VBar,
} from "bokeh-edge"
import { expect, it } from "vitest"

/** A value as JavaScript may pass it, whatever the types say. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- it fits where it stands
function anything<T>(value: unknown): T {
  return value as T
}

interface Positional {
  new (...args: readonly unknown[]): unknown
}
const byPosition = (cls: unknown, ...args: readonly unknown[]) =>
  Reflect.construct(cls as Positional, args)

/** A list that contains itself, more than once: a search of all its branches would never end. */
function circle(...items: readonly unknown[]): readonly unknown[] {
  const list = [...items]
  list.push(list, list)
  return list
}

const lines = () => figure().line([1, 2], [1, 2])

const FAULTS: readonly (readonly [mistake: () => unknown, told: string])[] = [
  [
    () => byPosition(Range1d, 0, 10),
    "Range1d expects its properties as one object, as { start: 0 }, got 0",
  ],
  [
    () => byPosition(FactorRange, ["a", "b"]),
    'FactorRange expects its properties as one object, as { factors: ["a","b"] }, got ["a","b"]',
  ],
  [
    () => byPosition(BooleanFilter, [true]),
    "BooleanFilter expects its properties as one object, as { booleans: [true] }, got [true]",
  ],
  [
    () => byPosition(Div, "text"),
    'Div expects its properties as one object, as { text: "text" }, got "text"',
  ],
  [() => byPosition(Span, new Div()), "Span expects its properties as one object, got a Div"],
  [() => byPosition(Slider, null), "Slider expects its properties as one object, got null"],
  [
    () => new BoxEditTool({ renderers: [figure().rect(0, 0, 1, 1), lines()] }),
    "BoxEditTool.renderers[1] must be a GlyphRenderer whose glyph is Block or HBar or Quad or VBar or Rect or HStrip or VStrip, got a GlyphRenderer with Line",
  ],
  [
    () => new PointDrawTool().renderers.push(figure().vbar(1, 1, 1)),
    "PointDrawTool.renderers[0] must be a GlyphRenderer whose glyph is AnnularWedge or Annulus or Arc or ImageURL or Line or Patch or Ray or Step or one of 12 others, got a GlyphRenderer with VBar",
  ],
  [
    () => {
      const tool = new PolyEditTool()
      tool.vertex_renderer = figure().hbar(1, 1, 1)
    },
    "PolyEditTool.vertex_renderer must be a GlyphRenderer whose glyph is AnnularWedge or Annulus or Arc or ImageURL or Line or Patch or Ray or Step or one of 12 others or null, got a GlyphRenderer with HBar",
  ],
  [
    () => new SizeBar({ renderer: lines() }),
    "SizeBar.renderer must be a GlyphRenderer whose glyph is Circle or Ngon or one of 'auto', got a GlyphRenderer with Line",
  ],
  [
    () => new LineEditTool({ renderers: [figure().scatter(1, 1)] }),
    "LineEditTool.renderers[0] must be a GlyphRenderer whose glyph is Line, got a GlyphRenderer with Scatter",
  ],
  [
    () => new ColumnDataSource(anything({ x: [1] })),
    "ColumnDataSource: unknown property 'x'; columns are given as { data: { x: ... } }",
  ],
  [
    () => new ColumnDataSource(anything({ dta: { x: [1] } })),
    "ColumnDataSource: unknown property 'dta', did you mean 'data'?",
  ],
  [
    () => new ColumnDataSource({ data: { x: [1], y: anything(5) } }),
    'ColumnDataSource.data["y"] must be an array, a typed array or ndarray(), got 5',
  ],
  [
    () => new ColumnDataSource({ data: { constructor: ["a"], year: [1] } }),
    "ColumnDataSource.data must be an object of columns: arrays, typed arrays or ndarray(), got an object with the name 'constructor', which BokehJS can't read",
  ],
  [
    () => figure().line([1, 2], [1, 2], { color: anything(["red", "navy"]) }),
    'Line.line_color must be a color or null, value() or expr(), got ["red","navy"]',
  ],
  [
    () => figure().varea([1, 2], [1, 2], [3, 4], { color: anything(["red"]) }),
    'VArea.fill_color must be a color or null, value() or expr(), got ["red"]',
  ],
  [
    () => row(new Div(), anything(new Range1d())),
    "Row.children[1] must be a UIElement, got a Range1d",
  ],
  [
    () => figure({ tooltips: anything([["a", "@a"], ["b"]]) }),
    'HoverTool.tooltips[1] must be [a string, a string], got ["b"]',
  ],
  [
    () => new HoverTool({ tooltips: anything([["a", 1]]) }),
    "HoverTool.tooltips[0][1] must be a string, got 1",
  ],
  [
    () => new Legend({ items: anything([["a", [new Div()]]]) }),
    "LegendItem.renderers[0] must be a GlyphRenderer, got a Div",
  ],
  [
    () => new LinearColorMapper({ palette: ["red", anything("reddd")] }),
    'LinearColorMapper.palette[1] must be a color, got "reddd"',
  ],
  [
    () => new MultiSelect({ value: anything(["a", 2]) }),
    "MultiSelect.value[1] must be a string, got 2",
  ],
  [
    () => new Plot({ extra_x_ranges: anything({ a: new Range1d(), b: [0, 1] }) }),
    'Plot.extra_x_ranges["b"] must be a Range, got [0,1]',
  ],
  [() => new Div({ styles: anything(7) }), "Div.styles must be"],
  [
    () => figure({ tools: anything([PanTool]) }),
    "Toolbar.tools[0] must be a Tool or a ToolProxy, got the class PanTool",
  ],
  [
    () => figure({ title: anything(() => "a") }),
    "Figure.title must be a Title or a string or null, got a function",
  ],
  [() => new Div({ tags: [Div] }), "Div.tags[0]: the class Div can't be sent"],
  [() => new Div({ tags: circle() }), "a list is nested too deeply, or in a circle"],
  [() => new Div({ tags: circle(new Date(0)) }), "a list is nested too deeply, or in a circle"],
  [
    () => new ColumnDataSource({ data: { x: circle() } }),
    "a list is nested too deeply, or in a circle",
  ],
  [() => new Select({ title: anything(7) }), "Select.title must be a string"],
  [() => new CustomJS({ args: anything([1]) }), "CustomJS.args must be"],
]

it.each(FAULTS.map(([mistake, told]) => [told, mistake] as const))(
  "a mistake throws: %s",
  (told, mistake) => {
    expect(mistake).toThrow(ModelError)
    expect(mistake).toThrow(told)
  },
)

const WRONG_VALUES: readonly (readonly [mistake: () => unknown, told: string])[] = [
  [() => figure({ background_fill_color: "reddd" }), 'must be a color or null, got "reddd"'],
  [
    () => new Span({ line_color: "rgb(1,2)" }),
    'Span.line_color must be a color or null, got "rgb(1,2)"',
  ],
  [() => new Line({ line_color: "bleu" }), 'Line.line_color must be a color or null, got "bleu"'],
  [
    () => new Line({ line_alpha: anything("half") }),
    'Line.line_alpha must be a number, got "half"',
  ],
  [
    () => new Line({ line_cap: anything("rond") }),
    "must be one of 'butt', 'round', 'square', got \"rond\"",
  ],
  [
    () => new Span({ line_dash: anything("dasshed") }),
    'lengths as "4 2", or a list of numbers, got "dasshed"',
  ],
  [
    () => figure().vbar({ x: [1], top: [1], line_dash: "dasshed" }),
    'figure.vbar: line_dash must be solid, dashed, dotted, dotdash, dashdot, lengths as "4 2" or a column, got "dasshed"',
  ],
  [
    () => figure({ width: NaN }),
    "Figure.width must be a whole number of pixels, 0 or more, got NaN",
  ],
  [
    () => (new Div().height = 20.5),
    "Div.height must be a whole number of pixels, 0 or more, got 20.5",
  ],
  [
    () => new Div({ min_height: -1 }),
    "Div.min_height must be a whole number of pixels, 0 or more, got -1",
  ],
  [() => figure().scatter([1], [1], { size: -1 }), "Scatter.size must be a number, 0 or more"],
  [() => new Line({ x: expr(undefined) }), "value(), field() or expr(), got expr(undefined)"],
  [() => new Line({ x: expr(new Div()) }), "got expr(a Div)"],
  [
    () => new Circle({ radius: 1, radius_units: anything("pixels") }),
    "Circle.radius_units must be one of 'screen', 'data', got \"pixels\"",
  ],
  [
    () => new Title({ text_font_size: "12" }),
    'must be a number with a unit, as "12px" or "1.5em", got "12"',
  ],
  [
    () => new DatePicker({ value: "31.1.2024" }),
    'must be a date, as "2024-01-31", got "31.1.2024"',
  ],
  [() => new DateRangePicker({ value: ["2024-01-01", "later"] }), 'got "later"'],
  [
    () => new DateSlider({ value: "now" }),
    'DateSlider.value must be a date, as "2024-01-31", got "now"',
  ],
  [
    () => new RangeSlider({ value: [1] }),
    "RangeSlider.value must be [a number, a number], got [1]",
  ],
  [() => new Slider({ value: anything("5") }), 'Slider.value must be a number, got "5"'],
  [
    () => new Line({ line_alpha: 2 }),
    "Line.line_alpha must be a number, 0 to 1, value() or expr(), got 2",
  ],
  [() => figure().line([1], [1], { line_alpha: -1 }), "Line.line_alpha must be a number, 0 to 1"],
  [() => new Line({ line_dash_offset: 1.5 }), "must be a whole number, value() or expr(), got 1.5"],
  [() => new Div({ margin: 2.5 }), "Div.margin must be a whole number or"],
  [() => new Span({ line_color: [1, 2, 3, 4] }), "Span.line_color must be a color or null"],
  [() => new Circle({ radius: -1 }), "Circle.radius must be a number, 0 or more"],
  [
    () => new VBar({ x: anything([1, 2]) }),
    "VBar.x must be a number, a column's name, value(), field() or expr(), got [1,2]",
  ],
  [() => new VBar({ line_cap: { value: anything(2) } }), "VBar.line_cap must be a string"],
  [
    () => figure().vbar([1], 1, [1], 0, { hover_color: anything(["red"]) }),
    "must be a color or null",
  ],
  [
    () => new Line({ line_color: anything({ field: "c" }) }),
    'Line.line_color must be a color or null, value() or expr(), got field("c")',
  ],
  [() => new TimePicker({ value: "25:00" }), 'must be a time of day, as "12:30", got "25:00"'],
  [() => new Range1d({ bounds: [2, 1] }), "must be [the least, the greatest], got [2,1]"],
  [() => new DateRangeSlider({ value: anything(5) }), "must be [a number, a number], got 5"],
  [() => new Slider({ value: 0 / 0 }), "Slider.value must be a number, got NaN"],
  [
    () => new NumeralTickFormatter({ language: anything("xx") }),
    "NumeralTickFormatter.language must be one of 'be-nl'",
  ],
]

it.each(WRONG_VALUES.map(([mistake, told]) => [told, mistake] as const))(
  "a wrong value throws immediately: %s",
  (told, mistake) => {
    expect(mistake).toThrow(ModelError)
    expect(mistake).toThrow(told)
  },
)

it("correct values of the same properties are accepted", () => {
  const p = figure({
    x_range: Float64Array.of(0, 9),
    background_fill_color: Uint8Array.of(1, 2, 3),
  })
  p.vbar({ x: [1], top: [1], line_dash: "4 4" })
  p.vbar({ x: "x", top: "y", line_dash: "d", source: { x: [1], y: [1], d: ["dashed"] } })
  p.text({ x: [1], y: [1], text: ["a"], text_font_size: ["12px"] })
  const limits = [2, 3]
  p.xaxis.bounds = limits
  p.yaxis.bounds = Float32Array.of(1, 2)
  const margin = [1, 2, 3, 4]
  const location = [5, 6]
  const div = new Div({ margin })
  const legend = new Legend({ location: location, margin: 3 })
  expect([p.x_range.end, p.background_fill_color, p.xaxis.bounds, p.yaxis.bounds]).toEqual([
    9,
    "rgb(1, 2, 3)",
    [2, 3],
    [1, 2],
  ])
  expect([div.margin, legend.location]).toEqual([margin, location])
  const picker = new DatePicker({ value: new Date(0), min_date: "1970-01-01" })
  expect([picker.value, picker.min_date]).toEqual(["1970-01-01", "1970-01-01"])
  expect(new LegendItem({ label: { value: "a" } }).label).toMatchObject({ value: "a" })
})
