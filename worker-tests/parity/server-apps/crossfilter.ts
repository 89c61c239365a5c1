// The server app "crossfilter", line by line: lists choose what the axes, sizes and colors of a new plot are.

import { app, column, figure, row, Select, Spectral5 } from "bokeh-edge"

const CARS = [
  { mpg: 18, cyl: "8", hp: 130, weight: 3504, origin: "North_America" },
  { mpg: 24, cyl: "4", hp: 95, weight: 2372, origin: "Asia" },
  { mpg: 26, cyl: "4", hp: 46, weight: 1835, origin: "Europe" },
  { mpg: 22, cyl: "6", hp: 95, weight: 2833, origin: "North_America" },
]
type Car = (typeof CARS)[number]

export const crossfilter = app("/crossfilter", (doc) => {
  const SIZES = [6, 9, 12, 15]
  const COLORS = Spectral5
  const columns = (Object.keys(CARS[0] ?? {}) as (keyof Car)[]).toSorted()
  const discrete = columns.filter((name) => typeof CARS[0]?.[name] === "string")
  const continuous = columns.filter((name) => !discrete.includes(name))

  const cut = (values: readonly (string | number)[], n: number) => {
    const numbers = values.map(Number)
    const [low, high] = [Math.min(...numbers), Math.max(...numbers)]
    return numbers.map((v) => Math.min(n - 1, Math.floor(((v - low) / (high - low || 1)) * n)))
  }

  const create_figure = () => {
    const xs = CARS.map((car) => car[x.value as keyof Car])
    const ys = CARS.map((car) => car[y.value as keyof Car])
    const [x_title, y_title] = [x.value, y.value]
    const kw: Parameters<typeof figure>[0] = {}
    if (discrete.some((name) => name === x.value))
      kw.x_range = [...new Set(xs.map(String))].toSorted()
    if (discrete.some((name) => name === y.value))
      kw.y_range = [...new Set(ys.map(String))].toSorted()
    kw.title = `${x_title} vs ${y_title}`

    const p = figure({ height: 600, width: 800, tools: "pan,box_zoom,hover,reset", ...kw })
    p.xaxis.axis_label = x_title
    p.yaxis.axis_label = y_title
    if (discrete.some((name) => name === x.value)) p.xaxis.major_label_orientation = Math.PI / 4

    let sz: number | number[] = 9
    if (size.value !== "None")
      sz = cut(
        CARS.map((car) => car[size.value as keyof Car]),
        SIZES.length,
      ).map((i) => SIZES[i] ?? 9)
    let c: string | string[] = "#31AADE"
    if (color.value !== "None")
      c = cut(
        CARS.map((car) => car[color.value as keyof Car]),
        COLORS.length,
      ).map((i) => COLORS[i] ?? "")
    p.scatter({
      x: xs,
      y: ys,
      color: c,
      size: sz,
      line_color: "white",
      alpha: 0.6,
      hover_color: "white",
      hover_alpha: 0.5,
    })
    return p
  }

  const update = () => {
    layout.children[1] = create_figure()
  }

  const x = new Select({ title: "X-Axis", value: "mpg", options: columns })
  x.on_change("value", update)
  const y = new Select({ title: "Y-Axis", value: "hp", options: columns })
  y.on_change("value", update)
  const size = new Select({ title: "Size", value: "None", options: ["None", ...continuous] })
  size.on_change("value", update)
  const color = new Select({ title: "Color", value: "None", options: ["None", ...continuous] })
  color.on_change("value", update)

  const controls = column(x, y, color, size, { width: 200 })
  const layout = row(controls, create_figure())
  doc.add_root(layout)
  doc.title = "Crossfilter"
})
