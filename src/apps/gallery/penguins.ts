// Every measure of penguins against every other. A selection in one plot applies to all.

import {
  BasicTicker,
  Category10,
  ColumnDataSource,
  factor_cmap,
  figure,
  gridplot,
  type LayoutDOM,
  NumeralTickFormatter,
} from "bokeh-edge"

import { type Data, numbers, texts, unique } from "./data.ts"

const MEASURES = ["Beak Length (mm)", "Beak Depth (mm)", "Flipper Length (mm)", "Body Mass (g)"]
const SIZE = 180
const LABELED = 45
const LABELED_BELOW = 75

export async function penguins(data: Data): Promise<LayoutDOM> {
  const rows = (await data.rows("penguins.json")).filter((row) => row[MEASURES[0] ?? ""] !== null)
  const species = texts(rows, "Species")
  const source = new ColumnDataSource({
    data: { species, ...Object.fromEntries(MEASURES.map((name) => [name, numbers(rows, name)])) },
  })
  const color = factor_cmap("species", Category10[3], unique(species))
  const plots = MEASURES.map((y, i) =>
    MEASURES.map((x, k) => {
      const [isLeft, isLow] = [k === 0, i === MEASURES.length - 1]
      const plot = figure({
        sizing_mode: "stretch_width",
        max_width: SIZE + (isLeft ? LABELED : 0),
        min_width: 60 + (isLeft ? LABELED : 0),
        height: SIZE - 30 + (isLow ? LABELED_BELOW : 0),
        tools: "box_select,lasso_select,tap,reset",
        // The plots are narrow on a phone.
        x_axis_label: isLow ? x.replaceAll(" ", "\n") : "",
        y_axis_label: isLeft ? y : "",
      })
      plot.xaxis.visible = isLow
      plot.yaxis.visible = isLeft
      plot.axis.ticker = new BasicTicker({ desired_num_ticks: 2 })
      plot.axis.formatter = new NumeralTickFormatter({ format: "0.[0]a" })
      plot.axis.axis_label_text_font_size = "11px"
      plot.scatter(x, y, { source, size: 5, color, alpha: 0.7, nonselection_alpha: 0.08 })
      return plot
    }),
  )
  const grid = gridplot(plots, { toolbar_location: "right", sizing_mode: "stretch_width" })
  grid.max_width = MEASURES.length * SIZE + 2 * LABELED
  return grid
}
