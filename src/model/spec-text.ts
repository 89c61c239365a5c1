// The meaning of a string where a dataspec is expected: a column's name, unless it is one of that dataspec's constants.
// Source: Python bokeh.core.property.dataspec (3.10)

import { Field } from "../serialization/values.ts"
import { clipped } from "../util/clipped.ts"
import { isColor, isCssColor } from "./css-color.ts"
import type { Kind } from "./kind.ts"
import { DASHES } from "./line-dash.ts"
import { ModelError } from "./model-error.ts"
import type { Schema } from "./property.ts"
import type { Step } from "./step.ts"
import { enumOf } from "./table-enums.ts"

const CONSTANTS: Readonly<Record<string, readonly string[]>> = {
  LineJoinSpec: enumOf("miter"),
  LineCapSpec: enumOf("butt"),
  LineDashSpec: DASHES,
  FontStyleSpec: enumOf("normal"),
  TextAlignSpec: enumOf("left"),
  TextBaselineSpec: enumOf("top", "middle", "bottom", "alphabetic"),
  OutlineShapeSpec: [
    "none",
    "box",
    "rectangle",
    "square",
    "circle",
    "ellipse",
    "trapezoid",
    "parallelogram",
    "diamond",
    "triangle",
  ],
  TextAnchorSpec: ["auto", ...enumOf("top_left")],
  // BokehJS has no dataspec of its own for it.
  hatch_pattern: enumOf("blank"),
}
/** Bokeh's markers. */
export const MARKERS = enumOf("asterisk")

/** Distinguishes columns' names from constants, where a dataspec is expected. */
export function textStep(schema: Schema, name: string, kind: Kind): Step | undefined {
  if (kind.type !== "spec") return undefined
  return (value) => {
    if (typeof value !== "string") return value
    const due = dueInScalar(kind.name, value)
    if (due === undefined) return specFromText(kind.name, name, value)
    throw new ModelError(`${schema.type}.${name} must be ${due}, got "${clipped(value)}"`)
  }
}

/**
 * @param spec the dataspec's class, as BokehJS names it; dataspecs with one value for all rows (Scalar) have no columns
 * @param property its name
 */
function specFromText(spec: string, property: string, text: string): Field | string {
  if (spec.endsWith("Scalar") || isConstant(spec, text)) return text
  return CONSTANTS[property]?.includes(text) === true ? text : new Field(text)
}

/** The strings that the dataspec accepts, if it accepts only a few. */
export function namesOfSpec(spec: string): readonly string[] | undefined {
  return CONSTANTS[spec.replace("Scalar", "Spec")]
}

/** The expected value of a scalar, if the string is not valid; undefined if it is. */
function dueInScalar(spec: string, text: string): string | undefined {
  if (/^(Number|Int|Alpha|Size)Scalar$/.test(spec)) return "a number"
  if (spec === "ColorScalar") return isColor(text) ? undefined : "a color or null"
  const known = namesOfSpec(spec)
  if (!spec.endsWith("Scalar") || known === undefined || known.includes(text)) return undefined
  return `one of ${known.map((each) => `'${each}'`).join(", ")}`
}

function isConstant(spec: string, text: string): boolean {
  if (spec === "ColorSpec") return isCssColor(text)
  if (spec === "FontSizeSpec") return !/^\D/.test(text)
  if (spec === "MarkerSpec") return MARKERS.includes(text)
  return CONSTANTS[spec]?.includes(text) ?? false
}
