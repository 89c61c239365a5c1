// Ranges, scales, axes and grids from the arguments of figure(). Source: Python bokeh.plotting._plot (3.10)

import {
  type Axis,
  CategoricalAxis,
  CategoricalScale,
  DataRange1d,
  DatetimeAxis,
  FactorRange,
  Grid,
  LinearAxis,
  LinearScale,
  LogAxis,
  LogScale,
  MercatorAxis,
  MercatorTicker,
  MercatorTickFormatter,
  Range,
  Range1d,
  type Scale,
  TimedeltaAxis,
} from "../model/generated/models.ts"
import { stateOf } from "../model/has-props.ts"
import { assertOneOf, ModelError } from "../model/model-error.ts"
import type { Moment } from "../model/property-types.ts"
import { wasTimed } from "../model/times.ts"
import type { TypedArray } from "../serialization/values.ts"
import { isList } from "../util/record.ts"
import { unreachable } from "../util/unreachable.ts"

const AXIS_TYPES = ["auto", "linear", "log", "datetime", "timedelta", "mercator"] as const
export type AxisType = (typeof AXIS_TYPES)[number]

type NumberArray = Exclude<TypedArray, BigInt64Array | BigUint64Array>
/** A Range, `[start, end]` (numbers or Dates), or factors (strings, also nested). */
export type RangeLike =
  | Range
  | readonly (Moment | null | undefined)[]
  | NumberArray
  | readonly string[]
  | readonly (readonly string[])[]

interface AxisOptions {
  readonly type: AxisType | null | undefined
  readonly label: string | undefined
  readonly minorTicks: number | "auto" | null | undefined
}

/** @throws ModelError naming the argument */
export function rangeFrom(given: RangeLike | undefined, argument: string): Range {
  if (given === undefined) return new DataRange1d()
  if (given instanceof Range) return given
  if (isTyped(given)) return rangeFrom(Array.from(given, Number), argument)
  if (isList(given)) {
    if (isFactors(given)) return new FactorRange({ factors: given })
    const [start, end] = given
    const limits: object = { start: start ?? undefined, end: end ?? undefined }
    if (given.length === 2) return new Range1d(limits)
  }
  throw new ModelError(`${argument} must be a Range, [start, end] or a list of factors`)
}

export function scaleFor(range: Range, type: AxisType | null | undefined): Scale {
  if (range instanceof FactorRange) return new CategoricalScale()
  return type === "log" ? new LogScale() : new LinearScale()
}

/** The axis and its grid; undefined when the type is null. */
export function createAxis(
  dim: "x" | "y",
  range: Range,
  { type, label, minorTicks }: AxisOptions,
): { readonly axis: Axis; readonly grid: Grid } | undefined {
  if (type === null) return undefined
  assertOneOf(`figure: unknown ${dim}_axis_type`, type ?? "auto", AXIS_TYPES)
  const axis = axisOf(type ?? "auto", dim, range)
  if ("num_minor_ticks" in axis.ticker) {
    axis.ticker.num_minor_ticks = minorTickCount(axis, minorTicks)
  }
  if (label !== undefined && label !== "") axis.axis_label = label
  return { axis, grid: new Grid({ dimension: dim === "x" ? 0 : 1, axis }) }
}

function axisOf(type: AxisType, dim: "x" | "y", range: Range): Axis {
  switch (type) {
    case "auto":
      return autoAxis(range)
    case "linear":
      return new LinearAxis()
    case "log":
      return new LogAxis()
    case "datetime":
      return new DatetimeAxis()
    case "timedelta":
      return new TimedeltaAxis()
    case "mercator":
      return mercatorAxis(dim === "x" ? "lon" : "lat")
    default:
      return unreachable(type)
  }
}

function autoAxis(range: Range): Axis {
  if (range instanceof FactorRange) return new CategoricalAxis()
  return range instanceof Range1d && wasTimed(stateOf(range))
    ? new DatetimeAxis()
    : new LinearAxis()
}

function mercatorAxis(dimension: "lon" | "lat"): Axis {
  return new MercatorAxis({
    ticker: new MercatorTicker({ dimension }),
    formatter: new MercatorTickFormatter({ dimension }),
  })
}

function minorTickCount(axis: Axis, given: number | "auto" | null | undefined): number {
  if (given === null) return 0
  if (given === undefined || given === "auto") return axis instanceof LogAxis ? 10 : 5
  if (given > 1) return given
  throw new ModelError(`figure: minor_ticks must be more than 1, got ${given}`)
}

function isTyped(given: RangeLike): given is NumberArray {
  return ArrayBuffer.isView(given)
}

function isFactors(given: Exclude<RangeLike, Range | NumberArray>): given is readonly string[] {
  return given.every((item) => typeof item === "string" || Array.isArray(item))
}
