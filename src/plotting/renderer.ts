// From a glyph method's arguments to a GlyphRenderer: literals become columns, shorthands become visuals. Source: Python
// bokeh.plotting._renderer (3.10)

import { schemaOf } from "../model/classes.ts"
import type { Column, Columns } from "../model/column.ts"
import { columnLength } from "../model/columns.ts"
import { ColumnDataSource } from "../model/generated/models.ts"
import { HasProps } from "../model/has-props.ts"
import { DASHES, isDash } from "../model/line-dash.ts"
import { ModelError, unknownName } from "../model/model-error.ts"
import { createModel } from "../model/registry.ts"
import { inUnits } from "../model/units.ts"
import { NDArray } from "../serialization/values.ts"
import { isNumbers } from "../util/record.ts"

/** The arguments of a glyph method: properties of the glyph, of the renderer, and shorthands. */
export type GlyphArguments = Record<string, unknown>

const RENDERER_NAMES = [
  "name",
  "coordinates",
  "x_range_name",
  "y_range_name",
  "level",
  "view",
  "visible",
  "muted",
]
const LEGEND_NAMES = ["legend_label", "legend_field", "legend_group", "legend_name"]
const FEATURES = ["line", "fill", "hatch", "text", "global"]
const DEFAULT_COLOR = "#1f77b4"

/** A renderer's visual sets beside its main glyph, by the prefix of their arguments. */
const VARIANTS = [
  { prefix: "nonselection_", isAlwaysSet: true },
  { prefix: "selection_", isAlwaysSet: false },
  { prefix: "hover_", isAlwaysSet: false },
  { prefix: "muted_", isAlwaysSet: true },
] as const
/** Their alphas when none is given. */
const ALPHAS: Readonly<Record<string, number>> = { nonselection_: 0.1, muted_: 0.2 }

/** @throws ModelError naming the method and the argument that is unknown, or that cannot be a literal next to a given source */
export function createRenderer(
  method: string,
  type: string,
  args: GlyphArguments,
  alphas = ALPHAS,
): HasProps {
  const schema = schemaOf(type)
  const properties = schema?.names() ?? new Set<string>()
  const { given: plain, units } = splitUnits(type, args)
  const given = withMapper(method, type, plain)
  assertArguments(method, properties, given)
  const visuals = visualsOf(properties, given, { prefix: "", fallback: {} })
  const geometry = pick(
    given,
    (name) => properties.has(name) && !isVisual(name) && !isRendererName(name),
  )
  const own = { ...geometry, ...visuals }
  const source = sourceOf(given)
  const columns = literalColumns(type, own)
  assertPixels(type, columns)
  assertDashes(method, own, source)
  if (Object.keys(columns).length > 0)
    addColumns(method, source, given["source"] !== undefined, columns)
  for (const name of Object.keys(columns)) own[name] = name
  for (const [name, unit] of Object.entries(units)) {
    if (schema !== undefined) own[name] = inUnits(schema, name, own[name] ?? name, unit)
  }
  const renderer: GlyphArguments = {
    ...pick(given, isRendererName),
    data_source: source,
    glyph: createModel(type, own),
  }
  for (const { prefix, isAlwaysSet } of VARIANTS) {
    if (!isAlwaysSet && !Object.keys(given).some((name) => name.startsWith(prefix))) continue
    const cascade = { prefix, alpha: alphas[prefix], fallback: pick(own, isVisual) }
    const variant = visualsOf(properties, given, cascade)
    renderer[`${prefix}glyph`] = createModel(type, { ...own, ...variant })
  }
  return createModel("GlyphRenderer", renderer)
}

interface Cascade {
  readonly prefix: string
  readonly fallback: GlyphArguments
  readonly alpha?: number | undefined
}

/**
 * Bokeh's cascade for each visual: its own name, the shorthand (`color`), the variant's alpha, the main glyph's value, a
 * default.
 */
function visualsOf(
  properties: ReadonlySet<string>,
  given: GlyphArguments,
  { prefix, fallback, alpha }: Cascade,
): GlyphArguments {
  const visuals: GlyphArguments = {}
  for (const name of properties) {
    if (!isVisual(name)) continue
    const trait = name.slice(name.indexOf("_") + 1)
    const shorthand = properties.has(trait) ? undefined : given[prefix + trait]
    const override = trait === "alpha" ? alpha : undefined
    // null is a value: it means no color.
    const cascade = [given[prefix + name], shorthand, override, fallback[name]]
    const value = [...cascade, defaultVisual(name, trait)].find((option) => option !== undefined)
    if (value !== undefined) visuals[name] = value
  }
  return visuals
}

function defaultVisual(name: string, trait: string): unknown {
  if (name === "text_color" || name === "hatch_color") return "black"
  if (trait === "color") return DEFAULT_COLOR
  return trait === "alpha" ? 1 : undefined
}

function isVisual(name: string): boolean {
  return FEATURES.includes(name.slice(0, name.indexOf("_")))
}

function isRendererName(name: string): boolean {
  return RENDERER_NAMES.includes(name)
}

/** Python's `radius: 10, radius_units: "screen"` is one value on the wire. */
function splitUnits(
  type: string,
  args: GlyphArguments,
): { readonly given: GlyphArguments; readonly units: Readonly<Record<string, string>> } {
  const schema = schemaOf(type)
  const units: Record<string, string> = {}
  const given = pick(args, (name) => {
    const unit = args[name]
    const bare = name.replace(/_units$/, "")
    const kind = bare === name ? undefined : schema?.property(bare)?.kind
    if (kind?.type !== "spec" || typeof unit !== "string") return true
    units[bare] = unit
    return false
  })
  return { given, units }
}

/** An image's palette becomes a color mapper. */
function withMapper(method: string, type: string, given: GlyphArguments): GlyphArguments {
  const { palette, ...others } = given
  if (type !== "Image" || palette === undefined) return given
  if (given["color_mapper"] !== undefined) {
    throw new ModelError(`figure.${method}: only one of palette, color_mapper can be given`)
  }
  return { ...others, color_mapper: createModel("LinearColorMapper", { palette }) }
}

function sourceOf({ source }: GlyphArguments): HasProps {
  if (source === undefined) return new ColumnDataSource()
  if (source instanceof HasProps) return source
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- checked by the property's kind
  return new ColumnDataSource({ data: source as Columns })
}

/** The arguments that hold data for a column: arrays where a column's name is also allowed. */
export function literalColumns(type: string, own: GlyphArguments): Columns {
  const columns: Record<string, Column> = {}
  const schema = schemaOf(type)
  for (const [name, value] of Object.entries(own)) {
    const kind = schema?.property(name)?.kind
    // One line, and one area, has one color.
    const isByRow = kind?.type === "spec" && !kind.name.endsWith("Scalar")
    if (isByRow && isLiteral(name, value)) columns[name] = value
  }
  return columns
}

function isLiteral(name: string, value: unknown): value is Column {
  if (value instanceof NDArray) return true
  if (ArrayBuffer.isView(value)) return !name.endsWith("line_dash")
  return Array.isArray(value) && !isColorTuple(name, value) && !isDashPattern(name, value)
}

/** `[r, g, b]` and `[r, g, b, a]` are one color, as in Python. */
function isColorTuple(name: string, value: readonly unknown[]): boolean {
  const isTuple = value.length === 3 || value.length === 4
  return name.endsWith("color") && isTuple && isNumbers(value)
}

function isDashPattern(name: string, value: readonly unknown[]): boolean {
  return name.endsWith("dash") && isNumbers(value)
}

/** With a dash that is neither a pattern nor a column, BokehJS draws nothing of the whole page. @throws ModelError */
function assertDashes(method: string, own: GlyphArguments, source: HasProps): void {
  const known = source instanceof ColumnDataSource ? source.column_names : undefined
  for (const [name, dash] of Object.entries(own)) {
    if (!name.endsWith("line_dash") || typeof dash !== "string" || isDash(dash)) continue
    if (known?.includes(dash) !== false) continue
    throw new ModelError(
      `figure.${method}: ${name} must be ${DASHES.join(", ")}, lengths as "4 2" or a column, got "${dash}"`,
    )
  }
}

/**
 * BokehJS would read beyond the array, and draw nothing of the whole page. @throws ModelError for numbers that are not
 * pixels
 */
function assertPixels(type: string, { image: images }: Columns): void {
  if (type !== "ImageRGBA" || images === undefined || images instanceof NDArray) return
  const wrong = Array.from<unknown>(images).find((image) => {
    if (!(image instanceof NDArray) || !ArrayBuffer.isView(image.array)) return false
    const [height = 0, width = 0] = image.shape
    return image.array.byteLength !== 4 * height * width
  })
  if (!(wrong instanceof NDArray)) return
  throw new ModelError(
    `figure.image_rgba: an image must be uint32 with the shape [height, width], or uint8 with [height, width, 4], ` +
      `got ${wrong.dtype} with [${wrong.shape.join(", ")}]`,
  )
}

function addColumns(method: string, source: HasProps, isGiven: boolean, columns: Columns): void {
  if (isGiven || !(source instanceof ColumnDataSource)) {
    throw new ModelError(
      `figure.${method}: ${Object.keys(columns).join(", ")} given as data beside a source; ` +
        "put the data into the source and give the column's name",
    )
  }
  columnLength(columns, `figure.${method}`)
  source.data = { ...source.data, ...columns }
}

function assertArguments(
  method: string,
  properties: ReadonlySet<string>,
  given: GlyphArguments,
): void {
  const traits = [...properties].filter(isVisual).map((name) => name.slice(name.indexOf("_") + 1))
  const known = new Set([...properties, ...traits, ...RENDERER_NAMES, ...LEGEND_NAMES, "source"])
  for (const name of Object.keys(given)) {
    const bare = name.replace(/^(nonselection|selection|hover|muted)_/, "")
    if (known.has(name) || known.has(bare)) continue
    throw unknownName(`figure.${method}: unknown argument`, name, known)
  }
}

/** Undefined counts as not given. */
export function givenIn(args: GlyphArguments): GlyphArguments {
  return pick(args, () => true)
}

function pick(from: GlyphArguments, isWanted: (name: string) => boolean): GlyphArguments {
  return Object.fromEntries(
    Object.entries(from).filter(([name, value]) => isWanted(name) && value !== undefined),
  )
}
