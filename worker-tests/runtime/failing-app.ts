// Apps that fail, each in its own way.

import { app, directory, type Document, Slider } from "../../src/api.ts"

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
      const slider = new Slider({ value: 1 })
      slider.on_change("value", () => {
        throw new TypeError("the callback fails")
      })
      doc.add_root(slider)
    },
  }),
  app("/fails/late", (_doc, context) => context.onCreated(() => new Promise(() => undefined)), {
    session: { startWithin: 0.05 },
  }),
  app("/fails/slowly", () => new Promise(() => undefined), { session: { startWithin: 0.05 } }),
]
