// The types that a figure's options imply for its ranges and axes.

import type {
  AnyAxis,
  AnyRange,
  AnyTicker,
  AnyTickFormatter,
  BasicTicker,
  BasicTickFormatter,
  CategoricalAxis,
  CategoricalScale,
  CategoricalTicker,
  CategoricalTickFormatter,
  DataRange1d,
  DatetimeAxis,
  DatetimeTicker,
  DatetimeTickFormatter,
  FactorRange,
  LinearAxis,
  LinearScale,
  LogAxis,
  LogScale,
  LogTicker,
  LogTickFormatter,
  MercatorAxis,
  MercatorTicker,
  MercatorTickFormatter,
  Range,
  Range1d,
  Scale,
  Ticker,
  TickFormatter,
  TimedeltaAxis,
  TimedeltaTicker,
  TimedeltaTickFormatter,
} from "../model/generated/models.ts"
import type { Known, Moment } from "../model/property-types.ts"
import type { AxisType, RangeLike } from "./axes.ts"

/** The types of a figure's range and axes in one direction. If nothing more is known, they have the properties of all kinds. */
export interface Dimension<
  R extends AnyRange = AnyRange,
  A extends AnyAxis = AnyAxis,
  S extends Scale = Scale,
> {
  readonly range: R
  readonly axis: A
  readonly scale: S
}

/** The dimension that `x_range` and `x_axis_type` imply. */
export type DimensionOf<R, T> = Dimension<RangeOf<R>, AxisOf<R, T>, ScaleOf<R, T>>

/** Any scale, unless the range or the type is known. */
type ScaleOf<R, T> = [R] extends [FactorRange | Factors]
  ? CategoricalScale
  : [T] extends ["log"]
    ? LogScale
    : [T] extends [Exclude<AxisOption, "log">]
      ? [R] extends [undefined | readonly (Moment | null | undefined)[] | Range1d | DataRange1d]
        ? LinearScale
        : Scale
      : Scale

type RangeOf<R> = [R] extends [undefined]
  ? Known<DataRange1d, AnyRange>
  : [R] extends [AnyRange]
    ? R
    : [R] extends [Range]
      ? Range extends R
        ? AnyRange
        : Checked<Known<R, AnyRange>>
      : [R] extends [Factors]
        ? Known<FactorRange, AnyRange>
        : [R] extends [readonly (Moment | null | undefined)[]]
          ? Known<Range1d, AnyRange>
          : AnyRange

type Checked<R> = R extends AnyRange ? R : AnyRange
type Factors = readonly string[] | readonly (readonly string[])[]

type AxisOf<R, T> = [T] extends [undefined | "auto"]
  ? AutoAxis<R>
  : [T] extends ["linear"]
    ? KnownAxis<LinearAxis, BasicTicker, BasicTickFormatter>
    : [T] extends ["log"]
      ? KnownAxis<LogAxis, LogTicker, LogTickFormatter>
      : [T] extends ["datetime"]
        ? KnownAxis<DatetimeAxis, DatetimeTicker, DatetimeTickFormatter>
        : [T] extends ["timedelta"]
          ? KnownAxis<TimedeltaAxis, TimedeltaTicker, TimedeltaTickFormatter>
          : [T] extends ["mercator"]
            ? KnownAxis<MercatorAxis, MercatorTicker, MercatorTickFormatter>
            : AnyAxis

/** Factors imply a categorical axis, limits given as times an axis of dates. */
type AutoAxis<R> = [R] extends [undefined]
  ? KnownAxis<LinearAxis, BasicTicker, BasicTickFormatter>
  : [R] extends [FactorRange | Factors]
    ? KnownAxis<CategoricalAxis, CategoricalTicker, CategoricalTickFormatter>
    : [R] extends [readonly (number | null | undefined)[] | DataRange1d]
      ? KnownAxis<LinearAxis, BasicTicker, BasicTickFormatter>
      : [R] extends [readonly (Date | null | undefined)[]]
        ? KnownAxis<DatetimeAxis, DatetimeTicker, DatetimeTickFormatter>
        : AnyAxis

/**
 * An axis as figure() creates it. An app may set another ticker or formatter, but the type that is read is the original
 * one.
 */
type KnownAxis<A, T extends Ticker, F extends TickFormatter> = Known<A, AnyAxis> & {
  get ticker(): Known<T, AnyTicker>
  set ticker(value: Ticker | ArrayLike<Moment>)
  get formatter(): Known<F, AnyTickFormatter>
  set formatter(value: TickFormatter)
}

/** A figure's `x_range`, `x_axis_type` and similar options, which determine its dimensions. */
export type RangeOption = RangeLike | undefined
export type AxisOption = AxisType | null | undefined
