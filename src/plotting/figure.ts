// figure(): a Plot with ranges, axes, grids and tools from short arguments, and with the glyph methods. Source: Python
// bokeh.plotting._figure and bokeh.plotting._plot (3.10)

import { schemaOf } from "../model/classes.ts"
import type { ColumnsLike } from "../model/column.ts"
import {
  ColumnDataSource,
  type ContourRenderer,
  CoordinateMapping,
  type CoordinateMappingProperties,
  Figure as FigureModel,
  type FigureProperties,
  type GlyphRenderer,
  GMap,
  type GraphRenderer,
  type HexTile,
  type HexTileProperties,
  type LayoutProvider,
  type Plot,
  type Range,
  type Scale,
} from "../model/generated/models.ts"
import { unknownName } from "../model/model-error.ts"
import type { Color, Init } from "../model/property-types.ts"
import type { Schema } from "../model/property.ts"
import type { Splattable } from "../model/splattable.ts"
import { createAxis, rangeFrom, scaleFor } from "./axes.ts"
import { type ContourArguments, from_contour } from "./contour.ts"
import type { AxisOption, Dimension, DimensionOf, RangeOption } from "./dimension.ts"
import { drawGlyph } from "./draw-glyph.ts"
import { Viridis256 } from "./generated/palettes.ts"
import { GLYPH_METHODS } from "./glyph-methods.ts"
import type { GlyphMethods, GlyphOptions } from "./glyph-types.ts"
import { createGraph, type GraphArguments, type GraphOptions } from "./graph.ts"
import { type HexBins, hexbin, type HexOptions } from "./hex.ts"
import { byKeyword } from "./keywords.ts"
import { MARKER_METHODS, type MarkerMethods } from "./marker-methods.ts"
import { installModelStatics } from "./model-statics.ts"
import { installPlotMethods } from "./plot-methods.ts"
import type { GlyphArguments } from "./renderer.ts"
import {
  type Stackers,
  STACK_METHODS,
  type StackMethods,
  stackArguments,
  STACKS,
} from "./stacks.ts"
import { createSubplot, type Subplot } from "./subplot.ts"
import {
  ACTIVE,
  type ActiveTools,
  activateTools,
  DEFAULT_TOOLS,
  resolveTools,
  type ToolsLike,
  type Tooltips,
} from "./tools.ts"
import { linear_cmap } from "./transforms.ts"

type HexbinOptions = Omit<
  GlyphOptions<HexTileProperties>,
  "size" | "orientation" | "aspect_scale"
> &
  HexOptions & { readonly palette?: readonly Color[] }
type HexbinArguments = HexbinOptions & {
  readonly x: ArrayLike<number>
  readonly y: ArrayLike<number>
  readonly size: number
}
/** The options of figure() that are not properties of Plot. */
interface OwnOptions extends ActiveTools {
  readonly x_axis_location?: "above" | "below" | null | undefined
  readonly y_axis_location?: "left" | "right" | null | undefined
  readonly x_axis_label?: string | undefined
  readonly y_axis_label?: string | undefined
  readonly x_minor_ticks?: number | "auto" | null | undefined
  readonly y_minor_ticks?: number | "auto" | null | undefined
  /** Names (comma separated or in a list) and Tools; default "pan,wheel_zoom,auto_box_zoom,save,reset,help". */
  readonly tools?: ToolsLike | undefined
  readonly tooltips?: Tooltips | undefined
}

/** All options of figure(), for code that collects them step by step. */
export type FigureOptions<
  XR extends RangeOption = RangeOption,
  XT extends AxisOption = AxisOption,
  YR extends RangeOption = RangeOption,
  YT extends AxisOption = AxisOption,
> = { -readonly [K in keyof PlotOptions]: PlotOptions[K] } & {
  /** Limits, factors or a Range; default automatic. */
  x_range?: XR
  y_range?: YR
  /** null: no axis; "auto": chosen from the range. */
  x_axis_type?: XT
  y_axis_type?: YT
}
type DimensionName = "x_range" | "y_range" | "x_axis_type" | "y_axis_type"
type PlotOptions = Omit<Init<FigureProperties>, keyof OwnOptions | DimensionName> & OwnOptions

/** A plot to draw on. Its type reflects the options. @throws ModelError for an unknown option */
export function figure<
  XR extends RangeOption = undefined,
  XT extends AxisOption = undefined,
  YR extends RangeOption = undefined,
  YT extends AxisOption = undefined,
>(options: FigureOptions<XR, XT, YR, YT> = {}): Figure<DimensionOf<XR, XT>, DimensionOf<YR, YT>> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the constructor makes of these options
  return new Figure(options) as Figure<DimensionOf<XR, XT>, DimensionOf<YR, YT>>
}

const OWN_NAMES = [
  ...["x", "y"].flatMap((dim) =>
    ["range", "axis_type", "axis_location", "axis_label", "minor_ticks"].map(
      (name) => `${dim}_${name}`,
    ),
  ),
  "tools",
  "tooltips",
  ...ACTIVE,
]

/** The methods and properties that a figure adds to a plot. X and Y are the types of its dimensions. */
export interface Figure<X extends Dimension = Dimension, Y extends Dimension = Dimension>
  extends FigureModel, GlyphMethods, MarkerMethods, StackMethods, DrawingMethods {
  get x_range(): X["range"]
  set x_range(range: Range)
  get y_range(): Y["range"]
  set y_range(range: Range)
  get x_scale(): X["scale"]
  set x_scale(scale: Scale)
  get y_scale(): Y["scale"]
  set y_scale(scale: Scale)
  readonly xaxis: Splattable<X["axis"]>
  readonly yaxis: Splattable<Y["axis"]>
  readonly axis: Splattable<X["axis"] | Y["axis"]>
}

export interface FigureClass {
  new (options?: FigureOptions): Figure
  readonly prototype: Figure
  readonly schema: Schema
}

interface DrawingMethods {
  /**
   * Counts points in hexagonal tiles, and draws the tiles colored by their counts. `size` is the distance from a tile's
   * center to its corner.
   * @returns the renderer, and the tiles
   */
  hexbin(
    x: ArrayLike<number>,
    y: ArrayLike<number>,
    size: number,
    options?: HexbinOptions,
  ): readonly [GlyphRenderer<HexTile>, HexBins]
  hexbin(
    x: ArrayLike<number>,
    y: ArrayLike<number>,
    options: HexbinOptions & Pick<HexbinArguments, "size">,
  ): readonly [GlyphRenderer<HexTile>, HexBins]
  hexbin(options: HexbinArguments): readonly [GlyphRenderer<HexTile>, HexBins]
  /**
   * Lines where z, an array of rows, crosses the levels (`line_color`), and the areas between them (`fill_color`). x and y
   * are the coordinates of each column and row of z, or of each value; null: 0, 1, 2 ...
   */
  contour(...args: ContourArguments): ContourRenderer
  /** A network. `layout_provider` places its nodes. */
  graph(
    node_source: ColumnDataSource | ColumnsLike,
    edge_source: ColumnDataSource | ColumnsLike,
    layout_provider: LayoutProvider,
    options?: GraphOptions,
  ): GraphRenderer
  graph(options: GraphArguments): GraphRenderer
  /** A part of the plot, at `x_target` and `y_target`. Glyphs in it use the coordinates of `x_source` and `y_source`. */
  subplot(options: Init<CoordinateMappingProperties>): Subplot
}

class FigureWithOptions extends FigureModel {
  /** Also true for figures that were read: from storage, from a copy, from a message. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof FigureModel
  }

  constructor(options: FigureOptions = {}) {
    super(plotProperties(options))
    this.#addAxis("x", options)
    this.#addAxis("y", options)
    const { tools, byName } = resolveTools(options.tools ?? DEFAULT_TOOLS, options.tooltips)
    this.add_tools(...tools)
    activateTools(this.toolbar, byName, options)
  }

  #addAxis(dim: "x" | "y", options: FigureOptions): void {
    const range = rangeFrom(options[`${dim}_range`], `figure: ${dim}_range`)
    const type = options[`${dim}_axis_type`]
    this[`${dim}_range`] = range
    this[`${dim}_scale`] = scaleFor(range, type)
    const made = createAxis(dim, range, {
      type,
      label: options[`${dim}_axis_label`],
      minorTicks: options[`${dim}_minor_ticks`],
    })
    if (made === undefined) return
    this.add_layout(made.grid)
    const location = options[`${dim}_axis_location`]
    if (location !== null) this.add_layout(made.axis, location ?? (dim === "x" ? "below" : "left"))
  }
}

/** A plot to draw on, and its class. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the methods are installed below, from their tables
export const Figure = FigureWithOptions as unknown as FigureClass

const drawingMethods: DrawingMethods & ThisType<Figure> = {
  hexbin(...args: readonly unknown[]) {
    const names = ["x", "y", "size"] as const
    const given = byKeyword<HexbinArguments>({ what: "figure.hexbin", names }, args)
    const { x, y, size, palette = Viridis256, ...others } = given
    const bins = hexbin(x, y, size, others)
    const { q, r, counts } = bins
    const fill_color = linear_cmap(
      "c",
      palette,
      0,
      counts.reduce((a, b) => Math.max(a, b), 0),
    )
    const source = new ColumnDataSource({ data: { q, r, c: counts } })
    const look = { line_color: null, fill_color, ...others, size, source }
    return [this.hex_tile("q", "r", look), bins]
  },
  contour(...args) {
    const contours = from_contour(...args)
    this.renderers = [...this.renderers, contours]
    return contours
  },
  graph(...args: readonly unknown[]) {
    const names = ["node_source", "edge_source", "layout_provider"] as const
    const signature = { what: "figure.graph", names }
    const { node_source, edge_source, layout_provider, ...options } = byKeyword<GraphArguments>(
      signature,
      args,
    )
    const graph = createGraph(node_source, edge_source, layout_provider, options)
    this.renderers = [...this.renderers, graph]
    return graph
  },
  subplot(options) {
    return createSubplot(this, new CoordinateMapping(options))
  },
}

installPlotMethods()
installModelStatics()
Object.defineProperties(FigureModel.prototype, Object.getOwnPropertyDescriptors(drawingMethods))

// Figures that come from elsewhere (a file, a client) get the methods, too.
for (const method of GLYPH_METHODS) {
  for (const { prototype } of [FigureModel, GMap]) {
    Object.defineProperty(prototype, method, {
      value(this: Plot, ...args: readonly unknown[]) {
        return drawGlyph(this, method, args)
      },
    })
  }
}

for (const marker of MARKER_METHODS) {
  Object.defineProperty(FigureModel.prototype, marker, {
    value(this: Figure, ...args: readonly unknown[]) {
      return drawGlyph(this, "scatter", args, { marker })
    },
  })
}

for (const method of STACK_METHODS) {
  Object.defineProperty(FigureModel.prototype, method, {
    value(this: Figure, ...args: readonly unknown[]) {
      const [glyph] = STACKS[method]
      const signature = { what: `figure.${method}`, names: ["stackers"] as const }
      const { stackers, ...options } = byKeyword<Stackers & GlyphArguments>(signature, args)
      const each = stackArguments(method, stackers, options)
      return each.map((one) => drawGlyph(this, glyph, [one]))
    },
  })
}

/** The options that are Plot's own properties. @throws ModelError for an unknown option */
function plotProperties(options: FigureOptions): Init<FigureProperties> {
  const names = schemaOf("Figure")?.names() ?? new Set<string>()
  const own: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(options)) {
    if (OWN_NAMES.includes(name) || value === undefined) continue
    if (!names.has(name))
      throw unknownName("figure: unknown option", name, [...names, ...OWN_NAMES])
    own[name] = value
  }
  return own
}
