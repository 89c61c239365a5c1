// The TypeScript types of Bokeh's property kinds that need a name. Source: bokehjs core/kinds.ts and core/properties.ts
// (3.10)

import type { Expr, Field, NDArray, Value } from "../serialization/values.ts"

/** A CSS color or name, 0xRRGGBBAA, or [r, g, b] with an optional alpha from 0 to 1, also as a list of unknown length. */
export type Color =
  | string
  | number
  | ColorLike
  | readonly [r: number, g: number, b: number]
  | readonly [r: number, g: number, b: number, a: number]
  | ArrayLike<number>

/** A point in time, or a duration: a Date, or a Temporal object. */
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

/** Models that represent values: the generated module, which is loaded later, declares them. */
export interface SpecModels {}
/** An expression, as an argument of expr(). */
type ExpressionModel = SpecModels extends { readonly Expression: infer M } ? M : never
/** Only in the types of expressions: no other model has it. */
export declare const EXPRESSION: unique symbol

/** A constant, or a source of each row's value: a column's name, value(), field(), expr(), or an expression. */
type Spec<T> = T | string | Value | Field | Expr | ExpressionModel

/** A constant, also as value(): the same for all rows. */
export type Scalar<T> = T | Value

/** One of a few constants, which an editor suggests; any other string is a column's name. */
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

/** `T`, with the names of all other members of `All`, which accept nothing. */
export type Known<T, All> = T & { [K in Exclude<keyof All, keyof T>]: never }

/** Initial values of a model: any of its properties. */
export type Init<P> = { readonly [K in keyof P]?: P[K] | undefined }

/** Only in a model's type: the interface of the values that its properties accept. */
export declare const PROPERTIES: unique symbol

type SelectOption = string | [value: unknown, label: string]
/** A list, or lists by name: the app knows which of them it is. */
export type SelectOptions = SelectOption[] & { [group: string]: SelectOption[] }
