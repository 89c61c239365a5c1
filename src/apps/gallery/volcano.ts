// The heights of Maunga Whau, a volcano in Auckland, in a palette of one's choice.

import {
  Cividis256,
  ColorBar,
  column,
  figure,
  Greys256,
  Inferno256,
  type LayoutDOM,
  LinearColorMapper,
  ndarray,
  RadioButtonGroup,
  Viridis256,
} from "../../api.ts"
import type { Data } from "./data.ts"

const PALETTES = {
  Viridis: Viridis256,
  Inferno: Inferno256,
  Cividis: Cividis256,
  Greys: Greys256,
}
/** Between two points, in m. */
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
  plot.add_layout(new ColorBar({ color_mapper, title: "m" }), "right")
  const names = Object.keys(PALETTES)
  const choice = new RadioButtonGroup({ labels: names, active: 0 })
  choice.on_change("active", () => {
    color_mapper.palette = Object.values(PALETTES)[choice.active ?? 0] ?? Viridis256
  })
  return column(choice, plot)
}
