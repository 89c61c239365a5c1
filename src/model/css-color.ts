// Which texts are colors (in a color's place any other text is the name of a column), and their parts.
// Source: https://www.w3.org/TR/css-color-4/#named-colors, Python bokeh.core.property.color (3.10)

import { NAMED_COLORS } from "./generated/named-colors.ts"
import { ModelError } from "./model-error.ts"

export function isCssColor(text: string): boolean {
  const color = text.trim().toLowerCase()
  return (
    /^#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/.test(color) ||
    /^(rgb|hsl)a?\(/.test(color) ||
    Object.hasOwn(NAMED_COLORS, color)
  )
}

/** Red, green, blue and alpha, each from 0 to 255. @throws ModelError for what is neither a name nor in hex */
export function rgbaOf(text: string): readonly [r: number, g: number, b: number, a: number] {
  const color = text.trim().toLowerCase()
  const named = Object.hasOwn(NAMED_COLORS, color) ? NAMED_COLORS[color] : undefined
  const digits = named === undefined ? longHex(color) : named.toString(16).padStart(6, "0")
  if (digits === undefined) throw new ModelError(`'${text}' is not a color: take a name or #rrggbb`)
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
