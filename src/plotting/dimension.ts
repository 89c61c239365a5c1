// What a figure's options say of its ranges and axes, for the compiler.

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

/** The range and the axes of a figure in one direction; without more known, those with everything that any have. */
export interface Dimension<
  R extends AnyRange = AnyRange,
  A extends AnyAxis = AnyAxis,
  S extends Scale = Scale,
> {
  readonly range: R
  readonly axis: A
  readonly scale: S
}

/** The dimension that follows from `x_range` and `x_axis_type`. */
export type DimensionOf<R, T> = Dimension<RangeOf<R>, AxisOf<R, T>, ScaleOf<R, T>>

/** Without a range or a type that is known, any scale. */
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

/** Factors have a categorical axis, limits given as times one of dates. */
type AutoAxis<R> = [R] extends [undefined]
  ? KnownAxis<LinearAxis, BasicTicker, BasicTickFormatter>
  : [R] extends [FactorRange | Factors]
    ? KnownAxis<CategoricalAxis, CategoricalTicker, CategoricalTickFormatter>
    : [R] extends [readonly (number | null | undefined)[] | DataRange1d]
      ? KnownAxis<LinearAxis, BasicTicker, BasicTickFormatter>
      : [R] extends [readonly (Date | null | undefined)[]]
        ? KnownAxis<DatetimeAxis, DatetimeTicker, DatetimeTickFormatter>
        : AnyAxis

/** An axis as figure() makes it. Another ticker or formatter may be set; what is read is taken to be the first. */
type KnownAxis<A, T extends Ticker, F extends TickFormatter> = Known<A, AnyAxis> & {
  get ticker(): Known<T, AnyTicker>
  set ticker(value: Ticker | ArrayLike<Moment>)
  get formatter(): Known<F, AnyTickFormatter>
  set formatter(value: TickFormatter)
}

/** A figure's `x_range`, `x_axis_type` and the like, from which its dimensions follow. */
export type RangeOption = RangeLike | undefined
export type AxisOption = AxisType | null | undefined
