// Unemployed people by industry, stacked; hovering shows the industry.

import { Category20, figure, HoverTool, type LayoutDOM } from "bokeh-edge"

import { type Data, numbers, type Row, times, unique } from "./data.ts"

export async function unemployment(data: Data): Promise<LayoutDOM> {
  const rows = await data.rows("unemployment-across-industries.json")
  const names = unique(rows.map((row) => String(row["series"]))).toSorted()
  const of = (name: string): readonly Row[] => rows.filter(({ series }) => series === name)
  const source = {
    date: times(of(names[0] ?? ""), "date"),
    ...Object.fromEntries(names.map((name) => [name, numbers(of(name), "count")])),
  }
  const plot = figure({
    sizing_mode: "stretch_width",
    max_width: 860,
    height: 600,
    x_axis_type: "datetime",
    y_axis_label: "Thousands of people",
    tools: "",
    toolbar_location: null,
  })
  plot.varea_stack([...names], {
    x: "date",
    source,
    color: Category20[14],
    legend_label: [...names],
    hover_fill_alpha: 0.6,
  })
  plot.add_tools(new HoverTool({ tooltips: "$name" }))
  plot.x_range.update({ range_padding: 0 })
  plot.y_range.update({ start: 0 })
  plot.legend.update({ label_text_font_size: "11px", spacing: 4, ncols: 2 })
  for (const legend of plot.legend) plot.add_layout(legend, "below")
  return plot
}
