// One or several choices out of many: texts, palettes, colors.

import {
  AutocompleteInput,
  ColorPicker,
  column,
  type Column,
  Magma,
  MultiChoice,
  MultiSelect,
  PaletteSelect,
  Plasma,
  Select,
  Viridis,
} from "bokeh-edge"

import { echo } from "./card.ts"

const CITIES = ["Amsterdam", "Athens", "Berlin", "Lisbon", "London", "Madrid", "Oslo", "Paris"]
const BY_CONTINENT = {
  Africa: [["cai", "Cairo"] as const, ["lag", "Lagos"] as const],
  Asia: [["dil", "Dili"] as const, ["tok", "Tokyo"] as const],
}

export function choices(): Column {
  const palettes = Object.entries({ Viridis: Viridis[8], Magma: Magma[8], Plasma: Plasma[8] })
  return column(
    echo(new Select({ title: "One city", options: CITIES, value: "Berlin" }), ["value"]),
    echo(
      new Select({ title: "By continent", options: BY_CONTINENT }),
      ["value"],
      "Select, grouped",
    ),
    echo(new MultiSelect({ title: "Several, with Ctrl", options: CITIES }), ["value"]),
    echo(new MultiChoice({ title: "Several, at most three", options: CITIES, max_items: 3 }), [
      "value",
    ]),
    echo(
      new AutocompleteInput({
        title: "Type a city",
        completions: CITIES,
        min_characters: 1,
        case_sensitive: false,
      }),
      ["value"],
    ),
    echo(new PaletteSelect({ title: "A palette", items: palettes, value: "Viridis" }), ["value"]),
    echo(new ColorPicker({ title: "A color", color: "#3b7ddd" }), ["color"]),
  )
}
