// Methods named after markers, which are older than `scatter` and still work: square(), triangle() ... Source: Python
// bokeh.plotting.glyph_api (3.10)

import { MARKERS } from "../model/spec-text.ts"
import type { ScatterMethod } from "./glyph-types.ts"

/** All but circle(), which is also a glyph. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a test compares with the interface below
export const MARKER_METHODS = MARKERS.filter((name) => name !== "circle") as (keyof MarkerMethods)[]

export interface MarkerMethods {
  /** @deprecated `scatter(..., { marker: "asterisk" })` */
  asterisk: ScatterMethod
  /** @deprecated `scatter(..., { marker: "circle_cross" })` */
  circle_cross: ScatterMethod
  /** @deprecated `scatter(..., { marker: "circle_dot" })` */
  circle_dot: ScatterMethod
  /** @deprecated `scatter(..., { marker: "circle_x" })` */
  circle_x: ScatterMethod
  /** @deprecated `scatter(..., { marker: "circle_y" })` */
  circle_y: ScatterMethod
  /** @deprecated `scatter(..., { marker: "cross" })` */
  cross: ScatterMethod
  /** @deprecated `scatter(..., { marker: "dash" })` */
  dash: ScatterMethod
  /** @deprecated `scatter(..., { marker: "diamond" })` */
  diamond: ScatterMethod
  /** @deprecated `scatter(..., { marker: "diamond_cross" })` */
  diamond_cross: ScatterMethod
  /** @deprecated `scatter(..., { marker: "diamond_dot" })` */
  diamond_dot: ScatterMethod
  /** @deprecated `scatter(..., { marker: "dot" })` */
  dot: ScatterMethod
  /** @deprecated `scatter(..., { marker: "hex" })` */
  hex: ScatterMethod
  /** @deprecated `scatter(..., { marker: "hex_dot" })` */
  hex_dot: ScatterMethod
  /** @deprecated `scatter(..., { marker: "inverted_triangle" })` */
  inverted_triangle: ScatterMethod
  /** @deprecated `scatter(..., { marker: "plus" })` */
  plus: ScatterMethod
  /** @deprecated `scatter(..., { marker: "square" })` */
  square: ScatterMethod
  /** @deprecated `scatter(..., { marker: "square_cross" })` */
  square_cross: ScatterMethod
  /** @deprecated `scatter(..., { marker: "square_dot" })` */
  square_dot: ScatterMethod
  /** @deprecated `scatter(..., { marker: "square_pin" })` */
  square_pin: ScatterMethod
  /** @deprecated `scatter(..., { marker: "square_x" })` */
  square_x: ScatterMethod
  /** @deprecated `scatter(..., { marker: "star" })` */
  star: ScatterMethod
  /** @deprecated `scatter(..., { marker: "star_dot" })` */
  star_dot: ScatterMethod
  /** @deprecated `scatter(..., { marker: "triangle" })` */
  triangle: ScatterMethod
  /** @deprecated `scatter(..., { marker: "triangle_dot" })` */
  triangle_dot: ScatterMethod
  /** @deprecated `scatter(..., { marker: "triangle_pin" })` */
  triangle_pin: ScatterMethod
  /** @deprecated `scatter(..., { marker: "x" })` */
  x: ScatterMethod
  /** @deprecated `scatter(..., { marker: "y" })` */
  y: ScatterMethod
}
