// Functions and methods that Python calls with keywords: the same call by position and by name.

import {
  axial_to_cartesian,
  Button,
  cartesian_to_axial,
  column,
  ColumnDataSource,
  contour_data,
  cumsum,
  DataTable,
  diverging_palette,
  Document,
  dodge,
  driving,
  eqhist_cmap,
  expr,
  factor_cmap,
  factor_hatch,
  factor_mark,
  FactorRange,
  field,
  figure,
  from_contour,
  from_networkx,
  gmap,
  GMapOptions,
  grid,
  gridplot,
  hexbin,
  interp_palette,
  Jitter,
  jitter,
  layout,
  Legend,
  linear_cmap,
  linear_palette,
  Line,
  log_cmap,
  Range1d,
  row,
  Span,
  Spinner,
  Stack,
  StaticLayoutProvider,
  value,
  varying_alpha_palette,
  VeeHead,
  Viridis3,
} from "bokeh-edge"

export interface ArgumentCase {
  /** The path in Python: a module's function, or a class's method. */
  readonly python: string
  /** The parameters that the second call names, besides those that Python takes by position only (`*fields`). */
  readonly names: string
  /** Two calls with the same meaning: by position, and by name. */
  readonly calls: readonly [() => unknown, () => unknown]
}

const factors = ["a", "b"]
/** Each document has its own models. */
const models = {
  get range() {
    return new FactorRange({ factors })
  },
  get layout_provider() {
    return new StaticLayoutProvider({ graph_layout: { a: [0, 0], b: [1, 1] } })
  },
}
const palette = Viridis3
const nodes = { index: ["a", "b"] }
const edges = { start: ["a"], end: ["b"] }
const graph = { nodes: [{ id: "a" }, { id: "b" }], edges: [{ source: "a", target: "b" }] }
const graph_layout = new Map([
  ["a", [0, 0]],
  ["b", [1, 1]],
] as const)
const source = { x: ["p", "q"], one: [1, 2], two: [3, 4] }
const z = [
  [0, 1],
  [1, 2],
]

const cmaps = (["linear_cmap", "log_cmap", "eqhist_cmap"] as const).map((name): ArgumentCase => {
  const cmap = { linear_cmap, log_cmap, eqhist_cmap }[name]
  const colors = { low_color: "red", high_color: "blue", nan_color: "pink" }
  return {
    python: `bokeh.transform.${name}`,
    names: "field_name palette low high low_color high_color nan_color",
    calls: [
      () => [cmap("x", palette, 0, 1, colors), cmap("x", palette, 0, 1), cmap("x", palette, 0, 1)],
      () => [
        cmap({ field_name: "x", palette, low: 0, high: 1, ...colors }),
        cmap("x", { palette, low: 0, high: 1 }),
        cmap("x", palette, { low: 0, high: 1 }),
      ],
    ],
  }
})

const stacks = (
  ["harea_stack", "hbar_stack", "hline_stack", "varea_stack", "vbar_stack", "vline_stack"] as const
).map((name): ArgumentCase => {
  const stackers = ["one", "two"]
  const draw = (given: object, ...args: readonly unknown[]) =>
    drawn((p) => Reflect.apply(p[name] as () => unknown, p, [given, ...args]))
  const other = name.startsWith("h") ? { y: "x" } : { x: "x" }
  return {
    python: `bokeh.plotting.figure.${name}`,
    names: "stackers",
    calls: [() => draw(stackers, { ...other, source }), () => draw({ stackers, ...other, source })],
  }
})

const GRID = {
  ncols: 2,
  width: 100,
  height: 90,
  toolbar_location: "left",
  merge_tools: true,
  sizing_mode: "fixed",
  toolbar_options: { logo: null },
} as const

export const ARGUMENTS: readonly ArgumentCase[] = [
  ...cmaps,
  ...stacks,
  {
    python: "bokeh.transform.factor_cmap",
    names: "field_name palette factors start end nan_color",
    calls: [
      () => [
        factor_cmap("x", palette, factors, { start: 1, end: 2, nan_color: "red" }),
        factor_cmap("x", palette, factors),
        factor_cmap("x", palette, factors),
      ],
      () => [
        factor_cmap({ field_name: "x", palette, factors, start: 1, end: 2, nan_color: "red" }),
        factor_cmap("x", { palette, factors }),
        factor_cmap("x", palette, { factors }),
      ],
    ],
  },
  {
    python: "bokeh.transform.factor_mark",
    names: "field_name markers factors start end",
    calls: [
      () => [
        factor_mark("x", ["circle"], factors, { start: 1, end: 2 }),
        factor_mark("x", ["circle", "x"], factors),
      ],
      () => [
        factor_mark({ field_name: "x", markers: ["circle"], factors, start: 1, end: 2 }),
        factor_mark("x", { markers: ["circle", "x"], factors }),
      ],
    ],
  },
  {
    python: "bokeh.transform.factor_hatch",
    names: "field_name patterns factors start end",
    calls: [
      () => [
        factor_hatch("x", ["dot"], factors, { start: 1, end: 2 }),
        factor_hatch("x", ["dot"], factors),
      ],
      () => [
        factor_hatch({ field_name: "x", patterns: ["dot"], factors, start: 1, end: 2 }),
        factor_hatch("x", ["dot"], { factors }),
      ],
    ],
  },
  {
    python: "bokeh.transform.dodge",
    names: "field_name value range",
    calls: [
      () => [dodge("x", 0.2, models.range), dodge("x", 0.2, models.range), dodge("x", 0.2)],
      () => [
        dodge({ field_name: "x", value: 0.2, range: models.range }),
        dodge("x", 0.2, { range: models.range }),
        dodge("x", { value: 0.2 }),
      ],
    ],
  },
  {
    python: "bokeh.transform.jitter",
    names: "field_name width mean distribution range",
    calls: [
      () => [
        jitter("x", 0.6, { mean: 1, distribution: "normal", range: models.range }),
        jitter("x", 0.6, { range: models.range }),
        jitter("x", 0.6),
      ],
      () => [
        jitter({
          field_name: "x",
          width: 0.6,
          mean: 1,
          distribution: "normal",
          range: models.range,
        }),
        jitter("x", { width: 0.6, range: models.range }),
        jitter("x", { width: 0.6 }),
      ],
    ],
  },
  {
    python: "bokeh.transform.cumsum",
    names: "field_name include_zero",
    calls: [
      () => [cumsum("x", true), cumsum("x", true), cumsum("x")],
      () => [
        cumsum("x", { include_zero: true }),
        cumsum({ field_name: "x", include_zero: true }),
        cumsum({ field_name: "x" }),
      ],
    ],
  },
  {
    python: "bokeh.palettes.linear_palette",
    names: "palette n",
    calls: [
      () => [linear_palette(palette, 2), linear_palette(palette, 2)],
      () => [linear_palette({ palette, n: 2 }), linear_palette(palette, { n: 2 })],
    ],
  },
  {
    python: "bokeh.palettes.interp_palette",
    names: "palette n",
    calls: [
      () => [interp_palette(palette, 7), interp_palette(palette, 7)],
      () => [interp_palette({ palette, n: 7 }), interp_palette(palette, { n: 7 })],
    ],
  },
  {
    python: "bokeh.palettes.diverging_palette",
    names: "palette1 palette2 n midpoint",
    calls: [
      () => [
        diverging_palette(palette, palette, 4, 0.25),
        diverging_palette(palette, palette, 4, 0.25),
      ],
      () => [
        diverging_palette({ palette1: palette, palette2: palette, n: 4, midpoint: 0.25 }),
        diverging_palette(palette, palette, { n: 4, midpoint: 0.25 }),
      ],
    ],
  },
  {
    python: "bokeh.palettes.varying_alpha_palette",
    names: "color n start_alpha end_alpha",
    calls: [
      () => [varying_alpha_palette("red", 3, 10, 200), varying_alpha_palette("red", 3, 10)],
      () => [
        varying_alpha_palette({ color: "red", n: 3, start_alpha: 10, end_alpha: 200 }),
        varying_alpha_palette("red", { n: 3, start_alpha: 10 }),
      ],
    ],
  },
  {
    python: "bokeh.core.properties.value",
    names: "transform units",
    calls: [() => value(3, { units: "screen" }), () => value(3, { units: "screen" })],
  },
  {
    python: "bokeh.core.properties.field",
    names: "transform units",
    calls: [() => field("x", new Jitter()), () => field("x", { transform: new Jitter() })],
  },
  {
    python: "bokeh.core.properties.expr",
    names: "transform units",
    calls: [() => expr(new Stack()), () => expr(new Stack(), {})],
  },
  {
    python: "bokeh.layouts.row",
    names: "children sizing_mode",
    calls: [
      () => row(new Button(), new Spinner(), { sizing_mode: "fixed" }),
      () => row({ children: [new Button(), new Spinner()], sizing_mode: "fixed" }),
    ],
  },
  {
    python: "bokeh.layouts.column",
    names: "children sizing_mode",
    calls: [
      () => column([new Button(), new Spinner()], { sizing_mode: "fixed" }),
      () => column({ children: [new Button(), new Spinner()], sizing_mode: "fixed" }),
    ],
  },
  {
    python: "bokeh.layouts.layout",
    names: "children sizing_mode",
    calls: [
      () => layout([[new Button()], [new Spinner()]], { sizing_mode: "scale_width" }),
      () => layout({ children: [[new Button()], [new Spinner()]], sizing_mode: "scale_width" }),
    ],
  },
  {
    python: "bokeh.layouts.grid",
    names: "children sizing_mode nrows ncols",
    calls: [
      () => grid([new Button(), new Spinner()], { ncols: 2, nrows: 1, sizing_mode: "fixed" }),
      () =>
        grid({ children: [new Button(), new Spinner()], ncols: 2, nrows: 1, sizing_mode: "fixed" }),
    ],
  },
  {
    python: "bokeh.layouts.gridplot",
    names: "children sizing_mode toolbar_location ncols width height toolbar_options merge_tools",
    calls: [
      () =>
        gridplot([figure(), figure()], {
          ...GRID,
        }),
      () =>
        gridplot({
          children: [figure(), figure()],
          ...GRID,
        }),
    ],
  },
  {
    python: "bokeh.util.hex.hexbin",
    names: "orientation aspect_scale",
    calls: [
      () => hexbin([1, 2], [3, 4], 1, { orientation: "flattop", aspect_scale: 2 }),
      () => hexbin([1, 2], [3, 4], 1, { aspect_scale: 2, orientation: "flattop" }),
    ],
  },
  {
    python: "bokeh.util.hex.axial_to_cartesian",
    names: "orientation aspect_scale",
    calls: [
      () => axial_to_cartesian(1, 2, 1, { orientation: "pointytop", aspect_scale: 1 }),
      () => axial_to_cartesian(1, 2, 1),
    ],
  },
  {
    python: "bokeh.util.hex.cartesian_to_axial",
    names: "orientation aspect_scale",
    calls: [
      () => cartesian_to_axial(1, 2, 1, { orientation: "pointytop", aspect_scale: 1 }),
      () => cartesian_to_axial(1, 2, 1),
    ],
  },
  {
    python: "bokeh.plotting.contour.contour_data",
    names: "x y z levels want_fill want_line",
    calls: [
      () => contour_data(null, null, z, [0.5, 1]),
      () =>
        contour_data({ x: null, y: null, z, levels: [0.5, 1], want_fill: true, want_line: true }),
    ],
  },
  {
    python: "bokeh.plotting.contour.from_contour",
    names: "x y z levels",
    calls: [
      () => from_contour(null, null, z, [0.5, 1], { line_color: "red" }),
      () => from_contour({ z, levels: [0.5, 1], line_color: "red" }),
    ],
  },
  {
    python: "bokeh.plotting.figure.contour",
    names: "x y z levels",
    calls: [
      () => drawn((p) => p.contour([1, 2], [1, 2], z, [0.5, 1], { fill_color: palette })),
      () => drawn((p) => p.contour([1, 2], [1, 2], z, { levels: [0.5, 1], fill_color: palette })),
    ],
  },
  {
    python: "bokeh.plotting.figure.hexbin",
    names: "x y size orientation palette line_color fill_color aspect_scale",
    calls: [
      () => drawn((p) => p.hexbin([1, 2], [3, 4], 1, { palette, line_color: "red" })),
      () => drawn((p) => p.hexbin({ x: [1, 2], y: [3, 4], size: 1, palette, line_color: "red" })),
    ],
  },
  {
    python: "bokeh.plotting.figure.graph",
    names: "node_source edge_source layout_provider",
    calls: [
      () => drawn((p) => p.graph(nodes, edges, models.layout_provider, { node_size: 9 })),
      () =>
        drawn((p) =>
          p.graph({
            node_source: nodes,
            edge_source: edges,
            layout_provider: models.layout_provider,
            node_size: 9,
          }),
        ),
    ],
  },
  {
    python: "bokeh.plotting.figure.add_layout",
    names: "place",
    calls: [
      () => drawn((p) => p.add_layout(new Span({ location: 1 }), "left")),
      () => drawn((p) => p.add_layout(new Span({ location: 1 }), { place: "left" })),
    ],
  },
  {
    python: "bokeh.plotting.figure.add_glyph",
    names: "glyph",
    calls: [
      () => drawn((p) => p.add_glyph(new ColumnDataSource(), new Line(), { name: "a" })),
      () => drawn((p) => p.add_glyph(new ColumnDataSource(), { glyph: new Line(), name: "a" })),
    ],
  },
  {
    python: "bokeh.plotting.figure.add_tile",
    names: "retina",
    calls: [
      () => drawn((p) => p.add_tile("CartoDB Positron", { retina: true })),
      () => drawn((p) => p.add_tile("CartoDB Positron retina")),
    ],
  },
  {
    python: "bokeh.plotting.from_networkx",
    names: "graph layout_function",
    calls: [
      () => from_networkx(graph, graph_layout),
      () => from_networkx({ graph, layout_function: graph_layout }),
    ],
  },
  {
    python: "bokeh.plotting.gmap",
    names: "google_api_key map_options",
    calls: [
      () => gmap("KEY", new GMapOptions({ lat: 1, lng: 2 }), { title: "t" }),
      () =>
        gmap({
          google_api_key: "KEY",
          map_options: new GMapOptions({ lat: 1, lng: 2 }),
          title: "t",
        }),
    ],
  },
  {
    python: "bokeh.models.ColumnDataSource.add",
    names: "name",
    calls: [
      () => withSource((data) => data.add([1, 2], "y")),
      () => withSource((data) => data.add([1, 2], { name: "y" })),
    ],
  },
  {
    python: "bokeh.models.ColumnDataSource.stream",
    names: "rollover",
    calls: [
      () => withSource((data) => data.stream({ x: [3] }, 2)),
      () => withSource((data) => data.stream({ x: [3] }, { rollover: 2 })),
    ],
  },
  {
    python: "bokeh.models.GlyphRenderer.add_decoration",
    names: "node",
    calls: [
      () => drawn((p) => p.line([1], [1]).add_decoration(new VeeHead(), "end")),
      () => drawn((p) => p.line([1], [1]).add_decoration(new VeeHead(), { node: "end" })),
    ],
  },
  {
    python: "bokeh.models.DataTable.from_data",
    names: "columns formatters",
    calls: [
      () => DataTable.from_data(source, ["x"], {}, { width: 9 }),
      () => DataTable.from_data(source, { columns: ["x"], formatters: {}, width: 9 }),
    ],
  },
  {
    python: "bokeh.model.Model.js_link",
    names: "attr_selector",
    calls: [
      () => drawn((p) => p.x_range.js_link("start", new Legend(), "padding", 1)),
      () => drawn((p) => p.x_range.js_link("start", new Legend(), "padding", { attr_selector: 1 })),
    ],
  },
  {
    python: "bokeh.document.Document.add_periodic_callback",
    names: "period_milliseconds",
    calls: [
      () => new Document().add_periodic_callback(nothing, 100),
      () => new Document().add_periodic_callback(nothing, { period_milliseconds: 100 }),
    ],
  },
  {
    python: "bokeh.document.Document.add_timeout_callback",
    names: "timeout_milliseconds",
    calls: [
      () => new Document().add_timeout_callback(nothing, 100),
      () => new Document().add_timeout_callback(nothing, { timeout_milliseconds: 100 }),
    ],
  },
  {
    python: "bokeh.driving.sine",
    names: "w A phi offset",
    calls: [
      () => told(driving.sine(1, 2, 0, 1)),
      () => told(driving.sine({ offset: 1, A: 2, w: 1 })),
    ],
  },
  {
    python: "bokeh.driving.linear",
    names: "m b",
    calls: [() => told(driving.linear(2, 1)), () => told(driving.linear({ m: 2, b: 1 }))],
  },
]

function nothing(): void {
  // Only the delay is compared.
}

function drawn(draw: (p: ReturnType<typeof square>) => unknown): unknown {
  const p = square()
  draw(p)
  return p
}

function square() {
  return figure({ x_range: new Range1d(), y_range: new Range1d() })
}

function withSource(change: (source: ColumnDataSource) => unknown): unknown {
  const made = new ColumnDataSource({ data: { x: [1, 2] } })
  change(made)
  return made
}

function told(drive: (callback: (value: number) => void) => () => unknown): readonly number[] {
  const values: number[] = []
  const next = drive((each) => values.push(each))
  next()
  next()
  return values
}
