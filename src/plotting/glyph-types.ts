// The types of the glyph methods: their options, their positional arguments, and the renderers that they return.

import type { ColumnAsRead, ColumnsOf, DataColumn, DataLike, NoColumns } from "../model/column.ts"
import type {
  AnnularWedge,
  AnnularWedgeProperties,
  Annulus,
  AnnulusProperties,
  Arc,
  ArcProperties,
  Bezier,
  BezierProperties,
  Block,
  BlockProperties,
  Circle,
  CircleProperties,
  ColumnDataSource,
  ColumnarDataSource,
  Expression,
  Ellipse,
  EllipseProperties,
  Glyph,
  GlyphRenderer,
  HArea,
  HAreaProperties,
  HAreaStep,
  HAreaStepProperties,
  HBar,
  HBarProperties,
  HSpan,
  HSpanProperties,
  HStrip,
  HStripProperties,
  HexTile,
  HexTileProperties,
  Image,
  ImageProperties,
  ImageRGBA,
  ImageRGBAProperties,
  ImageStack,
  ImageStackProperties,
  ImageURL,
  ImageURLProperties,
  Line,
  LineProperties,
  MathMLGlyph,
  MathMLGlyphProperties,
  MultiLine,
  MultiLineProperties,
  MultiPolygons,
  MultiPolygonsProperties,
  Ngon,
  NgonProperties,
  Patch,
  PatchProperties,
  Patches,
  PatchesProperties,
  Quad,
  QuadProperties,
  Quadratic,
  QuadraticProperties,
  Ray,
  RayProperties,
  Rect,
  RectProperties,
  Scatter,
  ScatterProperties,
  Segment,
  SegmentProperties,
  Spline,
  SplineProperties,
  Step,
  StepProperties,
  TeXGlyph,
  TeXGlyphProperties,
  Text,
  TextProperties,
  VArea,
  VAreaProperties,
  VAreaStep,
  VAreaStepProperties,
  VBar,
  VBarProperties,
  VSpan,
  VSpanProperties,
  VStrip,
  VStripProperties,
  Wedge,
  WedgeProperties,
} from "../model/generated/models.ts"
import type { Color, ColorSpec, CoordinateSpec, NumberSpec } from "../model/property-types.ts"
import type { Field, NDArray, TypedArray } from "../serialization/values.ts"
import type { GLYPHS } from "./glyph-methods.ts"

export interface GlyphMethods {
  annular_wedge: GlyphMethod<
    AnnularWedge,
    AnnularWedgeProperties,
    AnnularWedgeOptions,
    (typeof GLYPHS)["annular_wedge"][1]
  >
  annulus: GlyphMethod<Annulus, AnnulusProperties, AnnulusOptions, (typeof GLYPHS)["annulus"][1]>
  arc: GlyphMethod<Arc, ArcProperties, ArcOptions, (typeof GLYPHS)["arc"][1]>
  bezier: GlyphMethod<Bezier, BezierProperties, BezierOptions, (typeof GLYPHS)["bezier"][1]>
  block: GlyphMethod<Block, BlockProperties, BlockOptions, (typeof GLYPHS)["block"][1]>
  circle: SizedCircle &
    GlyphMethod<Circle, CircleProperties, CircleOptions, (typeof GLYPHS)["circle"][1]>
  ellipse: GlyphMethod<Ellipse, EllipseProperties, EllipseOptions, (typeof GLYPHS)["ellipse"][1]>
  harea: GlyphMethod<HArea, HAreaProperties, HAreaOptions, (typeof GLYPHS)["harea"][1]>
  harea_step: GlyphMethod<
    HAreaStep,
    HAreaStepProperties,
    HAreaStepOptions,
    (typeof GLYPHS)["harea_step"][1]
  >
  hbar: GlyphMethod<HBar, HBarProperties, HBarOptions, (typeof GLYPHS)["hbar"][1]>
  hex_tile: GlyphMethod<HexTile, HexTileProperties, HexTileOptions, (typeof GLYPHS)["hex_tile"][1]>
  hspan: GlyphMethod<HSpan, HSpanProperties, HSpanOptions, (typeof GLYPHS)["hspan"][1]>
  hstrip: GlyphMethod<HStrip, HStripProperties, HStripOptions, (typeof GLYPHS)["hstrip"][1]>
  image: GlyphMethod<Image, ImageProperties, ImageOptions, (typeof GLYPHS)["image"][1]>
  image_rgba: GlyphMethod<
    ImageRGBA,
    ImageRGBAProperties,
    ImageRGBAOptions,
    (typeof GLYPHS)["image_rgba"][1]
  >
  image_stack: GlyphMethod<
    ImageStack,
    ImageStackProperties,
    ImageStackOptions,
    (typeof GLYPHS)["image_stack"][1]
  >
  image_url: GlyphMethod<
    ImageURL,
    ImageURLProperties,
    ImageURLOptions,
    (typeof GLYPHS)["image_url"][1]
  >
  line: GlyphMethod<Line, LineProperties, LineOptions, (typeof GLYPHS)["line"][1]>
  mathml: GlyphMethod<
    MathMLGlyph,
    MathMLGlyphProperties,
    MathMLGlyphOptions,
    (typeof GLYPHS)["mathml"][1]
  >
  multi_line: GlyphMethod<
    MultiLine,
    MultiLineProperties,
    MultiLineOptions,
    (typeof GLYPHS)["multi_line"][1]
  >
  multi_polygons: GlyphMethod<
    MultiPolygons,
    MultiPolygonsProperties,
    MultiPolygonsOptions,
    (typeof GLYPHS)["multi_polygons"][1]
  >
  ngon: GlyphMethod<Ngon, NgonProperties, NgonOptions, (typeof GLYPHS)["ngon"][1]>
  patch: GlyphMethod<Patch, PatchProperties, PatchOptions, (typeof GLYPHS)["patch"][1]>
  patches: GlyphMethod<Patches, PatchesProperties, PatchesOptions, (typeof GLYPHS)["patches"][1]>
  quad: GlyphMethod<Quad, QuadProperties, QuadOptions, (typeof GLYPHS)["quad"][1]>
  quadratic: GlyphMethod<
    Quadratic,
    QuadraticProperties,
    QuadraticOptions,
    (typeof GLYPHS)["quadratic"][1]
  >
  ray: GlyphMethod<Ray, RayProperties, RayOptions, (typeof GLYPHS)["ray"][1]>
  rect: GlyphMethod<Rect, RectProperties, RectOptions, (typeof GLYPHS)["rect"][1]>
  scatter: ScatterMethod
  segment: GlyphMethod<Segment, SegmentProperties, SegmentOptions, (typeof GLYPHS)["segment"][1]>
  spline: GlyphMethod<Spline, SplineProperties, SplineOptions, (typeof GLYPHS)["spline"][1]>
  step: GlyphMethod<Step, StepProperties, StepOptions, (typeof GLYPHS)["step"][1]>
  tex: GlyphMethod<TeXGlyph, TeXGlyphProperties, TeXGlyphOptions, (typeof GLYPHS)["tex"][1]>
  text: GlyphMethod<Text, TextProperties, TextOptions, (typeof GLYPHS)["text"][1]>
  varea: GlyphMethod<VArea, VAreaProperties, VAreaOptions, (typeof GLYPHS)["varea"][1]>
  varea_step: GlyphMethod<
    VAreaStep,
    VAreaStepProperties,
    VAreaStepOptions,
    (typeof GLYPHS)["varea_step"][1]
  >
  vbar: GlyphMethod<VBar, VBarProperties, VBarOptions, (typeof GLYPHS)["vbar"][1]>
  vspan: GlyphMethod<VSpan, VSpanProperties, VSpanOptions, (typeof GLYPHS)["vspan"][1]>
  vstrip: GlyphMethod<VStrip, VStripProperties, VStripOptions, (typeof GLYPHS)["vstrip"][1]>
  wedge: GlyphMethod<Wedge, WedgeProperties, WedgeOptions, (typeof GLYPHS)["wedge"][1]>
}

export interface AnnularWedgeOptions extends GlyphOptions<AnnularWedgeProperties> {}
export interface AnnulusOptions extends GlyphOptions<AnnulusProperties> {}
export interface ArcOptions extends GlyphOptions<ArcProperties> {}
export interface BezierOptions extends GlyphOptions<BezierProperties> {}
export interface BlockOptions extends GlyphOptions<BlockProperties> {}
export interface CircleOptions extends GlyphOptions<CircleProperties> {}
export interface EllipseOptions extends GlyphOptions<EllipseProperties> {}
export interface HAreaOptions extends GlyphOptions<HAreaProperties> {}
export interface HAreaStepOptions extends GlyphOptions<HAreaStepProperties> {}
export interface HBarOptions extends GlyphOptions<HBarProperties> {}
export interface HexTileOptions extends GlyphOptions<HexTileProperties> {}
export interface HSpanOptions extends GlyphOptions<HSpanProperties> {}
export interface HStripOptions extends GlyphOptions<HStripProperties> {}
export interface ImageOptions extends GlyphOptions<ImageProperties> {}
export interface ImageRGBAOptions extends GlyphOptions<ImageRGBAProperties> {}
export interface ImageStackOptions extends GlyphOptions<ImageStackProperties> {}
export interface ImageURLOptions extends GlyphOptions<ImageURLProperties> {}
export interface LineOptions extends GlyphOptions<LineProperties> {}
export interface MathMLGlyphOptions extends GlyphOptions<MathMLGlyphProperties> {}
export interface MultiLineOptions extends GlyphOptions<MultiLineProperties> {}
export interface MultiPolygonsOptions extends GlyphOptions<MultiPolygonsProperties> {}
export interface NgonOptions extends GlyphOptions<NgonProperties> {}
export interface PatchOptions extends GlyphOptions<PatchProperties> {}
export interface PatchesOptions extends GlyphOptions<PatchesProperties> {}
export interface QuadOptions extends GlyphOptions<QuadProperties> {}
export interface QuadraticOptions extends GlyphOptions<QuadraticProperties> {}
export interface RayOptions extends GlyphOptions<RayProperties> {}
export interface RectOptions extends GlyphOptions<RectProperties> {}
export interface ScatterOptions extends GlyphOptions<ScatterProperties> {}
export interface SegmentOptions extends GlyphOptions<SegmentProperties> {}
export interface SplineOptions extends GlyphOptions<SplineProperties> {}
export interface StepOptions extends GlyphOptions<StepProperties> {}
export interface TeXGlyphOptions extends GlyphOptions<TeXGlyphProperties> {}
export interface TextOptions extends GlyphOptions<TextProperties> {}
export interface VAreaOptions extends GlyphOptions<VAreaProperties> {}
export interface VAreaStepOptions extends GlyphOptions<VAreaStepProperties> {}
export interface VBarOptions extends GlyphOptions<VBarProperties> {}
export interface VSpanOptions extends GlyphOptions<VSpanProperties> {}
export interface VStripOptions extends GlyphOptions<VStripProperties> {}
export interface WedgeOptions extends GlyphOptions<WedgeProperties> {}

export type ScatterMethod = GlyphMethod<
  Scatter,
  ScatterProperties,
  ScatterOptions,
  (typeof GLYPHS)["scatter"][1]
>
/** A circle with a size, in pixels, is a marker. */
interface SizedOptions extends Omit<ScatterOptions, "marker"> {
  readonly size: Data<NumberSpec>
}
interface SizedCircle {
  /** @deprecated `scatter(..., { size })`: a circle has a radius */
  <X extends Data<CoordinateSpec>, Y extends Data<CoordinateSpec>, S extends SourceLike = NoSource>(
    x: X,
    y: Y,
    options: SizedOptions & Sourced<S>,
  ): Renderer<Scatter, ScatterProperties, S, Given<"x", X> & Given<"y", Y>>
  /** @deprecated `scatter({ size, ... })`: a circle has a radius */
  <S extends SourceLike = NoSource>(
    options: SizedOptions & Sourced<S>,
  ): Renderer<Scatter, ScatterProperties, S>
}

/** `({x, y, options})`, or `(x, y, {options})` with any number of the arguments by position. */
type GlyphMethod<G extends Glyph, P, O, Names extends readonly string[]> = Names extends readonly [
  infer First extends keyof P & string,
  ...infer Others extends readonly string[],
]
  ? KeywordMethod<G, P, O> &
      (Others extends readonly [
        infer Second extends keyof P & string,
        ...infer Rest extends readonly string[],
      ]
        ? PositionalMethod<G, P, O, First, Second, Rest>
        : OneMethod<G, P, O, First>)
  : never

interface KeywordMethod<G extends Glyph, P, O> {
  <S extends SourceLike = NoSource>(options: O & Sourced<S>): Renderer<G, P, S>
}

interface OneMethod<G extends Glyph, P, O, First extends keyof P> {
  <X extends Data<P[First]>, S extends SourceLike = NoSource>(
    first: X,
    options?: O & Sourced<S>,
  ): Renderer<G, P, S, Given<First, X>>
}

/** The forms with options come last, because the compiler reports the error of the last overload. */
interface PositionalMethod<
  G extends Glyph,
  P,
  O,
  First extends keyof P,
  Second extends keyof P,
  Rest extends readonly string[],
> {
  <X extends Data<P[First]>, Y extends Data<P[Second]>, S extends SourceLike = NoSource>(
    first: X,
    second: Y,
    ...others: [...Positional<P, Rest>, options?: O & Sourced<S>]
  ): Renderer<G, P, S, Given<First, X> & Given<Second, Y>>
  <X extends Data<P[First]>, S extends SourceLike = NoSource>(
    first: X,
    options: O & Sourced<S>,
  ): Renderer<G, P, S, Given<First, X>>
  <X extends Data<P[First]>, Y extends Data<P[Second]>, S extends SourceLike = NoSource>(
    first: X,
    second: Y,
    options: O & Sourced<S>,
  ): Renderer<G, P, S, Given<First, X> & Given<Second, Y>>
  <X extends Data<P[First]>, Y extends Data<P[Second]>, S extends SourceLike = NoSource>(
    first: X,
    second: Y,
    third: Nth<P, Rest, 0>,
    options: O & Sourced<S>,
  ): Renderer<G, P, S, Given<First, X> & Given<Second, Y>>
  <X extends Data<P[First]>, Y extends Data<P[Second]>, S extends SourceLike = NoSource>(
    first: X,
    second: Y,
    third: Nth<P, Rest, 0>,
    fourth: Nth<P, Rest, 1>,
    options: O & Sourced<S>,
  ): Renderer<G, P, S, Given<First, X> & Given<Second, Y>>
}
type Nth<P, Rest extends readonly string[], N extends number> = Rest[N] extends keyof P
  ? Data<P[Rest[N]]>
  : never
type Given<Name extends PropertyKey, T> = { readonly [K in Name]: T }

/** The further arguments, any number of them by position. */
type Positional<P, Names extends readonly string[]> = Names extends readonly [
  infer Name,
  ...infer Rest extends readonly string[],
]
  ? [] | [Name extends keyof P ? Data<P[Name]> : never, ...Positional<P, Rest>]
  : []

/** A column's name, one value for all rows, or the data itself, which gets a source of its own. */
type Data<T> = T | Expression | readonly unknown[] | TypedArray | NDArray | DataColumn

export type SourceLike = ColumnarDataSource | DataLike
type NoSource = NoColumns
export interface Sourced<S> {
  /** The source of the columns; without it, data given as arrays gets a source of its own. */
  readonly source?: S | undefined
}

/** The renderer's type has the types of its glyph and its source: the given source, or the one made from the arguments. */
type Renderer<G extends Glyph, P, S, Args = unknown> = GlyphRenderer<
  G,
  S extends ColumnarDataSource
    ? S
    : ColumnDataSource<
        ColumnsOf<S> & Literal<Args> & Omit<Drawn<P>, keyof ColumnsOf<S> | keyof Literal<Args>>
      >
>
type Literal<Args> = {
  readonly [K in keyof Args as Args[K] extends LiteralColumn ? K : never]: ColumnAsRead<Args[K]>
}
type LiteralColumn = readonly unknown[] | TypedArray | NDArray | DataColumn
/** The columns that may come from the arguments. */
type Drawn<P> = { readonly [K in DataName<P>]: DataColumn }
type DataName<P> = {
  [K in keyof P]-?: Field extends P[K] ? K : never
}[keyof P]

/** The options of a glyph method, for code that collects them step by step. */
export type GlyphOptions<P> = Own<P> & Variants<P> & ImagePalette<P> & Shorthands & RendererOptions

type Own<P> = { -readonly [K in keyof P]?: Data<P[K]> | undefined }
interface Shorthands {
  color?: Data<ColorSpec> | undefined
  alpha?: Data<NumberSpec> | undefined
}

/** The visual properties of a glyph's variants, as constants or names of columns: `hover_fill_color`, `muted_alpha` ... */
type Variants<P> = {
  -readonly [K in VisualName<P> as `${Variant}_${K}`]?:
    | (K extends keyof P ? P[K] : K extends "color" ? ColorSpec : NumberSpec)
    | undefined
}
type Variant = "nonselection" | "selection" | "hover" | "muted"
type VisualName<P> =
  | Extract<keyof P, `${"line" | "fill" | "hatch" | "text"}_${string}`>
  | "color"
  | "alpha"

interface RendererOptions {
  legend_label?: string | undefined
  legend_field?: string | undefined
  legend_group?: string | undefined
  legend_name?: string | undefined
  name?: string | undefined
  level?: GlyphRenderer["level"] | undefined
  view?: GlyphRenderer["view"] | undefined
  visible?: boolean | undefined
  muted?: boolean | undefined
  x_range_name?: string | undefined
  y_range_name?: string | undefined
  coordinates?: GlyphRenderer["coordinates"] | undefined
}

/** The colors of an image's values, from lowest to highest. */
type ImagePalette<P> = P extends { readonly color_mapper: ImageProperties["color_mapper"] }
  ? { palette?: readonly Color[] | undefined }
  : unknown
