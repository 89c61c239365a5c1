// The server app "gapminder", line by line: a button starts and stops the years.

import {
  app,
  Button,
  Category10_3,
  ColumnDataSource,
  figure,
  Label,
  layout,
  NumeralTickFormatter,
  SingleIntervalTicker,
  Slider,
} from "bokeh-edge"

export const gapminder = app("/gapminder", (doc) => {
  const [first, last] = [1964, 1967]
  const YEARS = [1964, 1965, 1966, 1967]
  const data = new Map(
    YEARS.map((year) => [
      year,
      {
        fertility: [6 - year / 1000, 3],
        life: [50 + year - first, 70],
        population: [20, 30],
        region: ["Asia", "Europe"],
        Country: ["A", "B"],
      },
    ]),
  )
  const source = new ColumnDataSource({ data: data.get(YEARS[0] ?? 0) ?? {} })

  const plot = figure({ x_range: [1, 9], y_range: [20, 100], title: "Gapminder Data", height: 300 })
  plot.xaxis.ticker = new SingleIntervalTicker({ interval: 1 })
  plot.xaxis.axis_label = "Children per woman (total fertility)"
  plot.yaxis.ticker = new SingleIntervalTicker({ interval: 20 })
  plot.yaxis.formatter = new NumeralTickFormatter({ format: "0" })

  const label = new Label({
    x: 1.1,
    y: 22,
    text: String(YEARS[0]),
    text_font_size: "93px",
    text_color: "#eeeeee",
  })
  plot.add_layout(label)
  plot.scatter({
    x: "fertility",
    y: "life",
    size: "population",
    source,
    fill_alpha: 0.8,
    line_color: "#7c7e71",
    color: Category10_3[0],
    legend_group: "region",
  })

  let callback_id: ReturnType<typeof doc.add_periodic_callback> | undefined
  const animate_update = () => {
    const year = slider.value + 1
    slider.value = year > last ? first : year
  }
  const slider_update = () => {
    const year = slider.value
    label.text = String(year)
    source.data = data.get(year) ?? {}
  }

  const slider = new Slider({ start: first, end: last, value: first, step: 1, title: "Year" })
  slider.on_change("value", slider_update)

  const animate = () => {
    if (button.label === "► Play") {
      button.label = "❚❚ Pause"
      callback_id = doc.add_periodic_callback(animate_update, 200)
    } else {
      button.label = "► Play"
      if (callback_id !== undefined) doc.remove_periodic_callback(callback_id)
    }
  }
  const button = new Button({ label: "► Play", width: 60 })
  button.on_event("button_click", animate)

  doc.add_root(layout([[plot], [slider, button]], { sizing_mode: "scale_width" }))
  doc.title = "Gapminder"
})
