// The explorer's own graph: it draws a view, redraws when another one is set, and reports zooms and selections. Comments,
// and the cursor of the person who is followed, are drawn on it.

import {
  BoxAnnotation,
  ColorBar,
  ColumnDataSource,
  CustomJS,
  type Figure,
  figure,
  type Model,
  HoverTool,
  LabelSet,
  LinearColorMapper,
  Range1d,
  transform,
  Viridis256,
} from "bokeh-edge"

import {
  extentOf,
  FIELDS,
  type Points,
  pointsOf,
  START,
  titleOf,
  type View,
  type Zoom,
} from "./view.ts"

/** The margin around the points, as a fraction of their extent. */
const MARGIN = 0.05
/** How many ranges of comments are drawn: the newest. */
const MAX_BOXES = 12
/** From the corner of a range to the middle of its label. */
const CORNER_PX = 10
/** From a label to the next label at the same place. */
const LABEL_PX = 22
const TOOLS = "pan,box_select,tap,wheel_zoom,box_zoom,reset"

/** On a phone, most of the page is below the graph. */
const SCROLL = `
  const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth"
  Bokeh.index.find_one(plot)?.el.scrollIntoView({ behavior, block: "nearest" })`

/** A place in the graph; a point if both ends are the same. */
export type Place = Zoom

export interface Pin {
  readonly label: string
  readonly place: Place
}

export class ViewPlot {
  readonly figure: Figure
  readonly source = new ColumnDataSource({ data: { ...pointsOf(START) } })
  readonly #mapper = new LinearColorMapper({ palette: Viridis256 })
  readonly #bar = new ColorBar({ color_mapper: this.#mapper })
  readonly #pins = labels("pins", {
    background_fill_color: "#b3261e",
    text_align: "center",
    x_offset: { field: "dx" },
    y_offset: { field: "dy" },
  })
  /** For buttons that change what the graph shows: scrolls to the graph. */
  readonly scroll: CustomJS
  readonly #cursor = labels("cursor", { background_fill_color: "#2163ad", x_offset: 4 })
  /** Created once: creating a box takes BokehJS a while, during which the page cannot draw. */
  readonly #boxes = Array.from({ length: MAX_BOXES }, hiddenBox)
  #drawn: View = START

  /** The ranges belong to the session, so the zoom is kept for later, for copies and for viewers. */
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
      tools: TOOLS,
      name: "plot",
    })
    // The title is hidden, since the axes say the same; saved files are named after it.
    this.figure.title.visible = false
    this.figure.scatter("x", "y", {
      source: this.source,
      size: 6,
      alpha: 0.75,
      // The darkest points are as dark as a dark page, and the brightest nearly as bright as a bright page.
      line_color: "#8a94a0",
      line_width: 0.5,
      fill_color: transform("color", this.#mapper),
      nonselection_fill_alpha: 0.12,
      nonselection_line_alpha: 0.12,
    })
    this.figure.add_layout(this.#bar, "right")
    const marks = [...this.#boxes, this.#pins.set, this.#cursor.set]
    for (const mark of marks) this.figure.add_layout(mark)
    this.figure.add_tools(hover())
    this.#drawPoints(START)
    this.scroll = new CustomJS({ args: { plot: this.figure }, code: SCROLL })
  }

  /** The models that hold the visible ranges. */
  get ranges(): readonly Model[] {
    return [this.#ranges.x, this.#ranges.y]
  }

  /** Calls back when somebody zooms, pans, or selects points. */
  on_moved(callback: () => unknown): void {
    for (const range of [this.#ranges.x, this.#ranges.y]) {
      range.on_change("start", callback)
      range.on_change("end", callback)
    }
  }

  /** The visible ranges; undefined when all points are visible. */
  get zoom(): Zoom | undefined {
    const { x, y } = this.#ranges
    const isAll = x.start === x.reset_start && x.end === x.reset_end && y.start === y.reset_start
    return isAll && y.end === y.reset_end ? undefined : [x.start, x.end, y.start, y.end]
  }

  /** The numbers of the selected points, in order. */
  get selected(): readonly number[] {
    return this.source.selected.indices
  }

  select(indices: readonly number[]): void {
    this.source.selected.indices = [...indices]
  }

  /** The area around the selected points; undefined when none is selected. */
  get selectedPlace(): Place | undefined {
    const points = pointsOf(this.#drawn)
    const [x, y] = [points.x, points.y].map((all) => this.selected.map((i) => all[i] ?? NaN))
    if (x === undefined || y === undefined || x.length === 0) return undefined
    return [Math.min(...x), Math.max(...x), Math.min(...y), Math.max(...y)]
  }

  /** The whole visible area. */
  get shownPlace(): Place {
    const { x, y } = this.#ranges
    return [x.start, x.end, y.start, y.end]
  }

  /** The session has woken: this is the view that the page shows. */
  drew(view: View): void {
    this.#drawn = view
  }

  /** Draws what the reader chose: the same part of the same axes stays in sight, and selected days stay selected. */
  choose(view: View): void {
    const { x, y } = this.#drawn
    const zoom = view.x === x && view.y === y ? this.zoom : undefined
    const { date } = pointsOf(this.#drawn)
    const days = new Set(this.selected.map((i) => date[i]))
    this.draw({ ...view, ...(zoom && { zoom }) })
    if (days.size === 0) return
    this.select([...pointsOf(view).date.entries()].flatMap(([i, day]) => (days.has(day) ? i : [])))
  }

  draw(view: View): void {
    if (!hasSamePoints(view, this.#drawn)) this.#drawPoints(view)
    this.#drawn = view
    const { x, y } = pointsOf(view)
    const [xs, ys] = [rangeOf(x), rangeOf(y)]
    if (view.zoom === undefined) {
      this.#ranges.x.update(xs)
      this.#ranges.y.update(ys)
      return
    }
    const [x0, x1, y0, y1] = view.zoom
    this.#ranges.x.update({ ...xs, start: x0, end: x1 })
    this.#ranges.y.update({ ...ys, start: y0, end: y1 })
  }

  #drawPoints(view: View): void {
    const points: Points = pointsOf(view)
    this.source.selected.indices = []
    this.source.data = { ...points }
    this.#mapper.update(extentOf(view.color))
    this.#bar.title = FIELDS[view.color]
    this.figure.title.text = titleOf(view)
    this.figure.xaxis.axis_label = FIELDS[view.x]
    this.figure.yaxis.axis_label = FIELDS[view.y]
  }

  /** Draws comments: a label at a point, or inside the upper left corner of a range, which gets a box. */
  showPins(pins: readonly Pin[]): void {
    const [x, y] = [pins.map(({ place }) => place[0]), pins.map(({ place }) => place[3])]
    const dx = pins.map(({ place }, i) => {
      const before = pins.slice(0, i).filter((one) => one.place.join() === place.join()).length
      return (isRange(place) ? CORNER_PX : 0) + before * LABEL_PX
    })
    const dy = pins.map(({ place }) => (isRange(place) ? -CORNER_PX : 0))
    const text = pins.map(({ label }) => ` ${label} `)
    this.#pins.source.data = { x, y, dx, dy, text }
    // Each range once: overlapping boxes would tint the graph more with each comment.
    const ranges = new Map(pins.map(({ place }) => [place.join(), place]))
    this.#showBoxes([...ranges.values()].filter(isRange).slice(-MAX_BOXES))
  }

  #showBoxes(places: readonly Place[]): void {
    for (const [i, box] of this.#boxes.entries()) {
      const place = places[i]
      box.update(place === undefined ? { visible: false } : { ...sidesOf(place), visible: true })
    }
  }

  /** Shows the mouse of the person who is followed; without an argument, removes it. */
  showCursor(at?: { readonly x: number; readonly y: number; readonly name: string }): void {
    this.#cursor.source.data =
      at === undefined
        ? { x: [], y: [], text: [] }
        : { x: [at.x], y: [at.y], text: [` ◂ ${at.name} `] }
  }
}

/** The graph alone, without what the page does with its own graph. */
export function plotOf(view: View, selected: readonly number[] = []): ViewPlot {
  const plot = new ViewPlot()
  plot.draw(view)
  plot.select(selected)
  return plot
}

function labels(name: string, look: ConstructorParameters<typeof LabelSet>[0]) {
  const source = new ColumnDataSource({ data: { x: [], y: [], dx: [], dy: [], text: [] }, name })
  const set = new LabelSet({
    x: { field: "x" },
    y: { field: "y" },
    text: { field: "text" },
    source,
    text_color: "white",
    text_font_size: "12px",
    text_baseline: "middle",
    ...look,
  })
  return { source, set }
}

function isRange([x0, x1, y0, y1]: Place): boolean {
  return x0 !== x1 || y0 !== y1
}

function sidesOf([left, right, bottom, top]: Place) {
  return { left, right, bottom, top }
}

function hiddenBox(): BoxAnnotation {
  return new BoxAnnotation({
    visible: false,
    fill_color: "#b3261e",
    fill_alpha: 0.06,
    line_color: "#b3261e",
    line_alpha: 0.8,
    line_dash: "dashed",
  })
}

function hover(): HoverTool {
  return new HoverTool({
    tooltips: [
      ["day", "@date{%F}"],
      ["x", "@x{0.0}"],
      ["y", "@y{0.0}"],
      ["color", "@color{0.0}"],
    ],
    formatters: { "@date": "datetime" },
  })
}

function hasSamePoints(a: View, b: View): boolean {
  return a.x === b.x && a.y === b.y && a.color === b.color && a.from === b.from && a.to === b.to
}

/** Shows all values, and so does "Reset". */
function rangeOf(values: Float64Array) {
  if (values.length === 0) return {}
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const margin = (high - low || 1) * MARGIN
  const [start, end] = [low - margin, high + margin]
  return { start, end, reset_start: start, reset_end: end }
}
