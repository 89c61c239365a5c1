// gmap(): a plot on Google Maps, with axes, tools and the glyph methods. Source: Python bokeh.plotting.gmap (3.10)

import {
  GMap,
  type GMapOptions,
  type GMapProperties,
  LinearAxis,
  MercatorTicker,
  MercatorTickFormatter,
  Range1d,
} from "../model/generated/models.ts"
import type { Init } from "../model/property-types.ts"
import type { GlyphMethods } from "./glyph-types.ts"
import { byKeyword } from "./keywords.ts"
import {
  type ActiveTools,
  activateTools,
  DEFAULT_TOOLS,
  resolveTools,
  type ToolsLike,
  type Tooltips,
} from "./tools.ts"

interface OwnOptions extends ActiveTools {
  /** null: no axis. */
  readonly x_axis_location?: "above" | "below" | null | undefined
  readonly y_axis_location?: "left" | "right" | null | undefined
  readonly x_axis_label?: string | undefined
  readonly y_axis_label?: string | undefined
  /** Like the tools of a figure. */
  readonly tools?: ToolsLike | undefined
  readonly tooltips?: Tooltips | undefined
}

type Options = Omit<Init<GMapProperties>, keyof OwnOptions> & OwnOptions
type Arguments = Options & {
  readonly google_api_key: string
  readonly map_options: GMapOptions
}

/** A plot on Google Maps. Key and map options may be given by position or by name. */
export function gmap(options: Arguments): GMap & GlyphMethods
export function gmap(
  google_api_key: string,
  map_options: GMapOptions,
  options?: Options,
): GMap & GlyphMethods
export function gmap(...args: readonly unknown[]): GMap & GlyphMethods {
  const names = ["google_api_key", "map_options"] as const
  const given = byKeyword<Arguments>({ what: "gmap", names }, args)
  const { google_api_key, map_options, ...options } = given
  const { tools = DEFAULT_TOOLS, tooltips, ...others } = options
  const { x_axis_location = "below", y_axis_location = "left", ...named } = others
  const { x_axis_label = "", y_axis_label = "", ...rest } = named
  const ranges = { x_range: new Range1d(), y_range: new Range1d() }
  const plot = new GMap({
    ...ranges,
    ...plotProperties(rest),
    api_key: google_api_key,
    map_options,
  })
  if (x_axis_location !== null) plot.add_layout(axis("lon", x_axis_label), x_axis_location)
  if (y_axis_location !== null) plot.add_layout(axis("lat", y_axis_label), y_axis_location)
  const resolved = resolveTools(tools, tooltips)
  plot.add_tools(...resolved.tools)
  activateTools(plot.toolbar, resolved.byName, rest)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- figure.ts gives it the methods
  return plot as GMap & GlyphMethods
}

function axis(dimension: "lon" | "lat", axis_label: string): LinearAxis {
  return new LinearAxis({
    axis_label,
    ticker: new MercatorTicker({ dimension, num_minor_ticks: 5 }),
    formatter: new MercatorTickFormatter({ dimension }),
  })
}

function plotProperties(options: object): Init<GMapProperties> {
  const own = Object.entries(options).filter(([name]) => !name.startsWith("active_"))
  return Object.fromEntries(own)
}
