// A Worker with a page that follows the visitor's color scheme.

import {
  app,
  column,
  ColumnDataSource,
  createServer,
  DataTable,
  FileInput,
  figure,
  RadioButtonGroup,
  Select,
  TableColumn,
} from "bokeh-edge"

const dark = app(
  "/dark",
  (doc) => {
    const source = new ColumnDataSource({ data: { a: [1, 2] } })
    const table = new DataTable({ source, columns: [new TableColumn({ field: "a" })] })
    const choice = new RadioButtonGroup({ labels: ["a", "b"], active: 0 })
    const plot = figure({ height: 200, tools: "pan,save" })
    plot.line([1, 2], [1, 2])
    const select = new Select({ options: ["a"], value: "a" })
    doc.add_root(column(new FileInput(), select, table, choice, plot))
  },
  { theme: "auto" },
)

const server = createServer([dark])

// oxlint-disable-next-line import/no-default-export -- a Worker's entry is one
export default server
export const { SessionObject, GroupObject, SnapshotObject } = server
