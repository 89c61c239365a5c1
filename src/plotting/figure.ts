// figure(): a Plot with ranges, axes, grids and tools made from short arguments, and the glyph methods.
// Source: Python bokeh.plotting._figure and bokeh.plotting._plot (3.10)

import type { Init } from "../model/define.ts"
import {
  Axis,
  Figure as FigureModel,
  type FigureProperties,
  type GlyphRenderer,
  Grid,
  Legend,
  type Plot,
  type Tool,
} from "../model/generated/models.ts"
import type { HasProps } from "../model/has-props.ts"
import { ModelError } from "../model/model-error.ts"
import { schemaOf } from "../model/registry.ts"
import { closest } from "../util/closest.ts"
import { type AxisType, createAxis, rangeFrom, type RangeLike, scaleFor } from "./axes.ts"
import { GLYPHS, type GlyphMethods, MARKER_SHORTCUTS } from "./glyph-methods.ts"
import { addToLegend } from "./legend.ts"
import { createRenderer, type GlyphArguments } from "./renderer.ts"
import {
  type ActiveTools,
  activateTools,
  resolveTools,
  type ToolsLike,
  type Tooltips,
} from "./tools.ts"

type Side = "above" | "below" | "left" | "right"

/** What figure() takes beside the properties of Plot. */
interface OwnOptions extends ActiveTools {
  /** Limits, factors or a Range; default automatic. */
  readonly x_range?: RangeLike
  readonly y_range?: RangeLike
  /** null: no axis; "auto": from the range. */
  readonly x_axis_type?: AxisType | null
  readonly y_axis_type?: AxisType | null
  readonly x_axis_location?: Side | null
  readonly y_axis_location?: Side | null
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

  /** Puts a renderer (an axis, a legend, an annotation) beside the plot or, by default, into it. */
  add_layout(model: Plot["center"][number], place: Side | "center" = "center"): void {
    this[place] = [...this[place], model]
  }

  add_tools(...tools: readonly Tool[]): void {
    this.toolbar.tools = [...this.toolbar.tools, ...tools]
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
export interface Figure extends GlyphMethods {}

for (const [method, [type, names]] of Object.entries(GLYPHS)) {
  Object.defineProperty(Figure.prototype, method, {
    value(this: Figure, ...args: readonly unknown[]) {
      return drawGlyph(this, { method, type, names }, args)
    },
  })
}

interface Glyph {
  readonly method: string
  readonly type: string
  readonly names: readonly string[]
}

/** Takes `(x, y, {options})` and `({x, y, options})` alike. */
function drawGlyph(
  plot: Figure,
  { method, type, names }: Glyph,
  args: readonly unknown[],
): HasProps {
  const given: GlyphArguments = {}
  args.forEach((value, i) => {
    const name = names[i]
    const isOptions = i === args.length - 1 && isOptionsObject(value)
    if (isOptions) Object.assign(given, value)
    else if (name !== undefined) given[name] = value
    else
      throw new ModelError(
        `figure.${method} takes ${names.join(", ")} and then an object of options`,
      )
  })
  const marker = given["marker"]
  if (typeof marker === "string") given["marker"] = MARKER_SHORTCUTS[marker] ?? marker
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its type is GlyphRenderer
  const renderer = createRenderer(method, type, given) as unknown as GlyphRenderer
  plot.renderers = [...plot.renderers, renderer]
  addToLegend(plot, renderer, given)
  return renderer
}

function isOptionsObject(value: unknown): value is object {
  return (
    typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype
  )
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

/** A list whose property setters reach every member: `plot.xaxis.axis_label = "t"`. */
export type Splattable<T> = readonly T[] & {
  -readonly [K in keyof T as K extends keyof HasProps ? never : K]: T[K]
}

function splattable<T extends object>(members: readonly T[]): Splattable<T> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the proxy adds exactly the members' properties
  return new Proxy(members, {
    get: (list, name) => {
      if (name in list || typeof name === "symbol") return Reflect.get(list, name) as unknown
      return list[0] === undefined ? undefined : (Reflect.get(list[0], name) as unknown)
    },
    set: (list, name, value) => list.every((member) => Reflect.set(member, name, value)),
  }) as Splattable<T>
}
