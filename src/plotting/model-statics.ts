// What some models' classes have: nodes of implicit boxes, tables made of data.
// Source: Python bokeh.models.nodes and bokeh.models.widgets.tables (3.10)

import {
  ColumnDataSource,
  DataTable,
  type DataTableClass,
  Node,
  TableColumn,
} from "../model/generated/models.ts"
import { boxNodes } from "../model/model-methods.ts"

const BOXES = ["frame", "canvas", "plot", "parent"]

const from_data: DataTableClass["from_data"] = (data, columns, formatters = {}, options = {}) => {
  const source = data instanceof ColumnDataSource ? data.clone() : new ColumnDataSource({ data })
  const names = columns ?? source.column_names
  if (columns !== undefined && columns !== null) {
    source.data = Object.fromEntries(columns.map((name) => [name, source.data[name] ?? []]))
  }
  const made = names.map((name) => {
    const formatter = formatters[name]
    return new TableColumn({ field: name, title: name, formatter })
  })
  return new DataTable({ source, columns: made, index_position: null, ...options })
}

export function installModelStatics(): void {
  for (const box of BOXES) Object.defineProperty(Node, box, { value: boxNodes(box) })
  Object.defineProperty(DataTable, "from_data", { value: from_data })
}
