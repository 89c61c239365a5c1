// The server app "weather", line by line: all columns of a source are replaced at once.

import {
  app,
  Blues4,
  column,
  ColumnDataSource,
  DataRange1d,
  type Figure,
  figure,
  row,
  Select,
} from "bokeh-edge"

export const weather = app("/weather", (doc) => {
  const STATISTICS = ["record_min_temp", "actual_min_temp", "average_min_temp"]
  const cities = {
    Austin: { airport: "AUS", title: "Austin, TX" },
    Boise: { airport: "BOI", title: "Boise, ID" },
  }
  type City = keyof typeof cities

  const get_dataset = (name: string, distribution: string) => {
    const days = [1, 2, 3].map((day) => Date.UTC(2015, 0, day))
    const base = name === "AUS" ? 50 : 20
    const smooth = distribution === "Smoothed" ? 0 : 1
    const values = (offset: number) => days.map((_, i) => base + offset + i * smooth)
    return new ColumnDataSource({
      data: {
        date: days,
        left: days.map((day) => day - 43_200_000),
        right: days.map((day) => day + 43_200_000),
        ...Object.fromEntries(STATISTICS.map((name_, i) => [name_, values(i)])),
        record_max_temp: values(30),
        actual_max_temp: values(20),
        average_max_temp: values(10),
      },
    })
  }

  const make_plot = (source: ColumnDataSource, title: string): Figure => {
    const plot = figure({ x_axis_type: "datetime", width: 800, tools: "", toolbar_location: null })
    plot.title.text = title
    plot.quad({
      top: "record_max_temp",
      bottom: "record_min_temp",
      left: "left",
      right: "right",
      color: Blues4[2],
      source,
      legend_label: "Record",
    })
    plot.quad({
      top: "average_max_temp",
      bottom: "average_min_temp",
      left: "left",
      right: "right",
      color: Blues4[1],
      source,
      legend_label: "Average",
    })
    plot.xaxis.axis_label = null
    plot.yaxis.axis_label = "Temperature (F)"
    plot.axis.axis_label_text_font_style = "bold"
    plot.x_range = new DataRange1d({ range_padding: 0.0 })
    plot.grid.grid_line_alpha = 0.3
    return plot
  }

  const update_plot = (_attrname: string, _old: string, _new: string) => {
    const city = city_select.value as City
    plot.title.text = `Weather data for ${cities[city].title}`
    const src = get_dataset(cities[city].airport, distribution_select.value)
    Object.assign(source.data, src.data)
  }

  const city = "Austin"
  const distribution = "Discrete"
  const city_select = new Select({
    value: city,
    title: "City",
    options: Object.keys(cities).toSorted(),
  })
  const distribution_select = new Select({
    value: distribution,
    title: "Distribution",
    options: ["Discrete", "Smoothed"],
  })
  const source = get_dataset(cities[city].airport, distribution)
  const plot = make_plot(source, `Weather data for ${cities[city].title}`)
  city_select.on_change("value", update_plot)
  distribution_select.on_change("value", update_plot)

  const controls = column(city_select, distribution_select)
  doc.add_root(row(plot, controls))
  doc.title = "Weather"
})
