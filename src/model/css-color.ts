// Which values are colors (any other string in a color's place is the name of a column), and their parts. Source:
// https://www.w3.org/TR/css-color-4/#named-colors, Python bokeh.core.property.color (3.10)

import { bytesFromBase64 } from "../util/base64.ts"
import { COLOR_NAMES, COLOR_PARTS } from "./generated/named-colors.ts"
import { ModelError } from "./model-error.ts"

const parts = bytesFromBase64(COLOR_PARTS)
/** As 0xRRGGBB. */
const NAMED_COLORS: ReadonlyMap<string, number> = new Map(
  COLOR_NAMES.split(" ").map((name, i) => {
    const [red = 0, green = 0, blue = 0] = parts.subarray(3 * i)
    return [name, (red << 16) | (green << 8) | blue]
  }),
)

export function isCssColor(text: string): boolean {
  const color = text.trim().toLowerCase()
  return (
    /^#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/.test(color) ||
    /^(rgb|hsl)a?\(/.test(color) ||
    NAMED_COLORS.has(color)
  )
}

/** Either all parts are in percent or none; separated by commas, or by spaces and a slash. */
const FUNCTIONS: readonly RegExp[] = [
  ["rgba?", "N", "N"],
  ["rgba?", "N%", "N%"],
  ["hsla?", "N(?:deg)?", "N%"],
].flatMap(([name = "", first = "", other = ""]) =>
  [
    `F\\(\\s*A\\s*,\\s*B\\s*,\\s*B(?:\\s*,\\s*N%?)?\\s*\\)`,
    `F\\(\\s*A\\s+B\\s+B(?:\\s*/\\s*N%?)?\\s*\\)`,
  ].map(
    (form) =>
      new RegExp(
        `^${form.replace("F", name).replace("A", first).replaceAll("B", other).replaceAll("N", "[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)")}$`,
      ),
  ),
)

/**
 * A color that a model's property accepts: a name, #rrggbb[aa], rgb() or hsl(), a number 0xrrggbbaa, or [r, g, b, a]. For
 * all other notations BokehJS asks the browser, and may fail on the answer.
 */
export function isColor(value: unknown): boolean {
  if (typeof value === "number") return Number.isInteger(value)
  if (typeof value === "string") return isNotation(value)
  if (!Array.isArray(value) || value.length < 3 || value.length > 4) return false
  return value.every((part, i) => (i < 3 ? isByte(part) : isShare(part)))
}

function isByte(part: unknown): boolean {
  return isShare(Number(part) / 255) && Number.isInteger(part)
}

function isShare(part: unknown): boolean {
  return typeof part === "number" && part >= 0 && part <= 1
}

function isNotation(text: string): boolean {
  const color = text.trim().toLowerCase()
  if (color.includes("(")) return FUNCTIONS.some((form) => form.test(color))
  return color === "transparent" || isCssColor(color)
}

/** A name as "#rrggbb"; any other text unchanged. */
export function hexOf(text: string): string {
  const named = NAMED_COLORS.get(text)
  return named === undefined ? text : `#${named.toString(16).padStart(6, "0")}`
}

/** Red, green, blue and alpha, each from 0 to 255. @throws ModelError for anything but a name or hex digits */
export function rgbaOf(text: string): readonly [r: number, g: number, b: number, a: number] {
  const color = text.trim().toLowerCase()
  const named = NAMED_COLORS.get(color)
  const digits = named === undefined ? longHex(color) : named.toString(16).padStart(6, "0")
  if (digits === undefined)
    throw new ModelError(`'${text}' is not a color: expected a name or #rrggbb`)
  const [r = 0, g = 0, b = 0, a = 255] = (digits.match(/../g) ?? []).map((part) =>
    parseInt(part, 16),
  )
  return [r, g, b, a]
}

/** "#abc" is short for "#aabbcc". */
function longHex(color: string): string | undefined {
  if (/^#([0-9a-f]{6}|[0-9a-f]{8})$/.test(color)) return color.slice(1)
  if (/^#[0-9a-f]{3,4}$/.test(color)) return color.slice(1).replaceAll(/./g, "$&$&")
  return undefined
}
