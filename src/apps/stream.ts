// A live stream: three noisy signals, with one point at each tick. The last few hundred points are kept.

import {
  app,
  column,
  ColumnDataSource,
  DataRange1d,
  Div,
  figure,
  RadioButtonGroup,
  row,
  Toggle,
} from "bokeh-edge"

const SIGNALS = {
  inlet: { color: "#4477aa", level: 18, swing: 3, seconds: 11 },
  reactor: { color: "#ee6677", level: 45, swing: 6, seconds: 17 },
  outlet: { color: "#228833", level: 32, swing: 4, seconds: 7 },
}
const RATES = [1, 4, 10, 25] // points per second
const ROLLOVER = 300

export const stream = app(
  "/stream",
  (doc, context) => {
    const source = new ColumnDataSource({ data: { time: [], inlet: [], reactor: [], outlet: [] } })
    const plot = figure({
      title: "Three signals",
      x_axis_type: "datetime",
      // The visible range follows the newest point.
      x_range: new DataRange1d({ follow: "end", follow_interval: 20_000, range_padding: 0 }),
      y_axis_label: "Temperature (°C)",
      y_range: [10, 65],
      tools: "xpan,xwheel_zoom,reset,hover",
      tooltips: [["temperature", "$y{0.0} °C"]],
      height: 380,
      sizing_mode: "stretch_width",
    })
    for (const [name, { color }] of Object.entries(SIGNALS)) {
      plot.line("time", name, { source, color, line_width: 2, legend_label: name })
    }
    plot.legend.location = "top_left"
    plot.legend.orientation = "horizontal"
    plot.legend.click_policy = "hide"

    const pause = new Toggle({ label: "Pause", width: 90 })
    const rate = new RadioButtonGroup({ labels: RATES.map((n) => `${n}/s`), active: 1 })
    const status = new Div({ name: "status" })

    const tick = () => {
      source.stream(rowAt(Date.now()), ROLLOVER)
      status.text = `${source.length} points, of at most ${ROLLOVER}`
    }
    let ticking = doc.add_periodic_callback(tick, periodOf(rate))
    const restart = () => {
      doc.remove_periodic_callback(ticking)
      if (!pause.active) ticking = doc.add_periodic_callback(tick, periodOf(rate))
    }
    rate.on_change("active", restart)
    pause.on_click((isPaused) => {
      pause.label = isPaused ? "Go on" : "Pause"
      restart()
    })
    // The document keeps the chosen settings, but the timer is lost when the session sleeps.
    context.onWake(restart)

    const controls = row(pause, rate, status, { styles: { "flex-wrap": "wrap" } })
    doc.add_root(column(controls, plot, { sizing_mode: "stretch_width" }))
  },
  {
    title: "Stream",
    theme: "auto",
    card: {
      text: "A live stream from a periodic callback, with pause and rate.",
      picture: "/static/pictures/stream.png",
      source: "/static/source/stream.ts.txt",
    },
  },
)

function periodOf(rate: RadioButtonGroup): number {
  return 1000 / (RATES[rate.active ?? 0] ?? 1)
}

function rowAt(time: number) {
  const values = Object.entries(SIGNALS).map(([name, { level, swing, seconds }]) => {
    const wave = Math.sin((time / 1000 / seconds) * 2 * Math.PI)
    return [name, [level + swing * wave + Math.random() - 0.5]] as const
  })
  return { time: [time], ...Object.fromEntries(values) }
}
