// A sine wave, its title and four sliders: the first app of Bokeh's user guide.

import { app, column, ColumnDataSource, figure, row, Slider, TextInput } from "bokeh-edge"

const N = 200

export const sliders = app(
  "/ported/sliders",
  (doc) => {
    const x = Float64Array.from({ length: N }, (_, i) => (i * 4 * Math.PI) / (N - 1))
    const source = new ColumnDataSource({ data: { x, y: x.map(Math.sin) } })
    const plot = figure({ title: "my sine wave", height: 400, width: 400, y_range: [-2.5, 2.5] })
    plot.line("x", "y", { source, line_width: 3, line_alpha: 0.6 })

    const text = new TextInput({ title: "title", value: "my sine wave" })
    const offset = new Slider({ title: "offset", value: 0, start: -5, end: 5, step: 0.1 })
    const amplitude = new Slider({ title: "amplitude", value: 1, start: -5, end: 5, step: 0.1 })
    const phase = new Slider({ title: "phase", value: 0, start: 0, end: 2 * Math.PI, step: 0.1 })
    const freq = new Slider({ title: "frequency", value: 1, start: 0.1, end: 5.1, step: 0.1 })

    text.on_change("value", () => {
      plot.title.text = text.value
    })
    const update = () => {
      const [a, b, w, k] = [offset.value, amplitude.value, phase.value, freq.value]
      source.data = { x, y: x.map((t) => b * Math.sin(k * t + w) + a) }
    }
    for (const slider of [offset, amplitude, phase, freq]) slider.on_change("value", update)

    doc.add_root(row(column(text, offset, amplitude, phase, freq), plot))
  },
  { title: "Sliders", card: false },
)
