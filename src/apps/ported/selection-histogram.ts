// A scatter plot, and beside it histograms of all its points, and of those that are selected and that are not.

// oxlint-disable max-lines-per-function -- reads from top to bottom, as its Python does

import { app, figure, gridplot } from "bokeh-edge"
import { randomNormal } from "d3-random"

import { countsIn, histogram as histogramOf } from "./numeric.ts"

const GROUPS = [
  { n: 2000, x: [3, 1], y: [3, 0.5] },
  { n: 800, x: [1.5, 0.35], y: [1.2, 0.4] },
  { n: 1500, x: [4.5, 1.4], y: [4.1, 0.8] },
] as const
const LOOK = { color: "white", line_color: "#3A5785" } as const
const SELECTED = { alpha: 0.5, color: "#3A5785", line_color: null } as const
const OTHERS = { alpha: 0.1, color: "#3A5785", line_color: null } as const

export const histogram = app(
  "/ported/selection_histogram",
  (doc) => {
    const x = GROUPS.flatMap((group) => Array.from({ length: group.n }, randomNormal(...group.x)))
    const y = GROUPS.flatMap((group) => Array.from({ length: group.n }, randomNormal(...group.y)))

    const tools = "pan,wheel_zoom,box_select,lasso_select,reset"
    const p = figure({
      tools,
      width: 600,
      height: 600,
      min_border: 10,
      min_border_left: 50,
      toolbar_location: "above",
      title: "Linked histograms",
    })
    p.background_fill_color = "#fafafa"
    const r = p.scatter(x, y, { size: 3, color: "#3A5785", alpha: 0.6 })

    const { counts: hhist, edges: hedges } = histogramOf(x, 20)
    const hmax = Math.max(...hhist) * 1.1
    const ph = figure({
      toolbar_location: null,
      width: p.width,
      height: 200,
      x_range: p.x_range,
      y_range: [-hmax, hmax],
      min_border: 10,
      min_border_left: 50,
      y_axis_location: "right",
    })
    ph.xgrid.grid_line_color = null
    ph.yaxis.major_label_orientation = Math.PI / 4
    const horizontal = { left: hedges.slice(0, -1), right: hedges.slice(1), bottom: 0 }
    ph.quad({ ...horizontal, top: hhist, ...LOOK })
    const hh1 = ph.quad({ ...horizontal, top: hhist.map(() => 0), ...SELECTED })
    const hh2 = ph.quad({ ...horizontal, top: hhist.map(() => 0), ...OTHERS })

    const { counts: vhist, edges: vedges } = histogramOf(y, 20)
    const vmax = Math.max(...vhist) * 1.1
    const pv = figure({
      toolbar_location: null,
      width: 200,
      height: p.height,
      x_range: [-vmax, vmax],
      y_range: p.y_range,
      min_border: 10,
      y_axis_location: "right",
    })
    pv.ygrid.grid_line_color = null
    pv.xaxis.major_label_orientation = Math.PI / 4
    const vertical = { left: 0, bottom: vedges.slice(0, -1), top: vedges.slice(1) }
    pv.quad({ ...vertical, right: vhist, ...LOOK })
    const vh1 = pv.quad({ ...vertical, right: vhist.map(() => 0), ...SELECTED })
    const vh2 = pv.quad({ ...vertical, right: vhist.map(() => 0), ...OTHERS })

    r.data_source.selected.on_change("indices", (_attr, _old, indices) => {
      const isAll = indices.length === 0 || indices.length === x.length
      const chosen = isAll ? [] : indices
      const of = (values: readonly number[]) => chosen.map((i) => values[i] ?? 0)
      const [hist1, hist2] = [countsIn(of(x), hedges), countsIn(of(y), vedges)]
      hh1.data_source.data["top"] = hist1
      hh2.data_source.data["top"] = isAll ? hist1 : hhist.map((n, i) => -n + (hist1[i] ?? 0))
      vh1.data_source.data["right"] = hist2
      vh2.data_source.data["right"] = isAll ? hist2 : vhist.map((n, i) => -n + (hist2[i] ?? 0))
    })

    doc.add_root(
      gridplot(
        [
          [p, pv],
          [ph, null],
        ],
        { merge_tools: false },
      ),
    )
  },
  { title: "Selection histogram", card: false },
)
