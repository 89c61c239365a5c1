// How much of three antibiotics stops sixteen bacteria, after Will Burtin's chart of 1951: the longer the bar, the smaller
// the dose.

import { figure, type Figure, type LayoutDOM, Legend, LegendItem } from "bokeh-edge"

import { type Data, type Row, texts } from "./data.ts"
import { wide } from "./wide.ts"

const DRUGS = { Penicillin: "#0d3362", Streptomycin: "#c64737", Neomycin: "#222222" }
const GRAM = { positive: "#e7c9a9", negative: "#bcd2e0" }
const [INNER, OUTER] = [90, 290]
const DOSES = [0.001, 0.01, 0.1, 1, 10, 100, 1000]

export async function burtin(data: Data): Promise<LayoutDOM> {
  const rows = await data.rows("burtin.json")
  const plot = figure({
    width: 860,
    height: 700,
    x_axis_type: null,
    y_axis_type: null,
    x_range: [-472, 472],
    y_range: [-385, 385],
    toolbar_location: null,
    tools: "",
  })
  const slice = (2 * Math.PI) / (rows.length + 1)
  const start = rows.map((_, i) => Math.PI / 2 - slice * (i + 1.5))
  const end = start.map((angle) => angle + slice)
  const gram = texts(rows, "Gram_Staining")
  const backgrounds = Object.entries(GRAM).map(([kind, color]) => {
    const of = (values: readonly number[]) => values.filter((_, i) => gram[i] === kind)
    const angles = { start_angle: of(start), end_angle: of(end) }
    const ring = { x: 0, y: 0, inner_radius: INNER, outer_radius: OUTER }
    return plot.annular_wedge({ ...ring, ...angles, color })
  })
  drawScale(plot)
  const bars = Object.entries(DRUGS).map(([drug, color], i) => {
    const from = start.map((angle) => angle + slice * (0.15 + 0.26 * (2 - i)))
    return plot.annular_wedge({
      x: 0,
      y: 0,
      inner_radius: INNER,
      outer_radius: rows.map((row) => radiusOf(Number(row[drug]))),
      start_angle: from,
      end_angle: from.map((angle) => angle + slice * 0.18),
      color,
    })
  })
  drawNames(
    plot,
    rows,
    start.map((angle) => angle + slice / 2),
  )
  const items = [...Object.keys(DRUGS), "Gram-positive", "Gram-negative"].map(
    (label, i) => new LegendItem({ label, renderers: [...bars, ...backgrounds].slice(i, i + 1) }),
  )
  const bare = { border_line_color: null, background_fill_alpha: 0, label_text_font_size: "10px" }
  plot.add_layout(new Legend({ items, location: "center", spacing: 0, padding: 0, ...bare }))
  return wide(plot)
}

/** The smaller the dose, the longer the bar. */
function radiusOf(dose: number): number {
  return INNER + ((3 - Math.log10(dose)) / 6) * (OUTER - INNER)
}

function drawScale(plot: Figure): void {
  const radius = DOSES.map(radiusOf)
  plot.circle({ x: 0, y: 0, radius, fill_color: null, line_color: "white" })
  const text = DOSES.map(String)
  plot.text({
    x: 0,
    y: radius,
    text,
    text_font_size: "10px",
    text_align: "center",
    text_baseline: "middle",
  })
}

function drawNames(plot: Figure, rows: readonly Row[], middle: readonly number[]): void {
  const isLeft = middle.map((angle) => Math.cos(angle) < 0)
  plot.text({
    x: middle.map((angle) => Math.cos(angle) * (OUTER + 8)),
    y: middle.map((angle) => Math.sin(angle) * (OUTER + 8)),
    text: texts(rows, "Bacteria"),
    text_align: isLeft.map((is) => (is ? "right" : "left")),
    text_baseline: "middle",
    text_font_size: "10px",
  })
}
