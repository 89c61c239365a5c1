// The libraries that BokehJS formats numbers with can read every format that a client may set.

import { createRequire } from "node:module"

import { array, assert, constantFrom, property as holds } from "fast-check"
import { describe, expect, it } from "vitest"

import { FORMS } from "../../../src/document/extremes.ts"

type Format = (value: number, format: string) => string

const bokehjs = createRequire(createRequire(import.meta.url).resolve("@bokeh/bokehjs"))
// oxlint-disable typescript/no-unsafe-type-assertion -- they have these functions
const numbro = bokehjs("@bokeh/numbro") as {
  format(value: number, format: string, language: string, round: (value: number) => number): string
}
const { sprintf } = bokehjs("sprintf-js") as { sprintf: (format: string, value: number) => string }

const numeral: Format = (value, format) => numbro.format(value, format, "en", Math.round)
const printf: Format = (value, format) => sprintf(format, value)
const VALUES = [0, 1, -1, 0.5, -1234.5678, 1e-300, 1e21, -1e300, NaN, Infinity]
const SEED = { seed: 1, numRuns: 5000 }

/** Whether a client may set it. */
function isTaken(property: string, format: string): boolean {
  const [, form] = FORMS.find(([of]) => of.test(property)) ?? []
  return form?.test(format) === true
}

function isRead(write: Format, format: string): boolean {
  try {
    for (const value of VALUES) write(value, format)
    return true
  } catch {
    return false
  }
}

const NUMERALS = ["0", "0,0", ".", "[.]", "[", "]", "[00]", "%", "$", " ", "a", "b", "o", "d"]
const PRINTF = ["%", "d", "s", "f", "g", "e", "x", "c", "v", ".", "0", "2", "-", "+", "%%", "%d"]

describe.each([
  ["NumeralTickFormatter.format", numeral, [...NUMERALS, "(", "+", "-", "{", "}", "*", ":", "9"]],
  ["PrintfTickFormatter.format", printf, [...PRINTF, "%.2f", "%.0g", "%05d", "1$", "(a)", " "]],
])("%s", (property, write, parts) => {
  it("takes no format that cannot be read", { tags: "slow" }, () => {
    const formats = array(constantFrom(...parts), { maxLength: 8 }).map((all) => all.join(""))
    assert(
      holds(formats, (format) => !isTaken(property, format) || isRead(write, format)),
      SEED,
    )
  })

  it("decides on a long format at once", () => {
    for (const part of parts) {
      expect(isTaken(property, `${part.repeat(1e5)}[%`), part).toBe(false)
    }
  })
})

// prettier-ignore
it.each([
  ["Slider.format", numeral, [
    "0", "00", "0,0", "0,0.00", "0.000", "0[.]0", "0[.]00", "0.0[00]", "0[.]0[00]", "0%", "0.00%", "0.0 %", "$0.00",
    "$ 0,0", "($0,0)", "0,0 $", "0a", "0.0 a", "0b", "0 b", "0.0 d", "0o", "00:00:00", "+0,0", "-0", "#,##0", "€ 0", "0 mm",
  ]],
  ["PrintfTickFormatter.format", printf, [
    "", "label", "%s", "%d", "%i", "%5d", "%05.1f", "%5.3f mu", "%0.2f", "%d%%", "100%%", "%.1e", "%+d", "%x", "$%.2f", "%g", "%.3g",
  ]],
] as const)("takes what is usual for %s", (property, write, formats) => {
  for (const format of formats) {
    expect([isTaken(property, format), isRead(write, format)], format).toEqual([true, true])
  }
})
