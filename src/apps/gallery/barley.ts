// Yields of barley on six farms in two years: nested categories on one axis.

import { factor_cmap, FactorRange, figure, type LayoutDOM } from "bokeh-edge"

import { type Data, unique } from "./data.ts"

export async function barley(data: Data): Promise<LayoutDOM> {
  const rows = await data.rows("barley.json")
  const sites = unique(rows.map(({ site }) => String(site)))
  const years = ["1931", "1932"]
  const factors = sites.flatMap((site) => years.map((year) => [site, year] as const)).toReversed()
  const mean = factors.map(([site, year]) => {
    const yields = rows
      .filter((row) => row["site"] === site && String(row["year"]) === year)
      .map((row) => Number(row["yield"]))
    return yields.reduce((sum, value) => sum + value, 0) / yields.length
  })
  const plot = figure({
    sizing_mode: "stretch_width",
    max_width: 800,
    height: 420,
    y_range: new FactorRange({ factors, range_padding: 0.05 }),
    x_axis_label: "Bushels per acre",
    tools: "hover",
    toolbar_location: null,
    tooltips: "@farm: @mean{0.0}",
  })
  // With horizontal bars, the names also fit on a phone.
  plot.hbar("farm", 0.9, "mean", {
    source: { farm: factors, mean },
    line_color: "white",
    fill_color: factor_cmap("farm", ["#4477aa", "#ccbb44"], years, { start: 1, end: 2 }),
  })
  plot.x_range.update({ start: 0 })
  plot.yaxis.update({ group_label_orientation: "horizontal" })
  plot.ygrid.visible = false
  return plot
}
