// The server app "export_csv", line by line: a slider chooses rows of a table.

import {
  app,
  Button,
  column,
  ColumnDataSource,
  CustomJS,
  DataTable,
  NumberFormatter,
  RangeSlider,
  row,
  TableColumn,
} from "bokeh-edge"

export const export_csv = app("/export_csv", (doc) => {
  const df = [
    { name: "Ada", salary: 90_000, years_experience: 10 },
    { name: "Bob", salary: 40_000, years_experience: 3 },
    { name: "Cyd", salary: 65_000, years_experience: 6 },
  ]
  const source = new ColumnDataSource({ data: { name: [""], salary: [0], years_experience: [0] } })

  const update = () => {
    const current = df.filter(
      ({ salary }) => salary >= slider.value[0] && salary <= slider.value[1],
    )
    source.data = {
      name: current.map((each) => each.name),
      salary: current.map((each) => each.salary),
      years_experience: current.map((each) => each.years_experience),
    }
  }

  const slider = new RangeSlider({
    title: "Max Salary",
    start: 10000,
    end: 110000,
    value: [10000, 50000],
    step: 1000,
    format: "0,0",
  })
  slider.on_change("value", (_attr, _old, _new) => update())

  const button = new Button({ label: "Download", button_type: "success" })
  button.js_on_event(
    "button_click",
    new CustomJS({ args: { source }, code: "console.log(source.data)" }),
  )

  const columns = [
    new TableColumn({ field: "name", title: "Employee Name" }),
    new TableColumn({
      field: "salary",
      title: "Income",
      formatter: new NumberFormatter({ format: "$0,0.00" }),
    }),
    new TableColumn({ field: "years_experience", title: "Experience (years)" }),
  ]
  const data_table = new DataTable({ source, columns, width: 800 })
  doc.add_root(row(column(slider, button), data_table))
  doc.title = "Export CSV"
  update()
})
