// What errors say of wrong values: which part of a list or an object it is, and what a constructor takes.

import {
  BooleanFilter,
  ColumnDataSource,
  CustomJS,
  Div,
  FactorRange,
  figure,
  HoverTool,
  Legend,
  LinearColorMapper,
  ModelError,
  MultiSelect,
  Plot,
  Range1d,
  row,
  Select,
  Slider,
  Span,
} from "bokeh-edge"
import { expect, it } from "vitest"

/** A value as JavaScript may give it, whatever the types say. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- it fits where it stands
function anything<T>(value: unknown): T {
  return value as T
}

interface Positional {
  new (...args: readonly unknown[]): unknown
}
const byPosition = (cls: unknown, ...args: readonly unknown[]) =>
  Reflect.construct(cls as Positional, args)

const FAULTS: readonly (readonly [mistake: () => unknown, told: string])[] = [
  [
    () => byPosition(Range1d, 0, 10),
    "Range1d takes its properties as one object, as { start: 0 }, not 0",
  ],
  [
    () => byPosition(FactorRange, ["a", "b"]),
    'FactorRange takes its properties as one object, as { factors: ["a","b"] }, not ["a","b"]',
  ],
  [
    () => byPosition(BooleanFilter, [true]),
    "BooleanFilter takes its properties as one object, as { booleans: [true] }, not [true]",
  ],
  [
    () => byPosition(Div, "text"),
    'Div takes its properties as one object, as { text: "text" }, not "text"',
  ],
  [() => byPosition(Span, new Div()), "Span takes its properties as one object, not a Div"],
  [() => byPosition(Slider, null), "Slider takes its properties as one object, not null"],
  [
    () => new ColumnDataSource(anything({ x: [1] })),
    "ColumnDataSource: unknown property 'x'; columns are given as { data: { x: ... } }",
  ],
  [
    () => new ColumnDataSource(anything({ dta: { x: [1] } })),
    "ColumnDataSource: unknown property 'dta', did you mean 'data'?",
  ],
  [
    () => new ColumnDataSource({ data: { x: [1], y: anything(5) } }),
    'ColumnDataSource.data["y"] must be an array, a typed array or ndarray(), not 5',
  ],
  [
    () => row(new Div(), anything(new Range1d())),
    "Row.children[1] must be a UIElement, not a Range1d",
  ],
  [
    () => figure({ tooltips: anything([["a", "@a"], ["b"]]) }),
    'HoverTool.tooltips[1] must be [a string, a string], not ["b"]',
  ],
  [
    () => new HoverTool({ tooltips: anything([["a", 1]]) }),
    "HoverTool.tooltips[0][1] must be a string, not 1",
  ],
  [
    () => new Legend({ items: anything([["a", [new Div()]]]) }),
    "LegendItem.renderers[0] must be a GlyphRenderer, not a Div",
  ],
  [
    () => new LinearColorMapper({ palette: ["red", anything("reddd")] }),
    'LinearColorMapper.palette[1] must be a color, not "reddd"',
  ],
  [
    () => new MultiSelect({ value: anything(["a", 2]) }),
    "MultiSelect.value[1] must be a string, not 2",
  ],
  [
    () => new Plot({ extra_x_ranges: anything({ a: new Range1d(), b: [0, 1] }) }),
    'Plot.extra_x_ranges["b"] must be a Range, not [0,1]',
  ],
  [() => new Div({ styles: anything(7) }), "Div.styles must be"],
  [() => new Select({ title: anything(7) }), "Select.title must be a string"],
  [() => new CustomJS({ args: anything([1]) }), "CustomJS.args must be"],
]

it.each(FAULTS.map(([mistake, told]) => [told, mistake] as const))("says: %s", (told, mistake) => {
  expect(mistake).toThrow(ModelError)
  expect(mistake).toThrow(told)
})
