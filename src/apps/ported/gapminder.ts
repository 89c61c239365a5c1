// Bubbles that move through time, with a slider and a button that plays: unemployment by industry, month by month.

// oxlint-disable max-lines-per-function -- reads from top to bottom, as its Python does

import {
  app,
  Button,
  CategoricalColorMapper,
  Category20,
  column,
  ColumnDataSource,
  figure,
  HoverTool,
  Label,
  row,
  SingleIntervalTicker,
  Slider,
} from "bokeh-edge"

import { dataFrom, numbers, texts, unique } from "../gallery/data.ts"

export const gapminder = app(
  "/ported/gapminder",
  async (doc, context) => {
    // The data of each month
    const df = await dataFrom(context.env).rows("unemployment-across-industries.json")
    const byMonth = Map.groupBy(
      df,
      ({ year, month }) => `${year}-${String(month).padStart(2, "0")}`,
    )
    const data = [...byMonth.values()].map((lines) => ({
      rate: numbers(lines, "rate"),
      count: numbers(lines, "count"),
      size: numbers(lines, "count").map((count) => 1.6 * Math.sqrt(count)),
      series: texts(lines, "series"),
    }))
    const months = [...byMonth.keys()]
    const source = new ColumnDataSource({ data: data[0] ?? {} })

    // The plot
    const plot = figure({
      title: "Unemployment by industry",
      height: 400,
      x_range: [0, 28],
      y_range: [0, 2700],
      toolbar_location: null,
      sizing_mode: "stretch_width",
      min_width: 320,
    })
    plot.xaxis.ticker = new SingleIntervalTicker({ interval: 4 })
    plot.xaxis.axis_label = "Unemployed, percent of the industry"
    plot.yaxis.ticker = new SingleIntervalTicker({ interval: 500 })
    plot.yaxis.axis_label = "Unemployed, thousands"
    const label = new Label({
      x: 1,
      y: 2300,
      text: months[0] ?? "",
      text_font_size: "40px",
      text_color: "#888888",
      text_alpha: 0.4,
    })
    plot.add_layout(label)
    const factors = unique(texts(df, "series"))
    const color_mapper = new CategoricalColorMapper({ palette: Category20[20], factors })
    plot.scatter("rate", "count", {
      size: "size",
      source,
      fill_alpha: 0.8,
      line_color: "#7c7e71",
      fill_color: { field: "series", transform: color_mapper },
      line_width: 0.5,
    })
    plot.add_tools(
      new HoverTool({ tooltips: "@series", show_arrow: false, point_policy: "follow_mouse" }),
    )

    // The controls
    const slider = new Slider({
      start: 0,
      end: months.length - 1,
      value: 0,
      step: 1,
      title: "Month",
    })
    const button = new Button({ label: "► Play", width: 80 })
    const update = (_attr: string, _old: number, new_: number) => {
      label.text = months[new_] ?? ""
      source.data = data[new_] ?? {}
    }
    const animate_update = () => {
      slider.value = (slider.value + 1) % months.length
    }
    let playing: ReturnType<typeof doc.add_periodic_callback> | undefined
    const animate = () => {
      if (button.label === "► Play") {
        button.label = "❚❚ Pause"
        playing = doc.add_periodic_callback(animate_update, 200)
      } else {
        button.label = "► Play"
        if (playing !== undefined) doc.remove_periodic_callback(playing)
      }
    }
    slider.on_change("value", update)
    button.on_event("button_click", animate)
    // The document keeps the label, but the timer is lost when the session sleeps.
    context.onWake(() => {
      if (button.label !== "► Play") playing = doc.add_periodic_callback(animate_update, 200)
    })

    // The page
    doc.add_root(
      column(plot, row(slider, button, { styles: { "flex-wrap": "wrap" } }), {
        sizing_mode: "stretch_width",
      }),
    )
  },
  { title: "Gapminder", theme: "auto", card: false },
)
