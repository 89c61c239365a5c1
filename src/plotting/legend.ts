// legend_label, legend_field and legend_group of the glyph methods. Source: Python bokeh.plotting._legends (3.10)

import { columnsOf } from "../model/column-methods.ts"
import { isEqual } from "../model/equal.ts"
import { type GlyphRenderer, Legend, LegendItem } from "../model/generated/models.ts"
import { ModelError } from "../model/model-error.ts"
import { Field, NDArray, Value } from "../serialization/values.ts"
import type { GlyphArguments } from "./renderer.ts"

/** Where a legend is put: a figure. */
export interface LegendPlace {
  readonly legend: readonly Legend[]
  add_layout(legend: Legend): void
}

const NAMES = ["legend_label", "legend_field", "legend_group"] as const

/** @throws ModelError when more than one of them is given, or when a group's column is missing */
export function addToLegend(
  plot: LegendPlace,
  renderer: GlyphRenderer,
  given: GlyphArguments,
): void {
  const used = NAMES.filter((name) => given[name] !== undefined)
  const [name] = used
  if (name === undefined) return
  if (used.length > 1) throw new ModelError(`only one of ${used.join(", ")} can be given`)
  const label = given[name]
  if (typeof label !== "string") throw new ModelError(`${name} must be a string`)
  const legend = legendNamed(plot, given["legend_name"])
  if (name === "legend_group") legend.items = [...legend.items, ...groupItems(renderer, label)]
  else addItem(legend, renderer, name === "legend_field" ? new Field(label) : new Value(label))
}

function legendNamed(plot: LegendPlace, name: unknown): Legend {
  const found = plot.legend.filter((legend) => legend.name === (name ?? null))
  if (found.length > 1)
    throw new ModelError("there are several legends: name the one with legend_name")
  if (found[0] !== undefined) return found[0]
  if (name !== undefined) throw new ModelError(`there is no legend named ${JSON.stringify(name)}`)
  const legend = new Legend()
  plot.add_layout(legend)
  return legend
}

function addItem(legend: Legend, renderer: GlyphRenderer, label: Field | Value): void {
  const item = legend.items.find((known) => isEqual(known.label, label))
  if (item !== undefined) item.renderers = [...item.renderers, renderer]
  else legend.items = [...legend.items, new LegendItem({ label, renderers: [renderer] })]
}

/** One item for each distinct value of the column, sorted. Each points at the first row with its value. */
function groupItems(renderer: GlyphRenderer, column: string): readonly LegendItem[] {
  const values = columnsOf(renderer.data_source, "data")[column]
  if (values === undefined || values instanceof NDArray) {
    throw new ModelError(`legend_group: the source has no plain column '${column}'`)
  }
  const labels = Array.from<unknown, string>(values, String)
  // Of equal labels, the last entry counts: that of the first row.
  const rows = new Map(labels.map((label, row) => [label, row] as const).toReversed())
  return [...rows.keys()].toSorted().map((label) => {
    const index = rows.get(label) ?? null
    return new LegendItem({ label: new Value(label), renderers: [renderer], index })
  })
}
