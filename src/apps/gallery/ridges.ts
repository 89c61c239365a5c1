// How warm the days of each month are in Seattle: a curve for each month, one above the other.

import { figure, type LayoutDOM, linear_palette, Turbo256 } from "bokeh-edge"
import { mean } from "d3-array"

import { density } from "../ported/numeric.ts"
import { type Data, numbers } from "./data.ts"

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ")
const FROM = -8
const TO = 42
const STEP = 0.5
/** The width of the kernel, in °C. */
const WIDTH = 1.6

export async function ridges(data: Data): Promise<LayoutDOM> {
  const rows = await data.table("seattle-weather.csv")
  const x = Array.from({ length: (TO - FROM) / STEP + 1 }, (_, i) => FROM + i * STEP)
  const plot = figure({
    sizing_mode: "stretch_width",
    max_width: 760,
    height: 560,
    x_range: [FROM, TO],
    y_range: MONTHS.toReversed(),
    x_axis_label: "Warmest of the day (°C)",
    tools: "",
    toolbar_location: null,
  })
  const colors = linear_palette(Turbo256, 16)
  MONTHS.forEach((name, month) => {
    const own = rows.filter(({ date = "" }) => Number(date.slice(5, 7)) === month + 1)
    const warmest = [...numbers(own, "temp_max")]
    const height = density(warmest, x, WIDTH).map((share) => [name, share * 14] as const)
    plot.patch([FROM, ...x, TO], [name, ...height, name], {
      fill_color: colors[Math.round((((mean(warmest) ?? NaN) - 5) / 25) * 15)],
      fill_alpha: 0.75,
      line_color: "black",
    })
  })
  plot.y_range.update({ range_padding: 0.22 })
  plot.ygrid.visible = false
  plot.xgrid.grid_line_dash = [4, 4]
  plot.yaxis.update({ axis_line_color: null, major_tick_line_color: null })
  return plot
}
