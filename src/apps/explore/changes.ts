// What somebody has changed in a graph that they received, in words: the graphs themselves are compared.

import { type Difference, differences } from "bokeh-edge"

import { plotOf } from "./plot.ts"
import { spanOf, type View, withoutUnit } from "./view.ts"

/** The fields of a graph, and their names. */
const FIELDS = [
  ["below[0].axis_label", "Across"],
  ["left[0].axis_label", "Up"],
  ["right[0].title", "Color"],
] as const
const DAYS = "renderers[0].data_source.data.date"
const ENDS = /^[xy]_range\.(start|end)$/

/** What the second view has that the first one does not have. */
export function changesIn(before: View, after: View): readonly string[] {
  const found = differences(plotOf(before).figure, plotOf(after).figure)
  const at = (path: string) => found.find((one) => one.path === path)
  const fields = FIELDS.flatMap(([path, what]) => wordsFor(what, at(path)))
  const days = at(DAYS) === undefined ? [] : [`Days: ${spanOf(after)}`]
  const isMoved = found.some(({ path }) => ENDS.test(path))
  return [...fields, ...days, ...(isMoved ? zoomWords(before, after) : [])]
}

function wordsFor(what: string, difference: Difference | undefined): readonly string[] {
  if (difference === undefined) return []
  const { before, after } = difference
  return [`${what}: ${withoutUnit(after)}, was ${withoutUnit(before).toLowerCase()}`]
}

/** Other data have other ends: that is not a change while all of them are visible. */
function zoomWords(before: View, after: View): readonly string[] {
  if (after.zoom !== undefined) return ["Shows another part"]
  return before.zoom === undefined ? [] : ["Shows all points"]
}
