// Static members of some models' classes: the nodes of implicit boxes, and tables made from data. Source: Python
// bokeh.models.nodes and bokeh.models.widgets.tables (3.10)

import type { DataLike } from "../model/column.ts"
import {
  ColumnDataSource,
  DataTable,
  type DataTableClass,
  type DataTableOptions,
  type DataTableProperties,
  Node,
  TableColumn,
  Tool,
} from "../model/generated/models.ts"
import { boxNodes } from "../model/model-methods.ts"
import type { Init } from "../model/property-types.ts"
import { isList } from "../util/record.ts"
import { toolNamed } from "./tools.ts"

const BOXES = ["frame", "canvas", "plot", "parent"]

const from_data: DataTableClass["from_data"] = (
  data: ColumnDataSource | DataLike,
  given?: readonly string[] | DataTableOptions | null,
  third: DataTableOptions["formatters"] = {},
  fourth: Init<DataTableProperties> = {},
) => {
  const isNamed = given !== undefined && given !== null && !isList(given)
  const {
    columns,
    formatters = {},
    ...options
  } = isNamed ? given : { ...fourth, columns: given, formatters: third }
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
  Object.defineProperty(Tool, "from_string", { value: toolNamed })
}
