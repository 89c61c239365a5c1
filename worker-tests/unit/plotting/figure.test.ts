import { describe, expect, it } from "vitest"

import { MarkerType } from "../../../src/model/generated/enums.ts"
import {
  CategoricalAxis,
  ColumnDataSource,
  DatetimeAxis,
  FactorRange,
  HoverTool,
  LogAxis,
  LogScale,
  Quad,
  Range1d,
} from "../../../src/model/generated/models.ts"
import { ndarray } from "../../../src/model/ndarray.ts"
import { figure } from "../../../src/plotting/figure.ts"
import { GLYPHS } from "../../../src/plotting/glyph-methods.ts"
import { Field, type NDArray, Value } from "../../../src/serialization/values.ts"

describe("a glyph method", () => {
  it("accepts data as arrays, and makes a source of it", () => {
    const renderer = figure().line([1, 2], [3, 4], { line_width: 2 })
    expect(renderer.data_source).toHaveProperty("data", { x: [1, 2], y: [3, 4] })
    expect(renderer.glyph).toMatchObject({ x: new Field("x"), y: new Field("y"), line_width: 2 })
  })

  it("accepts columns of a source, by position or by name", () => {
    const source = new ColumnDataSource({ data: { a: [1], b: [2] } })
    const plot = figure()
    const [one, two] = [
      plot.scatter("a", "b", { source }),
      plot.scatter({ x: "a", y: "b", source }),
    ]
    for (const { data_source, glyph } of [one, two]) {
      expect(data_source).toBe(source)
      expect(glyph).toMatchObject({ x: new Field("a"), y: new Field("b") })
    }
    expect(plot.renderers).toEqual([one, two])
  })

  it("has Python's positions: quad is left, right, top, bottom", () => {
    const { glyph } = figure().quad(0, 1, 2, 3)
    expect(glyph).toBeInstanceOf(Quad)
    expect(glyph).toMatchObject({ left: 0, right: 1, top: 2, bottom: 3 })
  })

  it("spreads color and alpha over the visuals, and over the muted and unselected variants", () => {
    const renderer = figure().scatter([1], [1], {
      color: "red",
      alpha: 0.5,
      muted_alpha: 0.7,
      hover_fill_color: "blue",
    })
    expect(renderer.glyph).toMatchObject({ fill_color: "red", line_color: "red", fill_alpha: 0.5 })
    expect(renderer.nonselection_glyph).toMatchObject({ fill_color: "red", fill_alpha: 0.1 })
    expect(renderer.muted_glyph).toMatchObject({ fill_alpha: 0.7 })
    expect(renderer.hover_glyph).toMatchObject({ fill_color: "blue", line_color: "red" })
    expect(renderer.selection_glyph).toBe("auto")
  })

  it("rejects unknown arguments, and data beside a source, by name", () => {
    const wrong: object = { colr: "red" }
    expect(() => figure().line([1], [1], wrong)).toThrow(
      "figure.line: unknown argument 'colr', did you mean 'color'?",
    )
    const source = new ColumnDataSource({ data: { a: [1] } })
    expect(() => figure().line("a", [1], { source })).toThrow(
      "figure.line: y given as data beside a source",
    )
    expect(() => figure().line([1, 2], [1])).toThrow("'x' has 2, 'y' has 1")
  })

  it("rejects numbers that are not pixels", () => {
    const draw = (image: NDArray) => () => figure().image_rgba([image], 0, 0, 1, 1)
    const shape = [1, 2]
    expect(draw(ndarray(Uint32Array.of(1, 2), { shape }))).not.toThrow()
    expect(draw(ndarray(new Uint8Array(8), { shape: [1, 2, 4] }))).not.toThrow()
    expect(draw(ndarray([[1, 2]]))).toThrow(
      "must be uint32 with the shape [height, width], or uint8 with [height, width, 4], got float64 with [1, 2]",
    )
    expect(draw(ndarray(new Uint8Array(2), { shape }))).toThrow("got uint8 with [1, 2]")
  })

  it("exists for every glyph", () => {
    const plot = figure()
    for (const method of Object.keys(GLYPHS)) expect(plot).toHaveProperty(method)
    for (const marker of MarkerType) expect(plot).toHaveProperty(marker)
  })
})

describe("figure()", () => {
  it("makes ranges, scales and axes from short arguments", () => {
    const plot = figure({
      x_axis_type: "datetime",
      y_axis_type: "log",
      y_range: [1, 100],
      y_axis_label: "m",
    })
    expect(plot.xaxis[0]).toBeInstanceOf(DatetimeAxis)
    expect(plot.yaxis[0]).toBeInstanceOf(LogAxis)
    expect(plot.y_scale).toBeInstanceOf(LogScale)
    expect(plot.y_range).toBeInstanceOf(Range1d)
    expect(plot.yaxis.axis_label).toBe("m")
    expect(plot.grid).toHaveLength(2)
  })

  it("accepts factors as a range", () => {
    const plot = figure({ x_range: ["a", "b"], y_axis_type: null })
    expect(plot.x_range).toBeInstanceOf(FactorRange)
    expect(plot.xaxis[0]).toBeInstanceOf(CategoricalAxis)
    expect(plot.yaxis).toHaveLength(0)
    expect(figure({ x_range: [] }).xaxis[0]).toBeInstanceOf(CategoricalAxis) // factors that come later
  })

  it("has Bokeh's default tools or the named ones, and adds a hover tool for tooltips", () => {
    const types = (plot: ReturnType<typeof figure>) => plot.toolbar.tools.map(({ type }) => type)
    expect(types(figure())).toEqual([
      "PanTool",
      "WheelZoomTool",
      "BoxZoomTool",
      "SaveTool",
      "ResetTool",
      "HelpTool",
    ])
    const plot = figure({ tools: "pan, tap", tooltips: [["x", "$x"]], active_drag: "pan" })
    expect(types(plot)).toEqual(["PanTool", "TapTool", "HoverTool"])
    expect(plot.toolbar.active_drag).toBe(plot.toolbar.tools[0])
    expect(plot.toolbar.tools[2]).toBeInstanceOf(HoverTool)
    expect(() => figure({ tools: "pann" })).toThrow("unknown tool 'pann', did you mean 'pan'?")
  })

  it("collects legend items by label, and by the values of a column", () => {
    const plot = figure()
    plot.line([1], [1], { legend_label: "a" })
    plot.scatter([1], [1], { legend_label: "a" })
    expect(plot.legend[0]?.items).toMatchObject([
      { label: new Value("a"), renderers: plot.renderers },
    ])
    const source = new ColumnDataSource({ data: { x: [1, 2, 3], kind: ["b", "a", "b"] } })
    plot.scatter("x", "x", { source, legend_group: "kind" })
    expect(plot.legend[0]?.items.slice(1)).toMatchObject([
      { label: new Value("a"), index: 1 },
      { label: new Value("b"), index: 0 },
    ])
  })

  it("rejects unknown options by name", () => {
    const wrong: object = { x_axis_lable: "x" }
    expect(() => figure(wrong)).toThrow(
      "figure: unknown option 'x_axis_lable', did you mean 'x_axis_label'?",
    )
  })

  it("sets a property of all its axes at once", () => {
    const plot = figure()
    plot.axis.axis_label = "both"
    expect([plot.xaxis[0]?.axis_label, plot.yaxis[0]?.axis_label]).toEqual(["both", "both"])
    plot.axis.update({ axis_label: "again", visible: false })
    expect(plot.axis.map((axis) => [axis.axis_label, axis.visible])).toEqual([
      ["again", false],
      ["again", false],
    ])
  })

  it("gives its title a new text, since BokehJS would not draw another title", () => {
    const plot = figure({ title: "first" })
    const { title } = plot
    plot.title = "second"
    expect(plot.title).toBe(title)
    expect(plot.title).toMatchObject({ text: "second" })
  })

  it("treats undefined as not given", () => {
    const { glyph } = figure().line([1, 2], [1, 2], { line_width: 3, line_color: undefined })
    expect(glyph).toMatchObject({ line_width: 3, line_color: "#1f77b4" })
  })

  it("draws into a part of itself with other coordinates", () => {
    const plot = figure()
    const target = { x_target: new Range1d({ start: 2 }), y_target: new Range1d() }
    const within = plot.subplot(target)
    const line = within.line([0, 1], [0, 1])
    expect(plot.renderers).toEqual([line])
    expect(line.coordinates).toBe(within.coordinates)
  })
})

it("a figure sets a property that all its axes have", () => {
  const plot = figure()
  plot.axis.ticker.desired_num_ticks = 3
  const numbers = [plot.xaxis, plot.yaxis].map((axes) => axes[0].ticker.desired_num_ticks)
  expect(numbers).toEqual([3, 3])
})
