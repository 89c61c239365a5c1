// Every glyph except markers, each in a small plot of its own: glyphs of lines, of areas, of texts and of pixels.

import {
  type Figure,
  figure,
  type Glyph,
  type GlyphRenderer,
  ndarray,
  type Row,
  row,
  value,
  Viridis256,
} from "bokeh-edge"

import { FILL, HATCH, LINE } from "./style.ts"

const AREA = { ...FILL, ...LINE, ...HATCH }
const [X, Y] = [
  [1, 2, 3, 4],
  [2, 4, 1, 3],
]
const WAVE = Float64Array.from(
  { length: 900 },
  (_, i) => Math.sin((i % 30) / 4) * Math.cos(i / 200),
)
const RAINBOW = Uint32Array.from(
  { length: 900 },
  (_, i) => 0xff_00_00_00 + (((i % 30) * 8) << 16) + Math.floor(i / 30) * 8,
)

const DRAWINGS = {
  line: (p) => p.line(X, Y, LINE),
  step: (p) => p.step(X, Y, { ...LINE, mode: "center" }),
  spline: (p) => p.spline(X, Y, LINE),
  multi_line: (p) => p.multi_line([X, X], [Y, Y.map((y) => 5 - y)], LINE),
  segment: (p) => p.segment(X, [1, 1, 1, 1], Y, [4, 4, 4, 4], LINE),
  ray: (p) => p.ray([1, 1, 1], [1, 1, 1], { length: 3, angle: [0, 0.6, 1.2], ...LINE }),
  arc: (p) => p.arc([2, 3], [2, 3], 1, 0, [2, 5], LINE),
  bezier: (p) => p.bezier(1, 1, 4, 4, 1, 6, 4, -1, LINE),
  quadratic: (p) => p.quadratic(1, 1, 4, 1, 2.5, 6, LINE),
  hspan: (p) => p.hspan([2, 3], LINE),
  vspan: (p) => p.vspan([2, 3], LINE),
  circle: (p) => p.circle([2, 3], [2, 3], [1, 0.7], AREA),
  ellipse: (p) => p.ellipse([2, 3], [2, 3], [2, 1], [1, 2], { angle: 0.6, ...AREA }),
  annulus: (p) => p.annulus([2, 3], [2, 3], 0.4, 0.9, AREA),
  wedge: (p) => p.wedge([2, 3], [2, 3], 1, 0.5, [5, 3], AREA),
  annular_wedge: (p) => p.annular_wedge([2, 3], [2, 3], 0.4, 0.9, 0.5, [5, 3], AREA),
  ngon: (p) => p.ngon([2, 3], [2, 3], 0.8, { n: [5, 7], ...AREA }),
  rect: (p) => p.rect([2, 3], [2, 3], 1.2, 0.8, { angle: [0, 0.5], ...AREA }),
  block: (p) => p.block([1, 2.5], [1, 2], 1, [2, 1.5], AREA),
  quad: (p) => p.quad([1, 3], [2, 4], [4, 3], [2, 1], AREA),
  hbar: (p) => p.hbar([1, 2, 3], 0.8, [2, 4, 3], 1, AREA),
  vbar: (p) => p.vbar([1, 2, 3], 0.8, [2, 4, 3], 1, AREA),
  hstrip: (p) => p.hstrip([1, 3], [2, 3.5], AREA),
  vstrip: (p) => p.vstrip([1, 3], [2, 3.5], AREA),
  harea: (p) => p.harea([1, 2, 1, 2], [3, 4, 3, 3], X, { ...FILL, ...HATCH }),
  varea: (p) => p.varea(X, [1, 2, 1, 2], [3, 4, 3, 3], { ...FILL, ...HATCH }),
  harea_step: (p) => p.harea_step([1, 2, 1, 2], [3, 4, 3, 3], X, { ...FILL, ...HATCH }),
  varea_step: (p) => p.varea_step(X, [1, 2, 1, 2], [3, 4, 3, 3], { ...FILL, ...HATCH }),
  patch: (p) => p.patch(X, Y, AREA),
  patches: (p) =>
    p.patches(
      [
        [1, 2, 1.5],
        [3, 4, 4, 3],
      ],
      [
        [1, 1, 4],
        [2, 1, 4, 3],
      ],
      AREA,
    ),
  multi_polygons: (p) =>
    p.multi_polygons(
      [
        [
          [
            [1, 4, 4, 1],
            [2, 3, 3, 2],
          ],
        ],
      ],
      [
        [
          [
            [1, 1, 4, 4],
            [2, 2, 3, 3],
          ],
        ],
      ],
      AREA,
    ),
  hex_tile: (p) => p.hex_tile([2, 3, 3, 4], [-2, -2, -3, -3], { size: 0.7, ...AREA }),
  text: (p) => p.text(1.2, 2, { text: value("Text"), text_font_size: "24px" }),
  image: (p) => p.image([ndarray(WAVE, { shape: [30, 30] })], 1, 1, 3, 3, { palette: Viridis256 }),
  image_rgba: (p) => p.image_rgba([ndarray(RAINBOW, { shape: [30, 30] })], 1, 1, 3, 3),
} satisfies Readonly<Record<string, (plot: Figure) => GlyphRenderer>>

/** The plots in rows, and their glyphs. */
export function glyphGrid(): { readonly ui: Row; readonly glyphs: readonly Glyph[] } {
  const drawn = Object.entries(DRAWINGS).map(([title, draw]) => {
    const options = { tools: "", toolbar_location: null, min_border: 0 }
    const plot = figure({ title, width: 125, height: 125, ...options })
    plot.x_range.update({ start: 0.5, end: 4.5 })
    plot.y_range.update({ start: 0.5, end: 4.5 })
    plot.axis.visible = false
    return { plot, glyph: draw(plot).glyph }
  })
  const plots = drawn.map(({ plot }) => plot)
  const ui = row(plots, { sizing_mode: "stretch_width", styles: { "flex-wrap": "wrap" } })
  return { ui, glyphs: drawn.map(({ glyph }) => glyph) }
}
