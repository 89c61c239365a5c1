// What other models are made of: styles, icons, texts, elements of pages, sources, tiles, scales.

import type { Figure } from "bokeh-edge"
import * as m from "bokeh-edge"

import type { HasProps } from "../../../src/model/has-props.ts"

const DATA = { x: [1, 2, 3], y: [4, 6, 5], kind: ["a", "b", "a"] }

function source(): m.ColumnDataSource {
  return new m.ColumnDataSource({ data: DATA })
}

export function style_sheets(): HasProps {
  const stylesheets = [
    ":host { color: red; }",
    new m.InlineStyleSheet({ css: "b { color: blue; }" }),
    new m.ImportedStyleSheet({ url: "/a.css" }),
    new m.GlobalInlineStyleSheet({ css: "i { color: red; }" }),
    new m.GlobalImportedStyleSheet({ url: "/b.css" }),
  ]
  const look = { styles: { color: "red" }, css_classes: ["c"] }
  return new m.Div({ text: "<b>b</b>", stylesheets, ...look })
}

export function styles_model(): HasProps {
  const styles = new m.Styles({ color: "red", font_size: "12px" })
  return new m.Div({ text: "a", styles, css_variables: { "--a": "1px" } })
}

export function icons(): readonly HasProps[] {
  return [
    new m.Button({ icon: new m.TablerIcon({ icon_name: "eye", size: "2em" }) }),
    new m.Button({ icon: new m.BuiltinIcon({ icon_name: "settings", color: "red" }) }),
    new m.Button({ icon: new m.SVGIcon({ svg: "<svg></svg>" }) }),
  ]
}

export function help_button(): HasProps {
  const content = new m.DOMHTML({ html: "<b>help</b>" })
  return new m.HelpButton({ tooltip: new m.Tooltip({ content, position: "right" }) })
}

export function tooltip_selectors(): readonly HasProps[] {
  const targets = [
    new m.ByID({ query: "a" }),
    new m.ByClass({ query: "b" }),
    new m.ByCSS({ query: "c > d" }),
    new m.ByXPath({ query: "//e" }),
  ]
  return targets.map(
    (target) => new m.Tooltip({ content: "t", position: "top", target, closable: true }),
  )
}

export function tooltips_of_elements(p: Figure): void {
  p.scatter("x", "y", { source: source() })
  const value = new m.DOMValueRef({ field: "x", format: "0.0", formatter: "numeral" })
  const text = new m.DOMText({ content: "i" })
  const grid = new m.DOMTable({
    children: [
      new m.DOMTableRow({ children: [new m.DOMSpan({ children: ["x"] }), value] }),
      new m.DOMTableRow({ children: [new m.DOMSpan({ children: [text] }), new m.DOMIndex()] }),
    ],
  })
  const color = new m.DOMColorRef({ field: "kind", hex: true, swatch: false })
  const tooltips = new m.DOMDiv({ children: [grid, color], style: { color: "red" } })
  p.add_tools(new m.HoverTool({ tooltips }))
}

export function tooltips_of_template(p: Figure): void {
  p.scatter("x", "y", { source: source() })
  const toggle = new m.DOMToggleGroup({ groups: [new m.RendererGroup()] })
  const children = [new m.DOMValueOf({ obj: p, attr: "name" })]
  p.add_tools(new m.HoverTool({ tooltips: new m.DOMTemplate({ children, actions: [toggle] }) }))
}

export function renderer_groups(p: Figure): void {
  p.line([1, 2], [1, 2]).group = new m.RendererGroup({ visible: false })
}

export function math(p: Figure): void {
  p.xaxis.axis_label = new m.TeX({ text: "x^2", macros: { a: "b" } })
  p.yaxis.axis_label = new m.MathML({ text: "<math></math>" })
  p.title = "$$x$$ and \\(y\\)"
  p.xaxis.major_label_overrides = new Map<number, string | m.PlainText>([
    [1, new m.PlainText({ text: "one" })],
    [2, "two"],
  ])
}

export function math_glyphs(p: Figure): void {
  p.add_glyph(source(), new m.TeXGlyph({ x: "x", y: "y", text: "kind", display: "block" }))
  p.add_glyph(source(), new m.MathMLGlyph({ x: "x", y: "y", text: "kind" }))
}

export function textures(p: Figure): void {
  const hatch_extra = {
    a: new m.ImageURLTexture({ url: "/a.png" }),
    b: new m.CanvasTexture({ code: "1", repetition: "repeat_x" }),
  }
  p.vbar([1, 2], 0.5, [1, 2], { hatch_pattern: ["a", "b"], hatch_extra })
}

export function data_from_elsewhere(p: Figure): void {
  const adapter = new m.CustomJS({ code: "return cb_data.response" })
  const ajax = new m.AjaxDataSource({
    data_url: "/data",
    polling_interval: 1000,
    mode: "append",
    max_size: 10,
    method: "GET",
    http_headers: { a: "b" },
    adapter,
    if_modified: true,
  })
  p.line("x", "y", { source: ajax })
  const events = new m.ServerSentDataSource({ data_url: "/events", max_size: 5 })
  p.line("x", "y", { source: events })
  const point = '{"type": "Feature", "geometry": {"type": "Point", "coordinates": [1, 2]}}'
  const geojson = `{"type": "FeatureCollection", "features": [${point}]}`
  p.patches("xs", "ys", { source: new m.GeoJSONDataSource({ geojson }) })
}

export function tile_sources(p: Figure): void {
  const options = { url: "/{Z}/{X}/{Y}.png", attribution: "me" }
  p.add_tile(new m.WMTSTileSource(options), { alpha: 0.5 })
  p.add_tile(new m.TMSTileSource(options), { alpha: 0.5 })
  p.add_tile(new m.QUADKEYTileSource(options), { alpha: 0.5 })
  p.add_tile(new m.BBoxTileSource(options), { alpha: 0.5 })
}

export function range_tool(p: Figure): void {
  const x_range = new m.Range1d({ start: 1, end: 2 })
  p.add_tools(new m.RangeTool({ x_range, x_interaction: false, start_gesture: "tap" }))
}

export function range_tool_both(p: Figure): void {
  const x_range = new m.Range1d({ start: 1, end: 2 })
  const y_range = new m.Range1d({ start: 3, end: 4 })
  const overlay = new m.BoxAnnotation({ fill_color: "red" })
  p.add_tools(new m.RangeTool({ x_range, y_range, overlay }))
}

export function measured(p: Figure): void {
  const imperial = new m.ImperialLength()
  p.add_layout(new m.ScaleBar({ dimensional: imperial, unit: "ft", range: p.x_range }))
  const reciprocal = new m.ReciprocalMetric({ base_unit: "m" })
  p.add_layout(new m.ScaleBar({ dimensional: reciprocal, unit: "m^-1" }))
}

export function labels_of_html(p: Figure): void {
  p.add_layout(new m.HTMLLabel({ x: 1, y: 2, text: "a" }))
  p.add_layout(new m.HTMLLabelSet({ x: "x", y: "y", text: "kind", source: source() }))
  p.add_layout(new m.HTMLTitle({ text: "t" }), "above")
}

export function graph_coordinates(p: Figure): void {
  const layout = new m.StaticLayoutProvider({
    graph_layout: new Map([
      [0, [0, 0] as const],
      [1, [1, 1] as const],
    ]),
  })
  const x = m.expr(new m.XComponent({ transform: new m.NodeCoordinates({ layout }) }))
  const y = m.expr(new m.YComponent({ transform: new m.NodeCoordinates({ layout }) }))
  p.scatter(x, y, { source: new m.ColumnDataSource({ data: { index: [0, 1] } }) })
}

export function tickers(p: Figure): void {
  p.xaxis.ticker = new m.SingleIntervalTicker({ interval: 2 })
  p.xaxis.formatter = new m.PrintfTickFormatter({ format: "%d m" })
  const parts = [new m.AdaptiveTicker(), new m.FixedTicker({ ticks: [1, 2] })]
  p.yaxis.ticker = new m.CompositeTicker({ tickers: parts })
}

export function panes(): HasProps {
  return new m.Pane({ elements: [new m.Div({ text: "a" })] })
}

export function group_of_rows(): HasProps {
  const target = new m.ColumnDataSource({ data: { row_indices: [], labels: [] } })
  const aggregators = [
    new m.SumAggregator({ field_: "y" }),
    new m.MaxAggregator({ field_: "y" }),
    new m.MinAggregator({ field_: "y" }),
    new m.AvgAggregator({ field_: "x" }),
  ]
  const grouping = [new m.GroupingInfo({ getter: "kind", aggregators })]
  const columns = [new m.TableColumn({ field: "y" })]
  return new m.DataCube({ source: source(), columns, grouping, target })
}

export function plot_by_hand(): HasProps {
  const x_range = new m.Range1d({ start: 0, end: 1 })
  const title = new m.Title({ text: "by hand" })
  const plot = new m.Plot({ x_range, y_range: new m.DataRange1d(), width: 300, title })
  const renderer = new m.GlyphRenderer({
    data_source: source(),
    glyph: new m.Line({ x: "x", y: "y" }),
  })
  plot.renderers = [renderer]
  plot.below = [new m.LinearAxis()]
  return plot
}

export function titled(): m.Document {
  const document = new m.Document()
  document.title = "titled"
  document.add_root(new m.Div({ text: "a" }))
  return document
}

export function menus(): HasProps {
  const items = [
    new m.ActionItem({ label: "a", shortcut: "Ctrl+A" }),
    new m.DividerItem(),
    new m.CheckableItem({ label: "b", checked: true }),
  ]
  const div = new m.Div({ text: "a", context_menu: new m.Menu({ items }) })
  return new m.Drawer({ elements: [div], location: "right", size: 100 })
}

export function panels(): HasProps {
  const position = new m.XY({ x: 10, y: 20 })
  const elements = [new m.Div({ text: "a" })]
  const frame = new m.Panel({ elements, position, anchor: "top_left" })
  return new m.Pane({ elements: [frame, new m.Examiner({ target: new m.Div() })] })
}

export function decorated(p: Figure): void {
  const marking = new m.VeeHead({ size: 8 })
  const { glyph } = p.line([1, 2], [1, 2])
  glyph.update({ decorations: [new m.Decoration({ marking, node: "end" })] })
}

export function coordinates_of_rows(p: Figure): readonly HasProps[] {
  const renderer = p.line([1, 2], [1, 2])
  const position = new m.Indexed({ index: 1, renderer })
  return [p, new m.Panel({ elements: [new m.Div({ text: "here" })], position })]
}

export function hit_policies(p: Figure): void {
  const layout = new m.StaticLayoutProvider({
    graph_layout: new Map([
      [0, [0, 0] as const],
      [1, [1, 1] as const],
    ]),
  })
  const nodes = new m.ColumnDataSource({ data: { index: [0, 1] } })
  const edges = new m.ColumnDataSource({ data: { start: [0], end: [1] } })
  const graph = new m.GraphRenderer({
    layout_provider: layout,
    node_renderer: new m.GlyphRenderer({ data_source: nodes, glyph: new m.Scatter() }),
    edge_renderer: new m.GlyphRenderer({ data_source: edges, glyph: new m.MultiLine() }),
    inspection_policy: new m.EdgesOnly(),
    selection_policy: new m.NodesAndAdjacentNodes(),
  })
  p.renderers = [...p.renderers, graph]
  const x = m.expr(new m.XComponent({ transform: new m.EdgeCoordinates({ layout }) }))
  p.scatter(x, 1, { source: new m.ColumnDataSource({ data: { start: [0] } }) })
}

export function google_map(): HasProps {
  const map_options = new m.GMapOptions({
    lat: 1,
    lng: 2,
    zoom: 3,
    map_type: "satellite",
    scale_control: true,
  })
  const ranges = { x_range: new m.Range1d(), y_range: new m.Range1d() }
  return new m.GMapPlot({
    map_options,
    api_key: new Uint8Array([107, 101, 121]).buffer,
    ...ranges,
    width: 300,
  })
}

export function edited(p: Figure): void {
  const line = p.line([1, 2], [1, 2])
  const intersection_renderer = p.scatter([1], [1])
  const options = { renderers: [line], intersection_renderer, dimensions: "width" } as const
  p.add_tools(new m.LineEditTool(options))
}

export function grouped(p: Figure): void {
  const a = p.line([1, 2], [1, 2], { name: "a" })
  const b = p.line([1, 2], [2, 1], { name: "a" })
  p.add_tools(new m.HoverTool({ renderers: [a, b] }), new m.BoxSelectTool({ renderers: [a] }))
  const zoom = p.select_one(m.WheelZoomTool)
  zoom?.update({ hit_test_behavior: new m.GroupByModels({ groups: [[a, b]] }) })
  const byName = { hit_test: true, hit_test_behavior: new m.GroupByName() }
  p.add_tools(new m.ZoomInTool(), new m.WheelZoomTool(byName))
}

export function bars_of_angles(p: Figure): void {
  p.add_layout(new m.ScaleBar({ dimensional: new m.Angular(), unit: "°" }))
  p.add_layout(new m.ScaleBar({ dimensional: new m.ReciprocalMetricLength(), unit: "m^-1" }))
}

export function ascii_math(p: Figure): void {
  p.xaxis.axis_label = new m.Ascii({ text: "x^2" })
}

export function composite_scale(p: Figure): void {
  const scales = { source_scale: new m.LinearScale(), target_scale: new m.LogScale() }
  p.x_scale = new m.CompositeScale(scales)
}

export function binned(p: Figure): void {
  const mapper = new m.EqHistColorMapper({ palette: ["red", "blue"], low: 0, high: 1 })
  const ticker = new m.BinnedTicker({ mapper, num_major_ticks: 4 })
  p.add_layout(new m.ColorBar({ color_mapper: mapper, ticker }))
}

export function contour_by_hand(p: Figure): void {
  const data_source = (): m.ColumnDataSource => new m.ColumnDataSource({ data: { xs: [], ys: [] } })
  const fill_renderer = new m.GlyphRenderer({
    data_source: data_source(),
    glyph: new m.MultiPolygons(),
  })
  const line_renderer = new m.GlyphRenderer({
    data_source: data_source(),
    glyph: new m.MultiLine(),
  })
  const both = { fill_renderer, line_renderer, levels: [1, 2] }
  p.renderers = [...p.renderers, new m.ContourRenderer(both)]
  p.add_layout(new m.ContourColorBar(both), "right")
}

export function tool_menu(p: Figure): void {
  p.context_menu = new m.ToolMenu({ toolbar: p.toolbar })
}
