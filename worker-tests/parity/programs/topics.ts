// Whole topics: categories, distributions, time, maps, networks, tables, as tutorials and the gallery have them.

import {
  BasicTicker,
  BoxSelectTool,
  Category10_3,
  Category20c_3,
  CDSView,
  type Column,
  column,
  ColumnDataSource,
  CrosshairTool,
  cumsum,
  DataTable,
  DateFormatter,
  dodge,
  factor_cmap,
  factor_mark,
  FactorRange,
  type Figure,
  figure,
  GeoJSONDataSource,
  type GridPlot,
  gridplot,
  Grid,
  GroupFilter,
  HoverTool,
  IndexFilter,
  jitter,
  Label,
  linear_cmap,
  LinearAxis,
  LinearColorMapper,
  MultiLine,
  NodesAndLinkedEdges,
  NumberFormatter,
  Plot,
  PrintfTickFormatter,
  Range1d,
  RangeTool,
  Scatter,
  Span,
  StaticLayoutProvider,
  Sunset10,
  TableColumn,
  TapTool,
  TolRainbow7,
  Viridis3,
  Viridis6,
  WheelZoomTool,
} from "bokeh-edge"

const { PI } = Math

export function grouped_bars(): Figure {
  const fruits = ["Apples", "Pears"]
  const years = ["2015", "2016", "2017"]
  const data = { "2015": [2, 1], "2016": [5, 3], "2017": [3, 2] }
  const x = fruits.flatMap((fruit) => years.map((year) => [fruit, year]))
  const counts = fruits.flatMap((_, i) => Object.values(data).map((values) => values[i]))
  const source = new ColumnDataSource({ data: { x, counts } })
  const p = figure({
    x_range: new FactorRange({ factors: x }),
    height: 350,
    title: "Fruit counts by year",
    toolbar_location: null,
    tools: "",
  })
  p.vbar({
    x: "x",
    top: "counts",
    width: 0.9,
    source,
    line_color: "white",
    fill_color: factor_cmap("x", {
      palette: ["#c9d9d3", "#718dbf", "#e84d60"],
      factors: years,
      start: 1,
      end: 2,
    }),
  })
  p.y_range.start = 0
  p.x_range.range_padding = 0.1
  p.xaxis.major_label_orientation = 1
  p.xaxis.group_label_orientation = "vertical"
  p.xgrid.grid_line_color = null
  return p
}

export function dodged_bars(): Figure {
  const source = new ColumnDataSource({
    data: { fruits: ["Apples", "Pears"], "2015": [2, 1], "2016": [5, 3] },
  })
  const p = figure({ x_range: ["Apples", "Pears"], y_range: [0, 10], height: 250 })
  p.vbar({
    x: dodge("fruits", -0.25, { range: p.x_range }),
    top: "2015",
    source,
    width: 0.2,
    color: "#c9d9d3",
    legend_label: "2015",
  })
  p.vbar({
    x: dodge("fruits", 0.0, { range: p.x_range }),
    top: "2016",
    source,
    width: 0.2,
    color: "#718dbf",
    legend_label: "2016",
  })
  p.x_range.range_padding = 0.1
  p.legend.location = "top_left"
  return p
}

export function mixed_levels(): Figure {
  const factors = [
    ["Q1", "jan"],
    ["Q1", "feb"],
    ["Q2", "apr"],
    ["Q2", "may"],
  ]
  const p = figure({ x_range: new FactorRange({ factors }), height: 250, tools: "xpan" })
  p.vbar({ x: factors, top: [10, 12, 9, 10], width: 0.8, fill_color: "#fff", line_color: "navy" })
  const [qs, averages] = [
    ["Q1", "Q2"],
    [11, 9.5],
  ]
  p.line({ x: qs, y: averages, color: "red", line_width: 3 })
  p.scatter({ x: qs, y: averages, line_color: "red", fill_color: "white", size: 10 })
  p.x_range.factor_padding = 0.2
  p.x_range.group_padding = 1.5
  return p
}

export function strip_plot(): Figure {
  const days = ["Sun", "Mon", "Tue"]
  const source = new ColumnDataSource({
    data: { time: [3600000, 7200000, 40000000], day: ["Sun", "Mon", "Mon"] },
  })
  const p = figure({
    width: 500,
    height: 300,
    y_range: days,
    x_axis_type: "datetime",
    title: "Commits by time of day",
  })
  p.scatter({ x: "time", y: jitter("day", { width: 0.6, range: p.y_range }), source, alpha: 0.3 })
  p.xaxis.formatter.days = "%Hh"
  p.x_range.range_padding = 0
  p.ygrid.grid_line_color = null
  return p
}

export function heat_map(): Figure {
  const [years, months] = [
    ["1948", "1949"],
    ["Jan", "Feb", "Mar"],
  ]
  const cells = years.flatMap((Year) => months.map((Month) => ({ Year, Month })))
  const source = new ColumnDataSource({
    data: {
      Year: cells.map((c) => c.Year),
      Month: cells.map((c) => c.Month),
      rate: [3.1, 4, 5, 6.2, 7.7, 5],
    },
  })
  const p = figure({
    title: "Unemployment",
    x_range: years,
    y_range: months.toReversed(),
    x_axis_location: "above",
    width: 400,
    height: 300,
    tools: "hover,save,pan,box_zoom,reset,wheel_zoom",
    toolbar_location: "below",
    tooltips: [
      ["date", "@Month @Year"],
      ["rate", "@rate%"],
    ],
  })
  p.grid.grid_line_color = null
  p.axis.axis_line_color = null
  p.axis.major_tick_line_color = null
  p.axis.major_label_text_font_size = "7px"
  p.axis.major_label_standoff = 0
  p.xaxis.major_label_orientation = PI / 3
  const colors = ["#75968f", "#a5bab7", "#c9d9d3", "#e2e2e2"]
  const r = p.rect({
    x: "Year",
    y: "Month",
    width: 1,
    height: 1,
    source,
    line_color: null,
    fill_color: linear_cmap("rate", colors, { low: 3.1, high: 7.7 }),
  })
  p.add_layout(
    r.construct_color_bar({
      major_label_text_font_size: "7px",
      formatter: new PrintfTickFormatter({ format: "%d%%" }),
      label_standoff: 6,
      border_line_color: null,
      padding: 5,
    }),
    "right",
  )
  return p
}

export function pie(): Figure {
  const values = [157, 93, 89]
  const sum = values.reduce((a, b) => a + b)
  const data = {
    country: ["US", "UK", "India"],
    value: values,
    angle: values.map((v) => (v / sum) * 2 * PI),
    color: Category20c_3,
  }
  const p = figure({
    height: 350,
    title: "Pie chart",
    toolbar_location: null,
    tools: "hover",
    tooltips: "@country: @value",
    x_range: [-0.5, 1.0],
  })
  p.wedge({
    x: 0,
    y: 1,
    radius: 0.4,
    start_angle: cumsum("angle", { include_zero: true }),
    end_angle: cumsum("angle"),
    line_color: "white",
    fill_color: "color",
    legend_field: "country",
    source: data,
  })
  p.axis.axis_label = null
  p.axis.visible = false
  p.grid.grid_line_color = null
  return p
}

export function histogram(): Figure {
  const edges = [0, 0.5, 1, 2, 3]
  const hist = [2, 2, 1, 1].map((count, i) => count / 6 / ([0.5, 0.5, 1, 1][i] ?? 1))
  const p = figure({ width: 400, height: 300, toolbar_location: null, title: "Histogram" })
  p.quad({
    top: hist,
    bottom: 0,
    left: edges.slice(0, -1),
    right: edges.slice(1),
    fill_color: "skyblue",
    line_color: "white",
    legend_label: "6 samples",
  })
  p.line([0, 1, 2, 3], [0.5, 0.4, 0.2, 0.1], {
    line_width: 2,
    line_color: "navy",
    legend_label: "density",
  })
  p.y_range.start = 0
  p.xaxis.axis_label = "x"
  return p
}

export function box_plot(): Figure {
  const kinds = ["compact", "suv"]
  const source = new ColumnDataSource({
    data: {
      kind: kinds,
      q1: [20, 14],
      q2: [24, 16],
      q3: [27, 19],
      upper: [35, 25],
      lower: [15, 10],
    },
  })
  const p = figure({
    x_range: kinds,
    tools: "",
    toolbar_location: null,
    background_fill_color: "#eaefef",
    y_axis_label: "MPG",
    height: 300,
  })
  p.segment({ x0: "kind", y0: "upper", x1: "kind", y1: "q3", line_color: "black", source })
  p.vbar("kind", 0.7, "q2", "q3", {
    source,
    color: factor_cmap("kind", TolRainbow7, kinds),
    line_color: "black",
  })
  p.vbar("kind", 0.7, "q1", "q2", {
    source,
    color: factor_cmap("kind", TolRainbow7, kinds),
    line_color: "black",
  })
  p.scatter(["suv"], [30], { size: 6, color: "black", alpha: 0.3 })
  p.xgrid.grid_line_color = null
  p.axis.major_label_text_font_size = "14px"
  return p
}

export function iris_by_species(): GridPlot {
  const [species, markers] = [
    ["setosa", "versicolor"],
    ["hex", "circle_x"],
  ]
  const source = new ColumnDataSource({
    data: {
      length: [1.4, 4.7, 4.5],
      width: [0.2, 1.4, 1.5],
      species: ["setosa", "versicolor", "versicolor"],
    },
  })
  const p = figure({ title: "Iris", background_fill_color: "#fafafa", width: 400, height: 300 })
  p.scatter("length", "width", {
    source,
    legend_group: "species",
    fill_alpha: 0.4,
    size: 12,
    marker: factor_mark("species", markers, species),
    color: factor_cmap("species", Category10_3, species),
  })
  p.legend.title = "Species"
  const view = new CDSView({
    filter: new GroupFilter({ column_name: "species", group: "versicolor" }),
  })
  const q = figure({ width: 400, height: 300, x_range: p.x_range })
  q.scatter("length", "width", { source, view })
  q.scatter("length", "width", {
    source,
    view: new CDSView({ filter: new IndexFilter({ indices: [0, 2] }) }),
    color: "red",
  })
  return gridplot([[p, q]])
}

export function candles(): Figure {
  const rows = [
    { date: new Date("2000-03-01"), open: 89.6, close: 91.1 },
    { date: new Date("2000-03-02"), open: 91.8, close: 90.2 },
    { date: new Date("2000-03-03"), open: 95.0, close: 96.1 },
  ]
  const dates = rows.map(({ date }) => date)
  const [dec, inc] = [rows.filter((r) => r.open > r.close), rows.filter((r) => r.close > r.open)]
  const w = 16 * 60 * 60 * 1000
  const p = figure({
    x_axis_type: "datetime",
    tools: "pan,wheel_zoom,box_zoom,reset,save",
    width: 600,
    height: 300,
    title: "Candlestick",
    background_fill_color: "#efefef",
  })
  p.xaxis.major_label_orientation = 0.8
  p.segment(dates, [92, 92, 97], dates, [88, 89, 94], { color: "black" })
  p.vbar(
    dec.map((r) => r.date),
    w,
    dec.map((r) => r.open),
    dec.map((r) => r.close),
    { color: "#eb3c40" },
  )
  p.vbar(
    inc.map((r) => r.date),
    w,
    inc.map((r) => r.open),
    inc.map((r) => r.close),
    { fill_color: "white", line_color: "#49a3a3", line_width: 2 },
  )
  return p
}

export function range_tool(): Column {
  const dates = ["2007-01-01", "2008-01-01", "2009-01-01", "2010-01-01"].map(
    (text) => new Date(text),
  )
  const source = new ColumnDataSource({ data: { date: dates, close: [80, 190, 90, 200] } })
  const p = figure({
    height: 300,
    width: 600,
    tools: "xpan",
    toolbar_location: null,
    x_axis_type: "datetime",
    x_axis_location: "above",
    background_fill_color: "#efefef",
    x_range: [dates[1], dates[2]],
  })
  p.line("date", "close", { source })
  p.yaxis.axis_label = "Price"
  const select = figure({
    title: "Drag the box to change the range above",
    height: 130,
    width: 600,
    y_range: p.y_range,
    x_axis_type: "datetime",
    y_axis_type: null,
    tools: "",
    toolbar_location: null,
    background_fill_color: "#efefef",
  })
  const tool = new RangeTool({ x_range: p.x_range, start_gesture: "pan" })
  tool.overlay.fill_color = "navy"
  tool.overlay.fill_alpha = 0.2
  select.line("date", "close", { source })
  select.ygrid.grid_line_color = null
  select.add_tools(tool)
  return column(p, select)
}

export function choropleth(): Figure {
  const source = new ColumnDataSource({
    data: {
      x: [
        [1, 2, 2],
        [3, 4, 4],
      ],
      y: [
        [1, 1, 2],
        [1, 1, 2],
      ],
      name: ["A", "B"],
      rate: [3.2, 8.1],
    },
  })
  const p = figure({
    title: "Unemployment by county",
    tools: "pan,wheel_zoom,reset,hover,save",
    x_axis_location: null,
    y_axis_location: null,
    tooltips: [
      ["Name", "@name"],
      ["Rate", "@rate%"],
      ["(Long, Lat)", "($x, $y)"],
    ],
    width: 400,
    height: 300,
  })
  p.grid.grid_line_color = null
  p.hover.point_policy = "follow_mouse"
  const mapper = new LinearColorMapper({ palette: Viridis6.toReversed() })
  p.patches("x", "y", {
    source,
    fill_color: { field: "rate", transform: mapper },
    fill_alpha: 0.7,
    line_color: "white",
    line_width: 0.5,
  })
  return p
}

export function geojson(): Figure {
  const text =
    '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"OrgName": "X"}, "geometry": {"type": "Point", "coordinates": [-2.1, 53.4]}}]}'
  const p = figure({
    background_fill_color: "lightgrey",
    tooltips: [["Organisation", "@OrgName"]],
    width: 300,
    height: 300,
  })
  p.scatter({
    x: "x",
    y: "y",
    size: 15,
    color: "navy",
    alpha: 0.7,
    source: new GeoJSONDataSource({ geojson: text }),
  })
  return p
}

export function network(): Figure {
  const indices = [0, 1, 2, 3]
  const p = figure({
    title: "Graph",
    x_range: [-1.1, 1.1],
    y_range: [-1.1, 1.1],
    width: 300,
    height: 300,
    tools: "",
    toolbar_location: null,
  })
  const graph = p.graph(
    new ColumnDataSource({ data: { index: indices, colors: ["red", "green", "blue", "black"] } }),
    new ColumnDataSource({ data: { start: [0, 0, 0, 0], end: indices } }),
    new StaticLayoutProvider({
      graph_layout: Object.fromEntries(indices.map((i) => [i, [i / 2 - 1, (i % 2) - 0.5]])),
    }),
    { node_size: 15, node_fill_color: "colors", edge_line_alpha: 0.8 },
  )
  graph.node_renderer.hover_glyph = new Scatter({ size: 15, fill_color: "orange" })
  graph.edge_renderer.selection_glyph = new MultiLine({ line_color: "orange", line_width: 5 })
  graph.selection_policy = new NodesAndLinkedEdges()
  p.add_tools(new HoverTool({ tooltips: null }), new TapTool(), new BoxSelectTool())
  return p
}

export function a_table(): DataTable {
  const source = new ColumnDataSource({
    data: { dates: [0, 86400000], downloads: [5, 8], price: [1.5, 2.25] },
  })
  const columns = [
    new TableColumn({
      field: "dates",
      title: "Date",
      formatter: new DateFormatter({ format: "%m/%d/%Y" }),
    }),
    new TableColumn({ field: "downloads", title: "Downloads", width: 80 }),
    new TableColumn({
      field: "price",
      title: "Price",
      formatter: new NumberFormatter({ format: "$0,0.00", text_align: "right" }),
    }),
  ]
  return new DataTable({
    source,
    columns,
    width: 400,
    height: 280,
    editable: true,
    index_position: -1,
    sortable: false,
  })
}

export function burtin_wedges(): Figure {
  const names = ["A", "B", "C"]
  const p = figure({
    width: 300,
    height: 300,
    title: null,
    tools: "",
    toolbar_location: null,
    x_axis_type: null,
    y_axis_type: null,
    x_range: [-420, 420],
    y_range: [-420, 420],
    min_border: 0,
    outline_line_color: "black",
    background_fill_color: "#f0e1d2",
  })
  const angles = [0, 1, 2].map((i) => PI / 2 - (i * 2 * PI) / 3)
  p.annular_wedge(
    0,
    0,
    90,
    300,
    angles,
    angles.map((a) => a + 1),
    { color: ["#aeaeb8", "#e69584", "#aeaeb8"] },
  )
  p.scatter(0, 0, { size: [50, 100], fill_color: null, line_color: "white" })
  p.text(0, [100, 200], ["one", "two"], {
    text_font_size: "12px",
    text_align: "center",
    text_baseline: "middle",
  })
  p.rect([-40, -40, -40], [18, 0, -18], { width: 30, height: 13, color: ["red", "green", "blue"] })
  p.text([0, 150, -150], [300, -200, -200], names, { angle: [0, 1, 2], text_font_style: "bold" })
  return p
}

export function periodic_table(): Figure {
  const [periods, groups] = [
    ["I", "II"],
    ["1", "2", "3"],
  ]
  const source = new ColumnDataSource({
    data: {
      group: ["1", "1", "2"],
      period: ["I", "II", "II"],
      sym: ["H", "Li", "Be"],
      metal: ["nonmetal", "alkali metal", "alkaline"],
    },
  })
  const cmap = { "alkali metal": "#a6cee3", alkaline: "#1f78b4", nonmetal: "#fdbf6f" }
  const p = figure({
    title: "Periodic table",
    width: 400,
    height: 300,
    x_range: groups,
    y_range: periods.toReversed(),
    tools: "hover",
    toolbar_location: null,
    tooltips: "@sym",
  })
  const r = p.rect("group", "period", 0.95, 0.95, {
    source,
    fill_alpha: 0.6,
    legend_field: "metal",
    color: factor_cmap("metal", { palette: Object.values(cmap), factors: Object.keys(cmap) }),
  })
  const style = { source, text_align: "left", text_baseline: "middle" }
  p.text({
    x: dodge("group", -0.4, { range: p.x_range }),
    y: "period",
    text: "sym",
    text_font_style: "bold",
    ...style,
  })
  p.text({
    x: ["1", "3"],
    y: ["I", "II"],
    text: ["LA", "AC"],
    text_align: "center",
    text_baseline: "middle",
  })
  p.hover.renderers = [r]
  p.legend.click_policy = "hide"
  p.axis.major_label_standoff = 0
  return p
}

export function linked_crosshair_and_zoom(): GridPlot {
  const [width, height] = [
    new Span({ dimension: "width", line_dash: "dashed" }),
    new Span({ dimension: "height", line_dash: "dotted" }),
  ]
  const plots = Viridis3.map((color) => {
    const p = figure({
      width: 200,
      height: 200,
      tools: "",
      toolbar_location: null,
      active_scroll: null,
    })
    p.add_tools(
      new CrosshairTool({ overlay: [width, height] }),
      new WheelZoomTool({ dimensions: "height", zoom_on_axis: false }),
    )
    p.scatter([1, 2], [1, 2], { color })
    return p
  })
  const [, middle] = plots
  if (middle !== undefined) middle.toolbar.active_scroll = middle.select(WheelZoomTool)[0]
  return gridplot(plots, { ncols: 3, width: 150 })
}

export function contours(): Figure {
  const [x, y] = [
    [0, 1, 2, 3],
    [0, 1, 2],
  ]
  const z = [
    [0, 1, 2, 3],
    [1, 2, 3, 4],
    [2, 3, 4, 5],
  ]
  const p = figure({ width: 400, height: 300 })
  const levels = [0.5, 1.5, 2.5, 3.5]
  const r = p.contour(x, y, z, levels, {
    fill_color: Sunset10,
    line_color: "black",
    fill_alpha: [0.2, 0.5, 0.9],
  })
  p.add_layout(r.construct_color_bar(), "right")
  return p
}

export function old_plot(): Plot {
  const plot = new Plot({
    title: null,
    width: 300,
    height: 300,
    min_border: 0,
    toolbar_location: null,
    x_range: new Range1d({ start: 0, end: 4 }),
  })
  const source = new ColumnDataSource({ data: { x: [1, 2, 3], y: [1, 2, 1] } })
  plot.add_glyph(source, new Scatter({ x: "x", y: "y", size: 10, fill_color: "#74add1" }))
  const xaxis = new LinearAxis({ ticker: new BasicTicker({ desired_num_ticks: 4 }) })
  plot.add_layout(xaxis, "below")
  plot.add_layout(new LinearAxis(), "left")
  plot.add_layout(new Grid({ dimension: 0, ticker: xaxis.ticker }))
  plot.add_layout(new Label({ x: 1, y: 1, text: "here" }))
  plot.add_tools(new WheelZoomTool())
  return plot
}
