// A Worker with a plot for several windows: automatic and set ranges, something to select, data that grows.

import { app, Button, column, ColumnDataSource, createServer, figure } from "../../src/api.ts"

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

const server = createServer([plotFor("shared"), plotFor("own")])

// oxlint-disable-next-line import/no-default-export -- a Worker's entry is one
export default server
export const { SessionObject, GroupObject } = server
