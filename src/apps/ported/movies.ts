// A scatter plot of records that sliders, menus and words choose among, as Bokeh's movies: here birds that met planes.

// oxlint-disable max-lines-per-function -- reads from top to bottom, as its Python does

import {
  app,
  column,
  ColumnDataSource,
  Div,
  figure,
  row,
  Select,
  Slider,
  TextInput,
} from "bokeh-edge"

import { dataFrom } from "../gallery/data.ts"

/** What may be on the axes. */
const AXES: Readonly<Record<string, string>> = {
  "Speed (knots)": "Speed IAS in knots",
  "Total cost ($)": "Cost Total $",
  "Repair cost ($)": "Cost Repair",
  Year: "year",
}

export const movies = app(
  "/ported/movies",
  async (doc, { env }) => {
    const table = await dataFrom(env).table("birdstrikes.csv")
    const strikes = table
      .filter((strike) => strike["Speed IAS in knots"] !== "")
      .map((strike) => ({ ...strike, year: (strike["Flight Date"] ?? "").slice(0, 4) }))

    const min_cost = new Slider({
      title: "Least cost ($)",
      value: 1000,
      start: 0,
      end: 100_000,
      step: 1000,
    })
    const min_year = new Slider({
      title: "From year",
      value: 1990,
      start: 1990,
      end: 2002,
      step: 1,
    })
    const max_year = new Slider({ title: "To year", value: 2002, start: 1990, end: 2002, step: 1 })
    const phases = ["All", ...new Set(strikes.map((strike) => cell(strike, "Phase of flight")))]
    const phase = new Select({ title: "Phase of flight", value: "All", options: phases.toSorted() })
    const species = new TextInput({ title: "Species contains" })
    const airport = new TextInput({ title: "Airport contains" })
    const names = Object.keys(AXES)
    const x_axis = new Select({ title: "X Axis", options: names, value: "Speed (knots)" })
    const y_axis = new Select({ title: "Y Axis", options: names, value: "Total cost ($)" })

    const data: Readonly<Record<string, (string | number)[]>> = {
      x: [],
      y: [],
      color: [],
      species: [],
      airport: [],
      cost: [],
    }
    const source = new ColumnDataSource({ data })
    const p = figure({
      height: 600,
      title: "",
      toolbar_location: null,
      sizing_mode: "stretch_width",
      tooltips: [
        ["Species", "@species"],
        ["Airport", "@airport"],
        ["$", "@cost{0,0}"],
      ],
    })
    p.scatter({
      x: "x",
      y: "y",
      source,
      size: 7,
      color: "color",
      line_color: null,
      fill_alpha: 0.7,
    })

    const select_strikes = () =>
      strikes.filter((strike) => {
        const isPhase = phase.value === "All" || cell(strike, "Phase of flight") === phase.value
        return (
          isPhase &&
          Number(cell(strike, "Cost Total $")) >= min_cost.value &&
          Number(strike.year) >= min_year.value &&
          Number(strike.year) <= max_year.value &&
          cell(strike, "Wildlife Species").toLowerCase().includes(species.value.toLowerCase()) &&
          cell(strike, "Airport Name").toLowerCase().includes(airport.value.toLowerCase())
        )
      })
    const update = () => {
      const chosen = select_strikes()
      const numbers = (axis: string) =>
        chosen.map((strike) => Number(cell(strike, AXES[axis] ?? "year")))
      p.xaxis.axis_label = x_axis.value
      p.yaxis.axis_label = y_axis.value
      p.title.text = `${chosen.length} strikes selected`
      source.data = {
        x: numbers(x_axis.value),
        y: numbers(y_axis.value),
        color: chosen.map((strike) =>
          cell(strike, "Time of day") === "Night" ? "navy" : "orange",
        ),
        species: chosen.map((strike) => cell(strike, "Wildlife Species")),
        airport: chosen.map((strike) => cell(strike, "Airport Name")),
        cost: chosen.map((strike) => Number(cell(strike, "Cost Total $"))),
      }
    }

    for (const slider of [min_cost, min_year, max_year]) slider.on_change("value", update)
    for (const select of [phase, x_axis, y_axis]) select.on_change("value", update)
    for (const input of [species, airport]) input.on_change("value", update)
    update()

    const desc = new Div({
      text: "<h1>Birds and planes</h1><p>By the Federal Aviation Administration</p>",
    })
    const inputs = column([min_cost, min_year, max_year, phase, species, airport, x_axis, y_axis], {
      width: 320,
    })
    doc.add_root(
      column(desc, row(inputs, p, { sizing_mode: "inherit" }), { sizing_mode: "stretch_width" }),
    )
  },
  { title: "Movies", card: false },
)

function cell(record: Readonly<Record<string, string>>, name: string): string {
  return record[name] ?? ""
}
