// What a text means where a dataspec is due: a column's name, unless it is one of the constants of that spec.
// Source: Python bokeh.core.property.dataspec (3.10)

import { Field } from "../serialization/values.ts"
import { isCssColor } from "./css-color.ts"

const CONSTANTS: Readonly<Record<string, readonly string[]>> = {
  LineJoinSpec: ["miter", "round", "bevel"],
  LineCapSpec: ["butt", "round", "square"],
  LineDashSpec: ["solid", "dashed", "dotted", "dotdash", "dashdot"],
  FontStyleSpec: ["normal", "italic", "bold", "bold italic"],
  TextAlignSpec: ["left", "right", "center"],
  TextBaselineSpec: ["top", "middle", "bottom", "alphabetic", "hanging", "ideographic"],
  OutlineShapeSpec: [
    "none",
    "box",
    "rectangle",
    "square",
    "circle",
    "ellipse",
    "trapezoid",
    "parallelogram",
    "diamond",
    "triangle",
  ],
  TextAnchorSpec: ["auto"],
}
const MARKERS =
  "asterisk circle circle_cross circle_dot circle_x circle_y cross dash diamond diamond_cross diamond_dot dot hex " +
  "hex_dot inverted_triangle plus square square_cross square_dot square_pin square_x star star_dot triangle " +
  "triangle_dot triangle_pin x y"

/** @param spec the dataspec's class, as BokehJS names it; those of one value for all rows (Scalar) have no columns */
export function specFromText(spec: string, text: string): Field | string {
  return spec.endsWith("Scalar") || isConstant(spec, text) ? text : new Field(text)
}

function isConstant(spec: string, text: string): boolean {
  if (spec === "ColorSpec") return isCssColor(text)
  if (spec === "FontSizeSpec") return /^\d+(\.\d+)?(%|[a-z]+)$/i.test(text)
  if (spec === "MarkerSpec") return MARKERS.split(" ").includes(text)
  return CONSTANTS[spec]?.includes(text) ?? false
}
