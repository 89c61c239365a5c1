// figure(): a Plot with ranges, axes, grids and tools made from short arguments, and the glyph methods.
// Source: Python bokeh.plotting._figure and bokeh.plotting._plot (3.10)

import { schemaOf } from "../model/classes.ts"
import type { Columns } from "../model/column.ts"
import type { Init } from "../model/define.ts"
import {
  Axis,
  ColumnarDataSource,
  ColumnDataSource,
  type ContourRenderer,
  CoordinateMapping,
  type CoordinateMappingProperties,
  Figure as FigureModel,
  type FigureProperties,
  Glyph,
  GlyphRenderer,
  type GlyphRendererProperties,
  type GraphRenderer,
  Grid,
  type HexTileProperties,
  HoverTool,
  type LayoutProvider,
  Legend,
  type Plot,
  TileRenderer,
  type TileRendererProperties,
  TileSource,
  type Tool,
  type Toolbar,
} from "../model/generated/models.ts"
import { assertOneOf, ModelError } from "../model/model-error.ts"
import type { Color } from "../model/property-types.ts"
import { closest } from "../util/closest.ts"
import { type AxisType, createAxis, rangeFrom, type RangeLike, scaleFor } from "./axes.ts"
import { type ContourArguments, from_contour } from "./contour.ts"
import { drawGlyph } from "./draw-glyph.ts"
import { Viridis256 } from "./generated/palettes.ts"
import { GLYPH_METHODS, type GlyphMethods, type GlyphOptions } from "./glyph-methods.ts"
import { createGraph, type GraphOptions } from "./graph.ts"
import { type HexBins, hexbin, type HexOptions } from "./hex.ts"
import type { GlyphArguments } from "./renderer.ts"
import { type Splattable, splattable } from "./splattable.ts"
import { STACK_METHODS, type StackMethods, stackArguments, STACKS } from "./stacks.ts"
import { createSubplot, type Subplot } from "./subplot.ts"
import { type TileProvider, tileSource } from "./tiles.ts"
import {
  type ActiveTools,
  activateTools,
  resolveTools,
  type ToolsLike,
  type Tooltips,
} from "./tools.ts"
import { linear_cmap } from "./transforms.ts"

const SIDES = ["above", "below", "left", "right"] as const
type Side = (typeof SIDES)[number]
const PLACES = [...SIDES, "center"] as const
type HexbinOptions = Omit<
  GlyphOptions<HexTileProperties>,
  "size" | "orientation" | "aspect_scale"
> &
  HexOptions & { readonly palette?: readonly Color[] }
type TileOptions = Omit<Init<TileRendererProperties>, "tile_source"> & {
  /** Finer tiles, where the provider has them. */
  readonly retina?: boolean
}
type RendererInit = Omit<Init<GlyphRendererProperties>, "data_source" | "glyph">

/** What figure() takes beside the properties of Plot. */
interface OwnOptions extends ActiveTools {
  /** Limits, factors or a Range; default automatic. */
  readonly x_range?: RangeLike
  readonly y_range?: RangeLike
  /** null: no axis; "auto": from the range. */
  readonly x_axis_type?: AxisType | null
  readonly y_axis_type?: AxisType | null
  readonly x_axis_location?: "above" | "below" | null
  readonly y_axis_location?: "left" | "right" | null
  readonly x_axis_label?: string
  readonly y_axis_label?: string
  readonly x_minor_ticks?: number | "auto" | null
  readonly y_minor_ticks?: number | "auto" | null
  /** Names, comma separated or listed, and Tools; default "pan,wheel_zoom,auto_box_zoom,save,reset,help". */
  readonly tools?: ToolsLike
  readonly tooltips?: Tooltips
}

export type FigureOptions = Omit<Init<FigureProperties>, keyof OwnOptions> & OwnOptions

/** A plot to draw on. @throws ModelError for an unknown option */
export function figure(options: FigureOptions = {}): Figure {
  return new Figure(options)
}

const DEFAULT_TOOLS = "pan,wheel_zoom,auto_box_zoom,save,reset,help"
const OWN_NAMES = [
  ...["x", "y"].flatMap((dim) =>
    ["range", "axis_type", "axis_location", "axis_label", "minor_ticks"].map(
      (name) => `${dim}_${name}`,
    ),
  ),
  "tools",
  "tooltips",
  "active_drag",
  "active_inspect",
  "active_scroll",
  "active_tap",
  "active_multi",
]

// oxlint-disable-next-line typescript/no-unsafe-declaration-merging -- the loop below installs what GlyphMethods says
export class Figure extends FigureModel {
  constructor(options: FigureOptions = {}) {
    super(plotProperties(options))
    this.#addAxis("x", options)
    this.#addAxis("y", options)
    const { tools, byName } = resolveTools(options.tools ?? DEFAULT_TOOLS, options.tooltips)
    this.add_tools(...tools)
    activateTools(this.toolbar, byName, options)
  }

  /** The axes of the plot, wherever they are. */
  get xaxis(): Splattable<Axis> {
    return splattable([...this.above, ...this.below].filter((model) => model instanceof Axis))
  }

  get yaxis(): Splattable<Axis> {
    return splattable([...this.left, ...this.right].filter((model) => model instanceof Axis))
  }

  get axis(): Splattable<Axis> {
    return splattable([...this.xaxis, ...this.yaxis])
  }

  get grid(): Splattable<Grid> {
    return splattable(this.center.filter((model) => model instanceof Grid))
  }

  get xgrid(): Splattable<Grid> {
    return splattable(this.grid.filter((grid) => grid.dimension === 0))
  }

  get ygrid(): Splattable<Grid> {
    return splattable(this.grid.filter((grid) => grid.dimension === 1))
  }

  get legend(): Splattable<Legend> {
    const places = [...this.above, ...this.below, ...this.left, ...this.right, ...this.center]
    return splattable(places.filter((model) => model instanceof Legend))
  }

  get hover(): Splattable<HoverTool> {
    return splattable(this.tools.filter((tool) => tool instanceof HoverTool))
  }

  get tools(): Toolbar["tools"] {
    return this.toolbar.tools
  }

  set tools(tools: Toolbar["tools"]) {
    this.toolbar.tools = tools
  }

  /** Puts a renderer (an axis, a legend, an annotation) beside the plot or, by default, into it; moves what is there already. */
  add_layout(model: Plot["center"][number], place: Side | "center" = "center"): void {
    assertOneOf("add_layout: unknown place", place, PLACES)
    for (const side of PLACES) {
      if (this[side].includes(model)) this[side] = this[side].filter((other) => other !== model)
    }
    this[place] = [...this[place], model]
  }

  /** Tools, or names of tools. */
  add_tools(...tools: readonly (Tool | string)[]): void {
    this.tools = [...this.tools, ...resolveTools(tools, undefined).tools]
  }

  /** @throws ModelError for a tool that the plot does not have */
  remove_tools(...tools: readonly Tool[]): void {
    const unknown = tools.find((tool) => !this.tools.includes(tool))
    if (unknown !== undefined) throw new ModelError(`remove_tools: no such ${unknown.type} here`)
    this.tools = this.tools.filter((tool) => !tools.some((removed) => removed === tool))
  }

  /** A glyph made by hand, with its source; the options are GlyphRenderer's. */
  add_glyph(glyph: Glyph, options?: RendererInit): GlyphRenderer
  add_glyph(source: ColumnarDataSource, glyph: Glyph, options?: RendererInit): GlyphRenderer
  add_glyph(
    first: ColumnarDataSource | Glyph,
    second?: Glyph | RendererInit,
    third?: RendererInit,
  ): GlyphRenderer {
    const source = first instanceof ColumnarDataSource ? first : undefined
    const [glyph, options] = source === undefined ? [first, second] : [second, third]
    if (!(glyph instanceof Glyph) || options instanceof Glyph) {
      throw new ModelError("add_glyph takes a source, a glyph and then an object of options")
    }
    const data_source = source ?? new ColumnDataSource()
    const renderer = new GlyphRenderer({ ...options, data_source, glyph })
    this.renderers = [...this.renderers, renderer]
    return renderer
  }

  /**
   * Points counted in hexagonal tiles, drawn colored by how many there are; `size` is from a tile's center to its corner.
   * @returns the renderer, and the tiles
   */
  hexbin(
    x: ArrayLike<number>,
    y: ArrayLike<number>,
    size: number,
    options: HexbinOptions = {},
  ): readonly [GlyphRenderer, HexBins] {
    const { palette = Viridis256, ...others } = options
    const bins = hexbin(x, y, size, options)
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
  }

  /**
   * Lines where z, rows of numbers, crosses the levels (`line_color`), and the areas between them (`fill_color`). x and y:
   * of each column and row of z, or of each value; null: 0, 1, 2 ...
   */
  contour(...args: ContourArguments): ContourRenderer {
    const contours = from_contour(...args)
    this.renderers = [...this.renderers, contours]
    return contours
  }

  /** A network; where its nodes are, `layout_provider` says. */
  graph(
    node_source: ColumnDataSource | Columns,
    edge_source: ColumnDataSource | Columns,
    layout_provider: LayoutProvider,
    options: GraphOptions = {},
  ): GraphRenderer {
    const graph = createGraph(node_source, edge_source, layout_provider, options)
    this.renderers = [...this.renderers, graph]
    return graph
  }

  /**
   * A map's tiles below all: of a source, of a provider, or of one of the common ones by name ("CartoDB Positron").
   * @throws ModelError for a name that is not known
   */
  add_tile(tiles: TileSource | TileProvider | string, options: TileOptions = {}): TileRenderer {
    const { retina = false, ...others } = options
    const tile_source = tiles instanceof TileSource ? tiles : tileSource(tiles, retina)
    const renderer = new TileRenderer({ ...others, tile_source })
    this.renderers = [...this.renderers, renderer]
    return renderer
  }

  /** The part of the plot at `x_target` and `y_target`, to draw into with the coordinates of `x_source` and `y_source`. */
  subplot(options: Init<CoordinateMappingProperties>): Subplot {
    return createSubplot(this, new CoordinateMapping(options))
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

/** One glyph method for each glyph: installed below, from the table that is also their type. */
export interface Figure extends GlyphMethods, StackMethods {}

for (const method of GLYPH_METHODS) {
  Object.defineProperty(Figure.prototype, method, {
    value(this: Figure, ...args: readonly unknown[]) {
      return drawGlyph(this, method, args)
    },
  })
}

for (const method of STACK_METHODS) {
  Object.defineProperty(Figure.prototype, method, {
    value(this: Figure, columns: readonly string[], options: GlyphArguments = {}) {
      const [glyph] = STACKS[method]
      const each = stackArguments(method, columns, options)
      return each.map((one) => drawGlyph(this, glyph, [one]))
    },
  })
}

/** The options that are Plot's own properties. @throws ModelError for one that nobody knows */
function plotProperties(options: FigureOptions): Init<FigureProperties> {
  const names = schemaOf("Figure")?.names() ?? new Set<string>()
  const own: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(options)) {
    if (OWN_NAMES.includes(name) || value === undefined) continue
    if (!names.has(name)) {
      const meant = closest(name, [...names, ...OWN_NAMES])
      throw new ModelError(
        `figure: unknown option '${name}'${meant === undefined ? "" : `, did you mean '${meant}'?`}`,
      )
    }
    own[name] = value
  }
  return own
}
