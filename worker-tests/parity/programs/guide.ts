// One topic of the user guide each, as who has read it would write them.

import {
  Arrow,
  BoxAnnotation,
  BoxEditTool,
  BoxZoomTool,
  Bright6,
  Button,
  Category10,
  Category20,
  CDSView,
  CheckboxEditor,
  Cividis256,
  ColorBar,
  type Column,
  column,
  ColumnDataSource,
  cumsum,
  CustomAction,
  CustomJS,
  CustomJSFilter,
  CustomJSHover,
  CustomJSTickFormatter,
  CustomJSTransform,
  DataTable,
  DatetimeTickFormatter,
  DaysTicker,
  Dialog,
  Div,
  dodge,
  dom,
  EdgesAndLinkedNodes,
  factor_cmap,
  factor_hatch,
  factor_mark,
  type Figure,
  figure,
  FixedTicker,
  FreehandDrawTool,
  GraphRenderer,
  grid,
  type GridPlot,
  gridplot,
  GroupBox,
  GroupFilter,
  HelpButton,
  HoverTool,
  HTMLTemplateFormatter,
  IndexFilter,
  IntEditor,
  InversionFilter,
  Label,
  LabelSet,
  layout,
  type LayoutDOM,
  Legend,
  LegendItem,
  LinearAxis,
  LinearColorMapper,
  linear_cmap,
  LogColorMapper,
  LogScale,
  LogTicker,
  log_cmap,
  Magma256,
  MonthsTicker,
  MultiLine,
  ndarray,
  NodesAndAdjacentNodes,
  NormalHead,
  NumberEditor,
  OpenHead,
  PanTool,
  Paragraph,
  PointDrawTool,
  PolyAnnotation,
  PreText,
  PrintfTickFormatter,
  Range1d,
  RangeTool,
  RdBu,
  type Row,
  row,
  Scatter,
  ScrollBox,
  SelectEditor,
  Slice,
  Slider,
  Slope,
  Spacer,
  Span,
  Spectral6,
  stack,
  StaticLayoutProvider,
  StringEditor,
  StringFormatter,
  Sunset,
  TableColumn,
  TabPanel,
  Tabs,
  TapTool,
  TeeHead,
  TeX,
  Title,
  Tooltip,
  transform,
  Turbo256,
  UnionFilter,
  VeeHead,
  WheelZoomTool,
  Whisker,
  WMTSTileSource,
  ZoomInTool,
  ZoomOutTool,
} from "bokeh-edge"

const { PI } = Math
const day = (month: number, date: number) => new Date(Date.UTC(2024, month - 1, date))

export function mirrored_stacks(): Figure {
  const fruits = ["Apples", "Pears", "Plums"]
  const exports_ = { fruits, "2023": [2, 1, 4], "2024": [5, 3, 4] }
  const imports = { fruits, "2023": [-1, 0, -1], "2024": [-2, -1, -3] }
  const years = ["2023", "2024"]
  const p = figure({
    y_range: fruits,
    height: 300,
    x_range: [-8, 12],
    title: "Import and export",
    toolbar_location: null,
  })
  p.hbar_stack(years, {
    y: "fruits",
    height: 0.9,
    color: ["#ffaa00", "#00aaff"],
    source: new ColumnDataSource({ data: exports_ }),
    legend_label: years.map((year) => `${year} exports`),
  })
  p.hbar_stack(years, {
    y: "fruits",
    height: 0.9,
    color: ["#774400", "#004477"],
    source: new ColumnDataSource({ data: imports }),
    legend_label: years.map((year) => `${year} imports`),
  })
  p.y_range.range_padding = 0.1
  p.ygrid.grid_line_color = null
  p.legend.location = "center_left"
  p.axis.minor_tick_line_color = null
  p.outline_line_color = null
  return p
}

export function intervals(): Figure {
  const source = new ColumnDataSource({
    data: { year: ["2022", "2023", "2024"], fastest: [9.7, 9.6, 9.8], slowest: [10.2, 10.0, 10.1] },
  })
  const p = figure({
    y_range: ["2022", "2023", "2024"],
    x_range: [9.5, 10.5],
    width: 400,
    height: 300,
    toolbar_location: null,
    title: "Time spans of the sprint",
  })
  p.hbar({ y: "year", left: "fastest", right: "slowest", height: 0.4, source })
  p.ygrid.grid_line_color = null
  p.xaxis.axis_label = "Time (seconds)"
  p.outline_line_color = null
  return p
}

export function donut_in_rings(): Figure {
  const share = [0.5, 0.3, 0.2]
  const data = {
    browser: ["A", "B", "C"],
    share,
    color: Bright6.slice(0, 3),
    angle: share.map((part) => part * 2 * PI),
  }
  const source = new ColumnDataSource({ data })
  const p = figure({
    height: 350,
    title: "Market share",
    toolbar_location: null,
    tools: "hover",
    tooltips: "@browser: @share{0%}",
    x_range: [-0.5, 1.0],
  })
  p.annular_wedge({
    x: 0,
    y: 1,
    inner_radius: 0.15,
    outer_radius: 0.25,
    direction: "anticlock",
    start_angle: cumsum("angle", { include_zero: true }),
    end_angle: cumsum("angle"),
    line_color: "white",
    fill_color: "color",
    legend_group: "browser",
    source,
  })
  p.annular_wedge({
    x: 0,
    y: 1,
    inner_radius: 0.28,
    outer_radius: 0.4,
    start_angle: [0, 120],
    end_angle: [90, 200],
    start_angle_units: "deg",
    end_angle_units: "deg",
    color: ["#ccc", "#999"],
  })
  p.axis.axis_label = null
  p.axis.visible = false
  p.grid.grid_line_color = null
  return p
}

export function spans_and_strips(): Figure {
  const p = figure({ x_range: [0, 10], y_range: [0, 10], width: 300, height: 250 })
  p.hspan({ y: [2, 5], line_width: [2, 4], line_color: ["red", "green"], line_dash: "dashed" })
  p.vspan({ x: [1.5, 8], line_width: 2, line_color: "navy", line_alpha: 0.6 })
  p.hstrip({
    y0: [6, 8],
    y1: [7, 9],
    color: ["#eef", "#fee"],
    line_color: "black",
    hatch_pattern: ["/", "x"],
    hatch_alpha: 0.3,
  })
  p.vstrip({ x0: [3], x1: [4], fill_alpha: 0.2, fill_color: "orange" })
  p.rect({
    x: [5, 6],
    y: [4, 4],
    width: 0.8,
    height: [0.5, 1.5],
    angle: [0, 30],
    angle_units: "deg",
    border_radius: 4,
  })
  p.block({ x: [7, 8], y: [1, 2], width: 1, height: 0.5, fill_color: "teal" })
  return p
}

export function time_axis(): Figure {
  const start = day(1, 1)
  const days = Array.from({ length: 10 }, (_, i) => day(1, 1 + 7 * i))
  const p = figure({
    x_axis_type: "datetime",
    width: 500,
    height: 250,
    title: "Weeks",
    x_range: [start, day(3, 10)],
  })
  p.line(
    days,
    days.map((_, i) => i * i),
    { line_width: 2 },
  )
  p.vbar({ x: days, top: 5, width: 3 * 86_400_000, alpha: 0.3 })
  p.xaxis.formatter = new DatetimeTickFormatter({
    days: "%d %b",
    months: "%b %Y",
    context: new DatetimeTickFormatter({ years: "%Y", days: "%b" }),
    context_which: "all",
    context_location: "above",
  })
  p.xaxis.ticker = new DaysTicker({ days: [1, 11, 21, 31] })
  p.xaxis.major_label_orientation = PI / 4
  p.xgrid.ticker = new MonthsTicker({ months: [0, 1, 2] })
  p.add_layout(
    new BoxAnnotation({ left: day(1, 20), right: day(2, 1), fill_alpha: 0.1, fill_color: "green" }),
  )
  p.add_layout(
    new Span({ location: day(2, 14), dimension: "height", line_dash: "dotted", line_width: 3 }),
  )
  p.add_layout(
    new Label({
      x: day(2, 14),
      y: 60,
      text: "14 Feb",
      x_offset: 5,
      background_fill_color: "white",
    }),
  )
  return p
}

export function tooltips_of_all_kinds(): Figure {
  const source = new ColumnDataSource({
    data: {
      date: [day(1, 1), day(1, 2)],
      close: [1234.5, 1300.25],
      volume: [3e6, 4e6],
      what: ["a", "b"],
    },
  })
  const p = figure({
    height: 250,
    x_axis_type: "datetime",
    tools: "",
    toolbar_location: null,
    x_axis_label: "time",
  })
  const line = p.line("date", "close", { source, line_width: 2 })
  const dots = p.scatter("date", "close", {
    source,
    size: 8,
    fill_color: "white",
    hover_fill_color: "firebrick",
    hover_alpha: 0.5,
    hover_line_color: "white",
  })
  p.add_tools(
    new HoverTool({
      tooltips: [
        ["date", "@date{%F}"],
        ["close", "$@{close}{%0.2f}"],
        ["volume", "@volume{0.00 a}"],
        ["index", "$index"],
        ["(x, y)", "($x{0.0}, $sy)"],
        ["fill", "$color[hex, swatch]:what"],
      ],
      formatters: { "@date": "datetime", "@{close}": "printf" },
      mode: "vline",
      renderers: [line],
      attachment: "right",
      line_policy: "nearest",
    }),
  )
  p.add_tools(
    new HoverTool({
      tooltips: "<b>@what</b> <span style='color: red'>@close{custom}</span>",
      renderers: [dots],
      show_arrow: false,
      formatters: { "@close": new CustomJSHover({ code: "return value.toFixed(0)" }) },
      muted_policy: "ignore",
    }),
  )
  return p
}

export function table_with_editors(): DataTable {
  const source = new ColumnDataSource({
    data: {
      name: ["a", "b"],
      count: [1, 2],
      share: [0.5, 0.25],
      kind: ["x", "y"],
      done: [true, false],
    },
  })
  const columns = [
    new TableColumn({
      field: "name",
      title: "Name",
      editor: new StringEditor({ completions: ["a", "b"] }),
      formatter: new StringFormatter({ font_style: "bold" }),
    }),
    new TableColumn({
      field: "count",
      title: "Count",
      editor: new IntEditor({ step: 5 }),
      width: 60,
    }),
    new TableColumn({
      field: "share",
      title: "Share",
      editor: new NumberEditor(),
      default_sort: "descending",
      sortable: false,
      formatter: new HTMLTemplateFormatter({ template: "<i><%= value %></i>" }),
    }),
    new TableColumn({
      field: "kind",
      title: "Kind",
      editor: new SelectEditor({ options: ["x", "y"] }),
    }),
    new TableColumn({ field: "done", title: "Done", editor: new CheckboxEditor(), visible: false }),
  ]
  const view = new CDSView({ filter: new IndexFilter({ indices: [0, 1] }) })
  return new DataTable({
    source,
    columns,
    view,
    editable: true,
    selectable: "checkbox",
    index_position: -1,
    index_header: "row",
    index_width: 60,
    autosize_mode: "fit_viewport",
    width: 400,
    height: 200,
    frozen_columns: 1,
    sortable: true,
    reorderable: false,
    row_height: 30,
  })
}

export function legend_in_columns(): Figure {
  const p = figure({ height: 300, width: 500 })
  const x = [1, 2, 3]
  const colors = Category10[3]
  const items = ["one", "two", "three"].map((name, i) => {
    const r = p.line(x, [i, i + 1, i], { color: colors[i], line_width: 2, muted_alpha: 0.2 })
    const dots = p.scatter(x, [i, i + 1, i], { color: colors[i], size: 8, muted_alpha: 0.2 })
    return { name, renderers: [r, dots] }
  })
  const legend = new Legend({
    items: items.map(({ name, renderers }) => [name, renderers]),
    location: "center",
    orientation: "horizontal",
    ncols: 2,
    title: "Lines",
    click_policy: "mute",
    title_text_font_style: "bold",
    spacing: 10,
    padding: 4,
    margin: 2,
    glyph_width: 30,
    label_text_font_size: "10px",
    border_radius: 5,
  })
  p.add_layout(legend, "below")
  const first = items[0]?.renderers.slice(0, 1) ?? []
  const only = new LegendItem({ label: "only the first", renderers: first, index: 0 })
  p.add_layout(new Legend({ items: [only], location: [0, -30] }), "right")
  p.legend.background_fill_alpha = 0.5
  return p
}

export function logs_on_both_axes(): Figure {
  const x = [1, 10, 100, 1000]
  const p = figure({
    x_axis_type: "log",
    y_axis_type: "log",
    x_range: [0.5, 2000],
    y_range: [1, 1e6],
    width: 400,
    height: 300,
    title: "Powers",
  })
  p.line(
    x,
    x.map((v) => v ** 2),
    { legend_label: "x squared", line_dash: [4, 4] },
  )
  p.scatter(x, x, { marker: "triangle", size: 10, legend_label: "x" })
  p.xgrid.minor_grid_line_color = "#eeeeee"
  p.xgrid.band_fill_alpha = 0.1
  p.ygrid.band_fill_color = "navy"
  p.ygrid.band_hatch_pattern = "dot"
  p.yaxis.ticker.desired_num_ticks = 4
  p.xaxis.minor_tick_in = 4
  p.yaxis.axis_label = "y"
  p.yaxis.axis_label_standoff = 20
  p.yaxis.major_tick_line_width = 3
  p.axis.axis_line_cap = "round"
  return p
}

export function twin_axes_of_two_scales(): Figure {
  const p = figure({
    x_range: [-6, 6],
    y_range: [-1.1, 1.1],
    width: 400,
    height: 300,
    background_fill_color: "#fafafa",
  })
  const x = [-3, 0, 3]
  p.line(x, [0, 1, 0], { color: "crimson", line_width: 3 })
  p.yaxis.axis_label = "blue"
  p.yaxis.axis_label_text_color = "crimson"
  p.extra_y_ranges["counts"] = new Range1d({ start: 1, end: 1000 })
  p.extra_y_scales["counts"] = new LogScale()
  const dots = p.scatter(x, [3, 30, 300], { color: "navy", size: 8, y_range_name: "counts" })
  const axis = new LinearAxis({
    y_range_name: "counts",
    axis_label: "counts",
    ticker: new LogTicker(),
  })
  axis.axis_label_text_color = "navy"
  p.add_layout(axis, "left")
  p.extra_x_ranges = { top: new Range1d({ start: 0, end: 100 }) }
  p.add_layout(
    new LinearAxis({
      x_range_name: "top",
      formatter: new PrintfTickFormatter({ format: "%d %%" }),
    }),
    "above",
  )
  p.add_tools(new WheelZoomTool({ renderers: [dots], dimensions: "height" }))
  p.xaxis[0].fixed_location = 0
  return p
}

export function map_of_places(): Figure {
  const p = figure({
    x_range: [-2_000_000, 2_000_000],
    y_range: [1_000_000, 7_000_000],
    x_axis_type: "mercator",
    y_axis_type: "mercator",
    height: 300,
    match_aspect: true,
    active_scroll: "wheel_zoom",
  })
  const tiles = new WMTSTileSource({
    url: "https://tiles.example/{Z}/{X}/{Y}.png",
    attribution: "by nobody",
    max_zoom: 8,
  })
  p.add_tile(tiles, { alpha: 0.5 })
  p.scatter({
    x: [0, 500_000],
    y: [6_000_000, 5_000_000],
    size: 15,
    fill_color: "blue",
    fill_alpha: 0.8,
    name: "places",
  })
  p.multi_polygons({
    xs: [[[[0, 1e6, 1e6]], [[-1e6, -5e5, -5e5]]]],
    ys: [[[[2e6, 2e6, 3e6]], [[2e6, 2e6, 3e6]]]],
    fill_alpha: 0.2,
  })
  p.grid.visible = false
  return p
}

export function graph_with_places(): Figure {
  const N = 5
  const nodes = [0, 1, 2, 3, 4]
  const p = figure({
    x_range: [-1.2, 1.2],
    y_range: [-1.2, 1.2],
    width: 350,
    height: 350,
    tools: "tap,hover,box_select",
    tooltips: "index: @index",
  })
  const graph = new GraphRenderer()
  graph.node_renderer.glyph = new Scatter({ size: 20, fill_color: "color" })
  graph.node_renderer.selection_glyph = new Scatter({ size: 25, fill_color: "orange" })
  graph.node_renderer.data_source.data = { index: nodes, color: Spectral6.slice(0, N) }
  graph.edge_renderer.data_source.data = { start: nodes.map(() => 0), end: nodes }
  graph.edge_renderer.glyph = new MultiLine({ line_color: "#cccccc", line_width: 2 })
  graph.edge_renderer.hover_glyph = new MultiLine({ line_color: "red", line_width: 4 })
  const places = { 0: [0, 0], 1: [1, 0], 2: [0, 1], 3: [-1, 0], 4: [0, -1] }
  graph.layout_provider = new StaticLayoutProvider({ graph_layout: places })
  graph.selection_policy = new EdgesAndLinkedNodes()
  graph.inspection_policy = new NodesAndAdjacentNodes()
  p.renderers.push(graph)
  const names = new ColumnDataSource({ data: { x: [1, 0.3], y: [0, 0.9], name: ["a", "b"] } })
  p.add_layout(new LabelSet({ x: "x", y: "y", text: "name", source: names, text_align: "center" }))
  return p
}

export function streamed_and_patched(): Figure {
  const source = new ColumnDataSource({
    data: { x: [1, 2, 3], y: [10, 20, 30], s: ["a", "b", "c"] },
  })
  source.stream({ x: [4, 5], y: [40, 50], s: ["d", "e"] }, { rollover: 4 })
  source.patch({
    y: [
      [0, 21],
      [new Slice(2, 4), [41, 51]],
    ],
    s: [[1, "C"]],
  })
  source.add([1.5, 2.5, 3.5, 4.5], "z")
  source.add([0, 1, 0, 1], "w")
  source.remove("w")
  const p = figure({ height: 200 })
  p.line("x", "y", { source })
  p.text("x", "y", {
    text: "s",
    source,
    x_offset: 5,
    y_offset: -5,
    anchor: "bottom_left",
    padding: 3,
    background_fill_color: "yellow",
    border_line_color: "black",
    border_radius: 3,
    text_outline_color: "white",
  })
  return p
}

export function javascript_everywhere(): Row {
  const source = new ColumnDataSource({ data: { x: [1, 2, 3, 4], y: [4, 3, 2, 1] } })
  const slider = new Slider({ start: 0.1, end: 4, value: 1, step: 0.1, title: "power" })
  slider.js_on_change(
    "value",
    new CustomJS({
      args: { source },
      code: `
        const f = cb_obj.value
        source.data = { x: source.data.x, y: Array.from(source.data.x, (x) => Math.pow(x, f)) }
    `,
    }),
  )
  const p = figure({ height: 250, width: 400, tools: "tap" })
  const view = new CDSView({ filter: new CustomJSFilter({ code: "return [0, 2]" }) })
  const doubled = new CustomJSTransform({
    v_func: "return xs.map((x) => 2 * x)",
    func: "return 2 * x",
    args: { slider },
  })
  p.scatter("x", transform("y", doubled), { source, view, size: 12 })
  p.yaxis.formatter = new CustomJSTickFormatter({
    code: "return `${tick} of ${ticks.length}`",
    args: { slider },
  })
  p.js_on_event("tap", new CustomJS({ code: "console.log(cb_obj.x)" }))
  const button = new Button({ label: "Reset", button_type: "primary" })
  button.js_on_click(new CustomJS({ args: { p }, code: "p.reset.emit()" }))
  slider.js_link("value", p.xaxis[0], "axis_line_width")
  return row(p, column(slider, button))
}

export function filters_combined(): GridPlot {
  const source = new ColumnDataSource({
    data: { x: [1, 2, 3, 4], y: [1, 2, 3, 4], kind: ["a", "b", "a", "c"] },
  })
  const both = new UnionFilter({
    operands: [
      new GroupFilter({ column_name: "kind", group: "b" }),
      new IndexFilter({ indices: [0] }),
    ],
  })
  const left = figure({ height: 200, width: 200, tools: "box_select,lasso_select,help" })
  left.scatter("x", "y", {
    source,
    size: 10,
    nonselection_alpha: 0.1,
    selection_color: "firebrick",
    nonselection_fill_color: "grey",
  })
  const right = figure({
    height: 200,
    width: 200,
    tools: left.tools,
    x_range: left.x_range,
    y_range: left.y_range,
  })
  right.scatter("x", "y", { source, view: new CDSView({ filter: both }), size: 10 })
  const third = figure({ height: 200, width: 200 })
  third.scatter("x", "y", {
    source,
    view: new CDSView({ filter: new InversionFilter({ operand: both }) }),
    color: factor_cmap("kind", Category10[3], ["a", "b", "c"]),
    marker: factor_mark("kind", ["hex", "circle_x", "square"], ["a", "b", "c"]),
    legend_field: "kind",
  })
  return gridplot([[left, right, third]], {
    toolbar_location: "above",
    toolbar_options: { logo: "grey", autohide: true },
  })
}

export function color_bars_of_images(): Row {
  const z = ndarray([1, 10, 100, 1000], { shape: [2, 2] })
  const p = figure({
    width: 350,
    height: 250,
    tooltips: [["value", "@image"]],
    x_range: [0, 2],
    y_range: [0, 2],
  })
  const r = p.image({
    image: [z],
    x: 0,
    y: 0,
    dw: 2,
    dh: 2,
    color_mapper: new LogColorMapper({ palette: Magma256, low: 1, high: 1000, nan_color: "grey" }),
    level: "image",
  })
  const bar = r.construct_color_bar({
    padding: 5,
    ticker: new FixedTicker({ ticks: [1, 10, 100] }),
    width: 10,
    title: "logs",
  })
  p.add_layout(bar, "right")
  const q = figure({ width: 350, height: 250 })
  const cmap = linear_cmap("v", Cividis256, {
    low: 0,
    high: 10,
    low_color: "blue",
    high_color: "red",
  })
  const dots = q.scatter("x", "y", {
    source: { x: [1, 2, 3], y: [1, 2, 3], v: [0, 5, 11] },
    color: cmap,
    size: 12,
  })
  q.add_layout(
    dots.construct_color_bar({
      location: [0, 0],
      orientation: "horizontal",
      display_low: 2,
      bar_line_color: "black",
    }),
    "below",
  )
  q.add_layout(
    new ColorBar({
      color_mapper: new LinearColorMapper({ palette: RdBu[5], low: -1, high: 1 }),
      major_label_overrides: { [-1]: "cold", 1: "warm" },
      ticker: new FixedTicker({ ticks: [-1, 0, 1] }),
      label_standoff: 8,
      border_line_color: null,
    }),
    "left",
  )
  return row(p, q)
}

export function heads_of_arrows(): Figure {
  const p = figure({ x_range: [0, 4], y_range: [0, 4], width: 300, height: 300 })
  const heads = [
    new OpenHead({ line_color: "firebrick", line_width: 4 }),
    new NormalHead({ fill_color: "orange", size: 10 }),
    new VeeHead({ size: 35 }),
    new TeeHead(),
  ]
  for (const [i, end] of heads.entries()) {
    const start = i > 0 ? null : new VeeHead()
    p.add_layout(
      new Arrow({
        end,
        start,
        x_start: 0,
        y_start: i,
        x_end: 3,
        y_end: i + 1,
        line_color: Category10[4][i],
      }),
    )
  }
  p.add_layout(
    new Arrow({
      end: new NormalHead(),
      x_start: "x0",
      y_start: "y0",
      x_end: "x1",
      y_end: "y1",
      start_units: "data",
      end_units: "screen",
      source: new ColumnDataSource({
        data: { x0: [1, 2], y0: [3, 3], x1: [100, 120], y1: [50, 60] },
      }),
    }),
  )
  p.add_layout(
    new Slope({
      gradient: 1,
      y_intercept: 0.5,
      line_color: "grey",
      line_dash: "dashdot",
      above_fill_color: "yellow",
      above_fill_alpha: 0.1,
    }),
  )
  p.add_layout(
    new PolyAnnotation({
      xs: [1, 2, 1.5],
      ys: [1, 1, 2],
      fill_alpha: 0.2,
      hover_fill_color: "red",
      editable: false,
    }),
  )
  p.ray({ x: [0.5, 1], y: 0.5, length: [1, 0], angle: [0.5, 1.2], line_width: 2 })
  p.bezier({ x0: 0, y0: 0, x1: 3, y1: 0, cx0: 1, cy0: 2, cx1: 2, cy1: -1, line_color: "purple" })
  return p
}

export function text_in_tex(): Column {
  const p = figure({
    width: 400,
    height: 250,
    title: String.raw`$$\nu = c / \lambda$$`,
    x_axis_label: String.raw`wavelength $$\lambda$$ [nm]`,
  })
  p.line([1, 2, 3], [1, 4, 9])
  p.yaxis.axis_label = new TeX({ text: String.raw`\sqrt{x}` })
  p.xaxis.ticker = [1, 2, 3]
  p.xaxis.major_label_overrides = {
    1: String.raw`$$\alpha$$`,
    2: new TeX({ text: String.raw`\beta` }),
    3: "three",
  }
  p.add_layout(new Title({ text: "below", align: "right", text_font_style: "italic" }), "below")
  p.add_layout(new Title({ text: "two\nlines", vertical_align: "middle" }), "right")
  p.add_layout(
    new Label({
      x: 2,
      y: 4,
      text: "$$x^2$$",
      text_font_size: "16px",
      angle: 30,
      angle_units: "deg",
    }),
  )
  return column(
    p,
    new Div({ text: String.raw`A <b>div</b> with $$\pi$$`, styles: { "font-size": "1.2em" } }),
    new Paragraph({ text: String.raw`plain \(x\)`, disable_math: true }),
    new PreText({ text: "$$" }),
  )
}

export function tools_for_drawing(): Figure {
  const source = new ColumnDataSource({
    data: { x: [1, 5], y: [1, 5], width: [2, 1], height: [2, 1] },
  })
  const p = figure({ x_range: [0, 10], y_range: [0, 10], width: 400, height: 300, tools: [] })
  const boxes = p.rect("x", "y", "width", "height", { source, fill_alpha: 0.4 })
  const dots = p.scatter({ x: [3], y: [3], size: 12 })
  const lines = p.multi_line({ xs: [[1, 2]], ys: [[8, 9]], line_width: 3 })
  const point = new PointDrawTool({
    renderers: [dots],
    empty_value: "black",
    num_objects: 5,
    description: "Points",
  })
  p.add_tools(
    new BoxEditTool({ renderers: [boxes], num_objects: 3, dimensions: "width" }),
    point,
    new FreehandDrawTool({ renderers: [lines] }),
    new BoxZoomTool({ match_aspect: true, origin: "center" }),
    new ZoomInTool({ factor: 0.2, dimensions: "width" }),
    new ZoomOutTool({ maintain_focus: false }),
    new PanTool({ dimensions: "width" }),
    new CustomAction({
      description: "say",
      callback: new CustomJS({ code: "console.log(1)" }),
      icon: "settings",
    }),
    new TapTool({ behavior: "inspect" }),
  )
  p.toolbar.active_drag = point
  p.toolbar.active_tap = point
  p.toolbar.autohide = true
  p.toolbar.logo = null
  p.toolbar_location = "left"
  return p
}

export function page_with_everything(): LayoutDOM {
  const tip = new Tooltip({
    content: new dom.HTML({ html: ["Choose <b>one</b>"] }),
    position: "right",
  })
  const slider = new Slider({
    start: 0,
    end: 10,
    value: 3,
    title: null,
    tooltips: true,
    direction: "rtl",
    bar_color: "green",
  })
  const help_button = new HelpButton({ tooltip: tip })
  const dialog = new Dialog({
    title: "More",
    content: new Div({ text: "inside" }),
    closable: true,
    close_action: "hide",
  })
  const opener = new Button({
    label: "Open",
    icon: null,
    stylesheets: [":host { --color: red }"],
    css_classes: ["wide"],
  })
  opener.js_on_click(new CustomJS({ args: { dialog }, code: "dialog.show()" }))
  const p = figure({
    width: 200,
    height: 150,
    sizing_mode: "scale_width",
    max_width: 300,
    margin: [5, 10, 5, 10],
    align: "center",
    aspect_ratio: 2,
  })
  p.line([0, 1], [0, 1])
  const tabs = new Tabs({
    tabs: [
      new TabPanel({ child: p, title: "Plot", closable: true }),
      new TabPanel({
        child: new Div({ text: "empty" }),
        title: "None",
        disabled: true,
        tooltip: tip,
      }),
    ],
    tabs_location: "left",
  })
  const box = new GroupBox({ title: "Group", checkable: true, child: column(slider, help_button) })
  return layout(
    [
      [tabs, new Spacer({ width: 20 })],
      [box, new ScrollBox({ child: new Div({ text: "long ".repeat(5) }), height: 40 })],
      [grid([[opener], [new Div({ text: "x" })]])],
    ],
    { sizing_mode: "stretch_width" },
  )
}

export function range_tools_and_whiskers(): Column {
  const x = Array.from({ length: 10 }, (_, i) => i)
  const source = new ColumnDataSource({
    data: {
      x,
      y: x.map((v) => v % 4),
      low: x.map((v) => (v % 4) - 0.5),
      high: x.map((v) => (v % 4) + 0.5),
    },
  })
  const p = figure({
    height: 200,
    width: 500,
    x_range: [2, 6],
    tools: "xpan",
    toolbar_location: null,
    y_axis_location: "right",
    lod_threshold: null,
    output_backend: "svg",
  })
  p.scatter("x", "y", { source })
  const error = new Whisker({
    base: "x",
    upper: "high",
    lower: "low",
    source,
    level: "annotation",
    line_width: 2,
  })
  error.upper_head.size = 20
  error.lower_head.line_color = "red"
  p.add_layout(error)
  p.varea({
    x: "x",
    y1: "low",
    y2: "high",
    source,
    alpha: 0.2,
    hatch_pattern: "horizontal_wave",
    hatch_scale: 6,
  })
  const select = figure({
    height: 80,
    width: 500,
    y_range: p.y_range,
    y_axis_type: null,
    tools: "",
    toolbar_location: null,
    background_fill_color: "#efefef",
  })
  const tool = new RangeTool({ x_range: p.x_range, start_gesture: "pan", x_interaction: true })
  tool.overlay.fill_color = "navy"
  tool.overlay.fill_alpha = 0.2
  select.step("x", "y", { source, mode: "after" })
  select.ygrid.grid_line_color = null
  select.add_tools(tool)
  return column(p, select)
}

export function hatched_and_grouped(): Figure {
  const kinds = ["a", "b", "c"]
  const source = new ColumnDataSource({ data: { kind: kinds, low: [1, 2, 3], high: [2, 1, 2] } })
  const p = figure({ x_range: kinds, height: 250, y_range: [0, 6], title: "Hatches" })
  p.vbar({
    x: "kind",
    top: "low",
    width: 0.6,
    source,
    fill_color: factor_cmap("kind", { palette: Sunset[3], factors: kinds }),
    line_color: "black",
    hatch_pattern: factor_hatch("kind", { patterns: ["/", "@", "vertical_wave"], factors: kinds }),
    hatch_color: "white",
    hatch_weight: 2,
    legend_group: "kind",
  })
  p.vbar({
    x: dodge("kind", 0.2, { range: p.x_range }),
    bottom: stack("low"),
    top: stack("low", "high"),
    width: 0.3,
    source,
    color: log_cmap("high", Turbo256, 1, 3),
  })
  p.legend.orientation = "horizontal"
  p.legend.location = "top_center"
  p.legend.title = "Kind"
  p.xaxis.separator_line_width = 2
  p.y_range.bounds = [0, 10]
  p.y_range.min_interval = 1
  return p
}

export function stacked_lines_of_wide_data(): Figure {
  const years = [2020, 2021, 2022]
  const data = { year: years, rain: [1, 2, 3], snow: [2, 1, 0] }
  const p = figure({ width: 400, height: 250, x_range: [2020, 2022], y_range: [0, 6] })
  p.varea_stack(["rain", "snow"], {
    x: "year",
    color: Category20[3].slice(0, 2),
    source: data,
    legend_label: ["rain", "snow"],
  })
  p.vline_stack(["rain", "snow"], { x: "year", source: data, line_width: 2 })
  p.legend[0].items.reverse()
  p.grid.minor_grid_line_color = "#eeeeee"
  p.xaxis.ticker = years
  p.xaxis.minor_tick_line_color = null
  return p
}
