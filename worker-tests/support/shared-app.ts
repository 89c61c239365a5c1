// A Worker with a plot for several windows (automatic and fixed ranges, selectable points, growing data), a field, and apps
// that count the wakes of their session's object.

import {
  app,
  Button,
  column,
  ColumnDataSource,
  createServer,
  Div,
  figure,
  TextInput,
} from "bokeh-edge"

const plotFor = (ranges: "shared" | "own") =>
  app(
    `/${ranges}`,
    (doc) => {
      const source = new ColumnDataSource({ data: { x: [1, 2, 3, 4], y: [4, 2, 6, 3] } })
      const plot = figure({
        y_range: [0, 10],
        width: 400,
        height: 300,
        tools: "pan,tap,wheel_zoom",
        active_drag: "pan",
      })
      plot.scatter("x", "y", { source, size: 30 })
      const more = new Button({ label: "more" })
      more.on_click(() => {
        const next = source.length + 1
        source.stream({ x: [next], y: [5] })
      })
      doc.add_root(column(more, plot))
    },
    { session: { ranges } },
  )

/** Its text is the number of the session's wakes. */
const counting = (path: string, awake: number, period_ms?: number) =>
  app(
    path,
    (doc, context) => {
      const ticks = new Div({ name: "ticks", text: "0" })
      if (period_ms !== undefined) {
        doc.add_periodic_callback(() => void (ticks.text = `${Number(ticks.text) + 1}`), period_ms)
      }
      const wakes = new Div({ name: "wakes", text: "0" })
      context.onWake(() => void (wakes.text = `${Number(wakes.text) + 1}`))
      doc.add_root(column(ticks, wakes))
    },
    { session: { awake } },
  )

/** A field that a callback clears after each input. */
const saying = app("/saying", (doc) => {
  const field = new TextInput()
  const said = new Div({ name: "said" })
  field.on_change("value", (_attr, _old, text) => {
    if (text === "") return
    said.text = text
    field.value = ""
  })
  doc.add_root(column(field, said))
})

const server = createServer([
  saying,
  plotFor("shared"),
  plotFor("own"),
  counting("/idle", 0),
  counting("/awake", 15),
  counting("/ticking", 0, 200),
])

// oxlint-disable-next-line import/no-default-export -- a Worker's entry is one
export default server
export const { SessionObject, GroupObject, SnapshotObject } = server
