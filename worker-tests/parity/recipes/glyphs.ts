// Every glyph method, by position and by name.

import {
  ColumnDataSource,
  type Figure,
  LinearColorMapper,
  ndarray,
  Spectral11,
  WeightedStackColorMapper,
} from "bokeh-edge"

export function annular_wedge(p: Figure): void {
  p.annular_wedge([1, 2], [1, 2], 0.2, 0.5, 0.3, [2, 4], { color: "green" })
}

export function annular_wedge_units(p: Figure): void {
  p.annular_wedge({
    x: [1],
    y: [1],
    inner_radius: 10,
    outer_radius: 30,
    start_angle: 30,
    end_angle: 120,
    inner_radius_units: "screen",
    outer_radius_units: "screen",
    start_angle_units: "deg",
    end_angle_units: "deg",
    direction: "clock",
  })
}

export function annulus(p: Figure): void {
  p.annulus([1, 2], [1, 2], [0.1, 0.2], 0.4, { fill_color: "orange", line_color: null })
}

export function arc(p: Figure): void {
  p.arc([1, 2], [1, 2], 0.4, 0, 2.5, { line_width: 3 })
}

export function bezier(p: Figure): void {
  p.bezier([1], [1], [2], [2], [1.2], [2], [1.8], [1], { line_dash: "dashed" })
}

export function block(p: Figure): void {
  p.block([1, 2], [1, 2], 0.5, [0.5, 0.7], { fill_alpha: 0.4 })
}

export function circle(p: Figure): void {
  p.circle([1, 2, 3], [3, 1, 2], { radius: 0.3, hatch_pattern: "x", hatch_color: "white" })
}

export function ellipse(p: Figure): void {
  p.ellipse([1, 2], [1, 2], 0.6, 0.3, { angle: 0.7 })
}

export function harea(p: Figure): void {
  p.harea([1, 2, 1], [3, 4, 5], [1, 2, 3], { fill_color: "teal", alpha: 0.6 })
}

export function harea_step(p: Figure): void {
  p.harea_step([1, 2, 1], [3, 4, 5], [1, 2, 3], { step_mode: "center" })
}

export function hbar(p: Figure): void {
  p.hbar([1, 2, 3], 0.5, [3, 1, 2], { left: [0, 0.5, 1] })
}

export function hex_tile(p: Figure): void {
  p.hex_tile([0, 0, 1], [0, 1, 0], { size: 1, fill_color: ["red", "green", "blue"] })
}

export function hspan(p: Figure): void {
  p.hspan([1, 2], { line_width: [1, 4], line_color: "red" })
}

export function hstrip(p: Figure): void {
  p.hstrip([1, 3], [2, 4], { fill_alpha: 0.5 })
}

export function image(p: Figure): void {
  const pixels = ndarray(
    Float64Array.from({ length: 12 }, (_, i) => i),
    { shape: [3, 4] },
  )
  p.image([pixels], 0, 0, 4, 3, { palette: Spectral11, level: "image" })
}

export function image_several(p: Figure): void {
  const small = ndarray(Float64Array.of(1, 2, 3, 4), { shape: [2, 2] })
  p.image({
    image: [small, small],
    x: [0, 3],
    y: [0, 0],
    dw: [2, 2],
    dh: 2,
    palette: ["#000000", "#ff0000"],
    dilate: true,
  })
}

export function image_rgba(p: Figure): void {
  const pixels = Uint32Array.of(0xff0000ff, 0xff00ff00, 0xffff0000, 0x80000000)
  p.image_rgba([ndarray(pixels, { shape: [2, 2] })], 0, 0, 2, 2, { dilate: true })
}

export function image_stack(p: Figure): void {
  const pixels = Float64Array.from({ length: 8 }, (_, i) => i)
  const color_mapper = new WeightedStackColorMapper({
    palette: ["red", "blue"],
    alpha_mapper: new LinearColorMapper({ palette: ["red"] }),
  })
  p.image_stack([ndarray(pixels, { shape: [2, 2, 2] })], 0, 0, 2, 2, { color_mapper })
}

export function image_url(p: Figure): void {
  const url = "data:image/gif;base64,R0lGODlhAQABAIAAAAUEBA=="
  p.image_url([url], 0, 1, 2, 1, { anchor: "center" })
}

export function line(p: Figure): void {
  p.line([1, 2, 3], [3, 1, 2], { line_width: 2, color: "navy", alpha: 0.5 })
}

export function line_dash_list(p: Figure): void {
  p.line([1, 2, 3], [3, 1, 2], { line_dash: [6, 3], line_join: "round", line_cap: "round" })
}

export function mathml(p: Figure): void {
  p.mathml([1], [1], ["<math><mi>x</mi></math>"])
}

export function multi_line(p: Figure): void {
  const xs = [
    [1, 2, 3],
    [2, 3, 4],
  ]
  const ys = [
    [3, 1, 2],
    [4, 7, 8],
  ]
  p.multi_line(xs, ys, { color: ["firebrick", "navy"], line_width: 4 })
}

export function multi_polygons(p: Figure): void {
  const xs = [
    [
      [
        [1, 1, 2, 2],
        [1.2, 1.6, 1.6],
      ],
    ],
    [[[3, 3, 4]]],
  ]
  const ys = [
    [
      [
        [4, 3, 3, 4],
        [3.2, 3.2, 3.6],
      ],
    ],
    [[[1, 3, 1]]],
  ]
  p.multi_polygons({ xs, ys, color: ["red", "green"] })
}

export function ngon(p: Figure): void {
  p.ngon([1, 2], [1, 2], { radius: [0.2, 0.4], n: 5, angle: 0.3 })
}

export function patch(p: Figure): void {
  p.patch([1, 2, 3, NaN, 4, 5, 5], [6, 7, 5, NaN, 7, 7, 6], { alpha: 0.5, line_width: 2 })
}

export function patches(p: Figure): void {
  const xs = [
    [1, 3, 2],
    [3, 4, 6],
  ]
  const ys = [
    [2, 1, 4],
    [4, 7, 8],
  ]
  p.patches(xs, ys, { fill_color: ["red", "navy"], alpha: [0.8, 0.3] })
}

export function quad(p: Figure): void {
  p.quad([1, 2], [1.5, 3], [3, 4], [0, 1], { color: "#B3DE69" })
}

export function quadratic(p: Figure): void {
  p.quadratic([1], [1], [2], [2], [1], [2])
}

export function ray(p: Figure): void {
  p.ray([1, 2], [1, 2], 45, 0.5, { length_units: "screen", line_width: 2 })
}

export function rect(p: Figure): void {
  p.rect([1, 2], [1, 2], 0.5, 0.3, { angle: 0.6, border_radius: 4 })
}

export function scatter(p: Figure): void {
  p.scatter([1, 2, 3], [3, 1, 2], { size: [5, 10, 15], fill_alpha: 0.6, line_color: null })
}

export function scatter_positions(p: Figure): void {
  p.scatter([1, 2], [3, 1], 12, 0.5, "triangle")
}

export function scatter_markers(p: Figure): void {
  p.scatter([1, 2], [3, 1], { marker: "*", size: 20 })
  p.scatter([1, 2], [4, 2], { marker: "o+", size: 20 })
  p.scatter([1, 2], [5, 3], { marker: ["square", "hex"], size: 20 })
}

export function segment(p: Figure): void {
  p.segment([1, 2], [1, 2], [2, 3], [3, 1], { line_color: ["red", "blue"] })
}

export function step(p: Figure): void {
  p.step([1, 2, 3], [3, 1, 2], { mode: "center", line_width: 2 })
}

export function tex(p: Figure): void {
  p.tex([1], [1], ["x^2"])
}

export function text(p: Figure): void {
  const font = { text_color: "red", text_font_size: "20px", text_align: "center" } as const
  p.text([1, 2], [1, 2], { text: ["one", "two"], ...font })
}

export function text_box(p: Figure): void {
  p.text([1], [1], ["boxed"], {
    background_fill_color: "yellow",
    border_line_color: "black",
    padding: 5,
    anchor: "center",
  })
}

export function varea(p: Figure): void {
  p.varea([1, 2, 3], [1, 2, 1], [3, 4, 3], { hatch_pattern: "/" })
}

export function varea_step(p: Figure): void {
  p.varea_step([1, 2, 3], [1, 2, 1], [3, 4, 3], { step_mode: "after" })
}

export function vbar(p: Figure): void {
  p.vbar([1, 2, 3], 0.5, [3, 1, 2], { bottom: 0.5, color: ["red", "green", "blue"] })
}

export function vspan(p: Figure): void {
  p.vspan([1, 2], { line_dash: ["solid", "dotted"] })
}

export function vstrip(p: Figure): void {
  p.vstrip([1, 3], [2, 4], { hatch_pattern: "dot" })
}

export function wedge(p: Figure): void {
  p.wedge([1, 2], [1, 2], 0.4, 0.3, 4, { direction: "clock", color: ["red", "#00ff0080"] })
}

export function markers_by_method(p: Figure): void {
  p.square([1, 2], [1, 2], { size: 10, color: "red" })
  p.triangle({ x: [1, 2], y: [2, 1], angle: 0.5, legend_label: "t" })
  p.x("a", "b", { size: 8, source: new ColumnDataSource({ data: { a: [3], b: [3] } }) })
  const r = p.circle([3, 4], [1, 2], { size: 12, fill_alpha: 0.5 })
  r.glyph.size = 12
  p.circle({ x: [5], y: [1], size: 20, name: "one" })
}
