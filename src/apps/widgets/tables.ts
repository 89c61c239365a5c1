// Tables: one with editable cells and selectable rows, and one that sums up groups of rows.

import {
  CheckboxEditor,
  column,
  type Column,
  ColumnDataSource,
  DataCube,
  DataTable,
  GroupingInfo,
  HTMLTemplateFormatter,
  IntEditor,
  NumberEditor,
  NumberFormatter,
  SelectEditor,
  StringEditor,
  StringFormatter,
  SumAggregator,
  TableColumn,
} from "bokeh-edge"

import { echo } from "./card.ts"

const CONTINENTS = ["Africa", "America", "Asia", "Europe"]
const DATA = {
  city: ["Cairo", "Lagos", "Lima", "Tokyo", "Oslo"],
  continent: ["Africa", "Africa", "America", "Asia", "Europe"],
  people: [10_100_000, 15_900_000, 10_092_000, 14_094_000, 717_710],
  rain: [18, 1506, 6.4, 1529, 763],
  seen: [true, false, false, false, true],
}
const SIZE = { sizing_mode: "stretch_width", max_width: 760, height: 180 } as const

export function tables(): Column {
  const source = new ColumnDataSource({ data: DATA })
  const table = new DataTable({ source, columns: columns(), editable: true, ...SIZE })
  const cube = new DataCube({
    source: new ColumnDataSource({ data: DATA }),
    columns: columns().filter(({ field }) => field === "city" || field === "people"),
    grouping: [
      new GroupingInfo({
        getter: "continent",
        aggregators: [new SumAggregator({ field_: "people" })],
      }),
    ],
    target: new ColumnDataSource({ data: { row_indices: [], labels: [] } }),
    ...SIZE,
  })
  return column(
    table,
    echo(source, ["data"], "cells: double-click edits"),
    echo(source.selected, ["indices"], "rows: click, Ctrl, Shift"),
    cube,
    { sizing_mode: "stretch_width" },
  )
}

function columns(): readonly TableColumn[] {
  const bold = new StringFormatter({ font_style: "bold" })
  const thousands = new NumberFormatter({ format: "0,0", text_align: "right" })
  return [
    new TableColumn({ field: "city", editor: new StringEditor(), formatter: bold }),
    new TableColumn({ field: "continent", editor: new SelectEditor({ options: CONTINENTS }) }),
    new TableColumn({ field: "people", editor: new IntEditor(), formatter: thousands }),
    new TableColumn({ field: "rain", title: "rain (mm)", editor: new NumberEditor() }),
    new TableColumn({
      field: "seen",
      editor: new CheckboxEditor(),
      formatter: new HTMLTemplateFormatter({ template: '<%= value ? "yes" : "no" %>' }),
    }),
  ]
}
