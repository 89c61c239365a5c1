// The style of shapes, and the widgets that set it.

import { ColorPicker, type LayoutDOM, type Model, Select, Slider } from "bokeh-edge"

const DASHES = ["solid", "dashed", "dotted", "dotdash", "dashdot"]
const HATCHES = (
  "blank dot ring horizontal_line vertical_line cross horizontal_dash vertical_dash spiral right_diagonal_line " +
  "left_diagonal_line diagonal_cross right_diagonal_dash left_diagonal_dash horizontal_wave vertical_wave criss_cross"
).split(" ")

export const LINE = { line_color: "#1f4e79", line_alpha: 1, line_width: 2 }
export const FILL = { fill_color: "#7fb3d5", fill_alpha: 1 }
export const HATCH = { hatch_pattern: "blank", hatch_color: "#1f4e79" }

/** A widget for each property of a style. `set` is called on each change. */
export function styleWidgets(
  set: (property: string, value: unknown) => void,
): readonly LayoutDOM[] {
  const alpha = { start: 0, end: 1, step: 0.05 }
  const control = <W extends Model>(property: string, attr: string, widget: W): W => {
    const model: Model = widget
    model.on_change(attr, (_attr, _old, value) => set(property, value))
    return widget
  }
  const color = (property: string, title: string, initial: string) =>
    control(property, "color", new ColorPicker({ title, color: initial }))
  const slider = (property: string, title: string, range: object) =>
    control(property, "value", new Slider({ title, ...range }))
  const select = (property: string, title: string, options: readonly string[]) =>
    control(property, "value", new Select({ title, options, value: options[0] }))
  return [
    color("fill_color", "Fill", FILL.fill_color),
    slider("fill_alpha", "Fill alpha", { ...alpha, value: FILL.fill_alpha }),
    color("line_color", "Line", LINE.line_color),
    slider("line_alpha", "Line alpha", { ...alpha, value: LINE.line_alpha }),
    slider("line_width", "Line width", { start: 0, end: 10, step: 0.5, value: LINE.line_width }),
    select("line_dash", "Line dash", DASHES),
    select("hatch_pattern", "Hatch", HATCHES),
    color("hatch_color", "Hatch color", HATCH.hatch_color),
  ]
}
