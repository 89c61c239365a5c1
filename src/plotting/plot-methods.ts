// Methods and properties that all plots have: axes, grids, legends and tools as lists, and methods that add to them.
// Source: Python bokeh.models.plots (3.10)

import {
  type AnyAxis,
  Axis,
  ColumnarDataSource,
  ColumnDataSource,
  Glyph,
  GlyphRenderer,
  type GlyphRendererProperties,
  Grid,
  HoverTool,
  Legend,
  Plot,
  TileRenderer,
  TileSource,
  type Tool,
} from "../model/generated/models.ts"
import { assertOneOf, ModelError } from "../model/model-error.ts"
import type { Init } from "../model/property-types.ts"
import { splattable } from "../model/splattable.ts"
import { tileSource } from "./tiles.ts"
import { resolveTools } from "./tools.ts"

const PLACES = ["above", "below", "left", "right", "center"] as const

type RendererInit = Omit<Init<GlyphRendererProperties>, "data_source">
type Methods = Pick<
  Plot,
  | "axis"
  | "xaxis"
  | "yaxis"
  | "grid"
  | "xgrid"
  | "ygrid"
  | "legend"
  | "hover"
  | "tools"
  | "add_layout"
  | "add_tools"
  | "remove_tools"
  | "add_glyph"
  | "add_tile"
>

const plotMethods: Methods & ThisType<Plot> = {
  get xaxis() {
    return splattable([...this.above, ...this.below].filter(isAxis))
  },
  get yaxis() {
    return splattable([...this.left, ...this.right].filter(isAxis))
  },
  get axis() {
    return splattable([...this.xaxis, ...this.yaxis])
  },
  get grid() {
    return splattable(this.center.filter((model) => model instanceof Grid))
  },
  get xgrid() {
    return splattable(this.grid.filter((grid) => grid.dimension === 0))
  },
  get ygrid() {
    return splattable(this.grid.filter((grid) => grid.dimension === 1))
  },
  get legend() {
    const places = [...this.above, ...this.below, ...this.left, ...this.right, ...this.center]
    return splattable(places.filter((model) => model instanceof Legend))
  },
  get hover() {
    return splattable(this.tools.filter((tool) => tool instanceof HoverTool))
  },
  get tools() {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- proxies stand in the toolbars of grids
    return this.toolbar.tools as Tool[]
  },
  set tools(tools) {
    this.toolbar.tools = tools
  },
  add_layout(model, given = "center") {
    const place = typeof given === "string" ? given : (given.place ?? "center")
    assertOneOf("add_layout: unknown place", place, PLACES)
    for (const side of PLACES) {
      const there: readonly object[] = this[side]
      if (!there.includes(model)) continue
      this.update({ [side]: there.filter((other) => other !== model) })
    }
    this.update({ [place]: [...this[place], model] })
  },
  add_tools(...tools) {
    const added = tools.flatMap((tool) => resolveTools([tool], undefined).tools)
    this.tools = [...this.tools, ...added]
  },
  remove_tools(...tools) {
    const unknown = tools.find((tool) => !this.tools.includes(tool))
    if (unknown !== undefined)
      throw new ModelError(`remove_tools: this ${unknown.type} is not a tool of the plot`)
    this.tools = this.tools.filter((tool) => !tools.some((removed) => removed === tool))
  },
  add_glyph(
    first: ColumnarDataSource | Glyph,
    second?: Glyph | RendererInit,
    third?: RendererInit,
  ): never {
    const source = first instanceof ColumnarDataSource ? first : undefined
    const isNamed = second !== undefined && "glyph" in second && !(second instanceof Glyph)
    const [glyph, options] =
      source === undefined ? [first, second] : isNamed ? [second.glyph, second] : [second, third]
    if (!(glyph instanceof Glyph) || options instanceof Glyph) {
      throw new ModelError("add_glyph expects a source, a glyph and then an object of options")
    }
    const data_source = source ?? new ColumnDataSource()
    const renderer = new GlyphRenderer({ ...options, data_source, glyph })
    this.renderers = [...this.renderers, renderer]
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the overloads say which
    return renderer as never
  },
  add_tile(tiles, options = {}) {
    const { retina = false, ...others } = options
    const tile_source = tiles instanceof TileSource ? tiles : tileSource(tiles, retina)
    const renderer = new TileRenderer({ ...others, tile_source })
    this.renderers = [...this.renderers, renderer]
    return renderer
  },
}

/**
 * Gives plots their methods here, because the methods need tools by name and the tile providers, which models cannot
 * import.
 */
export function installPlotMethods(): void {
  Object.defineProperties(Plot.prototype, Object.getOwnPropertyDescriptors(plotMethods))
}

/** Any kind of axis: the app knows which. */
function isAxis(model: object): model is AnyAxis {
  return model instanceof Axis
}
