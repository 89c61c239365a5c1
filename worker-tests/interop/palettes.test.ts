// The palettes, the palette functions and the themes equal Python's.

import { readFileSync } from "node:fs"

import { expect, it } from "vitest"

import { generatePalettes } from "../../scripts/generate-palettes.ts"
import { generateThemes, THEMES } from "../../scripts/generate-themes.ts"
import * as palettes from "../../src/plotting/generated/palettes.ts"
import {
  diverging_palette,
  interp_palette,
  varying_alpha_palette,
} from "../../src/plotting/palette-functions.ts"
import { python } from "../support/python.ts"

it("the generated palettes and themes match the installed Bokeh (if not, run `npm run generate`)", () => {
  const generated = [...generatePalettes(), [THEMES, generateThemes()] as const]
  for (const [path, text] of generated) expect(readFileSync(path, "utf8")).toBe(text)
})

it("the palette functions mix colors as in Python", async () => {
  const ours = {
    linear: [1, 2, 7, 100, 255].map(palettes.plasma),
    diverging: [2, 6, 9 * 2].map((n) => diverging_palette(palettes.Reds9, palettes.Blues9, n)),
    uneven: diverging_palette(palettes.Reds256, palettes.Blues256, 20, 0.3),
    interp: [1, 2, 10, 33].map((n) => interp_palette(palettes.Spectral11, n)),
    alpha: interp_palette(["red", "#00ff0080", "#12345600"], 17),
    varying: [
      varying_alpha_palette("navy"),
      varying_alpha_palette("#ff8800aa", 7, 200, 10),
      varying_alpha_palette("teal", 5, 10, 200),
    ],
  }
  expect(ours).toEqual(await python("palettes.py", []))
})
