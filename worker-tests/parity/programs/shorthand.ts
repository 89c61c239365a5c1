// Short forms that Bokeh takes: null for an edge, pairs for legends, RGB in lists, a modifier as a string, columns that begin empty.

import {
  AnnularWedge,
  Arc,
  BoxAnnotation,
  Category10,
  column,
  ColumnDataSource,
  DataRange1d,
  factor_cmap,
  factor_hatch,
  figure,
  gridplot,
  HSL,
  Inferno256,
  interp_palette,
  Label,
  Legend,
  linear_cmap,
  linear_palette,
  LinearAxis,
  LinearScale,
  log_cmap,
  LogScale,
  Magma256,
  NoOverlap,
  Plot,
  PolarTransform,
  Range1d,
  Ray,
  RGB,
  row,
  Select,
  Slider,
  TapTool,
  TeX,
  Text,
  Title,
  Turbo256,
  value,
  VeeHead,
  Whisker,
  type Column,
  type Figure,
} from "bokeh-edge"

export function colors_of_all_kinds(): Figure {
  const p = figure({ width: 300, height: 300 })
  const n = 4
  const range = [...Array(n).keys()]
  p.scatter(range, range, {
    fill_color: range.map((i) => new RGB(i * 50, 0, 255)),
    line_color: [10, 20, 30, 0.5],
    size: [10, 20, 30, 40],
  })
  p.vbar({
    x: [1, 2],
    top: [1, 2],
    width: 0.5,
    fill_color: ["#ff000080", "rgb(0, 128, 0)"],
    hatch_pattern: ["dot", "x"],
    hatch_color: "black",
    hatch_alpha: 0.5,
  })
  p.line([1, 2], [3, 4], {
    line_color: new HSL(120, 1, 0.5).to_rgb(),
    line_cap: "round",
    line_join: "bevel",
    line_dash: [6, 3],
    line_dash_offset: 2,
  })
  p.scatter([1], [1], { color: Category10[3][0], marker: "star" })
  p.scatter([1, 2], [1, 2], {
    color: linear_palette(Inferno256, 2),
    marker: ["asterisk", "diamond_cross"],
  })
  p.hbar({
    y: [1, 2],
    right: [3, 4],
    left: [0, 1],
    height: 0.2,
    color: Turbo256.filter((_, i) => i % 128 === 0),
    border_radius: 4,
  })
  p.background_fill_color = new RGB(250, 250, 250)
  p.border_fill_alpha = 0.4
  p.scatter([1, 2, 3], [3, 2, 1], {
    color: log_cmap("y", Magma256, 1, 3, { nan_color: "grey" }),
    size: 20,
  })
  p.scatter([1, 2, 3], [3, 2, 1], {
    fill_color: linear_cmap({
      field_name: "y",
      palette: interp_palette(["red", "blue"], 7),
      low: 0,
      high: 9,
      low_color: "white",
    }),
  })
  p.rect([1], [1], [1], [1], {
    fill_color: null,
    line_color: "firebrick",
    angle: 45,
    angle_units: "deg",
    width_units: "screen",
  })
  return p
}

export function short_words(): Figure {
  const p = figure({
    x_range: new Range1d({ start: 0, end: 10, bounds: [0, 10] }),
    y_range: new DataRange1d({ only_visible: true }),
    x_axis_type: "linear",
    tools: "tap,box_zoom,undo,redo,examine,freehand_draw",
    title: new Title({ text: "hi", text_font_size: "1.5em" }),
    active_tap: null,
  })
  p.add_layout(new BoxAnnotation({ left: null, right: 3, top_units: "screen", top: 100 }))
  p.add_tools(
    new TapTool({ modifiers: "ctrl", behavior: "inspect" }),
    new TapTool({ modifiers: { shift: true } }),
  )
  const t = new PolarTransform({ angle: "t", radius: "r" })
  const src = new ColumnDataSource({ data: { t: [0.0, 1.0], r: [1.0, 2.0], s: ["a", "b"] } })
  const r = p.scatter({ x: t.x, y: t.y, source: src, size: 8 })
  const l = p.line({ x: t.x, y: t.y, source: src, line_dash: "dotted" })
  l.add_decoration(new VeeHead({ size: 8 }), "end")
  p.line([1, 2], [1, 2], { line_dash: [2, 2], color: "rebeccapurple" })
  p.add_layout(new Legend({ items: [["one", [r]]], location: [10, 20] }))
  p.wedge({
    x: [1],
    y: [1],
    radius: 15,
    radius_units: "screen",
    start_angle: 0.1,
    end_angle: 90,
    end_angle_units: "deg",
    color: "red",
  })
  p.circle({ x: [1, 2], y: [1, 2], radius: 0.3, fill_alpha: [0.1, 0.9], radius_dimension: "max" })
  p.ngon({ x: [1], y: [2], radius: 0.2, n: 6, angle: Math.PI })
  p.add_layout(
    new Label({
      x: 1,
      y: 2,
      text: "$$\\alpha$$",
      angle: 45,
      angle_units: "deg",
      text_color: "tomato",
      anchor: "center",
    }),
  )
  p.xaxis.axis_label = "$$x^2$$"
  p.yaxis.major_label_overrides = { 1: new TeX({ text: "\\pi" }) }
  p.yaxis.bounds = "auto"
  p.grid.minor_grid_line_color = "grey"
  p.grid.minor_grid_line_alpha = 0.2
  p.xgrid.ticker = p.xaxis[0].ticker
  p.xgrid.bounds = [2, 4]
  p.yaxis.axis_label_standoff = 20
  p.xaxis.major_label_policy = new NoOverlap({ min_distance: 15 })
  p.outline_line_dash = "dashed"
  return p
}

export function gauge(): Plot {
  const xdr = new Range1d({ start: -1.25, end: 1.25 })
  const plot = new Plot({
    x_range: xdr,
    y_range: new Range1d({ start: -1.25, end: 1.25 }),
    width: 250,
    height: 250,
  })
  plot.toolbar_location = null
  plot.outline_line_color = null
  plot.add_glyph(
    new AnnularWedge({
      x: 0,
      y: 0,
      inner_radius: 1.0,
      outer_radius: 1.1,
      start_angle: 3,
      end_angle: 6,
      direction: "clock",
      fill_color: "red",
    }),
  )
  plot.add_glyph(
    new Text({
      x: 0,
      y: value(0.5),
      text: value("mph"),
      text_color: "red",
      text_align: "center",
      text_font_style: "bold",
    }),
  )
  plot.add_glyph(
    new Ray({
      x: value(0),
      y: value(0),
      length: { value: 0.5 },
      angle: value(1.2),
      line_color: "black",
      line_width: 3,
    }),
  )
  plot.add_glyph(
    new ColumnDataSource({ data: { s: [1.0], a: [2.0] } }),
    new Arc({
      x: 0,
      y: 0,
      radius: 1,
      start_angle: "s",
      end_angle: "a",
      direction: "clock",
      line_color: "blue",
      line_width: 1.5,
    }),
  )
  return plot
}

export function bars_on_two_scales(): Figure {
  const p = figure({ x_range: ["a", "b"], y_axis_type: "log", y_range: [1, 100] })
  p.vbar({
    x: ["a", "b"],
    top: [10, 50],
    bottom: 1,
    width: 0.5,
    fill_color: factor_cmap("x", {
      palette: ["red", "green"],
      factors: ["a", "b"],
      nan_color: "gray",
    }),
    hatch_pattern: factor_hatch("x", ["dot", "/"], ["a", "b"]),
  })
  p.extra_y_ranges = { lin: new Range1d({ start: 0, end: 1 }) }
  p.extra_y_scales = { lin: new LinearScale() }
  p.add_layout(new LinearAxis({ y_range_name: "lin", axis_label: "linear" }), "right")
  p.line(["a", "b"], [0.1, 0.9], { y_range_name: "lin", line_width: 3 })
  p.yaxis[1].axis_line_color = "red"
  p.yaxis[0].minor_tick_line_color = null
  p.y_scale = new LogScale()
  p.add_layout(
    new Whisker({
      source: new ColumnDataSource({ data: { b: ["a"], l: [2], u: [30] } }),
      base: "b",
      lower: "l",
      upper: "u",
      line_color: "red",
      level: "annotation",
      dimension: "height",
    }),
  )
  p.scatter({
    x: [
      ["a", 0.2],
      ["b", -0.2],
    ],
    y: [5, 50],
    size: 10,
    marker: ["circle", "square"],
  })
  p.title.text = p.x_range.factors[0] === "a" ? "x" : "y"
  return p
}

export function streamed_candles(): Column {
  const MA12 = "12-tick Moving Avg",
    MA26 = "26-tick Moving Avg",
    EMA12 = "12-tick EMA"
  const source = new ColumnDataSource({
    data: {
      time: [],
      average: [],
      low: [],
      high: [],
      open: [],
      close: [],
      ma: [],
      macd: [],
      color: [],
    },
  })
  const p = figure({
    height: 500,
    tools: "xpan,xwheel_zoom,xbox_zoom,reset",
    x_axis_type: null,
    y_axis_location: "right",
  })
  p.x_range.follow = "end"
  p.x_range.follow_interval = 100
  p.x_range.range_padding = 0
  p.line({ x: "time", y: "average", alpha: 0.2, line_width: 3, color: "navy", source })
  p.line({ x: "time", y: "ma", alpha: 0.8, line_width: 2, color: "orange", source })
  p.segment({
    x0: "time",
    y0: "low",
    x1: "time",
    y1: "high",
    line_width: 2,
    color: "black",
    source,
  })
  p.segment({
    x0: "time",
    y0: "open",
    x1: "time",
    y1: "close",
    line_width: 8,
    color: "color",
    source,
  })
  const p2 = figure({
    height: 250,
    x_range: p.x_range,
    tools: "xpan,xwheel_zoom,xbox_zoom,reset",
    y_axis_location: "right",
  })
  p2.line({ x: "time", y: "macd", color: "red", source })
  const mean = new Slider({ title: "mean", value: 0, start: -0.01, end: 0.01, step: 0.001 })
  const stddev = new Slider({ title: "stddev", value: 0.04, start: 0.01, end: 0.1, step: 0.01 })
  const mavg = new Select({ value: MA12, options: [MA12, MA26, EMA12] })

  function update(t: number) {
    const close = 10.0 + t + mean.value
    const color = t % 2 === 0 ? "green" : "red"
    const recent = [...source.data["close"].map(Number).slice(-1), close]
    const new_data: Record<string, (number | string)[]> = {
      time: [t],
      open: [9.0],
      high: [12.0],
      low: [8.0],
      close: [close],
      average: [9.5],
      color: [color],
    }
    if (mavg.value === MA12) new_data["ma"] = [recent.reduce((a, b) => a + b) / recent.length]
    else if (mavg.value === MA26) new_data["ma"] = recent.slice(0, 1)
    new_data["macd"] = [close - 1]
    source.stream(new_data, 3)
  }
  const made = column(
    row(mean, stddev, mavg),
    gridplot([[p], [p2]], { toolbar_location: "left", width: 1000 }),
  )
  for (let t = 0; t < 5; t++) update(t)
  return made
}
