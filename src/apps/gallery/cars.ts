// A plot and a table of the same cars. Select in either of them; sliders filter the cars on the server.

import {
  Category10,
  column,
  ColumnDataSource,
  DataTable,
  Div,
  factor_cmap,
  figure,
  type LayoutDOM,
  MultiChoice,
  NumberFormatter,
  RangeSlider,
  row,
  TableColumn,
} from "bokeh-edge"

import { type Data, numbers, type Row, texts } from "./data.ts"

const ORIGINS = ["USA", "Europe", "Japan"]

const WIDE = { sizing_mode: "stretch_width", max_width: 420 } as const

export async function cars(data: Data): Promise<LayoutDOM> {
  const rows = (await data.rows("cars.json")).filter(
    ({ Horsepower, Miles_per_Gallon }) => Horsepower !== null && Miles_per_Gallon !== null,
  )
  const source = new ColumnDataSource({ data: columnsOf(rows) })
  const plot = figure({
    sizing_mode: "stretch_width",
    min_width: 300,
    max_width: 480,
    height: 400,
    x_axis_label: "Horsepower",
    y_axis_label: "Miles per gallon",
    tools: "box_select,tap,hover,reset",
    tooltips: "@name (@year)",
  })
  const fill_color = factor_cmap("origin", Category10[3], ORIGINS)
  const look = { size: 8, fill_color, line_color: "white", legend_group: "origin" }
  plot.scatter("power", "mileage", { source, ...look })
  const table = tableOf(source)
  const origin = new MultiChoice({
    title: "From",
    options: ORIGINS,
    value: ORIGINS,
    ...WIDE,
  })
  const years = { start: 1970, end: 1982 }
  const built = new RangeSlider({
    title: "Built",
    value: [1970, 1982],
    ...years,
    margin: [5, 12],
    ...WIDE,
  })
  const count = new Div({ text: `${rows.length} cars` })
  const choose = (): void => {
    const [from, to] = built.value
    const chosen = rows.filter((car) => {
      const year = yearOf(car)
      return origin.value.includes(String(car["Origin"])) && year >= from && year <= to
    })
    source.selected.indices = []
    source.data = columnsOf(chosen)
    count.text = `${chosen.length} cars`
  }
  origin.on_change("value", choose)
  built.on_change("value", choose)
  const beside = column(origin, built, count, table, { ...WIDE, min_width: 300 })
  return row(plot, beside, { sizing_mode: "stretch_width", styles: { "flex-wrap": "wrap" } })
}

function tableOf(source: ColumnDataSource): DataTable {
  const formatter = new NumberFormatter({ format: "0" })
  const columns = [
    new TableColumn({ field: "name", title: "Car", width: 190 }),
    new TableColumn({ field: "year", title: "Year", formatter, width: 50 }),
    new TableColumn({ field: "power", title: "Power", formatter, width: 60 }),
    new TableColumn({ field: "mileage", title: "Miles", width: 60 }),
  ]
  return new DataTable({
    source,
    columns,
    max_width: 420,
    height: 330,
    sizing_mode: "stretch_width",
  })
}

function columnsOf(rows: readonly Row[]) {
  return {
    name: texts(rows, "Name"),
    origin: texts(rows, "Origin"),
    year: Float64Array.from(rows, yearOf),
    power: numbers(rows, "Horsepower"),
    mileage: numbers(rows, "Miles_per_Gallon"),
  }
}

function yearOf({ Year }: Row): number {
  return Number(String(Year).slice(0, 4))
}
