// The results here of lines that users write, by the name of each line. The same lines are in ways.py.

import {
  BooleanFilter,
  CDSView,
  column,
  ColumnDataSource,
  cumsum,
  CustomJS,
  Div,
  Document,
  dodge,
  factor_cmap,
  FactorRange,
  figure,
  GlyphRenderer,
  gridplot,
  GroupFilter,
  HoverTool,
  IndexFilter,
  jitter,
  LassoSelectTool,
  layout,
  Legend,
  linear_cmap,
  LinearAxis,
  PanTool,
  PreText,
  Range1d,
  RangeSlider,
  row,
  type Row,
  Select,
  Slice,
  Slider,
  Span,
  stack,
  TabPanel,
  Tabs,
  Theme,
  Title,
  Viridis256,
  Whisker,
} from "bokeh-edge"

interface Typed {
  readonly type: string
}

function types(models: Iterable<Typed>): readonly string[] {
  return [...models].map(({ type }) => type)
}

/** The constant of a dataspec, or the value itself. */
function plain(value: unknown): unknown {
  return typeof value === "object" && value !== null && "value" in value ? value.value : value
}

/** The value at a path of names in a model or a part of a dataspec, where the type leaves names open. */
function read(value: unknown, ...names: readonly string[]): unknown {
  return names.reduce<unknown>((part, name) => Object(part)[name] as unknown, value)
}

function sliders(): Document {
  const document = new Document()
  const first = new Slider({ start: 0, end: 1, value: 0.5, name: "x" })
  document.add_root(column(first, new Slider({ start: 0, end: 5, value: 2 })))
  return document
}

const slider = () => new Slider({ start: 0, end: 10, value: 1 })
const source = (data: Record<string, number[]>) => new ColumnDataSource({ data })
const placesOf = (children: readonly (readonly unknown[])[]) =>
  children.map((child) => child.slice(1))

export const WAYS: Readonly<Record<string, () => unknown>> = {
  select_by_type_and_name: () => {
    const p = figure()
    p.line([1, 2], [3, 4], { name: "a" })
    p.scatter([1], [2])
    return [
      p.select({ type: GlyphRenderer }).length,
      types(p.select({ name: "a" })),
      p.select(LinearAxis).length,
    ]
  },
  select_one: () => {
    const p = figure()
    p.line([1], [2], { name: "a" })
    const missing = p.select_one({ name: "b" }) ?? null
    return [
      p.select_one({ name: "a" }) === p.renderers[0],
      missing,
      p.select_one(PanTool) === undefined,
    ]
  },
  select_by_name_alone: () => {
    const p = figure()
    p.line([1], [2], { name: "a" })
    return [types(p.select("a")), types(p.select("b")), p.select_one("a")?.type]
  },
  set_select: () => {
    const document = sliders()
    document.set_select({ type: Slider }, { title: "T" })
    return [...document.select({ type: Slider })].map(({ title }) => title)
  },
  select_one_of_two: () => sliders().select_one({ type: Slider }),
  row_by_children: () => {
    const made = row({ children: [new Div(), new Div()], sizing_mode: "stretch_width" })
    return [made.children.length, made.sizing_mode, read(made.children[0], "sizing_mode")]
  },
  row_of_a_list: () => row([new Div(), new Div()]).children.length,
  column_with_properties: () => {
    const made = column(new Div(), { spacing: 5, width: 100 })
    return [made.spacing, made.width]
  },
  gridplot_merges_tools: () => {
    const [a, b] = [figure(), figure()]
    const made = gridplot(
      [
        [a, b],
        [null, figure()],
      ],
      {
        width: 100,
        height: 80,
        toolbar_location: "left",
        toolbar_options: { logo: null },
      },
    )
    const places = placesOf(made.children)
    const { toolbar_location, toolbar } = made
    return [made.type, places, toolbar_location, a.toolbar_location, b.height, toolbar.logo]
  },
  gridplot_without_merging: () => {
    const a = figure()
    const made = gridplot([a, figure(), figure()], { ncols: 2, merge_tools: false })
    return [a.toolbar_location, placesOf(made.children)]
  },
  layout_nested: () => {
    const made = layout([[new Div(), new Div()], [new Div()]], { sizing_mode: "stretch_both" })
    const first = read(made.children[0], "children", "0", "sizing_mode")
    return [made.type, types(made.children), first]
  },
  stream_with_rollover: () => {
    const made = source({ x: [1, 2, 3], y: [4, 5, 6] })
    made.stream({ x: [4, 5], y: [7, 8] }, 3)
    return [made.data["x"], made.data["y"]]
  },
  stream_without_a_column: () => source({ x: [1], y: [2] }).stream({ x: [4] }),
  stream_of_unequal_columns: () => source({ x: [1], y: [2] }).stream({ x: [4], y: [1, 2] }),
  patch_of_slices: () => {
    const made = source({ x: [...Array(10).keys()] })
    const slice = [new Slice(0, 6, 2), [10, 20, 30]] as const
    made.patch({ x: [slice, [9, 99]] })
    return made.data["x"]
  },
  patch_beyond_the_end: () => source({ x: [1] }).patch({ x: [[5, 1]] }),
  patch_before_the_beginning: () => source({ x: [1] }).patch({ x: [[-1, 1]] }),
  patch_of_an_unknown_column: () => source({ x: [1] }).patch({ q: [[0, 1]] }),
  columns_added_and_removed: () => {
    const made = source({ x: [1] })
    const name = made.add([2])
    made.add([3], "c")
    made.remove("x")
    return [name, made.column_names]
  },
  filters_combined: () => {
    const [a, b] = [new IndexFilter({ indices: [0] }), new BooleanFilter({ booleans: [true] })]
    const both = new GroupFilter({ column_name: "x", group: "a" }).and(
      new IndexFilter({ indices: [1] }),
    )
    const view = new CDSView({ filter: both })
    const made = [view.filter, a.or(b), a.not(), a.xor(b), a.minus(b), new CDSView().filter]
    return [...types(made), read(view.filter, "operands", "1", "indices")]
  },
  dodge_in_a_range: () => {
    const made = dodge("x", 0.25, { range: new FactorRange({ factors: ["a"] }) })
    return [made.field, read(made.transform, "value"), read(made.transform, "range", "type")]
  },
  jitter_by_keywords: () => {
    const made = jitter("x", { width: 0.6, mean: 1, distribution: "normal" })
    const names = ["width", "mean", "distribution"]
    return [made.field, ...names.map((name) => read(made.transform, name))]
  },
  factor_cmap_by_keywords: () => {
    const options = { palette: ["red", "green"], factors: ["a", "b"], start: 1, end: 2 }
    const made = factor_cmap("c", options)
    const names = ["palette", "factors", "start", "nan_color"]
    return [made.field, ...names.map((name) => read(made.transform, name))]
  },
  linear_cmap_with_low_color: () => {
    const made = linear_cmap("y", ["red", "blue"], { low: 0, high: 3, low_color: "black" })
    return [made.field, ...["low", "high", "low_color"].map((name) => read(made.transform, name))]
  },
  stack_and_cumsum: () => [
    read(stack("a", "b"), "expr", "fields"),
    read(cumsum("a", { include_zero: true }), "expr", "include_zero"),
  ],
  legend_items_by_pairs: () => {
    const renderer = figure().scatter([1, 2], [1, 2])
    const legend = new Legend({
      items: [
        ["a", [renderer]],
        ["b", [renderer]],
      ],
    })
    return legend.items.map(({ label }) => plain(label))
  },
  legend_labels_shared: () => {
    const p = figure()
    p.line([1], [2], { legend_label: "a" })
    p.scatter([1], [2], { legend_label: "a" })
    p.line([1], [2], { legend_label: "b" })
    return [p.legend.length, p.legend[0].items.map(({ renderers }) => renderers.length)]
  },
  click_policy_without_a_legend: () => {
    const p = figure()
    p.legend.click_policy = "hide"
    return p.legend.length
  },
  span_in_data_units: () => {
    const made = new Span({ location: 3, dimension: "height" })
    return [made.location, made.location_units, made.line_color]
  },
  whisker_with_heads: () => {
    const data = source({ x: [1], u: [2], l: [0] })
    const made = new Whisker({ base: "x", upper: "u", lower: "l", source: data })
    return [made.upper_head?.type, plain(read(made.upper_head, "size")), made.dimension]
  },
  active_tools: () => {
    const p = figure({ tools: "pan,wheel_zoom,tap", active_scroll: "wheel_zoom" })
    return [read(p.toolbar.active_scroll, "type"), p.toolbar.active_drag]
  },
  active_tool_that_is_not_there: () => figure({ tools: "pan", active_drag: "box_zoom" }),
  add_tools_in_their_order: () => {
    const p = figure({ tools: "pan" })
    p.add_tools("hover", new LassoSelectTool())
    return types(p.tools)
  },
  tools_given_by_name_and_as_models: () =>
    types(figure({ tools: ["pan", new LassoSelectTool(), "hover"] }).tools),
  tooltips_bring_a_hover_tool: () => {
    const p = figure({ tools: "pan", tooltips: "@x" })
    p.hover.tooltips = [["a", "@y"]]
    return [types(p.tools), read(p.hover[0].tooltips, "0", "1")]
  },
  tooltips_by_keys: () => new HoverTool({ tooltips: { a: "@x" } }).tooltips,
  theme_by_name: () => {
    const [document, p] = [new Document(), figure()]
    document.add_root(p)
    document.theme = "dark_minimal"
    return [p.background_fill_color, p.axis[0].major_label_text_color]
  },
  theme_by_json: () => {
    const [document, p] = [new Document(), figure({ title: "t" })]
    document.add_root(p)
    const attrs = { Title: { text_color: "red" }, figure: { background_fill_color: "#123456" } }
    document.theme = new Theme({ json: { attrs } })
    return [p.title.text_color, p.background_fill_color]
  },
  on_change_with_two_callbacks: () => {
    const [heard, made]: [unknown[], Slider] = [[], slider()]
    made.on_change("value", (...change) => heard.push(change))
    made.on_change("value", () => heard.push("second"))
    made.value = 3
    made.value = 3
    return heard
  },
  on_change_with_one_callback_twice: () => {
    const [heard, made]: [unknown[], Slider] = [[], slider()]
    const hear = (_attr: string, _old: number, new_: number) => heard.push(new_)
    made.on_change("value", hear)
    made.on_change("value", hear, hear)
    made.value = 3
    return heard
  },
  on_event_by_name: () => {
    const p = figure()
    p.on_event("tap", () => undefined)
    return [...p.subscribed_events].toSorted()
  },
  throttled_value_before_a_release: () => [
    slider().value_throttled,
    new RangeSlider({ start: 0, end: 1, value: [0, 1] }).value_throttled,
  ],
  js_link_of_an_item: () => {
    const made = new RangeSlider({ start: 0, end: 1, value: [0, 1] })
    made.js_link("value", new Range1d(), "start", { attr_selector: 0 })
    return read(made.js_property_callbacks, "change:value", "0", "code")
  },
  js_on_change_by_attribute: () => {
    const made = slider()
    made.js_on_change("value", new CustomJS({ code: "1" }))
    return Object.keys(made.js_property_callbacks)
  },
  tabs_of_panels: () => {
    const second = new TabPanel({ child: new PreText({ text: "b" }), title: "b" })
    const made = new Tabs({ tabs: [new TabPanel({ child: new Div(), title: "a" }), second] })
    return [made.tabs.map(({ title }) => title), made.active, read(made.tabs[1], "child", "text")]
  },
  ranges_from_lists: () => {
    const [factors, numbers] = [figure({ x_range: ["a", "b"] }), figure({ x_range: [0, 5] })]
    return [factors.x_range.factors, numbers.x_range.start, numbers.x_range.end]
  },
  width_that_is_no_whole_number: () => figure({ width: 300.5 }),
  alpha_beyond_one: () => new Title({ text_alpha: 2 }),
  options_by_pairs: () => {
    const made = new Select({ options: ["a", ["b", "B"]], value: "z" })
    return [read(made.options, "0"), read(made.options, "1"), made.value]
  },
  title_set_as_a_string: () => {
    const p = figure({ title: "x" })
    p.title = "y"
    return [p.title.type, p.title.text]
  },
  axes_set_at_once: () => {
    const p = figure()
    p.axis.axis_label = "L"
    return [p.xaxis[0].axis_label, p.yaxis[0].axis_label, p.xaxis.axis_label]
  },
  axis_left_out: () => {
    const p = figure({ x_axis_location: null })
    return [p.xaxis.length, p.yaxis.length]
  },
  grids_set_at_once: () => {
    const p = figure()
    p.grid.visible = false
    p.xgrid.grid_line_color = null
    return [p.ygrid[0].visible, p.xgrid[0].grid_line_color]
  },
  second_axis: () => {
    const p = figure()
    p.extra_y_ranges["q"] = new Range1d({ start: 0, end: 1 })
    p.add_layout(new LinearAxis({ y_range_name: "q" }), "right")
    const line = p.line([1], [2], { y_range_name: "q" })
    return [p.right.length, p.yaxis.length, line.y_range_name]
  },
  data_beside_a_source: () => figure().line([1], "y", { source: source({ y: [1] }) }),
  colors_of_states: () => {
    const look = { color: "blue", hover_color: "red", nonselection_alpha: 0.3 }
    const renderer = figure().scatter([1], [2], look)
    const alpha = plain(read(renderer.nonselection_glyph, "fill_alpha"))
    return [plain(read(renderer.hover_glyph, "fill_color")), alpha, renderer.selection_glyph]
  },
  stacks: () => {
    const p = figure()
    const made = p.vbar_stack(["a", "b"], {
      x: "x",
      width: 0.5,
      source: source({ x: [1], a: [1], b: [2] }),
      legend_label: ["A", "B"],
      color: ["red", "blue"],
    })
    return [made.map(({ name }) => name), p.legend.items.length]
  },
  root_added_twice: () => {
    const [document, made] = [new Document(), new Div()]
    document.add_root(made)
    document.add_root(made)
    return document.roots.length
  },
  root_of_two_documents: () => {
    const made = new Div()
    new Document().add_root(made)
    return new Document().add_root(made)
  },
  root_moved_to_another_document: () => {
    const [first, second, made] = [sliders(), sliders(), new Div()]
    first.add_root(row(made))
    first.remove_root(first.roots[1] as Row)
    second.add_root(made)
    second.clear()
    first.add_root(made)
    return [first.roots.length, second.roots.length, first.select_one(Div) === made]
  },
  two_of_one_name: () => {
    const document = new Document()
    document.add_root(new Div({ name: "a" }))
    document.add_root(new Div({ name: "a" }))
    return document.get_model_by_name("a")
  },
  color_bar_of_a_renderer: () => {
    const color = linear_cmap("x", Viridis256, 0, 1)
    const bar = figure().scatter([1], [2], { color }).construct_color_bar({ title: "t" })
    return [bar.title, bar.color_mapper.type, read(bar.color_mapper, "palette", "length")]
  },
  clone_of_a_widget: () => {
    const made = slider()
    return [made.clone().value, made.clone() === made]
  },
  sizes_of_a_figure: () => {
    const p = figure({ sizing_mode: "stretch_width", height: 200 })
    return [p.width, p.height, p.sizing_mode]
  },
}
