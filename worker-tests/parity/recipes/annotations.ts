// Every annotation.

import type { Figure } from "bokeh-edge"
import * as m from "bokeh-edge"

const DATA = { x: [1, 2, 3], lower: [1, 2, 1], upper: [3, 4, 3], name: ["a", "b", "c"] }

function source(): m.ColumnDataSource {
  return new m.ColumnDataSource({ data: DATA })
}

export function span(p: Figure): void {
  const red = { line_color: "red", line_width: 3, editable: true }
  p.add_layout(new m.Span({ location: 2, dimension: "height", ...red }))
  const screen = { location_units: "screen", line_dash: "dotted" } as const
  p.add_layout(new m.Span({ location: 100, dimension: "width", ...screen }))
}

export function box(p: Figure): void {
  const look = { fill_color: "green", fill_alpha: 0.2, border_radius: 5 }
  p.add_layout(new m.BoxAnnotation({ left: 1, right: 2, bottom: 1, ...look }))
}

export function box_editable(p: Figure): void {
  const all = new m.AreaVisuals({ fill_color: "red" })
  const frame = new m.BoxAnnotation({
    left: 20,
    right: 80,
    left_units: "screen",
    right_units: "screen",
    editable: true,
    resizable: "x",
    movable: "both",
    handles: new m.BoxInteractionHandles({ all }),
  })
  p.add_layout(frame)
}

export function poly(p: Figure): void {
  const look = { fill_alpha: 0.4, hatch_pattern: "/" } as const
  p.add_layout(new m.PolyAnnotation({ xs: [1, 2, 3], ys: [1, 3, 1], ...look }))
}

export function slope(p: Figure): void {
  const look = { line_dash: "dashed", above_fill_color: "yellow" } as const
  p.add_layout(new m.Slope({ gradient: 1.5, y_intercept: -1, ...look }))
}

export function label(p: Figure): void {
  const text = new m.Label({
    x: 1,
    y: 2,
    text: "$$x$$",
    x_offset: 5,
    angle: 45,
    angle_units: "deg",
    text_color: "red",
    background_fill_color: "white",
    border_line_color: "black",
    padding: 4,
  })
  p.add_layout(text)
}

export function label_set(p: Figure): void {
  p.scatter("x", "upper", { source: source() })
  const place = { x: "x", y: "upper", y_offset: 8, text_align: "center" } as const
  p.add_layout(new m.LabelSet({ ...place, text: "name", source: source() }))
}

export function arrow(p: Figure): void {
  const line = new m.Arrow({
    x_start: 1,
    y_start: 1,
    x_end: 2,
    y_end: 2,
    end: new m.OpenHead({ size: 10, line_color: "red" }),
    start: new m.VeeHead(),
    line_width: 2,
  })
  p.add_layout(line)
}

export function arrow_heads(p: Figure): void {
  const heads = [
    new m.NormalHead({ fill_color: "orange" }),
    new m.TeeHead(),
    new m.VeeHead({ size: 35 }),
  ]
  for (const end of heads) {
    const one = new m.ColumnDataSource({ data: { x: [1] } })
    const ends = { x_start: "x", y_start: "x", x_end: 3, y_end: 4 }
    p.add_layout(new m.Arrow({ end, source: one, ...ends }))
  }
}

export function band(p: Figure): void {
  const columns = { base: "x", lower: "lower", upper: "upper" }
  p.add_layout(new m.Band({ ...columns, source: source(), fill_alpha: 0.3 }))
}

export function whisker(p: Figure): void {
  const columns = { base: "x", lower: "lower", upper: "upper" }
  const upper_head = new m.TeeHead({ size: 20 })
  p.add_layout(new m.Whisker({ ...columns, source: source(), upper_head, lower_head: null }))
}

export function color_bar(p: Figure): void {
  const palette = ["red", "green", "blue"]
  const bar = new m.ColorBar({
    color_mapper: new m.LogColorMapper({ palette, low: 1, high: 1000 }),
    title: "bar",
    ticker: new m.LogTicker(),
    label_standoff: 12,
    location: [0, 0],
    width: 8,
  })
  p.add_layout(bar, "right")
}

export function color_bar_of_renderer(p: Figure): void {
  const transform = new m.LinearColorMapper({ palette: ["red", "blue"] })
  const r = p.scatter([1, 2], [1, 2], { color: m.field("x", { transform }) })
  p.add_layout(r.construct_color_bar({ padding: 5, title: "x" }), "below")
}

export function legend_options(p: Figure): void {
  const line = p.line([1, 2], [1, 2])
  const legend = new m.Legend({
    items: [new m.LegendItem({ label: "l", renderers: [line], visible: false })],
    orientation: "horizontal",
    ncols: 2,
    spacing: 10,
    background_fill_alpha: 0.5,
    title: "t",
    title_location: "left",
    glyph_width: 40,
    click_policy: "hide",
    border_radius: 3,
  })
  p.add_layout(legend)
}

export function scale_bar(p: Figure): void {
  const bar = new m.ScaleBar({
    range: p.x_range,
    unit: "m",
    length_sizing: "adaptive",
    location: "bottom_left",
    label: "@{value} @{unit}",
    dimensional: new m.MetricLength(),
  })
  p.add_layout(bar)
}

export function size_bar(p: Figure): void {
  const renderer = p.circle([1, 2], [1, 2], { radius: [0.1, 0.5] })
  p.add_layout(new m.SizeBar({ renderer, orientation: "horizontal", width: "max" }), "below")
}

export function titles(p: Figure): void {
  for (const place of ["left", "right", "above", "below"] as const) {
    const look = { align: "center", text_font_style: "italic", standoff: 7 } as const
    p.add_layout(new m.Title({ text: place, ...look }), place)
  }
}
