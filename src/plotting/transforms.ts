// From a column to what is drawn: colors, markers, hatches, shifted and summed positions. Each result stands where a
// column's name could. Source: Python bokeh.transform (3.10)

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
type Factors = CategoricalColorMapperProperties["factors"]
/** Factors are compared from their level `start` up to, not with, `end`. */
type FactorOptions = Init<Pick<CategoricalColorMapperProperties, "start" | "end">>

interface CmapArguments extends MapperOptions {
  readonly field_name: string
  readonly palette: readonly Color[]
  readonly low: number
  readonly high: number
}

/** `("x", palette, 0, 1, { nan_color })`, `("x", { palette, low: 0, high: 1 })`, or all by name. */
interface Cmap {
  (options: CmapArguments): Field
  (field_name: string, options: Omit<CmapArguments, "field_name">): Field
  // oxlint-disable-next-line eslint/max-params -- Bokeh's own arguments
  (
    field_name: string,
    palette: readonly Color[],
    low: number,
    high: number,
    options?: MapperOptions,
  ): Field
}

/** Numbers to colors, evenly from `low` to `high`. */
export const linear_cmap: Cmap = cmap(LinearColorMapper)
/** Numbers to colors, evenly on a logarithmic scale. */
export const log_cmap: Cmap = cmap(LogColorMapper)
/** Numbers to colors, so that each color is used about equally often. */
export const eqhist_cmap: Cmap = cmap(EqHistColorMapper)

const CMAP_NAMES = ["field_name", "palette", "low", "high"] as const

function cmap(Mapper: new (properties: Omit<CmapArguments, "field_name">) => Transform): Cmap {
  return (...args: readonly unknown[]) => {
    const { field_name, ...mapper } = byKeyword<CmapArguments>(CMAP_NAMES, args)
    return transform(field_name, new Mapper(mapper))
  }
}

/** Factors to colors; those that are not listed get `nan_color`. */
export function factor_cmap(
  field_name: string,
  palette: readonly Color[],
  factors: Factors,
  options: FactorOptions & { readonly nan_color?: Color } = {},
): Field {
  return transform(field_name, new CategoricalColorMapper({ palette, factors, ...options }))
}

/** Factors to markers. */
export function factor_mark(
  field_name: string,
  markers: CategoricalMarkerMapperProperties["markers"],
  factors: Factors,
  options: FactorOptions = {},
): Field {
  return transform(field_name, new CategoricalMarkerMapper({ markers, factors, ...options }))
}

/** Factors to hatch patterns. */
export function factor_hatch(
  field_name: string,
  patterns: CategoricalPatternMapperProperties["patterns"],
  factors: Factors,
  options: FactorOptions = {},
): Field {
  return transform(field_name, new CategoricalPatternMapper({ patterns, factors, ...options }))
}

interface DodgeArguments {
  readonly field_name: string
  readonly value: number
  readonly range?: Range | null
}

/** The column moved by `value`, within the range of factors where one is given: by position or by name. */
export function dodge(options: DodgeArguments): Field
export function dodge(
  field_name: string,
  value: number,
  range?: Range | null | Pick<DodgeArguments, "range">,
): Field
export function dodge(...args: readonly unknown[]): Field {
  const names = ["field_name", "value", "range"] as const
  const { field_name, value, range = null } = byKeyword<DodgeArguments>(names, args)
  return transform(field_name, new Dodge({ value, range }))
}

/** The column moved at random by up to half of `width`. */
export function jitter(
  field_name: string,
  width: number,
  options: Init<Pick<JitterProperties, "mean" | "distribution" | "range">> = {},
): Field {
  return transform(field_name, new Jitter({ width, ...options }))
}

/** The column as any transform of Bokeh's makes it. */
export function transform(field_name: string, by: Transform): Field {
  return new Field(field_name, { transform: by })
}

/** The sum of several columns, row by row. */
export function stack(...fields: readonly string[]): Expr {
  return new Expr(new Stack({ fields }))
}

/** The sum of the column's rows up to each; with `include_zero` without its own. */
export function cumsum(
  field_name: string,
  include_zero: boolean | { readonly include_zero?: boolean } = false,
): Expr {
  const isZero = typeof include_zero === "boolean" ? include_zero : include_zero.include_zero
  return new Expr(new CumSum({ field: field_name, include_zero: isZero ?? false }))
}
