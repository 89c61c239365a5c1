// What figure() takes beside axes and tools; visuals in all their forms; legends; add_layout.

import {
  BoxAnnotation,
  ColumnDataSource,
  expr,
  field,
  type Figure,
  figure,
  Label,
  Legend,
  LegendItem,
  Line,
  Stack,
  Title,
  Toolbar,
  value,
} from "bokeh-edge"

const DATA = {
  x: [1, 2, 3],
  y: [3, 1, 2],
  kind: ["b", "a", "b"],
  color: ["red", "green", "blue"],
  size: [5, 9, 7],
}

export function options(): Figure {
  return figure({
    title: "Title",
    width: 500,
    height: 300,
    background_fill_color: "#fafafa",
    border_fill_alpha: 0.5,
    outline_line_color: null,
    min_border: 10,
    min_border_left: 50,
    match_aspect: true,
    output_backend: "webgl",
    toolbar_location: "below",
    toolbar_sticky: false,
    name: "plot",
    tags: ["t", 1],
    lod_threshold: null,
  })
}

export function options_of_layout(): Figure {
  return figure({
    sizing_mode: "stretch_width",
    max_width: 800,
    aspect_ratio: 2,
    margin: [1, 2, 3, 4],
    visible: false,
  })
}

export function frame_size(): Figure {
  const styles = { border: "1px solid red" }
  return figure({ frame_width: 200, frame_height: 100, styles, css_classes: ["own"] })
}

export function title_model(): Figure {
  const title = new Title({ text: "own", align: "center" })
  const p = figure({ title, title_location: "left" })
  title.text_color = "red"
  p.add_layout(new Title({ text: "below" }), "below")
  return p
}

export function toolbar_model(): Figure {
  return figure({ toolbar: new Toolbar({ logo: "grey" }), tools: "pan" })
}

export function title_set(p: Figure): void {
  p.update({ title: "later" })
  if (p.title instanceof Title) p.title.text_font_size = "25px"
}

export function color_and_alpha(p: Figure): void {
  p.scatter([1, 2], [1, 2], { color: "red", alpha: 0.5 })
  const look = { color: "red", line_color: "blue", alpha: 0.5, fill_alpha: 0.2 }
  p.rect([1], [1], 1, 1, look)
  p.text([1], [1], ["t"], { color: "red", alpha: 0.5 })
}

export function no_color(p: Figure): void {
  p.scatter([1, 2], [1, 2], { color: null })
  p.vbar([1], 1, 1, { fill_color: null, line_color: "black" })
}

export function colors_of_many_kinds(p: Figure): void {
  p.scatter([1], [1], { color: [255, 0, 0] })
  p.scatter([1], [1], { color: [255, 0, 0, 0.5] })
  p.scatter([1], [1], { color: "#FF000080" })
  p.scatter([1], [1], { fill_color: "rgb(1, 2, 3)", line_color: "hsl(30, 100%, 50%)" })
  p.scatter([1, 2], [1, 2], { color: [[1, 2, 3], "navy"] })
}

export function variants(p: Figure): void {
  p.scatter([1, 2], [1, 2], {
    color: "red",
    selection_color: "green",
    nonselection_fill_alpha: 0.3,
    nonselection_line_color: "gray",
    hover_fill_color: "yellow",
    hover_alpha: 0.9,
    muted_color: "silver",
    muted_alpha: 0.1,
    selection_line_width: 3,
    muted: true,
  })
}

export function columns(p: Figure): void {
  const source = new ColumnDataSource({ data: DATA })
  p.scatter("x", "y", { size: "size", color: "color", source })
  p.line({ x: "x", y: "y", source, name: "line", visible: false, level: "underlay" })
}

export function columns_of_dict(p: Figure): void {
  p.vbar({ x: "x", top: "y", width: 0.9, fill_color: "color", source: DATA })
}

export function specs(p: Figure): void {
  const source = new ColumnDataSource({ data: DATA })
  const y = expr(new Stack({ fields: ["x", "y"] }))
  p.scatter({ x: field("x"), y, size: value(9), marker: value("square"), source })
  p.text({ x: "x", y: "y", text: value("x"), text_font: value("serif"), source })
  const font = { text_font_style: "bold", text_baseline: "middle" } as const
  p.text({ x: "x", y: "y", text: "kind", ...font, source })
}

export function legend_label(p: Figure): void {
  p.line([1, 2], [1, 2], { legend_label: "a" })
  p.scatter([1, 2], [1, 2], { legend_label: "a" })
  p.scatter([1, 2], [2, 1], { legend_label: "b" })
  p.legend.location = "top_left"
  p.legend.click_policy = "mute"
  p.legend.title = "legend"
  p.legend.orientation = "horizontal"
}

export function legend_field(p: Figure): void {
  const source = new ColumnDataSource({ data: DATA })
  p.scatter("x", "y", { color: "color", legend_field: "kind", source })
}

export function legend_group(p: Figure): void {
  const source = new ColumnDataSource({ data: DATA })
  p.scatter("x", "y", { color: "color", legend_group: "kind", source })
}

export function legend_named(p: Figure): void {
  p.add_layout(new Legend({ name: "one" }), "right")
  p.add_layout(new Legend({ name: "two", ncols: 2 }), "below")
  p.line([1, 2], [1, 2], { legend_label: "a", legend_name: "one" })
  p.line([1, 2], [2, 1], { legend_label: "b", legend_name: "two" })
}

export function legend_by_hand(p: Figure): void {
  const [one, two] = [p.line([1, 2], [1, 2]), p.line([1, 2], [2, 1])]
  const both = new Legend({
    items: [
      ["one", [one]],
      ["both", [one, two]],
    ],
    location: [0, -60],
  })
  p.add_layout(both, "right")
  const item = new LegendItem({ label: value("two"), renderers: [two], index: 0 })
  p.add_layout(new Legend({ items: [item] }))
}

export function legend_moved(p: Figure): void {
  p.line([1, 2], [1, 2], { legend_label: "a" })
  for (const legend of p.legend) p.add_layout(legend, "right")
}

export function glyph_by_hand(p: Figure): void {
  const source = new ColumnDataSource({ data: DATA })
  p.add_glyph(source, new Line({ x: "x", y: "y", line_width: 3 }), { name: "line" })
  p.add_glyph(new Line())
}

export function layout_places(p: Figure): void {
  const screen = { x_units: "screen", y_units: "screen" } as const
  p.add_layout(new Label({ x: 10, y: 10, ...screen, text: "label" }))
  p.add_layout(new BoxAnnotation({ left: 1, right: 2, fill_alpha: 0.1 }), "center")
}
