// What Python rejects although the kind allows it: sizes, lengths with units, reversed bounds. Source: Python
// bokeh.core.property.visual and bokeh.models (3.10)

import { describeValue } from "./fault.ts"
import { ModelError } from "./model-error.ts"
import type { Schema } from "./property.ts"
import type { Step } from "./step.ts"

interface Check {
  readonly types: readonly string[]
  readonly names: RegExp
  readonly isRight: (value: unknown, schema: Schema, name: string) => boolean
  readonly due: string
}

const LENGTH = /^\d+(\.\d+)?(%|em|ex|ch|ic|rem|vw|vh|vi|vb|vmin|vmax|cm|mm|q|in|pc|pt|px)$/i

const CHECKS: readonly Check[] = [
  {
    types: ["LayoutDOM"],
    names: /^(min_|max_|frame_)?(width|height)$/,
    isRight: (value) => typeof value !== "number" || (Number.isInteger(value) && value >= 0),
    due: "a whole number of pixels, 0 or more",
  },
  {
    types: ["Model"],
    names: /text_font_size$/,
    isRight: (value, schema, name) => isLength(value) || isColumnsName(schema, name, value),
    due: 'a number with a unit, as "12px" or "1.5em"',
  },
  {
    types: ["Drawer", "Icon"],
    names: /^size$/,
    isRight: isLength,
    due: 'a number, or one with a unit, as "12px" or "50%"',
  },
  {
    types: ["Range"],
    names: /^bounds$/,
    isRight: isRising,
    due: "[the least, the greatest]",
  },
  {
    types: ["AbstractSlider"],
    names: /^value$/,
    isRight: (value) => ![value].flat().some(Number.isNaN),
    due: "a number",
  },
  {
    types: ["GMapOptions"],
    names: /^styles$/,
    isRight: (value) => typeof value !== "string" || isJson(value),
    due: "a string of JSON",
  },
]

/** Rejects what a property's kind allows, and Python does not. */
export function meantStep(schema: Schema, name: string): Step | undefined {
  const check = CHECKS.find(
    ({ names, types }) => names.test(name) && types.some((type) => schema.isA(type)),
  )
  if (check === undefined) return undefined
  return (value) => {
    if (check.isRight(value, schema, name)) return value
    throw new ModelError(`${schema.type}.${name} must be ${check.due}, got ${describeValue(value)}`)
  }
}

function isLength(value: unknown): boolean {
  return typeof value !== "string" || LENGTH.test(value)
}

/** Where each row has a size, a string that does not begin with a digit is a column. */
function isColumnsName(schema: Schema, name: string, value: unknown): boolean {
  return schema.property(name)?.kind.type === "spec" && /^\D/.test(String(value))
}

function isRising(value: unknown): boolean {
  const bounds: readonly unknown[] = Array.isArray(value) ? value : []
  const [least, greatest] = bounds
  const isPair = typeof least === "number" && typeof greatest === "number"
  return !isPair || least < greatest
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
