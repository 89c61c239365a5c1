// Stacks, hexagonal bins, networks, map tiles: methods that make several models.

import {
  axial_to_cartesian,
  cartesian_to_axial,
  ColumnDataSource,
  EdgesAndLinkedNodes,
  type Figure,
  figure,
  hexbin as binHexagons,
  NodesAndLinkedEdges,
  StaticLayoutProvider,
  Sunset,
  Viridis256,
  WMTSTileSource,
} from "bokeh-edge"

const YEARS = ["2015", "2016", "2017"]
const COLORS = ["red", "green", "blue"]
const X = [0.1, 0.3, 2, 2.1, 5, 5, 4.8, 7.7]
const Y = [-0.1, -0.3, -2, -2.2, -5, -4, -4.5, -1.2]
const NODES = { index: [0, 1, 2], fill: ["red", "green", "blue"] }
const EDGES = { start: [0, 1], end: [1, 2] }

function fruits(): ColumnDataSource {
  const data = { x: [1, 2, 3], 2015: [2, 1, 4], 2016: [5, 3, 4], 2017: [3, 2, 4] }
  return new ColumnDataSource({ data })
}

function triangle(): StaticLayoutProvider {
  const graph_layout = new Map([
    [0, [0, 0]],
    [1, [1, 1]],
    [2, [2, 0]],
  ])
  return new StaticLayoutProvider({ graph_layout })
}

export function vbar_stack(p: Figure): void {
  const source = fruits()
  p.vbar_stack(YEARS, { x: "x", width: 0.9, color: COLORS, source, legend_label: YEARS })
}

export function hbar_stack(p: Figure): void {
  p.hbar_stack(YEARS, { y: "x", height: 0.9, color: COLORS, source: fruits(), alpha: 0.5 })
}

export function varea_stack(p: Figure): void {
  p.varea_stack(YEARS, { x: "x", color: COLORS, source: fruits() })
}

export function harea_stack(p: Figure): void {
  const fill_color = COLORS.slice(0, 2)
  p.harea_stack(YEARS.slice(0, 2), { y: "x", fill_color, source: fruits() })
}

export function vline_stack(p: Figure): void {
  p.vline_stack(YEARS, { x: "x", color: COLORS, source: fruits() })
}

export function hline_stack(p: Figure): void {
  p.hline_stack(YEARS, { y: "x", line_width: 3, source: fruits() })
}

export function hexbin(p: Figure): void {
  p.hexbin(X, Y, 1, { hover_color: "pink", hover_alpha: 0.8 })
}

export function hexbin_all_round(p: Figure): void {
  const [x, y] = [X.map((value) => value - 3), Y.map((value) => value + 2)]
  p.hexbin({ x, y, size: 1 })
  p.hexbin(
    x.map((value) => 300 * value),
    y.map((value) => 300 * value),
    { size: 1 },
  )
}

export function hexbin_flat(p: Figure): void {
  const y = Y.map((value) => 8 * value)
  p.hexbin(X, y, 0.7, {
    orientation: "flattop",
    palette: ["white", "red"],
    line_color: "gray",
    aspect_scale: 2,
  })
}

export function hexbin_by_hand(p: Figure): void {
  const bins = binHexagons(X, Y, 1)
  const fill_alpha = bins.counts.map((count) => count / 4)
  p.hex_tile({ q: bins.q, r: bins.r, size: 1, fill_alpha })
  const tile = cartesian_to_axial(3.3, -7.7, 1, { orientation: "flattop" })
  const { x, y } = axial_to_cartesian(tile.q, tile.r, 1, { orientation: "flattop" })
  p.scatter([x], [y])
}

export function graph(p: Figure): void {
  const nodes = new ColumnDataSource({ data: NODES })
  const edges = new ColumnDataSource({ data: EDGES })
  p.graph(nodes, edges, triangle(), {
    node_size: 20,
    node_fill_color: "fill",
    edge_line_width: 3,
    edge_color: "gray",
    name: "net",
  })
}

export function graph_variants(p: Figure): void {
  p.graph(NODES, EDGES, triangle(), {
    node_radius: 0.1,
    node_hover_fill_color: "pink",
    node_selection_color: "red",
    node_nonselection_alpha: 0.5,
    edge_hover_line_width: 5,
    edge_selection_line_color: "red",
    edge_muted_alpha: 0.3,
    edge_line_dash: "dotted",
    selection_policy: new NodesAndLinkedEdges(),
    inspection_policy: new EdgesAndLinkedNodes(),
  })
}

export function graph_markers(p: Figure): void {
  p.graph(NODES, EDGES, triangle(), { node_marker: "square", node_line_color: null })
}

export function tiles_by_name(): Figure {
  const p = figure({
    x_range: [-2000000, 6000000],
    y_range: [-1000000, 7000000],
    x_axis_type: "mercator",
    y_axis_type: "mercator",
  })
  p.add_tile("CartoDB Positron", { retina: true })
  p.add_tile("cartodb_dark_matter", { alpha: 0.5 })
  p.add_tile("OSM")
  p.add_tile("Esri.WorldImagery", { level: "underlay" })
  p.add_tile("OpenTopoMap")
  return p
}

export function tiles_of_source(p: Figure): void {
  const url = "https://tiles.example.org/{Z}/{X}/{Y}.png"
  p.add_tile(new WMTSTileSource({ url, attribution: "example" }), { visible: false })
}

/** A hill and a pit: 31 columns and 21 rows, in steps: the last digit of exp() is not the same everywhere. */
const ACROSS = Array.from({ length: 31 }, (_, i) => i / 5 - 3)
const UP = Array.from({ length: 21 }, (_, i) => i / 5 - 2)
const HILLS = UP.map((y) => ACROSS.map((x) => Math.round(heightAt(x, y) * 1024) / 1024))
const LEVELS = [-0.9, -0.5, -0.1, 0.1, 0.5, 0.9, 1.3]

function heightAt(x: number, y: number): number {
  return 2 * Math.exp(-((x - 1) ** 2) - y ** 2) - Math.exp(-((x + 1) ** 2) - y ** 2)
}

export function contour(p: Figure): void {
  const look = { fill_color: Viridis256, line_color: "black" }
  const contours = p.contour(ACROSS, UP, HILLS, LEVELS, look)
  p.add_layout(contours.construct_color_bar({ title: "Height" }), "right")
}

export function contour_looks(p: Figure): void {
  p.contour({
    x: HILLS.map((_, row) => ACROSS.map((x) => x + row / 20)),
    y: HILLS.map((row, j) => row.map(() => UP[j] ?? 0)),
    z: HILLS,
    levels: LEVELS,
    fill_color: Sunset,
    fill_alpha: [0.2, 0.3, 0.4, 0.6, 0.8, 1],
    hatch_pattern: ["x", " ", " ", " ", ".", " "],
    hatch_color: "gray",
    line_color: ["red", "blue"],
    line_width: [1, 1, 2, 2, 3, 3, 4],
  })
}

export function contour_lines_alone(p: Figure): void {
  const z = HILLS.map((row, j) => row.map((height, i) => (i > 20 && j > 12 ? NaN : height)))
  p.contour({ z, levels: LEVELS, line_color: "navy", line_width: 2, line_dash: "dashed" })
}

export function contour_of_ring(p: Figure): void {
  const levels = [1, 1.5, 2, 4]
  const z = UP.map((y) => ACROSS.map((x) => Math.hypot(x, y) + 0.001))
  p.contour({ x: ACROSS, y: UP, z, levels, fill_color: ["red", "green", "blue"] })
}
