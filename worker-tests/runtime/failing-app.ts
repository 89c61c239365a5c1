// Apps that fail in different ways, and one that only misspells an option.

import { app, directory, type Document, figure, Slider } from "bokeh-edge"

export const failing = [
  ...directory("/fails", {
    throws: () => {
      throw new RangeError("this app fails")
    },
    rejects: () => Promise.reject(new Error("no data")),
    invalid: (doc: Document) => {
      doc.add_root(new Slider({ tags: [() => "a function"] }))
    },
    callback: (doc: Document) => {
      const slider = new Slider({ start: 0, end: 1, value: 1 })
      slider.on_change("value", () => {
        throw new TypeError("the callback fails")
      })
      doc.add_root(slider)
    },
    misspelt: (doc: Document) => {
      const plot = figure()
      plot.line("day", "hieght", { source: { day: [1], height: [2] } })
      doc.add_root(plot)
    },
  }),
  app("/fails/late", (_doc, context) => context.onCreated(() => new Promise(() => undefined)), {
    session: { startWithin: 0.05 },
  }),
  app("/fails/slowly", () => new Promise(() => undefined), { session: { startWithin: 0.05 } }),
]
