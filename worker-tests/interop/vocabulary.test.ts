// Documents built the same way in Python and in TypeScript are equal: sources, callbacks, mappers, transforms, themes.

import { beforeAll, expect, it } from "vitest"

import { Document } from "../../src/document/document.ts"
import { ButtonClick, Tap } from "../../src/model/events.ts"
import {
  Button,
  ColorBar,
  ColumnDataSource,
  CustomJS,
  Dropdown,
  FactorRange,
  Grid,
  Legend,
  Line,
  LinearAxis,
  LinearColorMapper,
  LinearInterpolator,
  Plot,
  Range1d,
  RangeSlider,
  Scatter,
  Slider,
  Text,
  Title,
  Toggle,
  VBar,
  Wedge,
} from "../../src/model/generated/models.ts"
import { THEMES } from "../../src/model/generated/themes.ts"
import type { HasProps } from "../../src/model/has-props.ts"
import { ndarray } from "../../src/model/ndarray.ts"
import { Theme, type ThemeName } from "../../src/model/theme.ts"
import { Category10_3, Viridis6 } from "../../src/plotting/generated/palettes.ts"
import {
  cumsum,
  dodge,
  eqhist_cmap,
  factor_cmap,
  factor_hatch,
  factor_mark,
  jitter,
  linear_cmap,
  log_cmap,
  stack,
  transform,
} from "../../src/plotting/transforms.ts"
import { replaceWithJson } from "../../src/session/saved-document.ts"
import { python } from "../support/python.ts"
import { differences } from "../support/same-document.ts"

const FACTORS = ["a", "b"]
const NESTED = [
  ["a", "x"],
  ["a", "y"],
  ["b", "x"],
] as const
const OWN = new Theme({
  json: {
    attrs: { Axis: { axis_line_color: null }, Scatter: { size: 9 }, Title: { text: "themed" } },
    line_defaults: { line_width: 3, line_dash: [6, 4] },
    fill_defaults: { fill_alpha: 0.5 },
    text_defaults: { text_font: "serif" },
  },
})

const RECIPES: Readonly<Record<string, () => Document>> = {
  callbacks: () => plain(callbacks()),
  sources: () => plain(sources()),
  mappers: () => plain(mappers()),
  transforms: () => plain(transforms()),
  "own theme": () => themed(OWN),
  ...Object.fromEntries(
    Object.keys(THEMES).map((name) => [`theme ${name}`, () => themed(name as ThemeName)]),
  ),
}

let saved: Readonly<Record<string, unknown>> = {}
beforeAll(async () => {
  saved = (await python("vocabulary.py", [])) as typeof saved
})

it.each(Object.entries(RECIPES))("the document '%s' equals Python's", (name, build) => {
  const pythons = new Document()
  replaceWithJson(pythons, saved[name])
  expect(pythons.roots.length).toBeGreaterThan(0)
  expect(differences(build(), pythons)).toEqual([])
})

function callbacks(): readonly HasProps[] {
  const js = new CustomJS({ code: "console.log(other)", args: { other: new Range1d() } })
  const slider = new Slider({ start: 0, end: 9, value: 1 })
  const span = new RangeSlider({ start: 0, end: 9, value: [1, 2] })
  const [button, toggle, dropdown] = [new Button(), new Toggle(), new Dropdown()]
  const [source, plot] = [new ColumnDataSource({ data: { x: [1] } }), new Plot()]
  slider.js_on_change("value", js)
  source.js_on_change("streaming", js)
  source.js_on_change("change:data", js)
  button.js_on_event(ButtonClick, js)
  button.js_on_event("button_click", js)
  button.on_click(() => undefined)
  toggle.js_on_click(js)
  dropdown.js_on_click(js)
  dropdown.on_click(() => undefined)
  plot.on_event(Tap, () => undefined)
  plot.js_on_event("pan", js)
  slider.js_link("value", plot, "width")
  span.js_link("value", plot.x_range, "start", 0)
  return [slider, button, toggle, dropdown, span, source, plot]
}

function sources(): readonly HasProps[] {
  const image = ndarray(Uint32Array.of(0, 1, 2, 3, 4, 5), { shape: [2, 3] })
  const source = new ColumnDataSource({
    data: {
      typed: Float32Array.of(1.5, NaN),
      image: [image, image],
      rows: ndarray([
        [1, 2, 3],
        [4, 5, 6],
      ]),
      dates: [new Date("2024-02-29"), new Date("2024-02-29T12:30:15.500Z")],
      spans: [1000, 2 * 86_400_000],
      ragged: [[1], [1, 2]],
      text: ["a", null],
    },
  })
  source.add([1, 2])
  source.add([3, 4], "own")
  source.remove("text")
  source.selected.indices = [1]
  return [source]
}

function mappers(): readonly HasProps[] {
  const options = { low_color: "gray", nan_color: "black" }
  return [
    new Scatter({ fill_color: linear_cmap("z", Viridis6, 0, 10, options) }),
    new Scatter({ fill_color: linear_cmap("z", Viridis6, 0, 10) }),
    new Scatter({ fill_color: log_cmap("z", Viridis6, 1, 10, { high_color: "red" }) }),
    new Scatter({ fill_color: eqhist_cmap("z", Viridis6, 1, 10) }),
    new Scatter({ fill_color: factor_cmap("z", Category10_3, FACTORS, { end: 1 }) }),
    new Scatter({ fill_color: factor_cmap("z", Category10_3, NESTED, { start: 1, end: 2 }) }),
    new Scatter({ marker: factor_mark("z", ["circle", "x"], FACTORS) }),
    new VBar({ hatch_pattern: factor_hatch("z", ["/", "x"], FACTORS) }),
  ]
}

function transforms(): readonly HasProps[] {
  const range = new FactorRange({ factors: FACTORS })
  return [
    new VBar({ x: dodge("x", 0.25, range), top: stack("a", "b") }),
    new Scatter({
      x: jitter("x", 0.6),
      y: jitter("y", 0.1, { mean: 1, distribution: "normal", range }),
    }),
    new Wedge({ start_angle: cumsum("angle", true), end_angle: cumsum("angle") }),
    new Scatter({ size: transform("x", new LinearInterpolator({ x: [0, 1], y: [2, 3] })) }),
  ]
}

function themed(theme: Theme | ThemeName): Document {
  const color_mapper = new LinearColorMapper({ palette: Viridis6 })
  const around = [new Plot(), new LinearAxis(), new Grid(), new Legend(), new Title()]
  const glyphs = [new Scatter(), new Line(), new Text()]
  const doc = plain([...around, new ColorBar({ color_mapper }), ...glyphs])
  doc.theme = theme
  return doc
}

function plain(models: readonly HasProps[]): Document {
  const doc = new Document()
  for (const model of models) doc.add_root(model)
  return doc
}
