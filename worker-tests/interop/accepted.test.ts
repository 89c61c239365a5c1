// Properties accept and reject the same values here as in Python. Each property of each model is given values of many kinds,
// and each difference has a reason.

import { expect, it } from "vitest"

import { modelTypes, schemaOf } from "../../src/model/classes.ts"
import * as models from "../../src/model/generated/models.ts"
import { setFromApp } from "../../src/model/property-value.ts"
import { createModel } from "../../src/model/registry.ts"
import { python } from "../support/python.ts"

// prettier-ignore
const VALUES: readonly unknown[] = [
  -1, 0, 0.5, 1, 1.5, 2, 255, 256, 2 ** 31,
  "", "a", "red", "1px", "12pt", "search", "--x", ".x", "2020-01-01", "auto", "10", "@a", "data:image/png;base64,",
  true, false, null,
  [], [1], ["a"], [1, 2], [2, 1], [-1], ["a", "b"], [1, 2, 3, 4], ["red"], [[1, 2]], [["a", "b"]],
  {}, { a: 1 }, { a: "b" }, { value: 2 }, { value: -1 }, { field: "a" },
]

/** Why a value is accepted here only, by "Type.property value". */
const TAKEN_HERE: readonly (readonly [RegExp, string])[] = [
  [/\.subscribed_events \[/, "a list stands for a set"],
  [/\.(inner_width|inner_height|outer_width|outer_height|value_throttled) /, "browsers set it"],
  [
    /(Picker|Slider)\.(value|min_date|max_date|disabled_dates|enabled_dates|min_time|max_time) [-\d[]/,
    "a time in milliseconds",
  ],
  [/\.(fill|line|hatch)_\w+ \{"value"/, "value() stands for a constant"],
  [/DataSource\.data \[\]/, "rows of objects are columns"],
  [/^(DateSlider|DateRangeSlider)\.step /, "BokehJS takes parts of a day"],
  [/^[HV]Box\.spacing \[/, "BokehJS takes one for rows and one for columns"],
  [/^ColorPicker\.color /, "a number is a color"],
  [/^HTMLTitle\.text_color null/, "BokehJS takes it for no text"],
  [/^ImageURLTexture\.url ""/, "the page's own address"],
]

/** Why a value is accepted by Python only. */
const REFUSED_HERE: readonly (readonly [RegExp, string])[] = [
  [
    /\.(on_|off_)?icon "/,
    "the name of a file, which a Worker has not; BokehJS knows no other string",
  ],
  [/ "2020-01-01"/, "Python sends the string, and BokehJS loads nothing"],
  [
    /^(BoxAnnotation|Label|HTMLLabel|Span|PolyAnnotation)\.(\w+_limit|xs?|ys?|location) /,
    "a factor: BokehJS takes numbers there, and loads nothing",
  ],
  [/^[HV]Area(Step)?\.hatch_\w+ /, "a column, where BokehJS has one look for all rows"],
  [/^\w+\.(frame|min|max)?_?(width|height) -1/, "a size below 0"],
  [/ \{"value":-1\}$/, "a length below 0"],
  [/^PolarTransform\.radius -1/, "a length below 0"],
  [/\.(image|xs|ys) (-?\d|\{"value")/, "lists of lists are columns"],
  [/TileSource\.extra_url_vars \{/, "BokehJS takes strings alone"],
  [/Tool\.toggleable /, "another name of `visible`, which is true or false"],
  [/\.(num_minor_ticks|desired_num_ticks) -1$/, "BokehJS counts from 0"],
  [/^ColorBar\.scale_alpha [-\d.]+$/, "BokehJS has opacities from 0 to 1"],
  [/^Grid\.dimension -?\d+$/, "BokehJS has 0 and 1"],
  [/^(Maximum|Minimum)\.initial null/, "BokehJS takes numbers alone"],
  [/^CategoricalPatternMapper\.(default_value|patterns) /, "BokehJS takes its own patterns alone"],
  [/^HTMLTitle\.text_font_size /, "browsers ignore what is no length"],
  [/^GeoJSONDataSource\.geojson /, "JSON, but no GeoJSON"],
  [/\.padding \{\}$/, "BokehJS draws nothing of the page"],
  [/^bokeh\.models\.dom\.HTML\.refs /, "BokehJS takes models alone"],
]

it("properties accept the same values as in Python", { timeout: 900_000 }, async () => {
  const pythons = (await python("accepted.py", [JSON.stringify(VALUES)])) as Record<string, string>
  expect(Object.keys(models).length).toBeGreaterThan(400)
  const properties = distinct(pythons)
  expect(properties.length).toBeGreaterThan(800)
  const differences = properties.flatMap(([property, taken]) => differencesOf(property, taken))
  const [loose, strict] = ["loose", "strict"].map((side) =>
    differences.filter(([which]) => which === side).map(([, what]) => what),
  )
  expect(unexplained(loose ?? [], TAKEN_HERE)).toEqual([])
  expect(unexplained(strict ?? [], REFUSED_HERE)).toEqual([])
  expect(idle(loose ?? [], TAKEN_HERE)).toEqual([])
  expect(idle(strict ?? [], REFUSED_HERE)).toEqual([])
})

/** One property of all that have the same name, kind, and answers of Python. */
function distinct(
  pythons: Readonly<Record<string, string>>,
): readonly (readonly [string, string])[] {
  const found = new Map<unknown, Map<string, readonly [string, string]>>()
  for (const [property, taken] of Object.entries(pythons)) {
    const { type, name } = partsOf(property)
    const schema = modelTypes().includes(type) ? schemaOf(type) : undefined
    const kind = schema?.property(name)?.kind
    if (kind === undefined || schema?.isAbstract === true) continue
    const alike = found.get(kind) ?? new Map<string, readonly [string, string]>()
    found.set(kind, alike.set(`${name} ${taken}`, [property, taken]))
  }
  return [...found.values()].flatMap((alike) => [...alike.values()])
}

function partsOf(property: string): { readonly type: string; readonly name: string } {
  const at = property.lastIndexOf(".")
  return { type: property.slice(0, at), name: property.slice(at + 1) }
}

function differencesOf(property: string, taken: string): readonly (readonly [string, string])[] {
  const { type, name } = partsOf(property)
  return VALUES.flatMap((value, i) => {
    const isTaken = takes(type, name, value)
    if (isTaken === (taken[i] === "1")) return []
    return [[isTaken ? "loose" : "strict", `${property} ${JSON.stringify(value)}`] as const]
  })
}

function takes(type: string, name: string, value: unknown): boolean {
  try {
    setFromApp(createModel(type), name, structuredClone(value))
    return true
  } catch {
    return false
  }
}

type Reasons = readonly (readonly [RegExp, string])[]

function unexplained(differences: readonly string[], reasons: Reasons): readonly string[] {
  return differences.filter((what) => !reasons.some(([pattern]) => pattern.test(what)))
}

/** Reasons that no difference needs. */
function idle(differences: readonly string[], reasons: Reasons): readonly string[] {
  const isNeeded = (pattern: RegExp) => differences.some((what) => pattern.test(what))
  return reasons.flatMap(([pattern, reason]) => (isNeeded(pattern) ? [] : [reason]))
}
