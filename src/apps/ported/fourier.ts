// Circles that turn on circles, and the wave that their tip draws: the sum of a few terms of a square wave.

import { app, column, ColumnDataSource, figure, Spectral4 } from "bokeh-edge"

import { linspace } from "./numeric.ts"

const N = 100
const TERMS = [1, 3, 5, 7].map((k, i) => ({
  k,
  amplitude: 4 / (k * Math.PI),
  color: Spectral4[i] ?? "",
}))
const NEW_X = linspace(3.5, 3.5 + 2 * Math.PI, N)

export const fourier = app(
  "/ported/fourier",
  (doc) => {
    const x = linspace(0, 2 * Math.PI, N)
    const wave = (phase: number) =>
      x.map((t) =>
        TERMS.reduce((sum, { k, amplitude }) => sum + amplitude * Math.sin(k * (t + phase)), 0),
      )
    const source = new ColumnDataSource({ data: { x: NEW_X, y: wave(0) } })
    const arms = new ColumnDataSource({ data: tips(0) })

    const p = figure({
      title: "Sum of four terms of a square wave",
      x_range: [-2.5, 10],
      y_range: [-2.5, 2.5],
      width: 820,
      height: 400,
      tools: "",
      toolbar_location: null,
    })
    p.circle({
      x: "x",
      y: "y",
      radius: "radius",
      source: arms,
      line_color: "color",
      line_width: 2,
      fill_color: null,
    })
    p.segment({
      x0: "x",
      y0: "y",
      x1: "tip_x",
      y1: "tip_y",
      source: arms,
      color: "color",
      line_width: 2,
    })
    p.line("x", "y", { source, color: "orange", line_width: 2 })
    p.axis.ticker.desired_num_ticks = 8

    let i = 0
    const update = () => {
      i = (i + 1) % N
      const phase = (2 * Math.PI * i) / N
      source.data = { x: NEW_X, y: wave(phase) }
      arms.data = tips(phase)
    }
    doc.add_periodic_callback(update, 100)
    doc.add_root(column(p))
  },
  { title: "Fourier", card: false },
)

/** Each circle's center is the tip of the one before. */
function tips(phase: number) {
  let [x, y] = [0, 0]
  const rows = TERMS.map(({ k, amplitude, color }) => {
    const center = { x, y }
    x += amplitude * Math.cos(k * phase)
    y += amplitude * Math.sin(k * phase)
    return { ...center, tip_x: x, tip_y: y, radius: amplitude, color }
  })
  return {
    x: rows.map((line) => line.x),
    y: rows.map((line) => line.y),
    tip_x: rows.map((line) => line.tip_x),
    tip_y: rows.map((line) => line.tip_y),
    radius: rows.map((line) => line.radius),
    color: rows.map((line) => line.color),
  }
}
