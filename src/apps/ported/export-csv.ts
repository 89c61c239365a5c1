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
  TableColumn,
} from "bokeh-edge"

import { dataFrom } from "../gallery/data.ts"

/** No name and no value of this table needs quotes. */
const DOWNLOAD = String.raw`
const names = Object.keys(source.data)
const lines = [names]
for (let i = 0; i < source.get_length(); i++) lines.push(names.map((name) => source.data[name][i]))
const link = document.createElement("a")
link.href = URL.createObjectURL(new Blob([lines.join("\n")], { type: "text/csv" }))
link.download = "states.csv"
link.click()
URL.revokeObjectURL(link.href)
`

export const exportCsv = app(
  "/ported/export_csv",
  async (doc, { env }) => {
    // The data
    const lines = await dataFrom(env).table("population_engineers_hurricanes.csv")
    const df = lines.map(({ state = "", population, engineers, hurricanes }) => ({
      state,
      population: Number(population),
      engineers: Math.round(Number(population) * Number(engineers)),
      hurricanes: Number(hurricanes),
    }))
    const source = new ColumnDataSource({ data: columnsOf(df) })

    // The controls
    const slider = new RangeSlider({
      title: "Population",
      start: 0,
      end: 40_000_000,
      value: [0, 10_000_000],
      step: 100_000,
      format: "0,0",
    })
    const button = new Button({ label: "Download", button_type: "success" })
    button.js_on_event("button_click", new CustomJS({ args: { source }, code: DOWNLOAD }))
    const update = () => {
      const [least, most] = slider.value
      const current = df.filter(({ population }) => population >= least && population <= most)
      source.data = columnsOf(current)
    }
    slider.on_change("value", update)
    update()

    // The table
    const formatter = new NumberFormatter({ format: "0,0" })
    const columns = [
      new TableColumn({ field: "state", title: "State" }),
      new TableColumn({ field: "population", title: "Population", formatter }),
      new TableColumn({ field: "engineers", title: "Engineers", formatter }),
      new TableColumn({ field: "hurricanes", title: "Hurricanes" }),
    ]
    const table = new DataTable({
      source,
      columns,
      height: 400,
      sizing_mode: "stretch_width",
      max_width: 800,
    })

    // The page
    doc.add_root(column(slider, button, table, { sizing_mode: "stretch_width" }))
  },
  { title: "Export CSV", theme: "auto", card: false },
)

interface State {
  readonly state: string
  readonly population: number
  readonly engineers: number
  readonly hurricanes: number
}

function columnsOf(df: readonly State[]) {
  return {
    state: df.map(({ state }) => state),
    population: df.map(({ population }) => population),
    engineers: df.map(({ engineers }) => engineers),
    hurricanes: df.map(({ hurricanes }) => hurricanes),
  }
}
