// Annotations and looks: legends, labels, bands, arrows, color bars, axes, ticks, themes, tooltips.

import {
  Arrow,
  Band,
  BasicTicker,
  BoxAnnotation,
  ColorBar,
  ColumnDataSource,
  CustomJSTickFormatter,
  DatetimeTickFormatter,
  Document,
  type Figure,
  figure,
  FixedTicker,
  HoverTool,
  Label,
  LabelSet,
  Legend,
  LegendItem,
  Line,
  LinearAxis,
  LinearColorMapper,
  LogColorMapper,
  LogTicker,
  ndarray,
  NormalHead,
  NumeralTickFormatter,
  OpenHead,
  Plot,
  PolyAnnotation,
  PrintfTickFormatter,
  Range1d,
  ScaleBar,
  Scatter,
  SingleIntervalTicker,
  Slope,
  Span,
  Spectral6,
  TeeHead,
  Text,
  Theme,
  Title,
  VBar,
  VeeHead,
  Viridis256,
  Whisker,
} from "bokeh-edge"

const days = (...texts: string[]) => texts.map((text) => new Date(text))

export function legend_outside(): Figure {
  const x = [1, 2, 3, 4]
  const p = figure({ toolbar_location: "above", width: 500, height: 300 })
  const r0 = p.scatter(x, [1, 4, 2, 3])
  const r1 = p.line(x, [1, 4, 2, 3])
  const r2 = p.line(x, [2, 3, 4, 1], { line_dash: [4, 4], line_color: "orange", line_width: 2 })
  const r3 = p.line(x, [3, 1, 1, 2], { line_dash: "dotdash", line_color: "green" })
  const legend = new Legend({
    items: [
      ["sin", [r0, r1]],
      ["twice", [r2]],
      new LegendItem({ label: "thrice", renderers: [r3], index: 0 }),
    ],
    location: "center",
  })
  p.add_layout(legend, "right")
  p.legend[0].label_text_font_size = "9pt"
  p.legend.title = "Curves"
  p.legend.title_text_font_style = "italic"
  p.legend.ncols = 2
  return p
}

export function muted_legend(): Figure {
  const p = figure({ width: 400, height: 250, x_axis_type: "datetime" })
  p.title.text = "Click on legend entries to mute the lines"
  const x = days("2024-01-01", "2024-02-01", "2024-03-01")
  for (const { name, values, color } of [
    { name: "AAPL", values: [1, 3, 2], color: Spectral6[0] },
    { name: "MSFT", values: [2, 1, 4], color: Spectral6[3] },
  ]) {
    p.line(x, values, {
      line_width: 2,
      color,
      alpha: 0.8,
      muted_color: color,
      muted_alpha: 0.2,
      legend_label: name,
    })
  }
  p.legend.location = "top_left"
  p.legend.click_policy = "mute"
  p.xaxis.formatter = new DatetimeTickFormatter({ months: "%b %Y", days: "%d" })
  p.xaxis.axis_label = "Date"
  return p
}

export function titles_on_all_sides(): Figure {
  const p = figure({ title: "Left title", title_location: "left", width: 300, height: 300 })
  p.title.align = "right"
  p.title.text_font_size = "25px"
  p.title.background_fill_color = "#aaaaee"
  p.add_layout(new Title({ text: "Below", align: "center" }), "below")
  p.add_layout(new Title({ text: "Sub", text_font_style: "italic" }), "above")
  p.scatter([1], [1])
  return p
}

export function labels_and_arrows(): Figure {
  const source = new ColumnDataSource({
    data: { height: [66, 71, 72], weight: [165, 189, 220], names: ["Mark", "Amir", "Matt"] },
  })
  const p = figure({
    title: "Distribution",
    x_range: new Range1d({ start: 140, end: 275 }),
    width: 400,
    height: 300,
  })
  p.scatter({ x: "weight", y: "height", size: 8, source })
  p.xaxis.axis_label = "Weight (lbs)"
  p.add_layout(
    new LabelSet({ x: "weight", y: "height", text: "names", x_offset: 5, y_offset: 5, source }),
  )
  p.add_layout(
    new Label({
      x: 70,
      y: 70,
      x_units: "screen",
      y_units: "screen",
      text: "Collected by Luke",
      border_line_color: "black",
      border_line_alpha: 1.0,
      background_fill_color: "white",
      background_fill_alpha: 1.0,
    }),
  )
  p.add_layout(
    new Arrow({
      end: new OpenHead({ line_color: "firebrick", line_width: 4 }),
      x_start: 150,
      y_start: 66,
      x_end: 165,
      y_end: 70,
    }),
  )
  p.add_layout(
    new Arrow({
      end: new NormalHead({ fill_color: "orange" }),
      x_start: 200,
      y_start: 66,
      x_end: 189,
      y_end: 71,
    }),
  )
  p.add_layout(
    new Arrow({
      start: new TeeHead(),
      end: new VeeHead({ size: 35 }),
      line_color: "red",
      x_start: 0.5,
      y_start: 0.7,
      x_end: 0.1,
      y_end: 0.2,
      start_units: "screen",
      end_units: "screen",
    }),
  )
  return p
}

export function boxes_and_spans(): Figure {
  const p = figure({ x_axis_type: "datetime", width: 400, height: 300, tools: "pan,wheel_zoom" })
  const x = days("2024-01-01", "2024-01-05", "2024-01-09")
  p.line(x, [80, 200, 120])
  p.add_layout(new BoxAnnotation({ top: 100, fill_alpha: 0.2, fill_color: "#D55E00" }))
  p.add_layout(new BoxAnnotation({ bottom: 100, top: 180, fill_alpha: 0.2, fill_color: "#0072B2" }))
  p.add_layout(
    new Span({
      location: x[1],
      dimension: "height",
      line_color: "#009E73",
      line_dash: "dashed",
      line_width: 3,
    }),
  )
  p.add_layout(new Slope({ gradient: 0, y_intercept: 150, line_color: "orange" }))
  p.add_layout(
    new PolyAnnotation({ fill_color: "blue", fill_alpha: 0.2, xs: [1e9, 2e9, 3e9], ys: [1, 2, 1] }),
  )
  return p
}

export function band_and_whiskers(): Figure {
  const source = new ColumnDataSource({
    data: { x: [1, 2, 3], y: [2, 3, 2], lower: [1, 2, 1.5], upper: [3, 4, 3] },
  })
  const p = figure({ width: 300, height: 250 })
  p.scatter("x", "y", { source, line_color: null, fill_alpha: 0.3, size: 5 })
  p.add_layout(
    new Band({
      base: "x",
      lower: "lower",
      upper: "upper",
      source,
      fill_alpha: 0.3,
      fill_color: "yellow",
      line_color: "black",
    }),
  )
  const whisker = new Whisker({
    base: "x",
    upper: "upper",
    lower: "lower",
    source,
    level: "annotation",
    line_width: 2,
  })
  whisker.upper_head.size = 20
  whisker.lower_head.line_color = "red"
  p.add_layout(whisker)
  return p
}

export function color_bars(): Figure {
  const p = figure({
    width: 500,
    height: 300,
    toolbar_location: null,
    x_range: [0, 1],
    y_range: [0, 1],
  })
  const mapper = new LogColorMapper({ palette: Viridis256, low: 1, high: 1000 })
  p.image({
    image: [
      ndarray([
        [1, 10],
        [100, 1000],
      ]),
    ],
    color_mapper: mapper,
    dh: 1,
    dw: 1,
    x: 0,
    y: 0,
  })
  const bar = new ColorBar({
    color_mapper: mapper,
    ticker: new LogTicker(),
    label_standoff: 12,
    border_line_color: null,
    location: [0, 0],
    title: "density",
  })
  p.add_layout(bar, "right")
  const r = p.scatter([0.1, 0.5], [0.2, 0.6], {
    size: 10,
    color: {
      field: "x",
      transform: new LinearColorMapper({ palette: Viridis256, low: 0, high: 1 }),
    },
  })
  p.add_layout(
    r.construct_color_bar({
      padding: 0,
      ticker: new BasicTicker({ desired_num_ticks: 3 }),
      formatter: new PrintfTickFormatter({ format: "%d%%" }),
    }),
    "below",
  )
  return p
}

export function styled_axes(): Figure {
  const p = figure({ width: 400, height: 400 })
  p.scatter([1, 2, 3, 4, 5], [2, 5, 8, 2, 7], { size: 10 })
  p.xaxis.axis_label = "Temp"
  p.xaxis.axis_line_width = 3
  p.xaxis.axis_line_color = "red"
  p.yaxis.major_label_text_color = "orange"
  p.yaxis.major_label_orientation = "vertical"
  p.xaxis[0].ticker.desired_num_ticks = 3
  p.yaxis.ticker = new SingleIntervalTicker({ interval: 2, num_minor_ticks: 4 })
  p.axis.minor_tick_in = -3
  p.axis.minor_tick_out = 6
  p.yaxis.major_tick_line_color = null
  p.xaxis.formatter.use_scientific = false
  p.yaxis.formatter = new NumeralTickFormatter({ format: "0.0%" })
  p.xaxis.bounds = [2, 4]
  p.background_fill_color = "beige"
  p.background_fill_alpha = 0.5
  p.outline_line_width = 7
  p.outline_line_alpha = 0.3
  p.border_fill_color = "whitesmoke"
  p.min_border_left = 80
  return p
}

export function labels_for_numbers(): Figure {
  const p = figure({ width: 400, height: 200 })
  p.scatter([1, 2, 3], [1, 2, 3])
  p.xaxis.ticker = [1, 2, 3.5]
  p.xaxis.major_label_overrides = { 1: "A", 2: "$$\\frac{1}{2}$$", 3.5: "C" }
  p.yaxis.ticker = new FixedTicker({ ticks: [1, 3], minor_ticks: [2] })
  p.yaxis.formatter = new CustomJSTickFormatter({
    code: "return Math.floor(tick) + ' + ' + (tick % 1).toFixed(2)",
  })
  return p
}

export function two_axes(): Figure {
  const p = figure({ x_range: [-6.5, 6.5], y_range: [-1.1, 1.1], width: 400, height: 300 })
  p.scatter([-3, 0, 3], [0, 1, 0], { line_color: "black", color: "crimson", size: 12 })
  p.extra_x_ranges["foo"] = new Range1d({ start: -3, end: 3 })
  p.extra_y_ranges = { bar: new Range1d({ start: 0, end: 100 }) }
  const blue = p.scatter([-1, 0, 1], [20, 50, 80], {
    line_color: "black",
    size: 12,
    color: "blue",
    x_range_name: "foo",
    y_range_name: "bar",
  })
  const axis = new LinearAxis({ axis_label: "blue circles", x_range_name: "foo" })
  axis.axis_label_text_color = "blue"
  p.add_layout(axis, "above")
  p.add_layout(new LinearAxis({ y_range_name: "bar" }), "left")
  blue.level = "overlay"
  return p
}

export function rich_tooltips(): Figure {
  const source = new ColumnDataSource({
    data: { x: [1, 2], y: [2, 5], desc: ["A", "b"], day: [0, 86400000], img: ["a.png", "b.png"] },
  })
  const p = figure({
    width: 400,
    height: 400,
    title: "Mouse over the dots",
    tooltips: [
      ["index", "$index"],
      ["(x,y)", "($x{0.00}, @y)"],
      ["fill", "$color[hex, swatch]:fill"],
    ],
  })
  p.scatter("x", "y", { size: 20, source, name: "dots" })
  p.hover.formatters = { "@day": "datetime" }
  p.hover[0].point_policy = "follow_mouse"
  const hover = new HoverTool({
    tooltips: `<div><img src="@img" alt="@img"><span style="font-size: 17px;">@desc</span></div>`,
    mode: "vline",
  })
  p.add_tools(hover)
  return p
}

export function logs_and_grids(): Figure {
  const p = figure({
    y_axis_type: "log",
    y_range: [0.001, 1000],
    width: 400,
    height: 300,
    x_axis_location: "above",
    y_axis_location: "right",
  })
  p.line([0.1, 0.5, 1, 2], [0.01, 1, 10, 100], { line_width: 3 })
  p.ygrid.minor_grid_line_color = "navy"
  p.ygrid.minor_grid_line_alpha = 0.1
  p.xgrid.bounds = [0, 1]
  p.xgrid.grid_line_dash = [6, 4]
  p.yaxis.ticker.num_minor_ticks = 5
  p.add_layout(new ScaleBar({ location: "top_left", orientation: "horizontal" }))
  return p
}

export function own_theme(): Document {
  const doc = new Document()
  doc.theme = new Theme({
    json: {
      attrs: {
        Plot: { background_fill_color: "#2F2F2F" },
        Axis: { axis_label_standoff: 10 },
        Title: { text_color: "white" },
        Line: { line_width: 5 },
      },
    },
  })
  const p = figure({ title: "dark", width: 300, height: 200 })
  p.line([1, 2, 3], [1, 3, 2])
  doc.add_root(p)
  return doc
}

export function theme_of_features(): Document {
  const doc = new Document()
  doc.theme = new Theme({
    json: {
      attrs: {
        LineGlyph: { line_width: 4 },
        FillGlyph: { fill_alpha: 0.3 },
        HatchGlyph: { hatch_scale: 5 },
        TextGlyph: { text_font_size: "20px" },
        Scatter: { line_width: 1 },
      },
    },
  })
  const p = new Plot({ width: 300, height: 200 })
  const source = new ColumnDataSource({ data: { x: [1, 2], y: [1, 2], t: ["a", "b"] } })
  p.add_glyph(source, new Line({ x: "x", y: "y" }))
  p.add_glyph(source, new Scatter({ x: "x", y: "y" }))
  p.add_glyph(source, new Text({ x: "x", y: "y", text: "t" }))
  p.add_glyph(source, new VBar({ x: "x", top: "y", hatch_pattern: "dot" }))
  doc.add_root(p)
  return doc
}
