// Circles that turn on circles, and the wave that their tip draws: the sum of a few terms of a square wave.

import { app, Category10, column, ColumnDataSource, figure } from "bokeh-edge"
import { cumsum, sum } from "d3-array"

import { linspace } from "./numeric.ts"

const N = 100
const TERMS = [1, 3, 5, 7].map((k) => ({ k, amplitude: 4 / (k * Math.PI) }))

export const fourier = app(
  "/ported/fourier",
  (doc) => {
    // The plot
    const arms = new ColumnDataSource({ data: circles(0) })
    const line = new ColumnDataSource({ data: wave(0) })
    const plot = figure({
      title: "Four terms of a square wave",
      height: 400,
      x_range: [-2.5, 10],
      y_range: [-2.5, 2.5],
      tools: "",
      toolbar_location: null,
      sizing_mode: "stretch_width",
      max_width: 820,
    })
    plot.circle("x", "y", "radius", {
      source: arms,
      line_color: "color",
      line_width: 2,
      fill_color: null,
    })
    plot.segment("x", "y", "tip_x", "tip_y", { source: arms, color: "color", line_width: 2 })
    plot.line("x", "y", { source: line, color: "orange", line_width: 2 })
    plot.axis.ticker.desired_num_ticks = 8

    // What moves it
    let step = 0
    const update = () => {
      step = (step + 1) % N
      arms.data = circles((2 * Math.PI * step) / N)
      line.data = wave((2 * Math.PI * step) / N)
    }
    doc.add_periodic_callback(update, 100)

    // The page
    doc.add_root(column(plot, { sizing_mode: "stretch_width" }))
  },
  { title: "Fourier", theme: "auto", card: false },
)

/** Each circle's center is the tip of the previous circle. */
function circles(phase: number) {
  const tip_x = cumsum(TERMS, ({ k, amplitude }) => amplitude * Math.cos(k * phase))
  const tip_y = cumsum(TERMS, ({ k, amplitude }) => amplitude * Math.sin(k * phase))
  const [x, y] = [
    [0, ...tip_x.slice(0, -1)],
    [0, ...tip_y.slice(0, -1)],
  ]
  return { x, y, tip_x, tip_y, radius: TERMS.map((term) => term.amplitude), color: Category10[4] }
}

function wave(phase: number) {
  const x = linspace(3.5, 3.5 + 2 * Math.PI, N)
  return { x, y: x.map((at) => valueAt(phase - (at - 3.5))) }
}

function valueAt(t: number): number {
  return sum(TERMS, ({ k, amplitude }) => amplitude * Math.sin(k * t))
}
