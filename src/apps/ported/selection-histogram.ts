// A scatter plot, and beside it histograms with densities of all its points, and histograms of those that are selected.

// oxlint-disable max-lines-per-function -- reads from top to bottom, as its Python does

import { app, figure, gridplot } from "bokeh-edge"

import { dataFrom } from "../gallery/data.ts"
import { countsIn, density, histogram, linspace } from "./numeric.ts"

export const selectionHistogram = app(
  "/ported/selection_histogram",
  async (doc, { env }) => {
    // The data
    const table = await dataFrom(env).rows("penguins.json")
    const df = table.filter((penguin) => penguin["Body Mass (g)"] !== null)
    const x = df.map((penguin) => Number(penguin["Flipper Length (mm)"]))
    const y = df.map((penguin) => Number(penguin["Beak Depth (mm)"]))

    // The points
    const p = figure({
      height: 400,
      tools: "pan,wheel_zoom,box_select,lasso_select,reset",
      min_border: 10,
      min_border_left: 50,
      toolbar_location: "above",
      title: "Linked histograms",
      x_axis_label: "Flipper (mm)",
      y_axis_label: "Beak (mm)",
      sizing_mode: "stretch_width",
      min_width: 200,
      max_width: 600,
    })
    const r = p.scatter(x, y, { size: 5, color: "#5a85c5", alpha: 0.6 })

    const LINE = { color: "#aab8cc", line_color: "#5a85c5" }
    const SELECTED = { color: "#5a85c5", line_color: null, alpha: 0.5 }
    const OTHERS = { color: "#5a85c5", line_color: null, alpha: 0.2 }

    // The histogram below
    const { counts: hhist, edges: hedges, width: hwidth } = histogram(x, 20)
    const hzeros = hhist.map(() => 0)
    const hmax = Math.max(...hhist) * 1.1
    const ph = figure({
      height: 150,
      toolbar_location: null,
      x_range: p.x_range,
      y_range: [-hmax, hmax],
      min_border: 10,
      min_border_left: 50,
      y_axis_location: "right",
      sizing_mode: "stretch_width",
      min_width: 200,
      max_width: 600,
    })
    ph.xgrid.grid_line_color = null
    ph.yaxis.major_label_orientation = 0.8
    const hbars = { bottom: 0, left: hedges.slice(0, -1), right: hedges.slice(1) }
    ph.quad({ ...hbars, top: hhist, ...LINE })
    const hh1 = ph.quad({ ...hbars, top: hzeros, ...SELECTED })
    const hh2 = ph.quad({ ...hbars, top: hzeros, ...OTHERS })
    const hx = linspace(Math.min(...x), Math.max(...x), 100)
    const hdensity = density(x, hx).map((share) => share * x.length * hwidth)
    ph.line(hx, hdensity, { color: "orange", line_width: 2 })

    // The histogram at the right
    const { counts: vhist, edges: vedges, width: vwidth } = histogram(y, 20)
    const vzeros = vhist.map(() => 0)
    const vmax = Math.max(...vhist) * 1.1
    const pv = figure({
      width: 130,
      height: 400,
      toolbar_location: null,
      x_range: [-vmax, vmax],
      y_range: p.y_range,
      min_border: 10,
      y_axis_location: "right",
    })
    pv.ygrid.grid_line_color = null
    pv.xaxis.major_label_orientation = 0.8
    const vbars = { left: 0, bottom: vedges.slice(0, -1), top: vedges.slice(1) }
    pv.quad({ ...vbars, right: vhist, ...LINE })
    const vh1 = pv.quad({ ...vbars, right: vzeros, ...SELECTED })
    const vh2 = pv.quad({ ...vbars, right: vzeros, ...OTHERS })
    const vy = linspace(Math.min(...y), Math.max(...y), 100)
    const vdensity = density(y, vy).map((share) => share * y.length * vwidth)
    pv.line(vdensity, vy, { color: "orange", line_width: 2 })

    // What is selected
    r.data_source.selected.on_change("indices", (_attr, _old, new_) => {
      const isAll = new_.length === 0 || new_.length === x.length
      const chosen = new Set(isAll ? [] : new_)
      const [hhist1, vhist1] = [
        countsIn(
          x.filter((_, i) => chosen.has(i)),
          hedges,
        ),
        countsIn(
          y.filter((_, i) => chosen.has(i)),
          vedges,
        ),
      ]
      hh1.data_source.data["top"] = hhist1
      hh2.data_source.data["top"] = isAll ? hzeros : hhist1.map((n, i) => n - (hhist[i] ?? 0))
      vh1.data_source.data["right"] = vhist1
      vh2.data_source.data["right"] = isAll ? vzeros : vhist1.map((n, i) => n - (vhist[i] ?? 0))
    })

    // The page
    const grid = gridplot(
      [
        [p, pv],
        [ph, null],
      ],
      { merge_tools: false, toolbar_location: null },
    )
    grid.update({ sizing_mode: "stretch_width", max_width: 800 })
    doc.add_root(grid)
  },
  { title: "Selection histogram", theme: "auto", card: false },
)
