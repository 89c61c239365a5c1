// DataTable with columns, formatters, editors; views and filters.

import type { Figure } from "bokeh-edge"
import * as m from "bokeh-edge"

import type { HasProps } from "../../../src/model/has-props.ts"

const DATA = {
  name: ["a", "b", "c"],
  x: [1.5, 2, 3],
  day: [0, 86_400_000, 172_800_000],
  on: [true, false, true],
}

function source(): m.ColumnDataSource {
  return new m.ColumnDataSource({ data: DATA })
}

export function table(): HasProps {
  const look = { width: 200, sortable: false, default_sort: "descending" } as const
  const columns = [
    new m.TableColumn({ field: "name", title: "Name", ...look }),
    new m.TableColumn({ field: "x", visible: false }),
  ]
  return new m.DataTable({
    source: source(),
    columns,
    editable: true,
    index_position: null,
    row_height: 30,
    selectable: "checkbox",
    sortable: false,
    autosize_mode: "fit_columns",
    header_row: false,
    frozen_columns: 1,
  })
}

export function formatters(): HasProps {
  const bold = { font_style: "bold", text_align: "right", text_color: "red" } as const
  const all = [
    new m.StringFormatter({ ...bold, nan_format: "-" }),
    new m.NumberFormatter({ format: "0,0.00", language: "de", rounding: "ceil" }),
    new m.ScientificFormatter({ precision: 3, power_limit_high: 2 }),
    new m.BooleanFormatter({ icon: "check-circle" }),
    new m.DateFormatter({ format: "ISO-8601", null_format: "?" }),
    new m.HTMLTemplateFormatter({ template: "<b><%= value %></b>" }),
  ]
  const columns = all.map((formatter) => new m.TableColumn({ field: "x", formatter }))
  return new m.DataTable({ source: source(), columns })
}

export function editors(): HasProps {
  const all = [
    new m.StringEditor({ completions: ["a", "b"] }),
    new m.TextEditor(),
    new m.SelectEditor({ options: ["a", "b"] }),
    new m.PercentEditor(),
    new m.CheckboxEditor(),
    new m.IntEditor({ step: 2 }),
    new m.NumberEditor({ step: 0.1 }),
    new m.TimeEditor(),
    new m.DateEditor(),
  ]
  const columns = all.map((editor) => new m.TableColumn({ field: "x", editor }))
  return new m.DataTable({ source: source(), columns, editable: true })
}

export function data_cube(): HasProps {
  const aggregators = [new m.SumAggregator({ field_: "x" }), new m.AvgAggregator({ field_: "x" })]
  return new m.DataCube({
    source: source(),
    columns: [new m.TableColumn({ field: "name" }), new m.TableColumn({ field: "x" })],
    grouping: [new m.GroupingInfo({ getter: "name", aggregators })],
    target: new m.ColumnDataSource({ data: { row_indices: [], labels: [] } }),
  })
}

export function view_of_table(): HasProps {
  const view = new m.CDSView({ filter: new m.BooleanFilter({ booleans: [true, false, true] }) })
  return new m.DataTable({ source: source(), columns: [new m.TableColumn({ field: "x" })], view })
}

export function filter_index(p: Figure): void {
  const view = new m.CDSView({ filter: new m.IndexFilter({ indices: [0, 2] }) })
  p.scatter("x", "x", { source: source(), view })
}

export function filter_group(p: Figure): void {
  const view = new m.CDSView({ filter: new m.GroupFilter({ column_name: "name", group: "a" }) })
  p.scatter("x", "x", { source: source(), view })
}

export function filters_combined(p: Figure): void {
  const first = new m.IndexFilter({ indices: [0, 1] })
  const second = new m.GroupFilter({ column_name: "name", group: "a" })
  const operands = [first, second]
  const inverted = new m.InversionFilter({ operand: first })
  const all = source()
  const view = (filter: m.Filter) => ({ source: all, view: new m.CDSView({ filter }) })
  p.scatter("x", "x", view(new m.IntersectionFilter({ operands })))
  p.line("x", "x", view(new m.UnionFilter({ operands: [inverted, second] })))
  p.line("x", "x", view(new m.DifferenceFilter({ operands })))
  p.line("x", "x", view(new m.SymmetricDifferenceFilter({ operands })))
}

export function filter_js(p: Figure): void {
  const filter = new m.CustomJSFilter({
    code: "return source.data.x.map((x) => x > 1)",
    args: { limit: new m.Slider({ start: 0, end: 1, value: 0 }) },
  })
  p.scatter("x", "x", { source: source(), view: new m.CDSView({ filter }) })
}

export function selection(p: Figure): void {
  const some = source()
  some.selected.indices = [0, 2]
  some.selection_policy = new m.IntersectRenderers()
  p.scatter("x", "x", { source: some })
}
