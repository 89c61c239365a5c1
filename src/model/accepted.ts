// What is stored for a value that an app writes.

import { Expr, Field, type SpecOptions, Value } from "../serialization/values.ts"
import { clipped } from "../util/clipped.ts"
import { converted } from "./conversions.ts"
import { ModelError } from "./model-error.ts"
import type { Schema } from "./property.ts"
import { dueInScalar, specFromText } from "./spec-text.ts"
import { withoutTimes } from "./times.ts"

/** The value in Bokeh's form: conversions made, columns' names told from constants, times as numbers. */
export function valueToSet(schema: Schema, name: string, given: unknown): unknown {
  const value = converted(schema, name, given)
  if (typeof value === "object" && value !== null) {
    return withoutTimes(schema, name, objectToSet(schema, name, value))
  }
  if (typeof value !== "string") return withoutTimes(schema, name, value)
  return withoutTimes(schema, name, textToSet(schema, name, value))
}

const SPEC_NAMES = ["value", "field", "expr", "transform", "units"]

/** Where a dataspec is due, `{ field: "x", transform }` is field("x", { transform }). */
function objectToSet(schema: Schema, name: string, value: object): unknown {
  const isSpec = schema.property(name)?.kind.type === "spec" && value.constructor === Object
  if (!isSpec || !Object.keys(value).every((key) => SPEC_NAMES.includes(key))) return value
  const { value: constant, field, expr, ...options }: SpecObject = value
  if (typeof field === "string") return new Field(field, options)
  if (expr !== undefined) return new Expr(expr, options)
  return "value" in value ? new Value(constant, options) : value
}

interface SpecObject extends SpecOptions {
  readonly value?: unknown
  readonly field?: unknown
  readonly expr?: unknown
}

/** Where a dataspec is due, a string is a column's name. */
function textToSet(schema: Schema, name: string, text: string): unknown {
  const kind = schema.property(name)?.kind
  if (kind?.type !== "spec") return text
  const due = dueInScalar(kind.name, text)
  if (due === undefined) return specFromText(kind.name, name, text)
  throw new ModelError(`${schema.type}.${name} must be ${due}, got "${clipped(text)}"`)
}
