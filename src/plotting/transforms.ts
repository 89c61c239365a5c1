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
import type { Init } from "../model/property-types.ts"
import type { Color } from "../model/property-types.ts"
import { Expr, Field } from "../serialization/values.ts"

type MapperOptions = Init<
  Pick<LinearColorMapperProperties, "low_color" | "high_color" | "nan_color">
>
type Factors = CategoricalColorMapperProperties["factors"]
/** Factors are compared from their level `start` up to, not with, `end`. */
type FactorOptions = Init<Pick<CategoricalColorMapperProperties, "start" | "end">>

/* oxlint-disable max-params -- Bokeh's own arguments */

/** Numbers to colors, evenly from `low` to `high`. */
export function linear_cmap(
  field_name: string,
  palette: readonly Color[],
  low: number,
  high: number,
  options: MapperOptions = {},
): Field {
  return transform(field_name, new LinearColorMapper({ palette, low, high, ...options }))
}

/** Numbers to colors, evenly on a logarithmic scale. */
export function log_cmap(
  field_name: string,
  palette: readonly Color[],
  low: number,
  high: number,
  options: MapperOptions = {},
): Field {
  return transform(field_name, new LogColorMapper({ palette, low, high, ...options }))
}

/** Numbers to colors, so that each color is used about equally often. */
export function eqhist_cmap(
  field_name: string,
  palette: readonly Color[],
  low: number,
  high: number,
  options: MapperOptions = {},
): Field {
  return transform(field_name, new EqHistColorMapper({ palette, low, high, ...options }))
}

/* oxlint-enable */

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

/** The column moved by `value`, within the range of factors where one is given. */
export function dodge(field_name: string, value: number, range: Range | null = null): Field {
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
export function cumsum(field_name: string, include_zero = false): Expr {
  return new Expr(new CumSum({ field: field_name, include_zero }))
}
