// Differences from Python's documents that are intended or look the same. docs/examples.md has each with its reason.

import type { Difference } from "../compare.ts"
import { isKnown, KNOWN_DIFFERENCES } from "../differences.ts"

interface Explained {
  /** Matches "Type.property path". */
  readonly where: RegExp
  readonly what: string
  readonly reason: string
}

export const EXPLAINED: readonly Explained[] = [
  {
    where: /^(DatetimePicker|DatetimeRangePicker|MultipleDatetimePicker)\.(min_date|max_date) /,
    what: "min_date and max_date of pickers for dates with times",
    reason:
      "the time of day is kept; Python cuts it off, and sends milliseconds where BokehJS takes both",
  },
  {
    where: /^TimePicker\.max_time /,
    what: "TimePicker.max_time",
    reason: "the same time of day, as a string; Python sends milliseconds; BokehJS takes both",
  },
  {
    where: /^ColumnDataSource\.data .*\.fill_renderer\.data_source\.data/,
    what: "the areas of contours",
    reason:
      "the same areas, with other starting points; worker-tests/interop/contour.test.ts compares the points",
  },
]

const EVERYWHERE = KNOWN_DIFFERENCES.filter(({ recipe }) => recipe === undefined)

export function isExplained(difference: Difference): boolean {
  const { type, property, path } = difference
  return (
    EVERYWHERE.some((known) => isKnown(known, difference, "")) ||
    EXPLAINED.some(({ where }) => where.test(`${type}.${property} ${path}`))
  )
}

/** The difference and its reason, for the page. */
export function explanations(): readonly (readonly [what: string, reason: string])[] {
  const known = EVERYWHERE.map(
    ({ type, property, reason }) => [`${type}.${property}`, reason] as const,
  )
  return [...known, ...EXPLAINED.map(({ what, reason }) => [what, reason] as const)]
}
