// The TypeScript side of Bokeh's property kinds that need a name.
// Source: bokehjs core/kinds.ts and core/properties.ts (3.10)

import type { Expr, Field, NDArray, Value } from "../serialization/values.ts"

/** A CSS color or name, 0xRRGGBBAA, or [r, g, b] with an optional alpha from 0 to 1, also as a list of no known length. */
export type Color =
  | string
  | number
  | ColorLike
  | readonly [r: number, g: number, b: number]
  | readonly [r: number, g: number, b: number, a: number]
  | ArrayLike<number>

/** A point in time, or a span: a Date, or one of Temporal's. */
export type Time = Date | { readonly [Symbol.toStringTag]: `Temporal.${string}` }
/** A number (of milliseconds, for times), or a time. */
export type Moment = number | Time

/** RGB or HSL. */
interface ColorLike {
  to_css(): string
  readonly a: number
}

/** Items in a plain or typed array. */
export type Arrayable<T> = ArrayLike<T> | NDArray

/** Models that stand for values: the generated module, which comes later, says which. */
export interface SpecModels {}
/** An expression, as expr() of it. */
type ExpressionModel = SpecModels extends { readonly Expression: infer M } ? M : never
/** Of expressions' types only: no other model has it. */
export declare const EXPRESSION: unique symbol

/** A constant, or where each row's value comes from: a column's name, value(), field(), expr(), or an expression. */
type Spec<T> = T | string | Value | Field | Expr | ExpressionModel

/** A constant, also as value(): there is one for all rows. */
export type Scalar<T> = T | Value

/** One of a few constants, which an editor offers; any other string is a column's name. */
export type EnumSpec<T extends string> = T | (string & Record<never, never>) | Value | Field | Expr
export type NumberSpec = Spec<Moment>
export type NullDistanceSpec = Spec<number | null>
export type StringSpec = Spec<string>
export type NullStringSpec = Spec<string | null>
export type ColorSpec = Spec<Color | null>
/** Lengths of dashes and gaps as a string. */
export type DashLengths =
  | `${number}`
  | `${number} ${number}`
  | `${number} ${number} ${number} ${number}`
export type DashSpec =
  | EnumSpec<"solid" | "dashed" | "dotted" | "dotdash" | "dashdot">
  | readonly number[]
/** A number, a time, or a factor. */
export type CoordinateSpec = Spec<Moment | readonly string[] | readonly (string | number)[]>

/** Of all that `All` has, `T` has only its own: the rest is there in name, and takes nothing. */
export type Known<T, All> = T & { [K in Exclude<keyof All, keyof T>]: never }

/** Initial values of a model: any of its properties. */
export type Init<P> = { readonly [K in keyof P]?: P[K] | undefined }

/** Of a model's type only: the interface of what its properties take. */
export declare const PROPERTIES: unique symbol

type SelectOption = string | [value: unknown, label: string]
/** A list, or lists by name: which of them it is, the app knows. */
export type SelectOptions = SelectOption[] & { [group: string]: SelectOption[] }
