// Two thousand flights: select bars or points in one plot, and the other plot shows only those.

import {
  column,
  ColumnDataSource,
  Div,
  figure,
  type LayoutDOM,
  RangeSlider,
  row,
  Slider,
} from "bokeh-edge"

import { type Data, numbers } from "./data.ts"

const WIDE = { sizing_mode: "stretch_width", min_width: 300, max_width: 440 } as const
/** On a phone, one below the other. */
const WRAP = { sizing_mode: "stretch_width", styles: { "flex-wrap": "wrap" } } as const
const LIMITS = { start: -60, end: 180 }

export async function flights(data: Data): Promise<LayoutDOM> {
  const rows = await data.rows("flights-2k.json")
  const [delay, distance] = [numbers(rows, "delay"), numbers(rows, "distance")]
  const source = new ColumnDataSource({ data: { delay, distance } })
  const points = figure({
    title: "Select some",
    ...WIDE,
    height: 400,
    x_axis_label: "Miles",
    y_axis_label: "Minutes late",
    y_range: [LIMITS.start, LIMITS.end],
    tools: "box_select,lasso_select,reset",
    active_drag: "box_select",
  })
  points.scatter("distance", "delay", { source, size: 5, alpha: 0.4, nonselection_alpha: 0.08 })
  const bars = new ColumnDataSource({ data: histogram(delay, delay, 30) })
  const counts = figure({
    title: "Their delays",
    ...WIDE,
    height: 400,
    x_axis_label: "Minutes late",
    y_axis_label: "Flights",
    x_range: [LIMITS.start, LIMITS.end],
    tools: "",
  })
  const sides = { source: bars, left: "left", right: "right", bottom: 0, line_color: "white" }
  counts.quad({ ...sides, top: "all", fill_color: "#cccccc" })
  counts.quad({ ...sides, top: "chosen", fill_color: "#1f77b4" })
  counts.y_range.update({ start: 0 })
  const bins = new Slider({ title: "Bars", start: 6, end: 120, step: 6, value: 30 })
  const far = new RangeSlider({ title: "Miles", start: 0, end: 2600, step: 50, value: [0, 2600] })
  const count = new Div({ text: `${rows.length} flights` })
  const draw = (): void => {
    const { indices } = source.selected
    const chosen = indices.length === 0 ? delay : Float64Array.from(indices, (i) => delay[i] ?? NaN)
    bars.data = histogram(delay, chosen, bins.value)
    count.text = `${chosen.length} of ${rows.length} flights`
  }
  source.selected.on_change("indices", draw)
  bins.on_change("value", draw)
  far.on_change("value", () => {
    const [from, to] = far.value
    const isFar = (i: number): boolean => (distance[i] ?? 0) >= from && (distance[i] ?? 0) <= to
    source.selected.indices = Array.from(distance.keys()).filter(isFar)
  })
  return column(row(bins, far, count, WRAP), row(points, counts, WRAP), {
    sizing_mode: "stretch_width",
  })
}

function histogram(all: Float64Array, chosen: Float64Array, bins: number) {
  const width = (LIMITS.end - LIMITS.start) / bins
  const left = Float64Array.from({ length: bins }, (_, i) => LIMITS.start + i * width)
  const count = (values: Float64Array) => {
    const counts = new Float64Array(bins)
    for (const value of values) {
      const bin = Math.floor((value - LIMITS.start) / width)
      if (bin >= 0 && bin < bins) counts[bin] = (counts[bin] ?? 0) + 1
    }
    return counts
  }
  return { left, right: left.map((x) => x + width), all: count(all), chosen: count(chosen) }
}
