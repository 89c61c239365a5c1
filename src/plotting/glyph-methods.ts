// The glyph methods of figure(): each with its glyph and the arguments that may be given by position.
// Source: Python bokeh.models.glyphs, `_args` (3.9.2)

import type { Columns } from "../model/column.ts"
import type {
  ColumnarDataSource,
  GlyphRenderer,
  AnnularWedgeProperties,
  AnnulusProperties,
  ArcProperties,
  BezierProperties,
  BlockProperties,
  CircleProperties,
  EllipseProperties,
  HAreaProperties,
  HAreaStepProperties,
  HBarProperties,
  HSpanProperties,
  HStripProperties,
  HexTileProperties,
  ImageProperties,
  ImageRGBAProperties,
  ImageStackProperties,
  ImageURLProperties,
  LineProperties,
  MathMLGlyphProperties,
  MultiLineProperties,
  MultiPolygonsProperties,
  NgonProperties,
  PatchProperties,
  PatchesProperties,
  QuadProperties,
  QuadraticProperties,
  RayProperties,
  RectProperties,
  ScatterProperties,
  SegmentProperties,
  SplineProperties,
  StepProperties,
  TeXGlyphProperties,
  TextProperties,
  VAreaProperties,
  VAreaStepProperties,
  VBarProperties,
  VSpanProperties,
  VStripProperties,
  WedgeProperties,
} from "../model/generated/models.ts"
import type { Color, ColorSpec, NumberSpec } from "../model/property-types.ts"
import type { TypedArray, NDArray } from "../serialization/values.ts"

export const GLYPHS = {
  annular_wedge: [
    "AnnularWedge",
    ["x", "y", "inner_radius", "outer_radius", "start_angle", "end_angle", "direction"],
  ],
  annulus: ["Annulus", ["x", "y", "inner_radius", "outer_radius"]],
  arc: ["Arc", ["x", "y", "radius", "start_angle", "end_angle", "direction"]],
  bezier: ["Bezier", ["x0", "y0", "x1", "y1", "cx0", "cy0", "cx1", "cy1"]],
  block: ["Block", ["x", "y", "width", "height"]],
  circle: ["Circle", ["x", "y", "radius"]],
  ellipse: ["Ellipse", ["x", "y", "width", "height", "angle"]],
  harea: ["HArea", ["x1", "x2", "y"]],
  harea_step: ["HAreaStep", ["x1", "x2", "y"]],
  hbar: ["HBar", ["y", "height", "right", "left"]],
  hex_tile: ["HexTile", ["q", "r"]],
  hspan: ["HSpan", ["y"]],
  hstrip: ["HStrip", ["y0", "y1"]],
  image: ["Image", ["image", "x", "y", "dw", "dh", "dilate"]],
  image_rgba: ["ImageRGBA", ["image", "x", "y", "dw", "dh", "dilate"]],
  image_stack: ["ImageStack", ["image", "x", "y", "dw", "dh", "dilate"]],
  image_url: ["ImageURL", ["url", "x", "y", "w", "h", "angle", "dilate"]],
  line: ["Line", ["x", "y"]],
  mathml: ["MathMLGlyph", ["x", "y", "text", "angle", "x_offset", "y_offset"]],
  multi_line: ["MultiLine", ["xs", "ys"]],
  multi_polygons: ["MultiPolygons", ["xs", "ys"]],
  ngon: ["Ngon", ["x", "y", "radius"]],
  patch: ["Patch", ["x", "y"]],
  patches: ["Patches", ["xs", "ys"]],
  quad: ["Quad", ["left", "right", "top", "bottom"]],
  quadratic: ["Quadratic", ["x0", "y0", "x1", "y1", "cx", "cy"]],
  ray: ["Ray", ["x", "y", "length", "angle"]],
  rect: ["Rect", ["x", "y", "width", "height", "angle", "dilate"]],
  scatter: ["Scatter", ["x", "y", "size", "angle", "marker"]],
  segment: ["Segment", ["x0", "y0", "x1", "y1"]],
  spline: ["Spline", ["x", "y"]],
  step: ["Step", ["x", "y"]],
  tex: ["TeXGlyph", ["x", "y", "text", "angle", "x_offset", "y_offset"]],
  text: ["Text", ["x", "y", "text", "angle", "x_offset", "y_offset"]],
  varea: ["VArea", ["x", "y1", "y2"]],
  varea_step: ["VAreaStep", ["x", "y1", "y2"]],
  vbar: ["VBar", ["x", "width", "top", "bottom"]],
  vspan: ["VSpan", ["x"]],
  vstrip: ["VStrip", ["x0", "x1"]],
  wedge: ["Wedge", ["x", "y", "radius", "start_angle", "end_angle", "direction"]],
} as const satisfies Readonly<Record<string, readonly [type: string, names: readonly string[]]>>

/** The names of the methods. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an object literal has no other keys
export const GLYPH_METHODS = Object.keys(GLYPHS) as readonly (keyof typeof GLYPHS)[]

/** Short names of markers, as in Python. */
export const MARKER_SHORTCUTS: Readonly<Record<string, string>> = {
  "*": "asterisk",
  "+": "cross",
  o: "circle",
  "o+": "circle_cross",
  "o.": "circle_dot",
  ox: "circle_x",
  oy: "circle_y",
  "-": "dash",
  ".": "dot",
  v: "inverted_triangle",
  "^": "triangle",
  "^.": "triangle_dot",
}

export type GlyphMethods = {
  annular_wedge: GlyphMethod<AnnularWedgeProperties, (typeof GLYPHS)["annular_wedge"][1]>
  annulus: GlyphMethod<AnnulusProperties, (typeof GLYPHS)["annulus"][1]>
  arc: GlyphMethod<ArcProperties, (typeof GLYPHS)["arc"][1]>
  bezier: GlyphMethod<BezierProperties, (typeof GLYPHS)["bezier"][1]>
  block: GlyphMethod<BlockProperties, (typeof GLYPHS)["block"][1]>
  circle: GlyphMethod<CircleProperties, (typeof GLYPHS)["circle"][1]>
  ellipse: GlyphMethod<EllipseProperties, (typeof GLYPHS)["ellipse"][1]>
  harea: GlyphMethod<HAreaProperties, (typeof GLYPHS)["harea"][1]>
  harea_step: GlyphMethod<HAreaStepProperties, (typeof GLYPHS)["harea_step"][1]>
  hbar: GlyphMethod<HBarProperties, (typeof GLYPHS)["hbar"][1]>
  hex_tile: GlyphMethod<HexTileProperties, (typeof GLYPHS)["hex_tile"][1]>
  hspan: GlyphMethod<HSpanProperties, (typeof GLYPHS)["hspan"][1]>
  hstrip: GlyphMethod<HStripProperties, (typeof GLYPHS)["hstrip"][1]>
  image: GlyphMethod<ImageProperties, (typeof GLYPHS)["image"][1]>
  image_rgba: GlyphMethod<ImageRGBAProperties, (typeof GLYPHS)["image_rgba"][1]>
  image_stack: GlyphMethod<ImageStackProperties, (typeof GLYPHS)["image_stack"][1]>
  image_url: GlyphMethod<ImageURLProperties, (typeof GLYPHS)["image_url"][1]>
  line: GlyphMethod<LineProperties, (typeof GLYPHS)["line"][1]>
  mathml: GlyphMethod<MathMLGlyphProperties, (typeof GLYPHS)["mathml"][1]>
  multi_line: GlyphMethod<MultiLineProperties, (typeof GLYPHS)["multi_line"][1]>
  multi_polygons: GlyphMethod<MultiPolygonsProperties, (typeof GLYPHS)["multi_polygons"][1]>
  ngon: GlyphMethod<NgonProperties, (typeof GLYPHS)["ngon"][1]>
  patch: GlyphMethod<PatchProperties, (typeof GLYPHS)["patch"][1]>
  patches: GlyphMethod<PatchesProperties, (typeof GLYPHS)["patches"][1]>
  quad: GlyphMethod<QuadProperties, (typeof GLYPHS)["quad"][1]>
  quadratic: GlyphMethod<QuadraticProperties, (typeof GLYPHS)["quadratic"][1]>
  ray: GlyphMethod<RayProperties, (typeof GLYPHS)["ray"][1]>
  rect: GlyphMethod<RectProperties, (typeof GLYPHS)["rect"][1]>
  scatter: GlyphMethod<ScatterProperties, (typeof GLYPHS)["scatter"][1]>
  segment: GlyphMethod<SegmentProperties, (typeof GLYPHS)["segment"][1]>
  spline: GlyphMethod<SplineProperties, (typeof GLYPHS)["spline"][1]>
  step: GlyphMethod<StepProperties, (typeof GLYPHS)["step"][1]>
  tex: GlyphMethod<TeXGlyphProperties, (typeof GLYPHS)["tex"][1]>
  text: GlyphMethod<TextProperties, (typeof GLYPHS)["text"][1]>
  varea: GlyphMethod<VAreaProperties, (typeof GLYPHS)["varea"][1]>
  varea_step: GlyphMethod<VAreaStepProperties, (typeof GLYPHS)["varea_step"][1]>
  vbar: GlyphMethod<VBarProperties, (typeof GLYPHS)["vbar"][1]>
  vspan: GlyphMethod<VSpanProperties, (typeof GLYPHS)["vspan"][1]>
  vstrip: GlyphMethod<VStripProperties, (typeof GLYPHS)["vstrip"][1]>
  wedge: GlyphMethod<WedgeProperties, (typeof GLYPHS)["wedge"][1]>
}

/** A column's name, one value for all rows, or the data itself: then a source is made for it. */
type Data<T> = T | readonly unknown[] | TypedArray | NDArray

type Shorthand<T> = { readonly color?: Data<ColorSpec>; readonly alpha?: Data<NumberSpec> } & T

/** The visual properties of a glyph's variants: `hover_fill_color`, `muted_alpha` ... */
type Variants<P> = {
  readonly [
    K in VisualNames<P> as `${"nonselection" | "selection" | "hover" | "muted"}_${K}`
  ]?: unknown
}
type VisualNames<P> =
  | Extract<keyof P, `${"line" | "fill" | "hatch" | "text"}_${string}`>
  | "color"
  | "alpha"

interface RendererOptions {
  /** Where the columns are; without it the data given as arrays gets a source of its own. */
  readonly source?: ColumnarDataSource | Columns
  readonly legend_label?: string
  readonly legend_field?: string
  readonly legend_group?: string
  readonly legend_name?: string
  readonly name?: string
  readonly level?: GlyphRenderer["level"]
  readonly view?: GlyphRenderer["view"]
  readonly visible?: boolean
  readonly muted?: boolean
  readonly x_range_name?: string
  readonly y_range_name?: string
  readonly coordinates?: GlyphRenderer["coordinates"]
}

/** What a distance or an angle is measured in: `radius_units: "screen"`, `angle_units: "deg"`. */
type Units<P> = {
  readonly [K in Extract<keyof P, Distance> as `${K}_units`]?: "data" | "screen"
} & { readonly [K in Extract<keyof P, Angle> as `${K}_units`]?: "deg" | "rad" | "grad" | "turn" }
type Distance =
  | `${"inner_" | "outer_" | ""}radius`
  | ("width" | "height" | "length" | "dw" | "dh" | "w" | "h")
type Angle = `${"start_" | "end_" | ""}angle`

/** Colors of an image's values, from the lowest to the highest. */
type ImagePalette<P> = P extends { readonly color_mapper: ImageProperties["color_mapper"] }
  ? { readonly palette?: readonly Color[] }
  : unknown

export type GlyphOptions<P> = OrUndefined<
  Shorthand<
    { readonly [K in keyof P]?: Data<P[K]> } & Variants<P> &
      Units<P> &
      ImagePalette<P> &
      RendererOptions
  >
>
type OrUndefined<T> = { readonly [K in keyof T]: T[K] | undefined }

/** The first arguments by position, as many as one likes. */
type Positional<P, Names extends readonly string[]> = Names extends readonly [
  infer Name,
  ...infer Rest extends readonly string[],
]
  ? [] | [Name extends keyof P ? Data<P[Name]> : never, ...Positional<P, Rest>]
  : []

/** `(x, y, {options})` or `({x, y, options})`. */
type GlyphMethod<P, Names extends readonly string[]> = (
  ...args: [...Positional<P, Names>, options?: GlyphOptions<P>]
) => GlyphRenderer
