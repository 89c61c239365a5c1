// Valid numbers and strings that BokehJS cannot draw: it would loop over them, or fail, in every page that opens the document.
// worker-tests/browser/extremes.test.ts draws the allowed ones.

import { isBokehs } from "../model/declaring-type.ts"
import { stateOf } from "../model/has-props.ts"
import { SerializationError } from "../serialization/serialization-error.ts"
import { Value } from "../serialization/values.ts"
import { shown } from "../util/clipped.ts"
import type { Assignment, Author } from "./client-policy.ts"

/** Text with at most one number, as sprintf-js reads it. */
const printf = (text: string) =>
  `(${text}|%%)*(%\\+?0?-?\\d{0,2}(\\.(?!00?g)\\d\\d?)?[b-gijostTuxX](${text}|%%)*)?`

/** The forms of strings from clients, by TYPE.PROPERTY. */
export const FORMS: readonly (readonly [of: RegExp, form: RegExp, due: string])[] = [
  // Browsers reject other names of classes.
  [/\.(css_classes|icon_name)$/, /^\S+$/, "a name without spaces"],
  [
    /text_font$/,
    /^(?!.*(inherit|initial|unset|revert|default))[a-z][\w-]*(( |, ?)[a-z][\w-]*)*$/i,
    "a font",
  ],
  [/\.(on_|off_)?icon$/, /^(\.\S+|[^.]\P{Cs}*)?$/u, "an icon"],
  [
    /^(Slider|RangeSlider|Spinner|NumericInput|NumberFormatter|NumeralTickFormatter)\.format$/,
    /^(?!.{100}|.*\d{10}| ?[$%]? ?$)[^[\]{}*]*(\[\.\][^[\]{}*]*)?(\[0+\][^[\]{}*]*)?$/s,
    "a format of numbro",
  ],
  [/^PrintfTickFormatter\.format$/, new RegExp(`^${printf("[^%]")}$`), "a format of sprintf"],
  [
    /^(Progress\.(label|description)|ScaleBar\.label)$/,
    new RegExp(`^([^{]|\\{${printf("[^%{}]")}\\})*$`),
    "a format of sprintf",
  ],
]

/**
 * The bounds of numbers from clients, and of a map's keys, by TYPE.PROPERTY. Intervals have none: only the app knows which
 * intervals fit its ranges.
 */
export const BOUNDS: readonly (readonly [of: RegExp, least: number, greatest: number])[] = [
  [/num_(minor_)?ticks$|Ngon\.n$|\.children$|^(Grid(Box|Plot)|[HV]Box)\.(rows|cols)$/, 0, 500],
  [/lod_factor$|mantissas$|hatch_scale$|Mapper\.bins$/, 1, 500],
  [/Ticker\.(max_)?interval$/, 1, 0],
  [/\.precision$|text_line_height$/, 0, 100],
  [
    /\.min_border|\.(frame|glyph)_(width|height)$|(Color|Size|Scale)Bar\.(width|height|border_line_width)$/,
    0,
    4000,
  ],
  [/(Color|Size|Scale)Bar\.(padding|\w+_(standoff|in|out))$/, 0, 20],
  [/standoff$|_tick_(in|out)$|(Bar|Legend)\.location$/, -1e5, 1e5],
  [/max_length$|option_limit$/, 0, 1e5],
  [/Slider\.(start|end|step)$/, -1e300, 1e300],
]

/** @throws SerializationError for a number or a string that this author may not set */
export function assertDrawable({ mayBringCode }: Author, { model, attr, value }: Assignment): void {
  const name = `${model.type}.${attr}`
  const isOf = ([of]: readonly [of: RegExp, ...unknown[]]) => of.test(name)
  const [, form, due] = FORMS.find(isOf) ?? []
  const [, least = 0, greatest] = BOUNDS.find(isOf) ?? []
  if (mayBringCode || (form === undefined && greatest === undefined)) return
  if (!isBokehs(stateOf(model).schema, attr)) return
  const wrong = itemsOf(value).find((item) =>
    typeof item === "string"
      ? form?.test(item) === false
      : typeof item === "number" && greatest !== undefined && !(item >= least && item <= greatest),
  )
  if (wrong === undefined) return
  const bounds = least > Number(greatest) ? "no number" : `numbers from ${least} to ${greatest}`
  throw new SerializationError(
    `a client may set ${name} to ${due ?? bounds}, got ${shown(wrong)} (PROTOCOL.md D8)`,
  )
}

/** A value's items, or a map's keys. */
function itemsOf(value: unknown): readonly unknown[] {
  const bare: unknown = value instanceof Value ? value.value : value
  const items = bare instanceof Map ? [...(bare as Map<unknown, unknown>).keys()] : [bare]
  return items.flat(Infinity)
}
