// Warnings about documents that are probably mistakes.

import {
  column,
  ColumnDataSource,
  Document,
  FactorRange,
  figure,
  ImageURLTexture,
  LinearAxis,
  Range1d,
  Slider,
  VBar,
} from "bokeh-edge"
import { describe, expect, it } from "vitest"

import { internalsOf } from "../../../src/document/document.ts"
import { faultsIn } from "../../../src/document/integrity.ts"
import type { HasProps } from "../../../src/model/has-props.ts"

function faultsOf(...roots: readonly HasProps[]): readonly string[] {
  const doc = new Document()
  for (const root of roots) doc.add_root(root)
  return faultsIn(internalsOf(doc).graph.all()).map(({ level, message }) => `${level} ${message}`)
}

const PATTERNS = { own: new ImageURLTexture({ url: "/own.png" }) }

function plotted(): ReturnType<typeof figure> {
  const plot = figure({ name: "plot" })
  plot.line([1, 2], [3, 4])
  return plot
}

describe("a document's warnings", () => {
  it("are empty for a correct document", () => {
    const plot = plotted()
    plot.extra_y_ranges = { other: new Range1d({ start: 0, end: 1 }) }
    plot.add_layout(new LinearAxis({ y_range_name: "other" }), "right")
    const sliders = [0, 1].map((value) => new Slider({ start: 0, end: 1, value, name: "same" }))
    expect(faultsOf(column(plot, ...sliders))).toEqual([])
  })

  it("report missing columns, with the name that was probably meant", () => {
    const plot = figure()
    const source = new ColumnDataSource({ data: { day: [1], height: [2] } })
    plot.scatter("day", "hieght", { source, color: "rd", name: "points" })
    const [told = "", ...others] = faultsOf(plot)
    expect(told).toMatch(
      /^error E-1001 \(BAD_COLUMN_NAME\): Glyph refers to nonexistent column name: /,
    )
    expect(told).toContain("y='hieght' [closest match: 'height']")
    expect(told).toContain("fill_color='rd', ")
    expect(told).toContain("in GlyphRenderer(name='points')")
    expect(others).toEqual([])
  })

  it("do not report names of a glyph's own hatch patterns, which are not columns", () => {
    const [plot, bars] = [figure(), new VBar({ hatch_extra: PATTERNS })]
    const options = { hatch_pattern: "own", hatch_extra: PATTERNS } as const
    plot.vbar([1], 0.5, [2], options)
    plot.add_glyph(new ColumnDataSource(), new VBar({ x: 1, top: 1, ...options }))
    bars.update({ x: 1, top: 1, hatch_pattern: "own" })
    plot.add_glyph(new ColumnDataSource(), bars)
    plot.vbar([1], 0.5, [2], { hatch_pattern: "another", hatch_extra: PATTERNS, name: "bars" })
    expect(faultsOf(plot)).toEqual([
      expect.stringMatching(/: hatch_pattern='another' in GlyphRenderer\(name='bars'\)$/),
    ])
  })

  it("report plots and layouts without content", () => {
    expect(faultsOf(figure({ name: "bare" }), column())).toEqual([
      "warn W-1000 (MISSING_RENDERERS): Plot has no renderers: Figure(name='bare')",
      expect.stringMatching(/^warn W-1002 \(EMPTY_LAYOUT\): Layout has no children: Column\(id='/),
    ])
  })

  it("report unknown ranges, and ranges that do not fit their scale", () => {
    const plot = plotted()
    plot.add_layout(new LinearAxis({ name: "right", y_range_name: "othr" }), "right")
    plot.x_range = new FactorRange({ factors: ["a", "b"], name: "letters" })
    expect(faultsOf(plot)).toEqual([
      expect.stringMatching(
        /E-1009 \(INCOMPATIBLE_SCALE_AND_RANGE\).*: x in Figure\(name='plot'\)$/,
      ),
      expect.stringMatching(
        /E-1020 \(BAD_EXTRA.*: y_range_name='othr' in LinearAxis\(name='right'\) in /,
      ),
    ])
  })

  it("report sliders whose start is their end, and children that are in a layout twice", () => {
    const slider = new Slider({ start: 1, end: 1, value: 1, name: "still" })
    expect(faultsOf(column(slider, slider))).toEqual([
      expect.stringContaining("E-1027 (REPEATED_LAYOUT_CHILD)"),
      expect.stringMatching(/E-1021 \(EQUAL_SLIDER_START_END\).*: Slider\(name='still'\)$/),
    ])
  })
})
