// Converts what a property accepts beside its own values to the stored form, as Python does: by the property, else by its
// kind.

import { Expr, Field, type SpecOptions, type TypedArray, Value } from "../serialization/values.ts"
import { isNumbers, isPlainObject } from "../util/record.ts"
import { accepts } from "./accepts.ts"
import { isTypedArray } from "./column.ts"
import { containerOf } from "./container-forms.ts"
import { isColor } from "./css-color.ts"
import { isColorObject } from "./data-tables.ts"
import type { Kind } from "./kind.ts"
import { dashPattern } from "./line-dash.ts"
import { isModel, isModelOf } from "./model-object.ts"
import type { Schema } from "./property.ts"
import { constantKind } from "./spec-constants.ts"
import { specialConversion } from "./special-conversions.ts"
import type { Step } from "./step.ts"

export function conversionStep(schema: Schema, name: string, kind: Kind): Step {
  const own = specialConversion(schema, name)
  const convert: Step = own ? (value) => own(value, name) : commonConversion(schema, name, kind)
  return kind.type === "spec" ? (value) => specOf(kind.name, value) ?? convert(value) : convert
}

function commonConversion(schema: Schema, name: string, kind: Kind): Step {
  const spec = kind.type === "spec" ? kind.name : undefined
  const isColored = name.endsWith("color")
  const isDashed = name.endsWith("line_dash")
  return (value) => {
    if (isColorObject(value)) return value.to_rgb().to_css()
    if (isColored) return spec === "ColorSpec" ? value : colorOf(value)
    if (isDashed) return dashPattern(schema, name, value)
    if (typeof value !== "object" || value === null) return value
    if (!isModel(value)) return containerOf(kind, value)
    return spec !== undefined && isModelOf("Expression", value) ? new Expr(value) : value
  }
}

/** `{field: "x", transform}`, `{value: 1}` and `{expr}` become what field(), value() and expr() return. */
function specOf(spec: string, value: unknown): unknown {
  if (!isPlainObject(value)) return undefined
  const { transform, units, ...form } = value
  const [[key, content] = [], ...others] = Object.entries(form)
  if (key === "value" && !isRight(spec, content)) return undefined
  if (others.length > 0 || (units !== undefined && typeof units !== "string")) return undefined
  return madeSpec(key, content, units === undefined ? { transform } : { transform, units })
}

/** A constant that Python rejects is left for the check of the whole value. */
function isRight(spec: string, content: unknown): boolean {
  const constant = constantKind(spec)
  return constant === undefined || accepts(constant, content)
}

function madeSpec(key: string | undefined, content: unknown, options: SpecOptions): unknown {
  if (key === "field") return typeof content === "string" ? new Field(content, options) : undefined
  if (key === "expr") return new Expr(content, options)
  return key === "value" ? new Value(content, options) : undefined
}

/** `[r, g, b]` and `[r, g, b, a]` as Python writes them; a list with one color for each row stays. */
function colorOf(value: unknown): unknown {
  const parts = areNumbers(value) ? [...value] : undefined
  if (parts === undefined || !isColor(parts)) return value
  return `${parts.length === 3 ? "rgb" : "rgba"}(${parts.join(", ")})`
}

function areNumbers(value: unknown): value is number[] | TypedArray {
  return isNumbers(value) || isTypedArray(value)
}
