// A sine wave, its title and four sliders: the first app of Bokeh's user guide.

import { app, column, ColumnDataSource, figure, row, Slider, TextInput } from "bokeh-edge"

import { linspace } from "./numeric.ts"

export const sliders = app(
  "/ported/sliders",
  (doc) => {
    // The wave
    const x = linspace(0, 4 * Math.PI, 200)
    const source = new ColumnDataSource({ data: { x, y: x.map(Math.sin) } })
    const plot = figure({
      title: "A sine wave",
      height: 400,
      y_range: [-2.5, 2.5],
      sizing_mode: "stretch_width",
      min_width: 320,
      max_width: 500,
    })
    plot.line("x", "y", { source, line_width: 3, line_alpha: 0.6 })

    // The controls
    const title = new TextInput({ title: "Title", value: "A sine wave" })
    const offset = new Slider({ title: "Offset", value: 0, start: -2, end: 2, step: 0.1 })
    const amplitude = new Slider({ title: "Amplitude", value: 1, start: -2.5, end: 2.5, step: 0.1 })
    const phase = new Slider({ title: "Phase", value: 0, start: 0, end: 6.2, step: 0.1 })
    const frequency = new Slider({ title: "Frequency", value: 1, start: 0.1, end: 5, step: 0.1 })

    // What they change
    title.on_change("value", (_attr, _old, new_) => {
      plot.title.text = new_
    })
    const update_wave = () => {
      const wave = x.map((t) => Math.sin(frequency.value * t + phase.value))
      source.data = { x, y: wave.map((y) => offset.value + amplitude.value * y) }
    }
    for (const slider of [offset, amplitude, phase, frequency])
      slider.on_change("value", update_wave)

    // The page: one below the other on a phone
    const controls = column(title, offset, amplitude, phase, frequency)
    doc.add_root(
      row(controls, plot, { sizing_mode: "stretch_width", styles: { "flex-wrap": "wrap" } }),
    )
  },
  { title: "Sliders", theme: "auto", card: false },
)
