// Prices of five stocks, with a second plot below that selects the period.

import { Category10, column, figure, type LayoutDOM, Range1d, RangeTool } from "bokeh-edge"

import { type Data, unique } from "./data.ts"

export async function stocks(data: Data): Promise<LayoutDOM> {
  const rows = await data.table("stocks.csv")
  const x_range = new Range1d({ start: Date.UTC(2006, 0), end: Date.UTC(2009, 0) })
  const plot = figure({
    title: "Drag the box below",
    sizing_mode: "stretch_width",
    max_width: 840,
    height: 340,
    x_axis_type: "datetime",
    y_axis_type: "log",
    x_range,
    y_axis_label: "US$",
    tools: "xpan,hover",
    tooltips: [
      ["", "$name"],
      ["", "$y{0.00} US$"],
    ],
  })
  const overview = figure({
    sizing_mode: "stretch_width",
    max_width: 760,
    height: 130,
    x_axis_type: "datetime",
    y_axis_type: null,
    tools: "",
    toolbar_location: null,
  })
  unique(rows.map(({ symbol = "" }) => symbol)).forEach((name, i) => {
    const own = rows.filter(({ symbol }) => symbol === name)
    const x = Float64Array.from(own, ({ date = "" }) => Date.parse(`${date} UTC`))
    const y = Float64Array.from(own, ({ price }) => Number(price))
    const color = Category10[5][i]
    plot.line(x, y, { color, line_width: 2, name, legend_label: name })
    overview.line(x, y, { color })
  })
  plot.legend.click_policy = "mute"
  plot.legend.update({ orientation: "horizontal", spacing: 8, border_line_color: null })
  for (const legend of plot.legend) plot.add_layout(legend, "below")
  // As many as fit on a phone.
  plot.xaxis.ticker.desired_num_ticks = 4
  overview.add_tools(new RangeTool({ x_range }))
  overview.ygrid.visible = false
  return column(plot, overview, { sizing_mode: "stretch_width" })
}
