// Every mapper and transform.

import type { Figure } from "bokeh-edge"
import * as m from "bokeh-edge"

const DATA = {
  x: [1, 2, 3],
  y: [4, 6, 5],
  kind: ["a", "b", "a"],
  low: [1, 2, 1],
  high: [2, 2, 4],
}
const RGB = ["#ff0000", "#00ff00", "#0000ff"]

function source(): m.ColumnDataSource {
  return new m.ColumnDataSource({ data: DATA })
}

export function linear(p: Figure): void {
  const color = m.linear_cmap("y", RGB, 4, 6, { low_color: "gray" })
  p.scatter("x", "y", { source: source(), size: 10, color })
}

export function linear_named(p: Figure): void {
  const fill_color = m.linear_cmap("y", m.Viridis256, 4, 6, { nan_color: "black" })
  p.scatter("x", "y", { source: source(), fill_color })
}

export function log(p: Figure): void {
  const color = m.log_cmap("y", RGB, 1, 10, { high_color: "gray" })
  p.scatter("x", "y", { source: source(), color })
}

export function eqhist(p: Figure): void {
  p.scatter("x", "y", { source: source(), color: m.eqhist_cmap("y", RGB, 1, 10) })
}

export function factors(p: Figure): void {
  const fill_color = m.factor_cmap("kind", RGB, ["a", "b"], { start: 0, end: 1 })
  const hatch_pattern = m.factor_hatch("kind", ["/", "x"], ["a", "b"])
  p.vbar("x", 0.5, "y", { source: source(), fill_color, hatch_pattern })
}

export function markers(p: Figure): void {
  const marker = m.factor_mark("kind", ["circle", "cross"], ["a", "b"])
  p.scatter("x", "y", { source: source(), marker })
}

export function dodged(p: Figure): void {
  p.vbar(m.dodge("x", -0.25), 0.2, "low", { source: source(), color: "red" })
  p.vbar(m.dodge("x", 0.25, p.x_range), 0.2, "high", { source: source() })
}

export function jittered(p: Figure): void {
  p.scatter("x", m.jitter("y", 0.6, { range: p.y_range }), { source: source() })
  const wide = m.jitter("x", 0.2, { mean: 1, distribution: "normal" })
  p.scatter(wide, "y", { source: source() })
}

export function stacked(p: Figure): void {
  const [bottom, top] = [m.stack("low"), m.stack("low", "high")]
  p.vbar({ bottom, top, x: "x", width: 0.5, source: source() })
}

export function cumulated(p: Figure): void {
  const [start_angle, end_angle] = [m.cumsum("y", true), m.cumsum("y")]
  p.wedge({ x: 0, y: 0, radius: 1, start_angle, end_angle, source: source() })
}

export function interpolated(p: Figure): void {
  const linearly = new m.LinearInterpolator({ x: [4, 6], y: [5, 20], clip: false })
  p.scatter("x", "y", { source: source(), size: m.transform("y", linearly) })
  const step = new m.StepInterpolator({ x: [4, 5, 6], y: [5, 10, 20], mode: "before" })
  p.scatter("x", "y", { source: source(), size: m.transform("y", step) })
}

export function interpolated_columns(p: Figure): void {
  const data = source()
  const byColumns = new m.LinearInterpolator({ x: "low", y: "high", data })
  p.scatter("x", "y", { source: data, size: m.transform("y", byColumns) })
}

export function written_in_js(p: Figure): void {
  const args = { by: new m.Div({ text: "2" }) }
  const functions = { func: "return x * 2", v_func: "return xs.map((x) => x * 2)" }
  const code = new m.CustomJSTransform({ args, ...functions })
  p.scatter(m.transform("x", code), "y", { source: source() })
}

export function polar(p: Figure): void {
  const turned = new m.PolarTransform({ radius: "x", angle: "y", direction: "clock" })
  const x = m.expr(new m.XComponent({ transform: turned }))
  const y = m.expr(new m.YComponent({ transform: turned }))
  p.scatter(x, y, { source: source() })
}

export function expressions(p: Figure): void {
  p.add_layout(new m.Span({ location: 2 }))
  // BokehJS has no property that takes them: they have one value, and every row asks for its own.
  p.tags = [new m.Minimum({ field: "low" }), new m.Maximum({ field: "high", initial: 3 })]
}

export function cum_sum_by_hand(p: Figure): void {
  const y = m.expr(new m.CumSum({ field: "y", include_zero: true }))
  p.line({ x: "x", y, source: source() })
}

export function expression_in_js(p: Figure): void {
  const code = "return this.data.x.map((x) => x + 1)"
  const made = new m.CustomJSExpr({ args: { n: new m.Div() }, code })
  p.line({ x: m.expr(made), y: "y", source: source() })
}

export function mappers_by_hand(p: Figure): void {
  const image = [
    [
      [1, 2],
      [3, 4],
    ],
  ]
  const log_mapper = new m.LogColorMapper({ palette: RGB, low: 1, high: 4 })
  p.image(image, { x: 0, y: 0, dw: 1, dh: 1, color_mapper: log_mapper })
  const eqhist_mapper = new m.EqHistColorMapper({ palette: RGB, bins: 16 })
  p.image(image, { x: 1, y: 0, dw: 1, dh: 1, color_mapper: eqhist_mapper })
}

export function categories_of_three_levels(p: Figure): void {
  const factors_ = [
    ["a", "b", "c"],
    ["a", "b", "d"],
  ] as const
  const mapper = new m.CategoricalColorMapper({
    factors: factors_,
    palette: RGB,
    nan_color: "white",
  })
  p.scatter("x", "y", { source: source(), color: m.transform("kind", mapper) })
}

export function stack_of_images(p: Figure): void {
  const palette = ["#00000000", "#ffffffff"]
  const alpha_mapper = new m.LinearColorMapper({ palette, low: 0, high: 1 })
  const color_mapper = new m.WeightedStackColorMapper({
    palette: RGB,
    nan_color: "rgba(0, 0, 0, 0)",
    alpha_mapper,
  })
  p.image_stack(
    [
      [
        [
          [1, 2],
          [3, 4],
        ],
      ],
    ],
    { x: 0, y: 0, dw: 1, dh: 1, color_mapper },
  )
}

export function within_other_coordinates(p: Figure): void {
  const [x_source, x_target] = [new m.Range1d(), new m.Range1d({ start: 2, end: 3 })]
  const [y_source, y_target] = [new m.Range1d(), new m.Range1d({ start: 4, end: 5 })]
  const within = p.subplot({ x_source, x_target, y_source, y_target })
  within.line([0, 1], [0, 1], { color: "red" })
}
