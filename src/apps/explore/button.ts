// The explorer's buttons.

import { Button } from "bokeh-edge"

import { FIELD, PRIMARY_STYLE, TOUCH_STYLE } from "./style.ts"

type Options = ConstructorParameters<typeof Button>[0]

/** As wide as its label. */
export function button(label: string, options: Options = {}): Button {
  return new Button({ label, width_policy: "min", stylesheets: [TOUCH_STYLE], ...options })
}

/** As wide as what it stands in. */
export function wideButton(label: string, options: Options = {}): Button {
  return new Button({ label, ...FIELD, ...options })
}

/** The one that people come for. */
export const PRIMARY = {
  button_type: "primary",
  stylesheets: [TOUCH_STYLE, PRIMARY_STYLE],
} as const
