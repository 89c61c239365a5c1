// Values for unset properties on pages that follow the reader's color scheme (`theme: "auto"`).

import { THEMES } from "../model/generated/themes.ts"
import type { ThemeJson } from "../model/theme.ts"

/** Properties that the theme does not set, and that would be dark on dark. */
const TEXTS = { text_color: "#E0E0E0" }

export const DARK_THEME: NonNullable<ThemeJson["attrs"]> = {
  ...THEMES.dark_minimal.attrs,
  Text: TEXTS,
  Label: TEXTS,
  LabelSet: TEXTS,
}
