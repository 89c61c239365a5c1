// What server apps build, and what their callbacks then change: filters, streams, tabs, ranges, labels; glyphs that are
// seldom used.

import {
  BoxAnnotation,
  BoxEditTool,
  Button,
  CDSView,
  Cividis256,
  ColorBar,
  type Column,
  column,
  ColumnDataSource,
  DataRange1d,
  DataTable,
  Div,
  Dropdown,
  factor_cmap,
  FactorRange,
  type Figure,
  figure,
  GroupFilter,
  HoverTool,
  IndexFilter,
  Label,
  LinearAxis,
  LogColorMapper,
  MultiSelect,
  NumericInput,
  PrintfTickFormatter,
  Range1d,
  RangeSlider,
  row,
  Select,
  Set2_3,
  SizeBar,
  Slice,
  Slider,
  TableColumn,
  TabPanel,
  Tabs,
  TextInput,
  Toggle,
} from "bokeh-edge"

export function filtered_dashboard(): Column {
  const source = new ColumnDataSource({
    data: { city: ["Oslo", "Rome", "Oslo"], year: [1, 2, 3], sales: [5, 3, 8] },
  })
  const by_city = new GroupFilter({ column_name: "city", group: "Rome" })
  const view = new CDSView({ filter: by_city })
  const p = figure({ height: 200, width: 300, tools: "box_select,reset" })
  p.vbar({
    x: "year",
    top: "sales",
    width: 0.8,
    source,
    view,
    fill_color: factor_cmap("city", Set2_3, ["Oslo", "Rome"]),
  })
  const columns = [
    new TableColumn({ field: "city" }),
    new TableColumn({ field: "sales", title: "Sales" }),
  ]
  const table = new DataTable({ source, view, columns, width: 300 })
  const select = new Select({ title: "City", options: ["Oslo", "Rome"], value: "Rome" })
  const total = new Div({ text: "" })
  select.on_change("value", (_attr, old, city) => {
    by_city.group = city
    const sales = source.data["sales"].filter((_, i) => source.data["city"][i] === city)
    total.text = `${old} to ${city}: ${sales.reduce((sum, one) => sum + one, 0)}`
  })
  select.value = "Oslo"
  return column(select, row(p, table), total)
}

export function growing_line(): Figure {
  const source = new ColumnDataSource({ data: { t: [0, 1], y: [1, 2] } })
  const p = figure({ width: 400, height: 200, x_axis_label: "t", y_range: [0, 10] })
  p.x_range.follow = "end"
  p.x_range.follow_interval = 3
  p.x_range.range_padding = 0
  const r = p.line("t", "y", { source, line_width: 2 })
  for (const t of [2, 3, 4, 5]) source.stream({ t: [t], y: [t + 1.5] }, 4)
  r.data_source.patch({
    y: [
      [0, 9],
      [new Slice(1, 3), [8, 7]],
    ],
  })
  r.glyph.line_color = "firebrick"
  return p
}

export function stepped_by_slider(): Column {
  const years: Record<number, number[]> = { 2000: [3, 1], 2010: [4, 2] }
  const source = new ColumnDataSource({ data: { x: [1, 2], y: years[2000] ?? [] } })
  const p = figure({ width: 300, height: 200, title: "2000", y_range: [0, 5] })
  p.scatter("x", "y", { source, size: 20 })
  const looks = { text_font_size: "40px", text_color: "#eee" }
  const label = new Label({ x: 1.1, y: 0.5, text: "2000", ...looks })
  p.add_layout(label)
  const slider = new Slider({ start: 2000, end: 2010, value: 2000, step: 10 })
  const button = new Button({ label: "Play", width: 60 })
  slider.on_change("value", (_attr, old, year) => {
    source.data = { x: [1, 2], y: years[year] ?? [] }
    p.title.text = `${year}`
    label.text = `${year}`
    button.label = year > old ? "Pause" : "Play"
  })
  slider.value = 2010
  return column(p, row(slider, button))
}

export function tabs_and_their_titles(): Tabs {
  const [one, two] = [figure({ width: 200, height: 150 }), figure({ width: 200, height: 150 })]
  one.varea({ x: [1, 2, 3], y1: [0, 0, 0], y2: [1, 3, 2], alpha: 0.5 })
  two.harea({ y: [1, 2, 3], x1: [0, 0, 0], x2: [1, 3, 2], hatch_pattern: "vertical_line" })
  const tabs = new Tabs({
    tabs: [one, two].map((child, i) => new TabPanel({ child, title: `tab ${i}` })),
  })
  tabs.on_change("active", (_attr, old, active) => {
    const tab = tabs.tabs[active]
    if (tab !== undefined) tab.title = `open after ${old}`
  })
  tabs.active = 1
  tabs.tabs.push(new TabPanel({ child: new Div({ text: "last" }), title: "more", closable: true }))
  return tabs
}

export function ranges_by_slider(): Column {
  const x_range = new Range1d({ start: 0, end: 10, bounds: [0, 20] })
  const p = figure({ width: 300, height: 200, x_range, tools: "xpan,xwheel_zoom" })
  const right = new DataRange1d({ only_visible: true })
  p.extra_y_ranges["right"] = right
  const one = p.line([0, 10], [0, 1])
  const two = p.line([0, 10], [100, 0], { y_range_name: "right", line_dash: "dotdash" })
  right.renderers = [two]
  p.y_range.renderers = [one]
  p.add_layout(new LinearAxis({ y_range_name: "right", axis_label: "right" }), "right")
  const slider = new RangeSlider({ start: 0, end: 20, value: [0, 10], step: 1, title: "x" })
  slider.on_change("value", (_attr, _old, [start, end]) => {
    p.x_range.start = start
    p.x_range.end = end
  })
  slider.value = [2, 8]
  return column(slider, p)
}

export function strips_and_spans(): Figure {
  const p = figure({ width: 300, height: 250, x_range: [0, 10], y_range: [0, 10] })
  p.hstrip({ y0: [1, 5], y1: [2, 6], fill_color: "lightblue", hatch_pattern: "dot" })
  p.vstrip({ x0: [3], x1: [4], line_color: null, alpha: 0.3 })
  p.hspan({ y: [8], line_width: [3], line_color: "red" })
  p.vspan({ x: [9], line_dash: "dashed" })
  p.ngon(5, 5, { radius: 1, angle: 20, angle_units: "deg", n: 5 })
  p.bezier(1, 1, 9, 9, 1, 9, 9, 1, { line_color: "green" })
  p.ray({ x: [5], y: [5], length: 3, angle: [45], angle_units: "deg" })
  const units = { start_angle_units: "deg", end_angle_units: "deg" } as const
  const radii = { inner_radius: 0.5, outer_radius: 1 }
  p.annular_wedge(5, 5, { ...radii, start_angle: 0, end_angle: 90, ...units })
  return p
}

export function heat_by_groups(): Figure {
  const factors = [
    ["a", "x"],
    ["a", "y"],
    ["b", "x"],
  ]
  const source = new ColumnDataSource({
    data: { f: factors, day: ["Mon", "Tue", "Mon"], n: [1, 10, 1000] },
  })
  const mapper = new LogColorMapper({ palette: Cividis256, low: 1, high: 1000, nan_color: "white" })
  const p = figure({
    x_range: new FactorRange({ factors, group_padding: 0.5 }),
    y_range: ["Tue", "Mon"],
    width: 350,
    height: 250,
    x_axis_location: "above",
  })
  const fill_color = { field: "n", transform: mapper }
  p.rect("f", "day", 1, 1, { source, fill_color, line_color: "white" })
  const formatter = new PrintfTickFormatter({ format: "%d" })
  const looks = { label_standoff: 6, border_line_color: null }
  p.add_layout(new ColorBar({ color_mapper: mapper, formatter, ...looks }), "left")
  p.xaxis.group_text_font_style = "bold"
  p.xaxis.separator_line_alpha = 0
  p.grid.grid_line_color = null
  p.axis.major_tick_line_color = null
  const tooltips = [
    ["day", "@day"],
    ["n", "@n{0,0}"],
  ]
  p.add_tools(new HoverTool({ tooltips }))
  return p
}

export function sizes_told(): Figure {
  const p = figure({
    width: 400,
    height: 300,
    x_range: [0, 5],
    y_range: [0, 5],
    match_aspect: true,
  })
  const looks = { radius: [0.2, 0.5, 0.9], fill_alpha: 0.4, name: "bubbles" }
  const r = p.circle([1, 2, 4], [1, 3, 2], looks)
  p.add_layout(new SizeBar({ renderer: r, title: "Radius", width: "max" }), "below")
  r.glyph.line_color = "navy"
  const area = { left: 1, right: 2, fill_alpha: 0.1 }
  p.add_layout(new BoxAnnotation({ ...area, movable: "x", resizable: "all" }))
  const boxes = p.quad([3], [4], [2], [1], { alpha: 0.5 })
  p.add_tools(new BoxEditTool({ renderers: [boxes], num_objects: 2 }))
  return p
}

export function days_with_gaps(): Figure {
  const days = [1, 2, 3, 4].map((day) => new Date(Date.UTC(2024, 0, day)))
  const x_range = [new Date("2024-01-01"), new Date("2024-01-05")] as const
  const p = figure({ width: 350, height: 200, x_axis_type: "datetime", x_range })
  p.step(days, [1, NaN, 3, 2], { mode: "after", legend_label: "steps" })
  p.segment(days, [0, 0, 0, 0], days, [1, 2, 3, 2], { line_color: "gray" })
  p.legend.location = "top_left"
  p.xaxis.ticker.desired_num_ticks = 4
  p.xaxis.formatter.days = "%a"
  p.x_range.end = new Date("2024-01-06")
  p.title = "Days"
  p.title.text_font_size = "10pt"
  return p
}

export function form_that_answers(): Column {
  const name = new TextInput({ title: "Name" })
  const age = new NumericInput({ value: 30, low: 0, high: 120, mode: "int" })
  const options = [
    ["a", "A"],
    ["b", "B"],
  ]
  const kinds = new MultiSelect({ options, value: ["a"], size: 3 })
  const more = new Toggle({ label: "More", active: false })
  const entries = [["Save", "save"], null, ["Quit", "quit"]] as const
  const menu = new Dropdown({ label: "Do", menu: entries, split: true })
  const out = new Div({ text: "", visible: false })
  const answer = () => {
    out.update({ text: `${name.value}, ${age.value}: ${kinds.value.join("/")}`, visible: true })
    more.label = more.active ? "Less" : "More"
  }
  for (const widget of [name, age, kinds]) widget.on_change("value", answer)
  more.on_change("active", answer)
  name.value = "Ann"
  kinds.value = [...kinds.value, "b"]
  more.active = true
  age.value = (age.value ?? 0) + 1
  const view = new CDSView({ filter: new IndexFilter({ indices: [0] }) })
  const p = figure({ width: 200, height: 150 })
  p.scatter([1, 2], [1, 2], { view })
  return column(row(name, age), kinds, row(more, menu), out, p)
}
