import { describe, expect, it } from "vitest"

import {
  CategoricalColorMapper,
  CategoricalMarkerMapper,
  CategoricalPatternMapper,
  CumSum,
  Dodge,
  EqHistColorMapper,
  FactorRange,
  Jitter,
  LinearColorMapper,
  LinearInterpolator,
  LogColorMapper,
  Stack,
} from "../../../src/model/generated/models.ts"
import { stateOf } from "../../../src/model/has-props.ts"
import { figure } from "../../../src/plotting/figure.ts"
import * as t from "../../../src/plotting/transforms.ts"
import { Expr, Field } from "../../../src/serialization/values.ts"

const COLORS = ["red", "blue"]
const FACTORS = ["a", "b"]
const range = new FactorRange({ factors: FACTORS })
const interpolator = new LinearInterpolator()

const MAPPED: readonly (readonly [string, Field, object, object])[] = [
  [
    "linear_cmap",
    t.linear_cmap("x", COLORS, 0, 10, { low_color: "gray" }),
    LinearColorMapper,
    { palette: COLORS, low: 0, high: 10, low_color: "gray" },
  ],
  ["log_cmap", t.log_cmap("x", COLORS, 1, 10), LogColorMapper, { low: 1, high: 10 }],
  [
    "eqhist_cmap",
    t.eqhist_cmap("x", COLORS, 1, 10, { nan_color: "#000" }),
    EqHistColorMapper,
    { nan_color: "#000" },
  ],
  [
    "factor_cmap",
    t.factor_cmap("x", COLORS, FACTORS, { start: 1, end: 2 }),
    CategoricalColorMapper,
    { palette: COLORS, factors: FACTORS, start: 1, end: 2 },
  ],
  [
    "factor_mark",
    t.factor_mark("x", ["circle", "x"], FACTORS),
    CategoricalMarkerMapper,
    { markers: ["circle", "x"], factors: FACTORS },
  ],
  [
    "factor_hatch",
    t.factor_hatch("x", [" ", "/"], FACTORS),
    CategoricalPatternMapper,
    { patterns: [" ", "/"], factors: FACTORS },
  ],
  ["dodge", t.dodge("x", 0.25, range), Dodge, { value: 0.25, range }],
  [
    "jitter",
    t.jitter("x", 0.6, { distribution: "normal", mean: 1 }),
    Jitter,
    { width: 0.6, distribution: "normal", mean: 1 },
  ],
]

describe("transforms", () => {
  it.each(MAPPED)("made by %s are a column through a model", (_name, made, model, properties) => {
    expect(made).toBeInstanceOf(Field)
    expect(made.field).toBe("x")
    expect(made.transform).toBeInstanceOf(model)
    expect(made.transform).toMatchObject(properties)
  })

  it("made by transform() can be any, while stack() and cumsum() make expressions", () => {
    expect(t.transform("x", interpolator)).toEqual(new Field("x", { transform: interpolator }))
    const [stacked, summed] = [t.stack("a", "b"), t.cumsum("a", true)]
    expect([stacked.expr instanceof Stack, summed.expr instanceof CumSum]).toEqual([true, true])
    expect(stacked.expr).toMatchObject({ fields: ["a", "b"] })
    expect(summed.expr).toMatchObject({ field: "a", include_zero: true })
  })

  it("can be used in place of a column's name", () => {
    const color = t.linear_cmap("y", COLORS, 0, 1)
    const renderer = figure().vbar({
      x: t.dodge("x", 0.2, range),
      top: t.stack("y"),
      fill_color: color,
      source: { x: FACTORS, y: [1, 2] },
    })
    const { values } = stateOf(renderer.glyph)
    expect(values.get("fill_color")).toBe(color)
    expect(values.get("top")).toBeInstanceOf(Expr)
  })

  it("reject what their model rejects", () => {
    const options: object = { low_colour: "red" }
    expect(() => t.linear_cmap("x", COLORS, 0, 1, options)).toThrow(
      "linear_cmap: unknown argument 'low_colour', did you mean 'low_color'?",
    )
    const markers = ["circl"] as unknown as readonly "circle"[]
    expect(() => t.factor_mark("x", markers, FACTORS)).toThrow("CategoricalMarkerMapper.markers")
  })
})
