// First plots: lines, bars, areas, markers, patches, images, text, as the first chapters of Bokeh's user guide have them.

import {
  Category10_3,
  column,
  ColumnDataSource,
  factor_cmap,
  type Figure,
  figure,
  GnBu3,
  type GridPlot,
  gridplot,
  linear_cmap,
  ndarray,
  OrRd3,
  Range1d,
  type Row,
  row,
  Span,
  Spectral5,
  Spectral6,
  Sunset11,
  Viridis256,
} from "bokeh-edge"

const range = (start: number, end: number) =>
  Array.from({ length: end - start }, (_, i) => start + i)

export function several_lines(): Figure {
  const x = [1, 2, 3, 4, 5]
  const ys = { A: [6, 7, 2, 4, 5], B: [2, 3, 4, 5, 6], C: [4, 5, 5, 7, 2] }
  const p = figure({
    title: "Several lines",
    x_axis_label: "x",
    y_axis_label: "y",
    width: 400,
    height: 300,
  })
  Object.entries(ys).forEach(([name, y], i) => {
    p.line(x, y, { legend_label: name, color: Category10_3[i], line_width: 2 })
  })
  p.scatter(x, ys.C, {
    legend_label: "C",
    size: 8,
    fill_color: "white",
    line_color: Category10_3[2],
  })
  p.legend.location = "top_left"
  p.legend.click_policy = "hide"
  p.y_range.start = 0
  return p
}

export function step_line(): Figure {
  const p = figure({ width: 400, height: 300 })
  p.step([1, 2, 3, 4, 5], [6, 7, 2, 4, 5], { line_width: 2, mode: "center" })
  p.xgrid.grid_line_color = null
  p.ygrid.band_fill_alpha = 0.1
  p.ygrid.band_fill_color = "navy"
  return p
}

export function gaps_in_lines(): Figure {
  const nan = NaN
  const p = figure({ width: 400, height: 300 })
  p.line([1, 2, 3, nan, 4, 5], [6, 7, 2, 4, 4, 5], { line_width: 2, line_dash: "dashed" })
  p.multi_line(
    [
      [1, 3, 2],
      [3, 4, 6, 6],
    ],
    [
      [2, 1, 4],
      [4, 7, 8, 5],
    ],
    { color: ["firebrick", "navy"], alpha: [0.8, 0.3], line_width: 4 },
  )
  p.patches(
    [
      [1, 3, 2],
      [3, 4, 6, nan, 6, 6, 4],
    ],
    [
      [2, 1, 4],
      [4, 7, 8, nan, 5, 3, 1],
    ],
    { fill_alpha: 0.3 },
  )
  return p
}

export function stacked_lines(): Figure {
  const source = new ColumnDataSource({
    data: { x: [1, 2, 3, 4, 5], y1: [1, 2, 4, 3, 4], y2: [1, 4, 2, 2, 3] },
  })
  const p = figure({ width: 400, height: 300 })
  p.vline_stack(["y1", "y2"], {
    x: "x",
    source,
    line_width: 3,
    color: ["red", "blue"],
    legend_label: ["one", "two"],
  })
  return p
}

export function stacked_bars(): Figure {
  const fruits = ["Apples", "Pears", "Plums"]
  const years = ["2015", "2016", "2017"]
  const exports = { fruits, "2015": [2, 1, 4], "2016": [5, 3, 4], "2017": [3, 2, 4] }
  const imports = { fruits, "2015": [-1, 0, -1], "2016": [-2, -1, -3], "2017": [-1, -2, -1] }
  const p = figure({
    y_range: fruits,
    height: 250,
    x_range: [-16, 16],
    title: "Imports and exports",
    toolbar_location: null,
  })
  p.hbar_stack(years, {
    y: "fruits",
    height: 0.9,
    color: GnBu3,
    source: new ColumnDataSource({ data: exports }),
    legend_label: years.map((year) => `${year} exports`),
  })
  p.hbar_stack(years, {
    y: "fruits",
    height: 0.9,
    color: OrRd3,
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

export function stacked_areas(): Figure {
  const n = 10
  const names = range(0, 5).map((i) => `y${i}`)
  const columns: Record<string, number[]> = {}
  names.forEach((name, i) => {
    columns[name] = range(0, n).map((k) => ((i * 37 + k * 13) % 50) + 10)
  })
  columns["index"] = range(0, n)
  const p = figure({ x_range: [0, n - 1], y_range: [0, 300], width: 500, height: 300 })
  p.grid.minor_grid_line_color = "#eeeeee"
  p.varea_stack(names, { x: "index", color: Spectral5, legend_label: names, source: columns })
  p.legend.orientation = "horizontal"
  p.legend.background_fill_color = "#fafafa"
  return p
}

export function areas(): Figure {
  const p = figure({ width: 300, height: 300 })
  p.varea({
    x: [1, 2, 3, 4, 5],
    y1: [2, 6, 4, 3, 5],
    y2: [1, 4, 2, 2, 3],
    alpha: 0.5,
    hatch_pattern: "dot",
  })
  p.harea({ x1: [0, 1], x2: [2, 3], y: [6, 8], fill_color: "orange" })
  p.varea_step([1, 2, 3], [0, 1, 0], [-1, -2, -1], { step_mode: "before" })
  return p
}

export function colored_markers(): Figure {
  const x = range(0, 40).map((i) => (i * 37) % 100)
  const y = range(0, 40).map((i) => (i * 61) % 100)
  const radii = range(0, 40).map((i) => 1 + (i % 5) * 0.5)
  const hex = (n: number) => n.toString(16).padStart(2, "0")
  const colors = x.map((v, i) => `#${hex(50 + 2 * v)}${hex(30 + 2 * (y[i] ?? 0))}${hex(150)}`)
  const p = figure({
    tools: "hover,crosshair,pan,wheel_zoom,box_select,lasso_select,reset",
    match_aspect: true,
    width: 400,
    height: 400,
  })
  p.circle(x, y, { radius: radii, fill_color: colors, fill_alpha: 0.6, line_color: null })
  return p
}

export function markers_by_column(): Figure {
  const source = new ColumnDataSource({
    data: {
      x: [1, 2, 3],
      y: [3, 1, 2],
      m: ["circle", "square", "triangle"],
      s: [8, 12, 20],
      a: [0, 0.5, 1],
    },
  })
  const p = figure({ width: 300, height: 300 })
  p.scatter("x", "y", {
    marker: "m",
    size: "s",
    angle: "a",
    source,
    color: linear_cmap("y", Viridis256, 1, 3),
  })
  p.scatter({ x: [1, 2], y: [2, 2], marker: "star", size: 20, color: "#DF2020", alpha: [0.3, 1.0] })
  return p
}

export function rectangles(): Figure {
  const p = figure({ width: 400, height: 300 })
  p.quad({
    top: [2, 3, 4],
    bottom: [1, 2, 3],
    left: [1, 2, 3],
    right: [1.2, 2.5, 3.7],
    color: "#B3DE69",
  })
  p.rect({
    x: [1, 2, 3],
    y: [1, 2, 3],
    width: 0.2,
    height: 40,
    color: "#CAB2D6",
    angle: Math.PI / 3,
    height_units: "screen",
  })
  p.block({ x: [3], y: [1], width: 0.5, height: 1, hatch_pattern: "diagonal_cross" })
  p.ellipse({
    x: [1, 2],
    y: [3, 3],
    width: [0.2, 0.4],
    height: 0.3,
    color: "#386CB0",
    fill_alpha: 0.5,
  })
  return p
}

export function wedges(): Figure {
  const p = figure({ width: 300, height: 300, x_range: [0, 4], y_range: [0, 4] })
  p.wedge({
    x: [1, 2, 3],
    y: [1, 2, 3],
    radius: 0.3,
    start_angle: 0.4,
    end_angle: 4.8,
    color: "firebrick",
    alpha: 0.6,
    direction: "clock",
  })
  p.annular_wedge({
    x: [1, 2, 3],
    y: [3, 1, 2],
    inner_radius: 0.1,
    outer_radius: 0.25,
    start_angle: 10,
    end_angle: 100,
    start_angle_units: "deg",
    end_angle_units: "deg",
    color: "green",
  })
  p.arc({ x: 1, y: 2, radius: 15, radius_units: "screen", start_angle: 0, end_angle: 3 })
  p.annulus([2], [3], { inner_radius: 0.2, outer_radius: 0.4, line_color: "black" })
  return p
}

export function segments_and_curves(): Figure {
  const p = figure({ width: 300, height: 300 })
  p.segment({
    x0: [1, 2, 3],
    y0: [1, 2, 3],
    x1: [1.2, 2.4, 3.1],
    y1: [1.2, 2.5, 3.7],
    color: "#F4A582",
    line_width: 3,
  })
  p.ray({
    x: [1, 2, 3],
    y: [1, 2, 3],
    length: 45,
    angle: [30, 45, 60],
    angle_units: "deg",
    length_units: "screen",
    line_width: 2,
  })
  p.bezier({
    x0: [1],
    y0: [1],
    x1: [3],
    y1: [3],
    cx0: [1],
    cy0: [3],
    cx1: [3],
    cy1: [1],
    line_color: "purple",
  })
  p.quadratic([1], [3], [3], [1], [2], [4])
  return p
}

export function polygons_with_holes(): Figure {
  const p = figure({ width: 300, height: 300 })
  p.multi_polygons({
    xs: [
      [
        [
          [1, 2, 2, 1],
          [1.2, 1.6, 1.6],
          [1.8, 1.8, 1.6],
        ],
        [[3, 3, 4]],
      ],
      [
        [
          [1, 2, 2, 1],
          [1.3, 1.3, 1.7, 1.7],
        ],
      ],
    ],
    ys: [
      [
        [
          [4, 4, 5, 5],
          [4.2, 4.2, 4.6],
          [4.8, 4.4, 4.8],
        ],
        [[1, 3, 1]],
      ],
      [
        [
          [1, 1, 2, 2],
          [1.3, 1.7, 1.7, 1.3],
        ],
      ],
    ],
    color: ["blue", "red"],
  })
  return p
}

export function an_image(): Figure {
  const n = 10
  const d = ndarray(range(0, n).map((y) => range(0, n).map((x) => (x * y) % 7)))
  const p = figure({
    width: 400,
    height: 400,
    tooltips: [
      ["x", "$x"],
      ["y", "$y"],
      ["value", "@image"],
    ],
  })
  p.x_range.range_padding = p.y_range.range_padding = 0
  p.image({ image: [d], x: 0, y: 0, dw: 10, dh: 10, palette: Sunset11, level: "image" })
  p.grid.grid_line_width = 0.5
  return p
}

export function an_rgba_image(): Figure {
  const n = 20
  const view = new Uint8Array(n * n * 4)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) view.set([i * 12, 158, j * 12, 255], (i * n + j) * 4)
  }
  const img = ndarray(new Uint32Array(view.buffer), { shape: [n, n] })
  const p = figure({ width: 300, height: 300 })
  p.x_range.range_padding = p.y_range.range_padding = 0
  p.image_rgba({ image: [img], x: 0, y: 0, dw: 10, dh: 10 })
  return p
}

export function words(): Figure {
  const p = figure({ width: 300, height: 300, x_range: [0, 4], y_range: [0, 4] })
  p.text({
    x: [1, 2, 3],
    y: [1, 2, 3],
    text: ["one", "two", "three"],
    text_baseline: "middle",
    text_align: "center",
    text_font_size: "20px",
    text_font_style: "bold",
    text_color: ["red", "green", "blue"],
    angle: 0.3,
  })
  p.text([1], [3], {
    text: ["with a box"],
    background_fill_color: "#ddd",
    padding: 5,
    border_radius: 3,
    x_offset: 4,
  })
  return p
}

export function bars_of_counts(): Figure {
  const counts = [5, 3, 4, 2, 4, 6]
  const fruits = ["Apples", "Pears", "Nectarines", "Plums", "Grapes", "Strawberries"]
  const source = new ColumnDataSource({ data: { fruits, counts, color: Spectral6 } })
  const count = (fruit: string) => counts[fruits.indexOf(fruit)] ?? 0
  const p = figure({
    x_range: fruits.toSorted((a, b) => count(a) - count(b)),
    y_range: [0, 9],
    height: 350,
    title: "Fruit counts",
    toolbar_location: null,
    tools: "",
  })
  p.vbar({ x: "fruits", top: "counts", width: 0.9, color: "color", legend_field: "fruits", source })
  p.xgrid.grid_line_color = null
  p.legend.orientation = "horizontal"
  p.legend.location = "top_center"
  p.xaxis.major_label_orientation = 1.2
  return p
}

export function bars_by_factor(): Figure {
  const fruits = ["Apples", "Pears"]
  const source = new ColumnDataSource({ data: { fruits, counts: [5, 3] } })
  const p = figure({ x_range: fruits, height: 350 })
  p.vbar({
    x: "fruits",
    top: "counts",
    width: 0.9,
    source,
    legend_group: "fruits",
    line_color: "white",
    fill_color: factor_cmap("fruits", { palette: Spectral6, factors: fruits }),
  })
  p.y_range.start = 0
  return p
}

export function linked_panning(): GridPlot {
  const x = range(0, 11)
  const s1 = figure({ width: 250, height: 250, title: null })
  s1.scatter(x, x, { size: 10, color: "navy", alpha: 0.5 })
  const s2 = figure({
    width: 250,
    height: 250,
    x_range: s1.x_range,
    y_range: s1.y_range,
    title: null,
  })
  s2.scatter(
    x,
    x.map((i) => 10 - i),
    { marker: "triangle", size: 10, color: "firebrick", alpha: 0.5 },
  )
  const s3 = figure({ width: 250, height: 250, x_range: s1.x_range, title: null })
  s3.scatter(
    x,
    x.map((i) => Math.abs(i - 5)),
    { marker: "square", size: 10, color: "olive", alpha: 0.5 },
  )
  return gridplot([[s1, s2, s3]], { toolbar_location: null })
}

export function linked_brushing(): GridPlot {
  const x = range(-20, 21)
  const source = new ColumnDataSource({ data: { x, y0: x.map(Math.abs), y1: x.map((i) => i * i) } })
  const tools = "box_select,lasso_select,help"
  const left = figure({ tools, width: 300, height: 300, title: null })
  left.scatter("x", "y0", { source, hover_color: "firebrick", nonselection_fill_alpha: 0.1 })
  const right = figure({ tools, width: 300, height: 300, title: null })
  right.scatter("x", "y1", { source, selection_color: "orange" })
  source.selected.indices = [1, 2]
  return gridplot([[left, right]])
}

export function side_by_side(): Row {
  const x = [1, 2, 3]
  const drawn = (color: string, marker: string) => {
    const s = figure({ width: 250, height: 250, background_fill_color: "#fafafa" })
    s.scatter(x, x, { size: 12, alpha: 0.8, color, marker })
    return s
  }
  const [s1, s2] = [drawn("#53777a", "circle"), drawn("#c02942", "triangle")]
  return row(column(s1, s2), drawn("#d95b43", "square"))
}

export function own_ranges(): Figure {
  const p = figure({
    width: 400,
    height: 300,
    x_range: [0, 20],
    y_range: new Range1d({ start: 0, end: 30, bounds: [-5, 40] }),
  })
  p.scatter([3, 7, 8, 5, 6, 9, 11], [14, 5, 13, 15, 8, 9, 3], {
    size: [10, 11, 12, 13, 14, 15, 16],
  })
  p.x_range.bounds = "auto"
  p.x_range.end = 15
  p.add_layout(new Span({ location: 10, dimension: "width", line_dash: "dotted", line_width: 2 }))
  return p
}
