// Valid numbers and strings that BokehJS cannot draw: it would loop over them, or fail, in every page that opens the document.
// worker-tests/browser/extremes.test.ts draws the allowed ones.

import { SerializationError } from "../serialization/serialization-error.ts"
import { shown } from "../util/clipped.ts"
import type { Assignment, Author } from "./client-policy.ts"

/** The bounds for clients, by TYPE.PROPERTY. Intervals have none: only the app knows which intervals fit its ranges. */
export const BOUNDS: readonly (readonly [of: RegExp, least: number | RegExp, greatest?: number])[] =
  [
    // Browsers reject other names of classes.
    [/\.(css_classes|icon_name)$/, /^\S+$/],
    [/\.lod_factor$/, 1, 1e6],
    [/num_(minor_)?ticks$|\.children$/, 0, 500],
    [/\.mantissas$/, 0.5, 500],
    [/Ticker\.(max_)?interval$/, 1, 0],
    [/\.precision$|text_line_height$/, 0, 100],
    [
      /\.(frame|glyph)_(width|height)$|(Color|Size|Scale)Bar\.(width|height|border_line_width)$/,
      0,
      4000,
    ],
    [/(Color|Size|Scale)Bar\.(padding|label_standoff)$/, 0, 20],
    [/\.m(in|ax)_zoom$/, 0, 30],
    [/\.frozen_rows$/, -1000, 1000],
    [/Slider\.(start|end|step)$/, -1e300, 1e300],
  ]

/** @throws SerializationError for a number or a string that this author may not set */
export function assertDrawable({ mayBringCode }: Author, { model, attr, value }: Assignment): void {
  const name = `${model.type}.${attr}`
  const bounds = BOUNDS.find(([of]) => of.test(name))
  if (mayBringCode || bounds === undefined) return
  const [, least, greatest = 0] = bounds
  const isForm = typeof least !== "number"
  const wrong = [value].flat(Infinity).find((one) => {
    if (isForm) return typeof one === "string" && !least.test(one)
    return typeof one === "number" && !(one >= least && one <= greatest)
  })
  if (wrong === undefined) return
  const due = isForm
    ? String(least)
    : least > greatest
      ? "no number"
      : `numbers from ${least} to ${greatest}`
  throw new SerializationError(
    `a client may set ${name} to ${due}, got ${shown(wrong)} (PROTOCOL.md D8)`,
  )
}
