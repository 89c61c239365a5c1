// From a column to drawn values: colors, markers, hatches, shifted and summed positions. Each result can be used where a
// column's name is allowed. Source: Python bokeh.transform (3.10)

import {
  CategoricalColorMapper,
  type CategoricalColorMapperProperties,
  CategoricalMarkerMapper,
  type CategoricalMarkerMapperProperties,
  CategoricalPatternMapper,
  type CategoricalPatternMapperProperties,
  CumSum,
  Dodge,
  EqHistColorMapper,
  Jitter,
  type JitterProperties,
  LinearColorMapper,
  type LinearColorMapperProperties,
  LogColorMapper,
  type Range,
  Stack,
  type Transform,
} from "../model/generated/models.ts"
import type { Color, Init } from "../model/property-types.ts"
import { Expr, Field } from "../serialization/values.ts"
import { byKeyword } from "./keywords.ts"

type MapperOptions = Init<
  Pick<LinearColorMapperProperties, "low_color" | "high_color" | "nan_color">
>
interface CmapArguments extends MapperOptions {
  readonly field_name: string
  readonly palette: readonly Color[]
  readonly low: number
  readonly high: number
}

/** A field with its mapper, which a color bar can share: `new ColorBar({ color_mapper: colors.transform })`. */
type Mapped<M> = Field & { readonly transform: M }

/** `("x", palette, 0, 1, { nan_color })`, `("x", { palette, low: 0, high: 1 })`, or all by name. */
interface Cmap<M> {
  (options: CmapArguments): Mapped<M>
  // oxlint-disable-next-line eslint/max-params -- Bokeh's own arguments
  (
    field_name: string,
    palette: readonly Color[],
    low: number,
    high: number,
    options?: MapperOptions,
  ): Mapped<M>
  (
    field_name: string,
    palette: readonly Color[],
    options: Omit<CmapArguments, "field_name" | "palette">,
  ): Mapped<M>
  (field_name: string, options: Omit<CmapArguments, "field_name">): Mapped<M>
}

/** Maps numbers to colors, evenly from `low` to `high`. */
export const linear_cmap: Cmap<LinearColorMapper> = /* @__PURE__ */ cmap(
  "linear_cmap",
  LinearColorMapper,
)
/** Maps numbers to colors, evenly on a logarithmic scale. */
export const log_cmap: Cmap<LogColorMapper> = /* @__PURE__ */ cmap("log_cmap", LogColorMapper)
/** Maps numbers to colors, so that each color is used about equally often. */
export const eqhist_cmap: Cmap<EqHistColorMapper> = /* @__PURE__ */ cmap(
  "eqhist_cmap",
  EqHistColorMapper,
)

type Mapper<A, M> = new (properties: Omit<A, "field_name">) => M

function mapped<M>(field_name: string, mapper: M): Mapped<M> {
  return Object.assign(new Field(field_name), { transform: mapper })
}

function cmap<M>(what: string, Made: Mapper<CmapArguments, M>): Cmap<M> {
  const names = ["field_name", "palette", "low", "high"] as const
  const others = ["low_color", "high_color", "nan_color"]
  return (...args: readonly unknown[]) => {
    const { field_name, ...given } = byKeyword<CmapArguments>({ what, names, others }, args)
    return mapped(field_name, new Made(given))
  }
}

type Factors = CategoricalColorMapperProperties["factors"]
/** Factors are compared from their level `start` up to, but not including, `end`. */
interface FactorArguments extends Init<Pick<CategoricalColorMapperProperties, "start" | "end">> {
  readonly field_name: string
  readonly factors: Factors
}
interface ColorArguments extends FactorArguments {
  readonly palette: readonly Color[]
  readonly nan_color?: Color | undefined
}
interface MarkerArguments extends FactorArguments {
  readonly markers: CategoricalMarkerMapperProperties["markers"]
}
interface PatternArguments extends FactorArguments {
  readonly patterns: CategoricalPatternMapperProperties["patterns"]
}

/**
 * `("x", items, factors, { start })`, `("x", { palette, factors })`, or all by name. The forms with options come last,
 * because the compiler reports the error of the last overload.
 */
interface FactorMap<A extends FactorArguments, Items extends keyof A, M> {
  (options: A): Mapped<M>
  (
    field_name: string,
    items: A[Items],
    factors: Factors,
    options?: Omit<A, "field_name" | Items | "factors">,
  ): Mapped<M>
  (field_name: string, items: A[Items], options: Omit<A, "field_name" | Items>): Mapped<M>
  (field_name: string, options: Omit<A, "field_name">): Mapped<M>
}

/** Maps factors to colors; unlisted factors get `nan_color`. */
export const factor_cmap: FactorMap<ColorArguments, "palette", CategoricalColorMapper> =
  /* @__PURE__ */ factorMap("factor_cmap", [CategoricalColorMapper, "palette", "nan_color"])
/** Maps factors to markers. */
export const factor_mark: FactorMap<MarkerArguments, "markers", CategoricalMarkerMapper> =
  /* @__PURE__ */ factorMap("factor_mark", [CategoricalMarkerMapper, "markers"])
/** Maps factors to hatch patterns. */
export const factor_hatch: FactorMap<PatternArguments, "patterns", CategoricalPatternMapper> =
  /* @__PURE__ */ factorMap("factor_hatch", [CategoricalPatternMapper, "patterns"])

function factorMap<A extends FactorArguments, Items extends keyof A & string, M>(
  what: string,
  [Made, items, ...colors]: readonly [Mapper<A, M>, Items, ...string[]],
): FactorMap<A, Items, M> {
  const names = ["field_name", items, "factors"] as const
  const others = ["start", "end", ...colors]
  return (...args: readonly unknown[]) => {
    const { field_name, ...given } = byKeyword<A>({ what, names, others }, args)
    return mapped(field_name, new Made(given))
  }
}

interface DodgeArguments {
  readonly field_name: string
  readonly value: number
  readonly range?: Range | null | undefined
}

/** The column shifted by `value`, within the range of factors if one is given; by position or by name. */
export function dodge(options: DodgeArguments): Field
export function dodge(
  field_name: string,
  value: number,
  range?: Range | null | Pick<DodgeArguments, "range">,
): Field
export function dodge(field_name: string, options: Omit<DodgeArguments, "field_name">): Field
export function dodge(...args: readonly unknown[]): Field {
  const names = ["field_name", "value", "range"] as const
  const given = byKeyword<DodgeArguments>({ what: "dodge", names, others: [] }, args)
  const { field_name, value, range = null } = given
  return transform(field_name, new Dodge({ value, range }))
}

interface JitterArguments extends Init<Pick<JitterProperties, "mean" | "distribution" | "range">> {
  readonly field_name: string
  readonly width: number
}

/** The column shifted at random by up to half of `width`; by position or by name. */
export function jitter(options: JitterArguments): Field
export function jitter(
  field_name: string,
  width: number,
  options?: Omit<JitterArguments, "field_name" | "width">,
): Field
export function jitter(field_name: string, options: Omit<JitterArguments, "field_name">): Field
export function jitter(...args: readonly unknown[]): Field {
  const names = ["field_name", "width", "mean", "distribution", "range"] as const
  const given = byKeyword<JitterArguments>({ what: "jitter", names, others: [] }, args)
  const { field_name, ...properties } = given
  return transform(field_name, new Jitter(properties))
}

/** The column transformed by any transform of Bokeh's. */
export function transform(field_name: string, by: Transform): Field {
  return new Field(field_name, { transform: by })
}

/** The sum of several columns, row by row. */
export function stack(...fields: readonly string[]): Expr {
  return new Expr(new Stack({ fields }))
}

interface CumSumArguments {
  readonly field_name: string
  readonly include_zero?: boolean | undefined
}

/** The sum of the column's rows up to each row, or with `include_zero` up to the row before; by position or by name. */
export function cumsum(options: CumSumArguments): Expr
export function cumsum(
  field_name: string,
  include_zero?: boolean | Pick<CumSumArguments, "include_zero">,
): Expr
export function cumsum(...args: readonly unknown[]): Expr {
  const names = ["field_name", "include_zero"] as const
  const given = byKeyword<CumSumArguments>({ what: "cumsum", names, others: [] }, args)
  const { field_name, include_zero = false } = given
  return new Expr(new CumSum({ field: field_name, include_zero }))
}
