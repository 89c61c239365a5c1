// A table that a slider filters, and a button that saves it as a file of comma-separated values.

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

import { dataFrom } from "../gallery/data.ts"

const DOWNLOAD = `
  const columns = Object.keys(source.data)
  const cell = (value) => (/[",\\n]/.test(value) ? '"' + String(value).replaceAll('"', '""') + '"' : value)
  const lines = [columns]
  for (let i = 0; i < source.get_length(); i++) lines.push(columns.map((name) => cell(source.data[name][i])))
  const file = new Blob([lines.map((line) => line.join(",")).join("\\n")], { type: "text/csv;charset=utf-8;" })
  const link = document.createElement("a")
  link.href = URL.createObjectURL(file)
  link.download = "states.csv"
  link.click()
  URL.revokeObjectURL(link.href)
`

export const exportCsv = app(
  "/ported/export_csv",
  async (doc, { env }) => {
    const table = await dataFrom(env).table("population_engineers_hurricanes.csv")
    const states = table.map(({ state = "", population, engineers, hurricanes }) => ({
      state,
      population: Number(population),
      engineers: Math.round(Number(population) * Number(engineers)),
      hurricanes: Number(hurricanes),
    }))
    const source = new ColumnDataSource({ data: states })

    const slider = new RangeSlider({
      title: "Population",
      start: 0,
      end: 40_000_000,
      value: [0, 10_000_000],
      step: 100_000,
      format: "0,0",
    })
    const update = () => {
      const [least, most] = slider.value
      const current = states.filter(({ population }) => population >= least && population <= most)
      source.data = {
        state: current.map(({ state }) => state),
        population: current.map(({ population }) => population),
        engineers: current.map(({ engineers }) => engineers),
        hurricanes: current.map(({ hurricanes }) => hurricanes),
      }
    }
    slider.on_change("value", update)
    update()

    const button = new Button({ label: "Download", button_type: "success" })
    button.js_on_click(new CustomJS({ args: { source }, code: DOWNLOAD }))

    const formatter = new NumberFormatter({ format: "0,0" })
    const columns = [
      new TableColumn({ field: "state", title: "State" }),
      new TableColumn({ field: "population", title: "Population", formatter }),
      new TableColumn({ field: "engineers", title: "Engineers", formatter }),
      new TableColumn({ field: "hurricanes", title: "Hurricanes" }),
    ]
    doc.add_root(row(column(slider, button), new DataTable({ source, columns, width: 800 })))
  },
  { title: "Export CSV", card: false },
)
