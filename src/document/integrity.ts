// Likely mistakes in a valid document, with Bokeh's texts and codes. The document is drawn nevertheless. Source: Python
// bokeh.core.validation (3.10)

import { HasProps, stateOf } from "../model/has-props.ts"
import { schemaIn } from "../model/model-object.ts"
import { getProperty } from "../model/property-value.ts"
import { modelsIn } from "../model/references.ts"
import { Field } from "../serialization/values.ts"
import { closest } from "../util/closest.ts"
import { isList } from "../util/record.ts"

/** A likely mistake. */
interface Fault {
  readonly level: "warn" | "error"
  readonly message: string
}

interface Rule {
  readonly code: string
  readonly says: string
  /** The models that it applies to, by a type of theirs. */
  readonly type: string
  /** Whether a model has the fault, or which parts of it have. */
  readonly check: (model: HasProps) => boolean | readonly string[]
}

const RULES: readonly Rule[] = [
  {
    code: "W-1000 (MISSING_RENDERERS)",
    says: "Plot has no renderers",
    type: "Plot",
    check: (plot) =>
      listOf(plot, "renderers").length === 0 &&
      !listOf(plot, "center").some((part) => isA(part, "Annotation")) &&
      !isA(plot, "GMapPlot"),
  },
  {
    code: "W-1002 (EMPTY_LAYOUT)",
    says: "Layout has no children",
    type: "LayoutDOM",
    check: (layout) =>
      stateOf(layout).schema.property("children") !== undefined &&
      listOf(layout, "children").length === 0,
  },
  {
    code: "W-1005 (FIXED_SIZING_MODE)",
    says: "'fixed' sizing mode requires width and height to be set",
    type: "LayoutDOM",
    check: (layout) =>
      valueOf(layout, "sizing_mode") === "fixed" &&
      ["width", "height"].some((name) => getProperty(layout, name) === null),
  },
  {
    code: "E-1001 (BAD_COLUMN_NAME)",
    says: "Glyph refers to nonexistent column name",
    type: "GlyphRenderer",
    check: missingColumns,
  },
  {
    code: "E-1009 (INCOMPATIBLE_SCALE_AND_RANGE)",
    says: "A Scale is incompatible with one or more ranges on the same plot dimension",
    type: "Plot",
    check: (plot) => ["x", "y"].filter((dim) => !fitsRanges(plot, dim)),
  },
  {
    code: "E-1020 (BAD_EXTRA_RANGE_NAME)",
    says: "An extra range name is configured with a name that does not correspond to any range",
    type: "Plot",
    check: (plot) => PLACES.flatMap((place) => listOf(plot, place)).flatMap(badRangeNames(plot)),
  },
  {
    code: "E-1021 (EQUAL_SLIDER_START_END)",
    says: "Slider 'start' and 'end' cannot be equal",
    type: "AbstractSlider",
    check: (slider) => {
      const start = valueOf(slider, "start")
      return start !== undefined && start === valueOf(slider, "end")
    },
  },
  {
    code: "E-1024 (CDSVIEW_FILTERS_WITH_CONNECTED)",
    says: "CDSView filters are not compatible with glyphs with connected topology such as Line or Patch",
    type: "GlyphRenderer",
    check: (renderer) => {
      const [glyph, view] = [valueOf(renderer, "glyph"), valueOf(renderer, "view")]
      const filter = view instanceof HasProps ? valueOf(view, "filter") : undefined
      const isConnected = isA(glyph, "Line") || isA(glyph, "Patch")
      return isConnected && filter !== undefined && !isA(filter, "AllIndices")
    },
  },
  {
    code: "E-1027 (REPEATED_LAYOUT_CHILD)",
    says: "The same model can't be used multiple times in a layout",
    type: "LayoutDOM",
    check: (layout) =>
      repeated([...modelsIn(valueOf(layout, "children"))]).map((child) => nameOf(child)),
  },
]

const PLACES = ["left", "right", "above", "below", "center", "renderers"]

/** Checks all models once. Models that a client adds later are not checked. */
export function faultsIn(models: Iterable<HasProps>): readonly Fault[] {
  const faults: Fault[] = []
  for (const model of models) {
    const { schema } = stateOf(model)
    for (const { code, says, type, check } of RULES) {
      const wrong = schema.isA(type) && check(model)
      if (wrong === false || (wrong !== true && wrong.length === 0)) continue
      const what = wrong === true ? "" : `${wrong.join(", ")} in `
      const level = code.startsWith("E") ? "error" : "warn"
      faults.push({ level, message: `${code}: ${says}: ${what}${nameOf(model)}` })
    }
  }
  return faults
}

function fitsRanges(plot: HasProps, dim: string): boolean {
  const scale = valueOf(plot, `${dim}_scale`)
  const extra = valueOf(plot, `extra_${dim}_ranges`)
  const ranges = [valueOf(plot, `${dim}_range`), ...modelsIn(extra)]
  return (
    scale === undefined ||
    ranges.every((range) =>
      isA(range, "FactorRange")
        ? isA(scale, "CategoricalScale")
        : !isA(range, "NumericalRange") || isA(scale, "LinearScale") || isA(scale, "LogScale"),
    )
  )
}

function missingColumns(renderer: HasProps): readonly string[] {
  const [source, glyph] = [valueOf(renderer, "data_source"), valueOf(renderer, "glyph")]
  if (!(source instanceof HasProps) || !(glyph instanceof HasProps)) return []
  if (!isA(source, "ColumnDataSource") || isA(source, "WebDataSource")) return []
  const columns = namesIn(getProperty(source, "data"))
  return [...stateOf(glyph).values].flatMap(([name, value]) => {
    if (!(value instanceof Field) || columns.includes(value.field)) return []
    const meant = closest(value.field, columns)
    return `${name}='${value.field}'${meant === undefined ? "" : ` [closest match: '${meant}']`}`
  })
}

function badRangeNames(plot: HasProps): (part: unknown) => readonly string[] {
  const known = ["x_range", "y_range"].map((axis) => {
    const names = ["default", ...namesIn(valueOf(plot, `extra_${axis}s`))]
    return [`${axis}_name`, names] as const
  })
  return (part) => {
    if (!(part instanceof HasProps)) return []
    return known.flatMap(([property, names]) => {
      const name = valueOf(part, property)
      if (typeof name !== "string" || names.includes(name)) return []
      return `${property}='${name}' in ${nameOf(part)}`
    })
  }
}

/** The names in a mapping of any form. */
function namesIn(value: unknown): readonly string[] {
  if (value instanceof Map) return [...value.keys()].map(String)
  return typeof value === "object" && value !== null ? Object.keys(value) : []
}

/** Items that occur more than once. */
function repeated<T>(items: readonly T[]): readonly T[] {
  return [...new Set(items.filter((item, i) => items.indexOf(item) < i))]
}

function isA(value: unknown, type: string): boolean {
  return schemaIn(value)?.isA(type) ?? false
}

/** A value that the app has set: a default is never wrong. */
function valueOf(model: HasProps, name: string): unknown {
  return stateOf(model).values.get(name)
}

function listOf(model: HasProps, name: string): readonly unknown[] {
  const value = valueOf(model, name)
  return isList(value) ? value : []
}

function nameOf(model: HasProps): string {
  const name = valueOf(model, "name")
  return `${model.type}(${typeof name === "string" ? `name='${name}'` : `id='${model.id}'`})`
}
