// Any measure of penguins against any other, with size and color by two more: a new plot for each choice.

// oxlint-disable max-lines-per-function -- reads from top to bottom, as its Python does

import { app, column, figure, type FigureOptions, row, Select, Spectral5 } from "bokeh-edge"

import { dataFrom, type Row } from "../gallery/data.ts"
import { cut } from "./numeric.ts"

const SIZES = [6, 9, 12, 15, 18, 21, 24, 27, 30]
const COLORS = Spectral5

export const crossfilter = app(
  "/ported/crossfilter",
  async (doc, { env }) => {
    // The data
    const table = await dataFrom(env).rows("penguins.json")
    const df = table.filter((penguin) => penguin["Body Mass (g)"] !== null)
    const columns = Object.keys(df[0] ?? {}).toSorted()
    const continuous = columns.filter((name) => typeof df[0]?.[name] === "number")
    const discrete = columns.filter((name) => !continuous.includes(name))
    const values = (name: string) =>
      discrete.includes(name) ? words(df, name) : df.map((penguin) => Number(penguin[name]))

    // The plot
    const create_figure = () => {
      const kw: FigureOptions = {}
      if (discrete.includes(x.value)) kw.x_range = unique(words(df, x.value))
      if (discrete.includes(y.value)) kw.y_range = unique(words(df, y.value))
      const p = figure({
        height: 500,
        tools: "pan,box_zoom,hover,reset",
        title: `${x.value} vs ${y.value}`,
        sizing_mode: "stretch_width",
        min_width: 320,
        max_width: 800,
        ...kw,
      })
      p.title.text_font_size = "12px"
      p.xaxis.axis_label = x.value
      p.yaxis.axis_label = y.value
      if (discrete.includes(x.value)) p.xaxis.major_label_orientation = 0.8

      p.scatter({
        x: values(x.value),
        y: values(y.value),
        size: size.value === "None" ? 9 : binned(values(size.value), SIZES),
        color: color.value === "None" ? "#31aade" : binned(values(color.value), COLORS),
        line_color: "white",
        alpha: 0.6,
        hover_color: "white",
        hover_alpha: 0.5,
      })
      return p
    }

    // The controls
    const x = new Select({ title: "X-Axis", value: "Flipper Length (mm)", options: columns })
    const y = new Select({ title: "Y-Axis", value: "Body Mass (g)", options: columns })
    const size = new Select({ title: "Size", value: "None", options: ["None", ...continuous] })
    const color = new Select({ title: "Color", value: "None", options: ["None", ...columns] })
    const controls = [x, y, size, color]
    for (const control of controls) {
      control.on_change("value", () => {
        layout.children[1] = create_figure()
      })
    }

    // The page: one below the other on a phone
    const layout = row(column(...controls, { width: 200 }), create_figure(), {
      sizing_mode: "stretch_width",
      styles: { "flex-wrap": "wrap" },
    })
    doc.add_root(layout)
  },
  { title: "Crossfilter", theme: "auto", card: false },
)

function words(df: readonly Row[], name: string): readonly string[] {
  return df.map((penguin) => String(penguin[name] ?? "unknown"))
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)].toSorted()
}

/** For each row, the item of the bin that contains its value: all bins have the same width. */
function binned<T>(values: readonly (string | number)[], items: readonly T[]): readonly T[] {
  const names = unique(values.map(String))
  const numbers = values.map((value) => (typeof value === "number" ? value : names.indexOf(value)))
  return cut(numbers, items.length).flatMap((bin) => items.slice(bin, bin + 1))
}
