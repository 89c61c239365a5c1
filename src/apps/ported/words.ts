// A button that adds words at random places: what is streamed is added to what is there.

import { app, Button, column, ColumnDataSource, figure, Set2 } from "bokeh-edge"

const WORDS = ["tide", "current", "wave", "shoal", "reef", "foam"]
/** From 15 to 85. */
const place = () => 15 + 70 * Math.random()

export const words = app(
  "/ported/words",
  (doc) => {
    // The plot
    const plot = figure({
      height: 400,
      x_range: [0, 100],
      y_range: [0, 100],
      toolbar_location: null,
      sizing_mode: "stretch_width",
      min_width: 320,
      max_width: 600,
    })
    plot.outline_line_color = null
    plot.grid.grid_line_color = null
    const source = new ColumnDataSource({ data: { x: [], y: [], text: [], color: [] } })
    plot.text("x", "y", "text", {
      source,
      text_color: "color",
      text_font_size: "26px",
      text_baseline: "middle",
      text_align: "center",
    })

    // What the button does
    const add_word = () => {
      const count = source.length
      const [word, color] = [WORDS[count % WORDS.length], Set2[3][count % 3]]
      source.stream({ x: [place()], y: [place()], text: [word], color: [color] })
    }
    const button = new Button({ label: "Another word" })
    button.on_click(add_word)

    // The page
    doc.add_root(column(button, plot, { sizing_mode: "stretch_width" }))
  },
  { title: "Words", theme: "auto", card: false },
)
