// The TypeScript side of Bokeh's property kinds that need a name.
// Source: bokehjs core/kinds.ts and core/properties.ts (3.10)

import type { Expr, Field, NDArray, TypedArray, Value } from "../serialization/values.ts"

/** A CSS color or name, 0xRRGGBBAA, or [r, g, b] with an optional alpha from 0 to 1. */
export type Color =
  | string
  | number
  | readonly [r: number, g: number, b: number]
  | readonly [r: number, g: number, b: number, a: number]

/** Items in a plain or typed array. */
export type Arrayable<T> = readonly T[] | TypedArray | NDArray

/** A constant, or where each row's value comes from: a column's name, value(), field(), expr(). */
type Spec<T> = T | string | Value | Field | Expr

export type NumberSpec = Spec<number>
export type NullDistanceSpec = Spec<number | null>
export type StringSpec = Spec<string>
export type NullStringSpec = Spec<string | null>
export type ColorSpec = Spec<Color | null>
export type DashSpec = Spec<readonly number[]>
/** A number (dates in ms since the epoch), or a factor. */
export type CoordinateSpec = Spec<number | readonly string[] | readonly (string | number)[]>
