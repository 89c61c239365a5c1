// More of the gallery: ridges, matrices, views, formulas, maps, dashboards, trails and links.

import {
  Arrow,
  BasicTicker,
  Blues8,
  BooleanFilter,
  BoxEditTool,
  BoxZoomTool,
  Category20_3,
  CDSView,
  cividis,
  type Column,
  column,
  ColumnDataSource,
  CompositeTicker,
  CustomJS,
  CustomJSFilter,
  CustomJSTransform,
  Div,
  eqhist_cmap,
  type Figure,
  figure,
  GroupFilter,
  HoverTool,
  Iridescent11,
  Label,
  LassoSelectTool,
  layout,
  LinearAxis,
  linear_palette,
  LogScale,
  NormalHead,
  PanTool,
  Plasma256,
  Range1d,
  ResetTool,
  type Row,
  row,
  SaveTool,
  Select,
  Slider,
  Spacer,
  TabPanel,
  Tabs,
  TeX,
  transform,
  WheelZoomTool,
  ZoomInTool,
} from "bokeh-edge"

export function ridges(): Figure {
  const cats = ["one", "two", "three"]
  const p = figure({ y_range: cats, width: 500, x_range: [-5, 105], toolbar_location: null })
  const x = [0, 25, 50, 75, 100]
  cats.toReversed().forEach((cat, i) => {
    const y = [0, 0.5 + i / 4, 1, 0.5, 0].map((v) => [cat, v])
    p.patch(x, y, { color: Category20_3[i], alpha: 0.6, line_color: "black" })
  })
  p.outline_line_color = null
  p.background_fill_color = "#efefef"
  p.xaxis.ticker.desired_num_ticks = 3
  p.xgrid.grid_line_dash = "dotted"
  p.axis.axis_line_color = null
  p.y_range.range_padding = 0.12
  return p
}

export function missing_dates(): Figure {
  const days = ["Jan 05", "Jan 06", "Jan 09", "Jan 10"]
  const p = figure({ width: 500, height: 250, tools: "pan,wheel_zoom", title: "Without weekends" })
  p.vbar([...days.keys()], 0.5, [3, 4, 6, 5], { fill_color: "#D5E1DD", line_color: "black" })
  p.xaxis.major_label_overrides = Object.fromEntries(days.entries())
  p.xaxis.bounds = [0, days.length - 1]
  p.x_range.range_padding = 0.05
  p.xaxis.ticker = [...days.keys()]
  return p
}

export function matrix_of_characters(): Figure {
  const names = ["Ada", "Bo", "Cy"]
  const nine = [...Array(9).keys()]
  const data = {
    xname: names.flatMap((a) => names.map(() => a)),
    yname: nine.map((i) => names[i % 3]),
    colors: nine.map((i) => (i % 3 === 0 ? "red" : "grey")),
    alphas: nine.map((i) => 0.1 * i),
    count: nine,
  }
  const p = figure({
    title: "Who meets whom",
    x_axis_location: "above",
    tools: "hover,save",
    x_range: names.toReversed(),
    y_range: names,
    tooltips: [
      ["names", "@yname, @xname"],
      ["count", "@count"],
    ],
    width: 400,
    height: 400,
  })
  p.grid.grid_line_color = null
  p.axis.major_label_text_font_size = "7px"
  p.xaxis.major_label_orientation = 3.14 / 3
  p.rect("xname", "yname", 0.9, 0.9, {
    source: data,
    color: "colors",
    alpha: "alphas",
    line_color: null,
    hover_line_color: "black",
    hover_color: "colors",
  })
  return p
}

export function views_of_one_source(): Figure {
  const source = new ColumnDataSource({
    data: { x: [1, 2, 3, 4], y: [4, 3, 2, 1], kind: ["a", "b", "a", "b"] },
  })
  const booleans = new BooleanFilter({ booleans: [true, false, true, true] })
  const kinds = new GroupFilter({ column_name: "kind", group: "a" })
  const custom = new CustomJSFilter({
    args: { limit: 2 },
    code: "return [...source.data.x].map((x) => x > limit)",
  })
  const p = figure({ width: 300, height: 300, tools: "box_select,hover,reset" })
  p.scatter("x", "y", { size: 10, source, view: new CDSView({ filter: booleans.and(kinds) }) })
  p.scatter("x", "y", {
    size: 10,
    source,
    view: new CDSView({ filter: kinds.not().or(custom) }),
    color: "red",
    hover_color: "pink",
  })
  p.scatter("x", "y", {
    size: 10,
    source,
    view: new CDSView({ filter: booleans.minus(kinds) }),
    color: "green",
  })
  p.scatter("x", "y", {
    size: 10,
    source,
    view: new CDSView({ filter: booleans.xor(kinds) }),
    color: "blue",
  })
  return p
}

export function formulas(): Column {
  const p = figure({
    width: 500,
    height: 300,
    title: "Formulas \\(e = m c^2\\)",
    x_axis_label: "$$\\omega_0$$",
  })
  p.line([0, 1, 2], [0, 1, 4])
  p.yaxis.axis_label = new TeX({ text: "x^2" })
  p.add_layout(new Label({ text: "$$y = x^2$$", x: 0.2, y: 3, text_font_size: "16px" }))
  const div = new Div({ text: "<b>Inline</b> \\(\\frac{1}{2}\\)", width: 500, disable_math: false })
  return column(div, p)
}

export function web_mercator(): Figure {
  const p = figure({
    x_range: [-2000000, 2000000],
    y_range: [1000000, 7000000],
    x_axis_type: "mercator",
    y_axis_type: "mercator",
    width: 400,
    height: 400,
  })
  p.add_tile("CartoDB Positron")
  p.scatter({
    x: [0, 500000],
    y: [5000000, 6000000],
    size: 15,
    fill_color: "blue",
    fill_alpha: 0.8,
  })
  return p
}

export function dashboard(): Column {
  const p1 = figure({ height: 200, tools: "", toolbar_location: null, title: "Lines" })
  p1.multi_line({
    xs: [
      [1, 2],
      [2, 3],
    ],
    ys: [
      [1, 2],
      [3, 1],
    ],
    line_color: linear_palette(Plasma256, 2),
    line_width: 3,
  })
  const p2 = figure({ height: 200, tools: "pan", title: null })
  p2.scatter([1, 2, 3], [1, 4, 9], { color: eqhist_cmap("y", cividis(4), 1, 9) })
  const sliders = column(
    new Slider({ start: 0, end: 1, value: 0.2, step: 0.1, title: "a" }),
    new Slider({ start: 0, end: 1, value: 0.3, step: 0.1, title: "b" }),
    { sizing_mode: "fixed", width: 200 },
  )
  return layout(
    [
      [p1, p2],
      [sliders, new Spacer({ width: 20 }), new Div({ text: "foot", sizing_mode: "stretch_width" })],
    ],
    { sizing_mode: "stretch_both" },
  )
}

export function tools_one_by_one(): Figure {
  const p = figure({
    width: 300,
    height: 300,
    toolbar_location: "left",
    tools: [
      new PanTool({ dimensions: "width" }),
      new BoxZoomTool({ match_aspect: true }),
      new ZoomInTool({ factor: 0.2 }),
      new ResetTool(),
      new SaveTool({ filename: "x" }),
    ],
  })
  p.scatter([1, 2], [1, 2])
  const wheel = new WheelZoomTool({ dimensions: "height", speed: 0.01 })
  p.add_tools(wheel, new LassoSelectTool({ continuous: true }), "crosshair")
  p.toolbar.active_scroll = wheel
  p.toolbar.logo = null
  p.toolbar.autohide = true
  p.select(LassoSelectTool).overlay.fill_alpha = 0.1
  return p
}

export function boxes_drawn_by_hand(): Figure {
  const p = figure({
    x_range: [0, 10],
    y_range: [0, 10],
    width: 300,
    height: 300,
    title: "Box Edit Tool",
  })
  const src = new ColumnDataSource({
    data: { x: [5], y: [5], width: [2], height: [1], alpha: [0.5] },
  })
  const renderer = p.rect("x", "y", "width", "height", { source: src, fill_alpha: "alpha" })
  const tool = new BoxEditTool({ renderers: [renderer], num_objects: 1 })
  p.add_tools(tool)
  p.toolbar.active_drag = tool
  return p
}

export function hover_links(): Figure {
  const [x, y] = [
    [2, 3, 5],
    [6, 4, 7],
  ]
  const source = new ColumnDataSource({ data: { x0: [], y0: [], x1: [], y1: [] } })
  const p = figure({
    width: 400,
    height: 400,
    tools: "",
    toolbar_location: null,
    title: "Hover over points",
  })
  p.segment({
    x0: "x0",
    y0: "y0",
    x1: "x1",
    y1: "y1",
    color: "olive",
    alpha: 0.6,
    line_width: 3,
    source,
  })
  const circles = p.scatter(x, y, {
    color: "olive",
    size: 30,
    alpha: 0.4,
    hover_color: "olive",
    hover_alpha: 1.0,
  })
  const callback = new CustomJS({
    args: { circle: circles.data_source, segment: source },
    code: "segment.data = {x0: [], y0: [], x1: [], y1: []}",
  })
  p.add_tools(new HoverTool({ tooltips: null, callback, renderers: [circles] }))
  return p
}

export function transform_in_the_page(): Figure {
  const source = new ColumnDataSource({ data: { x: [1, 2, 3], y: [100, 200, 150] } })
  const scale = new CustomJSTransform({
    func: "return x / 100",
    v_func: "return xs.map((x) => x / 100)",
  })
  const p = figure({ width: 300, height: 300, tooltips: [["y", "@y{0.0}"]] })
  p.line({ x: "x", y: transform("y", scale), source })
  p.scatter("x", transform("y", scale), { source, fill_color: "white", size: 8 })
  p.yaxis.axis_label = "hundreds"
  return p
}

export function categorical_arrows(): Row {
  const factors = ["a", "b", "c"]
  const dot = figure({
    title: "Dot plot",
    tools: "",
    toolbar_location: null,
    y_range: factors,
    x_range: [0, 100],
    width: 300,
    height: 300,
  })
  const x = [50, 40, 65]
  dot.segment(0, factors, x, factors, { line_width: 2, line_color: "green" })
  dot.scatter(x, factors, { size: 15, fill_color: "orange", line_color: "green", line_width: 3 })
  const hm = figure({
    title: "Heat",
    tools: "",
    toolbar_location: null,
    x_range: ["foo", "bar"],
    y_range: factors,
    width: 300,
    height: 300,
  })
  hm.rect(["foo", "bar"], ["a", "c"], { color: ["#0B486B", "#79BD9A"], width: 1, height: 1 })
  hm.add_layout(
    new Arrow({
      end: new NormalHead({ size: 10 }),
      x_start: "foo",
      y_start: "a",
      x_end: "bar",
      y_end: "c",
    }),
  )
  return row(hm, dot, { sizing_mode: "scale_width" })
}

export function many_axes_of_one_range(): Figure {
  const p = figure({ width: 400, height: 300, y_axis_type: "log", x_axis_type: null })
  p.line([1, 10, 100], [1, 10, 100])
  p.add_layout(
    new LinearAxis({
      axis_label: "again",
      ticker: new CompositeTicker({ tickers: [new BasicTicker()] }),
    }),
    "below",
  )
  p.extra_y_scales = { logs: new LogScale() }
  p.extra_y_ranges = { logs: new Range1d({ start: 1, end: 1000 }) }
  p.line([1, 10, 100], [3, 30, 300], { y_range_name: "logs", color: Blues8[2] })
  p.y_range.start = 0.5
  p.yaxis[0].ticker.mantissas = [1, 5]
  return p
}

export function tabs_of_plots(): Column {
  const plots = []
  for (const scale of ["linear", "log"] as const) {
    const p = figure({ width: 300, height: 200, y_axis_type: scale })
    p.scatter([0.1, 1, 10], [1, 10, 100], { size: 12, color: Iridescent11[4], alpha: 0.5 })
    plots.push(new TabPanel({ child: p, title: scale }))
  }
  const tabs = new Tabs({ tabs: plots })
  const select = new Select({
    title: "Scale",
    value: "linear",
    options: [
      ["linear", "Lin"],
      ["log", "Log"],
    ],
  })
  select.js_on_change(
    "value",
    new CustomJS({ args: { tabs }, code: "tabs.active = this.value == 'linear' ? 0 : 1" }),
  )
  return column(select, tabs)
}
