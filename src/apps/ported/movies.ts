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

const AXES: Readonly<Record<string, string>> = {
  "Speed (knots)": "Speed IAS in knots",
  "Total cost ($)": "Cost Total $",
  "Repair cost ($)": "Cost Repair",
  Year: "Year",
}

export const movies = app(
  "/ported/movies",
  async (doc, { env }) => {
    // The records
    const table = await dataFrom(env).table("birdstrikes.csv")
    const df = table
      .filter((strike) => strike["Speed IAS in knots"] !== "")
      .map((strike) => ({ ...strike, Year: cell(strike, "Flight Date").slice(0, 4) }))

    // The controls
    const phases = ["All", ...new Set(df.map((strike) => cell(strike, "Phase of flight")))]
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
    const phase = new Select({ title: "Phase of flight", value: "All", options: phases })
    const species = new TextInput({ title: "Species contains" })
    const airport = new TextInput({ title: "Airport contains" })
    const names = Object.keys(AXES)
    const x_axis = new Select({ title: "X Axis", value: "Speed (knots)", options: names })
    const y_axis = new Select({ title: "Y Axis", value: "Total cost ($)", options: names })

    // The plot
    const source = new ColumnDataSource({
      data: { x: [], y: [], color: [], species: [], airport: [], cost: [] },
    })
    const tooltips = [
      ["Species", "@species"],
      ["Airport", "@airport"],
      ["$", "@cost{0,0}"],
    ]
    const p = figure({
      height: 500,
      title: "",
      toolbar_location: null,
      tooltips,
      sizing_mode: "stretch_width",
      min_width: 320,
    })
    p.scatter("x", "y", { source, size: 7, color: "color", line_color: null, fill_alpha: 0.7 })

    // What the controls change
    const select_strikes = () =>
      df.filter(
        (strike) =>
          Number(cell(strike, "Cost Total $")) >= min_cost.value &&
          Number(strike.Year) >= min_year.value &&
          Number(strike.Year) <= max_year.value &&
          contains(cell(strike, "Wildlife Species"), species.value) &&
          contains(cell(strike, "Airport Name"), airport.value) &&
          (phase.value === "All" || cell(strike, "Phase of flight") === phase.value),
      )
    const update = () => {
      const strikes = select_strikes()
      p.xaxis.axis_label = x_axis.value
      p.yaxis.axis_label = y_axis.value
      p.title.text = `${strikes.length} strikes selected`
      source.data = {
        x: strikes.map((strike) => Number(cell(strike, AXES[x_axis.value]))),
        y: strikes.map((strike) => Number(cell(strike, AXES[y_axis.value]))),
        color: strikes.map((strike) =>
          cell(strike, "Time of day") === "Night" ? "royalblue" : "orange",
        ),
        species: strikes.map((strike) => cell(strike, "Wildlife Species")),
        airport: strikes.map((strike) => cell(strike, "Airport Name")),
        cost: strikes.map((strike) => Number(cell(strike, "Cost Total $"))),
      }
    }
    const controls = [min_cost, min_year, max_year, phase, species, airport, x_axis, y_axis]
    for (const control of controls) control.on_change("value", () => update())
    update()

    // The page: one below the other on a phone
    const desc = new Div({
      text: "<h1>Birds and planes</h1><p>By the Federal Aviation Administration</p>",
    })
    const inputs = column(...controls, { width: 320 })
    const plots = row(inputs, p, { sizing_mode: "stretch_width", styles: { "flex-wrap": "wrap" } })
    doc.add_root(column(desc, plots, { sizing_mode: "stretch_width" }))
  },
  { title: "Movies", theme: "auto", card: false },
)

function cell(strike: Readonly<Record<string, string>>, name = ""): string {
  return strike[name] ?? ""
}

function contains(text: string, part: string): boolean {
  return text.toLowerCase().includes(part.toLowerCase())
}
