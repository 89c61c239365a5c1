// Dashes: by name as Python draws them (BokehJS's own are shorter), or as "4 2". Source: Python
// bokeh.core.property.visual.DashPattern and bokeh.core.property.dataspec.DashPatternSpec (3.10)

import { Value } from "../serialization/values.ts"
import { isTypedArray } from "./column.ts"
import { ModelError } from "./model-error.ts"
import type { Schema } from "./property.ts"

const PATTERNS: Readonly<Record<string, readonly number[]>> = {
  solid: [],
  dashed: [6],
  dotted: [2, 4],
  dotdash: [2, 4, 6, 4],
  dashdot: [6, 4, 2, 4],
}

export const DASHES: readonly string[] = Object.keys(PATTERNS)

/** True for a pattern by name or as "4 2". Where each row has a pattern, other strings are columns. */
export function isDash(text: string): boolean {
  return Object.hasOwn(PATTERNS, text) || /^\d+(\s+\d+)*$/.test(text)
}

/**
 * A pattern for one line. For glyphs with a pattern for each row, the names stay, as in Python.
 * @throws ModelError for a string that is not a pattern
 */
export function dashPattern(schema: Schema, name: string, value: unknown): unknown {
  if (isTypedArray(value)) return Array.from(value)
  if (typeof value !== "string") return value
  const kind = schema.property(name)?.kind
  const isNumbers = /^\d+(\s+\d+)*$/.test(value)
  if (kind?.type === "spec" && kind.name === "LineDashSpec") {
    return isNumbers ? new Value(value) : value
  }
  const pattern = isNumbers ? value.split(/\s+/).map(Number) : namedPattern(value)
  if (pattern !== undefined) return [...pattern]
  throw new ModelError(
    `${schema.type}.${name} must be one of ${DASHES.join(", ")}, lengths as "4 2", or a list of numbers, got "${value}"`,
  )
}

/** "" means no dashes. */
function namedPattern(name: string): readonly number[] | undefined {
  if (name.trim() === "") return []
  return Object.hasOwn(PATTERNS, name) ? PATTERNS[name] : undefined
}
