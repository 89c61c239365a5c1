// Any measure of penguins against any other, with size and color by two more: a new plot for each choice.

import { app, column, figure, type Figure, row, Select, Spectral5 } from "bokeh-edge"
import { extent } from "d3-array"

import { dataFrom, type Row } from "../gallery/data.ts"

const SIZES = [6, 9, 12, 15, 18, 21, 24, 27, 30]
const COLORS = Spectral5
const NUMBERS = ["Beak Length (mm)", "Beak Depth (mm)", "Flipper Length (mm)", "Body Mass (g)"]
const WORDS = ["Species", "Island", "Sex"]

export const crossfilter = app(
  "/ported/crossfilter",
  async (doc, { env }) => {
    const rows = await dataFrom(env).rows("penguins.json")
    const penguins = rows.filter((penguin) => NUMBERS.every((name) => penguin[name] !== null))

    const columns = [...WORDS, ...NUMBERS].toSorted()
    const x = new Select({ title: "X-Axis", value: "Flipper Length (mm)", options: columns })
    const y = new Select({ title: "Y-Axis", value: "Body Mass (g)", options: columns })
    const size = new Select({ title: "Size", value: "None", options: ["None", ...NUMBERS] })
    const color = new Select({ title: "Color", value: "None", options: ["None", ...columns] })

    const create_figure = () =>
      plotOf(penguins, { x: x.value, y: y.value, size: size.value, color: color.value })
    const controls = column(x, y, color, size, { width: 200 })
    const layout = row(controls, create_figure())
    for (const select of [x, y, size, color]) {
      select.on_change("value", () => {
        layout.children[1] = create_figure()
      })
    }
    doc.add_root(layout)
  },
  { title: "Crossfilter", card: false },
)

type Choice = Readonly<Record<"x" | "y" | "size" | "color", string>>

function plotOf(penguins: readonly Row[], choice: Choice): Figure {
  const axis = (name: string) =>
    WORDS.includes(name) ? { range: factors(penguins, name) } : { range: undefined }
  const p = figure({
    height: 600,
    width: 800,
    tools: "pan,box_zoom,hover,reset",
    title: `${choice.x} vs ${choice.y}`,
    x_range: axis(choice.x).range,
    y_range: axis(choice.y).range,
  })
  p.xaxis.axis_label = choice.x
  p.yaxis.axis_label = choice.y
  if (WORDS.includes(choice.x)) p.xaxis.major_label_orientation = Math.PI / 4

  const values = (name: string) =>
    penguins.map((penguin) => (WORDS.includes(name) ? String(penguin[name]) : penguin[name]))
  p.scatter(values(choice.x), values(choice.y), {
    size: choice.size === "None" ? 9 : binned(penguins, choice.size, SIZES),
    color: choice.color === "None" ? "#31AADE" : binned(penguins, choice.color, COLORS),
    line_color: "white",
    alpha: 0.6,
    hover_color: "white",
    hover_alpha: 0.5,
  })
  return p
}

function factors(penguins: readonly Row[], name: string): readonly string[] {
  return [...new Set(penguins.map((penguin) => String(penguin[name])))].toSorted()
}

/** pandas.cut: the item of the bin, of equal widths, that each value is in; words take one item each. */
function binned<T>(penguins: readonly Row[], name: string, items: readonly T[]): T[] {
  const names = factors(penguins, name)
  const numbers = penguins.map((penguin) =>
    WORDS.includes(name) ? names.indexOf(String(penguin[name])) : Number(penguin[name]),
  )
  const [low = 0, high = 1] = extent(numbers)
  return numbers.flatMap((value) => {
    const at = Math.floor(((value - low) / (high - low || 1)) * items.length)
    return items.slice(Math.min(at, items.length - 1)).slice(0, 1)
  })
}
