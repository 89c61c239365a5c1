// value(), field() and expr(): explicit values for a glyph's properties. Source: Python bokeh.core.properties (3.10)

import { Transform } from "../model/generated/models.ts"
import { Expr, Field, type SpecOptions, Value } from "../serialization/values.ts"

/** One constant for all rows, also where a string would otherwise be read as a column's name. */
export function value<T>(constant: T, options: SpecOptions = {}): Value<T> {
  return new Value(constant, options)
}

/** A column of the source, optionally with a transform or units. */
export function field(name: string, options: SpecOptions | Transform = {}): Field {
  return new Field(name, options instanceof Transform ? { transform: options } : options)
}

/** An expression (a model) that the browser evaluates. */
export function expr(expression: unknown, options: SpecOptions = {}): Expr {
  return new Expr(expression, options)
}
