// The heights of Maunga Whau, a volcano in Auckland, with a choice of palettes and contour lines.

import {
  Cividis256,
  ColorBar,
  column,
  contour_data,
  figure,
  Greys256,
  Inferno256,
  type LayoutDOM,
  LinearColorMapper,
  ndarray,
  RadioButtonGroup,
  row,
  Slider,
  Viridis256,
} from "bokeh-edge"

import type { Data } from "./data.ts"

const PALETTES = {
  Viridis: Viridis256,
  Inferno: Inferno256,
  Cividis: Cividis256,
  Greys: Greys256,
}
/** The distance between two points, in m. */
const STEP = 10

interface Grid {
  readonly width: number
  readonly height: number
  readonly values: readonly number[]
}

export async function volcano(data: Data): Promise<LayoutDOM> {
  const { width, height, values } = await data.json<Grid>("volcano.json")
  const heights = ndarray(Float32Array.from(values), { shape: [height, width] })
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const color_mapper = new LinearColorMapper({ palette: Viridis256, low, high })
  const plot = figure({
    sizing_mode: "scale_width",
    max_width: 800,
    width: 800,
    height: 500,
    x_range: [0, width * STEP],
    y_range: [0, height * STEP],
    x_axis_label: "m",
    y_axis_label: "m",
    match_aspect: true,
    tools: "hover,wheel_zoom,pan,reset",
    tooltips: [["Height", "@image{0} m"]],
  })
  plot.image([heights], { x: 0, y: 0, dw: width * STEP, dh: height * STEP, color_mapper })
  const [x, y] = [centers(width), centers(height)]
  const every = new Slider({ title: "A line each (m)", start: 5, end: 40, step: 5, value: 10 })
  const levels = () => multiples(every.value, low, high)
  const look = { line_color: "black", line_alpha: 0.6 }
  const lines = plot.contour(x, y, heights, levels(), look)
  every.on_change("value", () => {
    lines.levels = levels()
    lines.set_data(contour_data({ x, y, z: heights, levels: levels(), want_fill: false }))
  })
  plot.add_layout(new ColorBar({ color_mapper, title: "m" }), "right")
  const names = Object.keys(PALETTES)
  const choice = new RadioButtonGroup({ labels: names, active: 0 })
  choice.on_change("active", () => {
    color_mapper.palette = Object.values(PALETTES)[choice.active ?? 0] ?? Viridis256
  })
  return column(
    row(choice, every, { sizing_mode: "stretch_width", styles: { "flex-wrap": "wrap" } }),
    plot,
    { sizing_mode: "stretch_width" },
  )
}

function centers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => (i + 0.5) * STEP)
}

/** The multiples between low and high. */
function multiples(step: number, low: number, high: number): readonly number[] {
  const first = Math.floor(low / step) + 1
  return Array.from({ length: Math.ceil(high / step) - first }, (_, i) => (first + i) * step)
}
