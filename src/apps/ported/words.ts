// A button that adds words at random places: what is streamed is added to what is there.

import { app, Button, column, ColumnDataSource, figure, RdYlBu3 } from "bokeh-edge"

export const words = app(
  "/ported/words",
  (doc) => {
    const plot = figure({ x_range: [0, 100], y_range: [0, 100], toolbar_location: null })
    plot.outline_line_color = null
    plot.grid.grid_line_color = null

    const source = new ColumnDataSource({ data: { x: [], y: [], text: [], text_color: [] } })
    plot.text("x", "y", "text", {
      source,
      text_color: "text_color",
      text_font_size: "26px",
      text_baseline: "middle",
      text_align: "center",
    })

    let count = 0
    const button = new Button({ label: "Press Me" })
    button.on_click(() => {
      const [x, y] = [70 * Math.random() + 15, 70 * Math.random() + 15]
      source.stream([{ x, y, text: String(count), text_color: RdYlBu3[count % 3] }])
      count++
    })
    doc.add_root(column(button, plot))
  },
  { title: "Words", card: false },
)
