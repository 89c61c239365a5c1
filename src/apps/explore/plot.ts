// The explorer's own graph: draws a view, and draws another when it is told to.

import {
  ColorBar,
  ColumnDataSource,
  type Figure,
  figure,
  HoverTool,
  LinearColorMapper,
  Range1d,
  transform,
  Viridis256,
} from "bokeh-edge"

import { extentOf, FIELDS, pointsOf, START, type View, type Zoom } from "./view.ts"

/** Around the points, of what they extend over. */
const MARGIN = 0.05

export class ViewPlot {
  readonly figure: Figure
  readonly #source = new ColumnDataSource({ data: { ...pointsOf(START) } })
  readonly #mapper = new LinearColorMapper({ palette: Viridis256, ...extentOf(START.color) })
  readonly #bar = new ColorBar({ color_mapper: this.#mapper, title: FIELDS[START.color] })

  /** The session's: where somebody has zoomed to is there again later, in copies and for who looks on, too. */
  readonly #ranges = {
    x: new Range1d(rangeOf(pointsOf(START).x)),
    y: new Range1d(rangeOf(pointsOf(START).y)),
  }

  constructor() {
    this.figure = figure({
      x_range: this.#ranges.x,
      y_range: this.#ranges.y,
      height: 460,
      sizing_mode: "stretch_width",
      toolbar_location: "above",
      tools: "pan,wheel_zoom,box_zoom,reset",
      x_axis_label: FIELDS[START.x],
      y_axis_label: FIELDS[START.y],
      name: "plot",
    })
    this.figure.scatter("x", "y", {
      source: this.#source,
      size: 6,
      alpha: 0.75,
      line_color: null,
      fill_color: transform("color", this.#mapper),
    })
    this.figure.add_layout(this.#bar, "right")
    this.figure.add_tools(
      new HoverTool({
        tooltips: [
          ["day", "@date{%F}"],
          ["x", "@x{0.0}"],
          ["y", "@y{0.0}"],
          ["color", "@color{0.0}"],
        ],
        formatters: { "@date": "datetime" },
      }),
    )
  }

  /** Where somebody looks, if that is not at all points. */
  get zoom(): Zoom | undefined {
    const { x, y } = this.#ranges
    const isAll = x.start === x.reset_start && x.end === x.reset_end && y.start === y.reset_start
    return isAll && y.end === y.reset_end ? undefined : [x.start, x.end, y.start, y.end]
  }

  draw(view: View): void {
    const points = pointsOf(view)
    this.#source.data = { ...points }
    this.#mapper.update(extentOf(view.color))
    this.#bar.title = FIELDS[view.color]
    this.#ranges.x.update(rangeOf(points.x))
    this.#ranges.y.update(rangeOf(points.y))
    if (view.zoom !== undefined) {
      const [x0, x1, y0, y1] = view.zoom
      this.#ranges.x.update({ start: x0, end: x1 })
      this.#ranges.y.update({ start: y0, end: y1 })
    }
    this.figure.xaxis.axis_label = FIELDS[view.x]
    this.figure.yaxis.axis_label = FIELDS[view.y]
  }
}

/** Shows all values, and so does "Reset". */
function rangeOf(values: Float64Array) {
  if (values.length === 0) return {}
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const margin = (high - low || 1) * MARGIN
  const [start, end] = [low - margin, high + margin]
  return { start, end, reset_start: start, reset_end: end }
}
