// Bubbles that move through time, with a slider and a button that plays: unemployment by industry, month by month.

// oxlint-disable max-lines-per-function -- reads from top to bottom, as its Python does

import {
  app,
  Button,
  CategoricalColorMapper,
  ColumnDataSource,
  figure,
  HoverTool,
  Label,
  layout,
  SingleIntervalTicker,
  Slider,
  Category20,
} from "bokeh-edge"
import { group } from "d3-array"

import { dataFrom, numbers, texts, unique } from "../gallery/data.ts"

export const gapminder = app(
  "/ported/gapminder",
  async (doc, { env }) => {
    const rows = await dataFrom(env).rows("unemployment-across-industries.json")
    const months = [
      ...group(rows, (line) => `${line["year"]}-${String(line["month"]).padStart(2, "0")}`),
    ]
    const data = months.map(([, lines]) => ({
      rate: numbers(lines, "rate"),
      count: numbers(lines, "count"),
      size: numbers(lines, "count").map((count) => Math.sqrt(count) * 1.6),
      series: texts(lines, "series"),
    }))
    const [first = { rate: [], count: [], size: [], series: [] }] = data
    const source = new ColumnDataSource({ data: first })

    const plot = figure({
      title: "Unemployment by industry",
      height: 400,
      x_range: [0, 28],
      y_range: [0, 2700],
      toolbar_location: null,
      sizing_mode: "stretch_width",
    })
    plot.xaxis.ticker = new SingleIntervalTicker({ interval: 2 })
    plot.xaxis.axis_label = "Unemployed, percent of those in the industry"
    plot.yaxis.ticker = new SingleIntervalTicker({ interval: 500 })
    plot.yaxis.axis_label = "Unemployed, thousands"
    const label = new Label({
      x: 1,
      y: 2300,
      text: months[0]?.[0] ?? "",
      text_font_size: "48px",
      text_color: "#eeeeee",
    })
    plot.add_layout(label)

    const palette = Category20[20]
    const color_mapper = new CategoricalColorMapper({
      palette,
      factors: unique(texts(rows, "series")),
    })
    plot.scatter({
      x: "rate",
      y: "count",
      size: "size",
      source,
      fill_color: { field: "series", transform: color_mapper },
      fill_alpha: 0.8,
      line_color: "#7c7e71",
      line_width: 0.5,
      line_alpha: 0.5,
    })
    plot.add_tools(
      new HoverTool({ tooltips: "@series", show_arrow: false, point_policy: "follow_mouse" }),
    )

    const slider = new Slider({
      start: 0,
      end: months.length - 1,
      value: 0,
      step: 1,
      title: "Month",
    })
    slider.on_change("value", (_attr, _old, at) => {
      label.text = months[at]?.[0] ?? ""
      source.data = data[at] ?? first
    })

    const animate_update = () => {
      slider.value = (slider.value + 1) % months.length
    }
    let playing: ReturnType<typeof doc.add_periodic_callback> | undefined
    const button = new Button({ label: "► Play", width: 60 })
    button.on_click(() => {
      if (playing === undefined) {
        button.label = "❚❚ Pause"
        playing = doc.add_periodic_callback(animate_update, 200)
      } else {
        button.label = "► Play"
        doc.remove_periodic_callback(playing)
        playing = undefined
      }
    })

    doc.add_root(layout([[plot], [slider, button]], { sizing_mode: "stretch_width" }))
  },
  { title: "Gapminder", card: false },
)
