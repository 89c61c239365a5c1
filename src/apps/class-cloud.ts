// A class's plot: a cloud of points, and named lines through it.

import { ColumnDataSource, type Figure, figure, Range1d } from "bokeh-edge"

export interface Line {
  readonly slope: number
  readonly at0: number
}
/** A line, and who drew it. */
export interface Answer extends Line {
  /** The member's id. */
  readonly id: string
  readonly name: string
}
export type Look = "mine" | "chosen" | "other"
export interface Drawn extends Line {
  readonly name: string
  readonly look: Look
}

const X = Array.from({ length: 40 }, (_, i) => i / 4)
/** Scattered around the line that students look for; the same for everybody. */
const Y = X.map((x, i) => 1.4 * x + 2 + 2.2 * Math.sin(i * 12.9898))
const END = 10
/** The highest place for names, and the space that each needs. */
const TOP = 18.4
const NAME_HEIGHT = 1.5
const WIDTHS: Readonly<Record<Look, number>> = { mine: 4, chosen: 4, other: 1 }
/** Visible on white and on black. */
const COLORS: Readonly<Record<Look, string>> = {
  mine: "#d9534a",
  chosen: "#b8720a",
  other: "#8a94a0",
}

/** The points, and a function that draws lines through them. The ranges stay the same, whatever is drawn. */
export function cloud(): {
  readonly plot: Figure
  readonly show: (lines: readonly Drawn[]) => void
} {
  const source = new ColumnDataSource({ data: columnsOf([]) })
  const plot = figure({
    height: 340,
    x_range: new Range1d({ start: -0.5, end: END + 0.5 }),
    y_range: new Range1d({ start: -3, end: 22 }),
    tools: "",
    toolbar_location: null,
    name: "cloud",
    sizing_mode: "stretch_width",
  })
  plot.scatter(X, Y, { size: 7, color: "#4a90d9" })
  plot.multi_line("xs", "ys", { source, line_width: "width", line_color: "color" })
  plot.text("x", "y", {
    source,
    text: "name",
    text_color: "color",
    text_align: "right",
    text_baseline: "bottom",
    text_font_style: "bold",
    text_font_size: "15px",
  })
  return { plot, show: (lines) => void (source.data = columnsOf(lines)) }
}

function columnsOf(lines: readonly Drawn[]) {
  return {
    xs: lines.map(() => [0, END]),
    ys: lines.map(({ slope, at0 }) => [at0, at0 + END * slope]),
    width: lines.map(({ look }) => WIDTHS[look]),
    color: lines.map(({ look }) => COLORS[look]),
    x: lines.map(nameAt),
    y: heightsOfNames(lines),
    name: lines.map(({ name, look }) => (look === "other" ? "" : name)),
  }
}

/** A name is placed on its line, or above the previous name if they would overlap. */
function heightsOfNames(lines: readonly Drawn[]): number[] {
  let taken = -Infinity
  return lines.map((line) => {
    const height = line.at0 + line.slope * nameAt(line) + 0.4
    if (line.look === "other") return height
    taken = Math.abs(height - taken) < NAME_HEIGHT ? taken + NAME_HEIGHT : height
    return taken
  })
}

/** Names are placed at the end of a line, or where the line leaves the plot, which has room for two names. */
function nameAt({ slope, at0 }: Line): number {
  const last = slope > 0 ? (TOP - at0) / slope : slope < 0 ? (-1.5 - at0) / slope : END
  return Math.min(END, Math.max(2.5, last))
}

/** The average distance of the points from the line. */
export function errorOf({ slope, at0 }: Line): number {
  const sum = X.reduce((total, x, i) => total + Math.abs((Y[i] ?? 0) - (at0 + slope * x)), 0)
  return Math.round((100 * sum) / X.length) / 100
}

/** The data comes from a student's session. */
export function isLine(data: unknown): data is Line {
  const { slope, at0 }: Partial<Record<keyof Line, unknown>> = data ?? {}
  return Number.isFinite(slope) && Number.isFinite(at0)
}

/** The data comes from a teacher's browser. */
export function isAnswer(data: unknown): data is Answer {
  const { id, name }: Partial<Record<keyof Answer, unknown>> = data ?? {}
  return typeof id === "string" && typeof name === "string" && isLine(data)
}
