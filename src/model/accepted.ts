// What is stored for a value that an app writes.

import { clipped } from "../util/clipped.ts"
import { assertMeant } from "./checks.ts"
import { converted } from "./conversions.ts"
import { ModelError } from "./model-error.ts"
import type { Schema } from "./property.ts"
import { dueInScalar, specFromText } from "./spec-text.ts"
import { withoutTimes } from "./times.ts"

/** The value in Bokeh's form: conversions made, columns' names told from constants, times as numbers. */
export function valueToSet(schema: Schema, name: string, given: unknown): unknown {
  const value = converted(schema, name, given)
  assertMeant(schema, name, value)
  if (typeof value !== "string") return withoutTimes(schema, name, value)
  return withoutTimes(schema, name, textToSet(schema, name, value))
}

/** Where a dataspec is due, a string is a column's name. */
function textToSet(schema: Schema, name: string, text: string): unknown {
  const kind = schema.property(name)?.kind
  if (kind?.type !== "spec") return text
  const due = dueInScalar(kind.name, text)
  if (due === undefined) return specFromText(kind.name, name, text)
  throw new ModelError(`${schema.type}.${name} must be ${due}, got "${clipped(text)}"`)
}
