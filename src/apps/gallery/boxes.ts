// The weights of penguins: a box holds the middle half of them, whiskers the rest except for outliers.

import {
  ColumnDataSource,
  factor_cmap,
  FactorRange,
  figure,
  type LayoutDOM,
  TeeHead,
  Whisker,
} from "bokeh-edge"
import { quantile } from "d3-array"

import { type Data, unique } from "./data.ts"

const WEIGHT = "Body Mass (g)"
const COLORS = ["#8dd3c7", "#fdb462", "#bebada"]

export async function boxes(data: Data): Promise<LayoutDOM> {
  const rows = (await data.rows("penguins.json")).filter(({ Sex }) => /^(FE)?MALE$/.test(`${Sex}`))
  const kinds = unique(rows.map(({ Species }) => String(Species)))
  const factors = kinds.flatMap((kind) => ["F", "M"].map((sex) => [kind, sex] as const))
  const all = factors.map(([kind, sex]) => {
    const own = rows.filter(({ Species, Sex }) => Species === kind && `${Sex}`.startsWith(sex))
    return boxOf(own.map((row) => Number(row[WEIGHT])))
  })
  const column = (name: Exclude<keyof Box, "outliers">) => all.map((box) => box[name])
  const source = new ColumnDataSource({
    data: {
      kind: factors,
      lower: column("lower"),
      low: column("low"),
      middle: column("middle"),
      high: column("high"),
      upper: column("upper"),
    },
  })
  const plot = figure({
    sizing_mode: "stretch_width",
    max_width: 720,
    height: 460,
    x_range: new FactorRange({ factors }),
    y_range: [2500, 6600],
    y_axis_label: WEIGHT,
    tools: "",
    toolbar_location: null,
  })
  const heads = { upper_head: new TeeHead({ size: 12 }), lower_head: new TeeHead({ size: 12 }) }
  plot.add_layout(new Whisker({ base: "kind", upper: "upper", lower: "lower", source, ...heads }))
  const fill_color = factor_cmap("kind", COLORS, kinds, { end: 1 })
  const half = { x: "kind", width: 0.7, source, fill_color, line_color: "black" }
  plot.vbar({ ...half, bottom: "low", top: "middle" })
  plot.vbar({ ...half, bottom: "middle", top: "high" })
  const outliers = all.flatMap((box, i) => box.outliers.map((weight) => [factors[i], weight]))
  const [x, y] = [0, 1].map((i) => outliers.map((one) => one[i]))
  plot.scatter({ x, y, size: 6, color: "black", alpha: 0.4 })
  plot.xgrid.visible = false
  return plot
}

interface Box {
  /** The ends of the middle half. */
  readonly low: number
  readonly high: number
  readonly middle: number
  /** The ends of the rest, without outliers. */
  readonly lower: number
  readonly upper: number
  readonly outliers: readonly number[]
}

function boxOf(values: readonly number[]): Box {
  const sorted = values.toSorted((a, b) => a - b)
  const [low = NaN, middle = NaN, high = NaN] = [0.25, 0.5, 0.75].map((share) =>
    quantile(sorted, share),
  )
  const reach = 1.5 * (high - low)
  const isNear = (value: number): boolean => value >= low - reach && value <= high + reach
  const near = sorted.filter(isNear)
  const outliers = sorted.filter((value) => !isNear(value))
  return { low, middle, high, lower: near[0] ?? low, upper: near.at(-1) ?? high, outliers }
}
