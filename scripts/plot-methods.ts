// The members of plots besides their properties, as declared in the generated module. src/plotting/plot-methods.ts
// implements them.

export const PLOT_METHODS = `
/** Where \`add_layout\` puts things. */
export type LayoutPlace = Location | "center"
type GlyphRendererOptions = Omit<Init<GlyphRendererProperties>, "data_source" | "glyph">
type TileOptions = Omit<Init<TileRendererProperties>, "tile_source"> & {
  /** Finer tiles, where the provider has them. */
  readonly retina?: boolean
}
/** Where map tiles come from. */
export interface TileProvider {
  /** With {x}, {y}, {z}, and {r} where retina tiles have "@2x". */
  readonly url: string
  /** HTML that the map must show. */
  readonly attribution?: string
  readonly min_zoom?: number
  readonly max_zoom?: number
}

interface PlotMethods {
  /** The axes of the plot, wherever they are. */
  readonly axis: Splattable<AnyAxis>
  readonly xaxis: Splattable<AnyAxis>
  readonly yaxis: Splattable<AnyAxis>
  readonly grid: Splattable<Grid>
  readonly xgrid: Splattable<Grid>
  readonly ygrid: Splattable<Grid>
  readonly legend: Splattable<Legend>
  readonly hover: Splattable<HoverTool>
  /** A plot has tools of its own; proxies stand in the toolbars of grids. */
  get tools(): Tool[]
  set tools(tools: readonly (Tool | ToolProxy)[])
  /** Puts a renderer (an axis, a legend, an annotation) beside the plot or, by default, into it; moves what is there already. */
  add_layout(
    model: Annotation | Axis | Grid | StyledElement,
    place?: LayoutPlace | { readonly place?: LayoutPlace },
  ): void
  /** Tools, or names of tools. */
  add_tools(...tools: readonly (Tool | string)[]): void
  /** @throws ModelError for a tool that the plot does not have */
  remove_tools(...tools: readonly Tool[]): void
  /** A glyph made by hand, with its source; the options are GlyphRenderer's. */
  add_glyph<G extends Glyph>(glyph: G, options?: GlyphRendererOptions): GlyphRenderer<G>
  add_glyph<S extends ColumnarDataSource, G extends Glyph>(
    source: S,
    glyph: G,
    options?: GlyphRendererOptions,
  ): GlyphRenderer<G, S>
  add_glyph<S extends ColumnarDataSource, G extends Glyph>(
    source: S,
    options: GlyphRendererOptions & { readonly glyph: G },
  ): GlyphRenderer<G, S>
  /**
   * A map's tiles below all: of a source, of a provider, or of one of the common ones by name ("CartoDB Positron").
   * @throws ModelError for a name that is not known
   */
  add_tile(tiles: TileSource | TileProvider | string, options?: TileOptions): TileRenderer
}
`
