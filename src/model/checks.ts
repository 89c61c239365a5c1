// What is wrong with a value although its property's kind allows it, whoever sets it: Python rejects it, and BokehJS would draw
// nothing. Sizes, lengths with units, dates, times of day, reversed bounds. Source: Python bokeh.core.property.visual and
// bokeh.models (3.10)

import { Value } from "../serialization/values.ts"
import { parseJson } from "../util/parse-json.ts"
import { isPlainObject } from "../util/record.ts"
import { isBokehs } from "./declaring-type.ts"
import { describeValue } from "./fault.ts"
import type { Schema } from "./property.ts"
import { DATE_PICKER, DATE_SLIDERS, isDateText, TIMED } from "./times.ts"

interface Check {
  readonly types: readonly string[]
  readonly names: RegExp
  readonly isRight: (value: unknown) => boolean
  readonly due: string
}

const LENGTH = /^\d+(\.\d+)?(%|em|ex|ch|ic|rem|vw|vh|vi|vb|vmin|vmax|cm|mm|q|in|pc|pt|px)$/i
const TIME_OF_DAY = /^([01]\d|2[0-3])(:[0-5]\d(:[0-5]\d(\.\d+)?)?)?$/

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
    isRight: isLength,
    due: 'a number with a unit, as "12px" or "1.5em"',
  },
  {
    types: ["Drawer", "Icon"],
    names: /^size$/,
    isRight: isLength,
    due: 'a number, or one with a unit, as "12px" or "50%"',
  },
  {
    types: ["TimePicker"],
    names: TIMED,
    isRight: (value) => textsIn(value).every((text) => TIME_OF_DAY.test(text)),
    due: 'a time of day, as "12:30"',
  },
  {
    types: [DATE_PICKER, ...DATE_SLIDERS],
    names: TIMED,
    isRight: (value) => textsIn(value).every(isDateText),
    due: 'a date, as "2024-01-31"',
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
    types: ["Model"],
    names: /^padding$/,
    isRight: (value) => !isPlainObject(value) || Object.keys(value).length > 0,
    due: "a value that is not empty",
  },
  {
    types: ["GMapOptions"],
    names: /^styles$/,
    isRight: (value) => typeof value !== "string" || parseJson(value) !== undefined,
    due: "a string of JSON",
  },
]

/** @returns a function that says what is wrong with a value */
export function meantFault(schema: Schema, name: string): (value: unknown) => string | undefined {
  const checks = CHECKS.filter(
    ({ names, types }) =>
      names.test(name) && types.some((type) => schema.isA(type)) && isBokehs(schema, name),
  )
  return (given) => {
    const value: unknown = given instanceof Value ? given.value : given
    const failed = checks.find(({ isRight }) => !isRight(value))
    if (failed === undefined) return undefined
    const wrong = [value].flat(2).find((item) => !failed.isRight(item)) ?? value
    return `${schema.type}.${name} must be ${failed.due}, got ${describeValue(wrong)}`
  }
}

function textsIn(value: unknown): readonly string[] {
  return [value].flat(2).filter((item) => typeof item === "string")
}

function isLength(value: unknown): boolean {
  return textsIn(value).every((text) => LENGTH.test(text))
}

function isRising(value: unknown): boolean {
  const bounds: readonly unknown[] = Array.isArray(value) ? value : []
  const [least, greatest] = bounds
  const isPair = typeof least === "number" && typeof greatest === "number"
  return !isPair || least < greatest
}
