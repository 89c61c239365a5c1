// The server app "selection_histogram", line by line: bars of what is selected change in place.

import { app, BoxSelectTool, figure, gridplot, LassoSelectTool } from "bokeh-edge"

export const selection_histogram = app("/selection_histogram", (doc) => {
  const x = [-2, -1, 0, 1, 2, 2]
  const y = [1, 2, 3, 3, 2, 1]
  const bins = [-2, -1, 0, 1, 2]
  const histogram = (values: readonly number[]) =>
    bins
      .slice(1)
      .map(
        (high, i) =>
          values.filter((v) => v >= (bins[i] ?? 0) && (v < high || (v === high && high === 2)))
            .length,
      )

  const p = figure({
    tools: "pan,wheel_zoom,box_select,lasso_select,reset",
    width: 600,
    height: 600,
    min_border: 10,
    min_border_left: 50,
    toolbar_location: "above",
    x_axis_location: null,
    y_axis_location: null,
    title: "Linked Histograms",
  })
  p.background_fill_color = "#fafafa"
  p.select(BoxSelectTool).continuous = false
  p.select(LassoSelectTool).continuous = false
  const r = p.scatter(x, y, { size: 3, color: "#3A5785", alpha: 0.6 })

  const hhist = histogram(x)
  const hzeros = hhist.map(() => 0)
  const hmax = Math.max(...hhist) * 1.1
  const LINE_ARGS = { color: "#3A5785", line_color: null }

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
  ph.quad({
    bottom: 0,
    left: bins.slice(0, -1),
    right: bins.slice(1),
    top: hhist,
    color: "white",
    line_color: "#3A5785",
  })
  const hh1 = ph.quad({
    bottom: 0,
    left: bins.slice(0, -1),
    right: bins.slice(1),
    top: hzeros,
    alpha: 0.5,
    ...LINE_ARGS,
  })
  const hh2 = ph.quad({
    bottom: 0,
    left: bins.slice(0, -1),
    right: bins.slice(1),
    top: hzeros,
    alpha: 0.1,
    ...LINE_ARGS,
  })

  doc.add_root(gridplot([[p], [ph]], { merge_tools: false }))
  doc.title = "Selection Histogram"

  const update = (_attr: string, _old: readonly number[], inds: readonly number[]) => {
    if (inds.length === 0 || inds.length === x.length) {
      hh1.data_source.data["top"] = hzeros
      hh2.data_source.data["top"] = hzeros
      return
    }
    hh1.data_source.data["top"] = histogram(inds.map((i) => x[i] ?? NaN))
    hh2.data_source.data["top"] = histogram(x.filter((_, i) => !inds.includes(i))).map((n) => -n)
  }
  r.data_source.selected.on_change("indices", update)
})
